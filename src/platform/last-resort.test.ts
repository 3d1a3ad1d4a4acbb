import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { lastResort } from './last-resort.ts';

function house(): { thrower: EventEmitter; lines: Record<string, unknown>[]; ended: { times: number }; clock: { now: number }; stop(): void } {
  const thrower = new EventEmitter();
  const lines: Record<string, unknown>[] = [];
  const [ended, clock] = [{ times: 0 }, { now: 0 }];
  const stop = lastResort({ log: { error: (line: object) => { lines.push(line as Record<string, unknown>); } } as never, process: thrower, end: () => { ended.times += 1; }, milliseconds: () => clock.now });
  return { thrower, lines, ended, clock, stop };
}

test('what nobody catches is a line with a number, and the house stays open', () => {
  const { thrower, lines, ended } = house();
  thrower.emit('unhandledRejection', new Error('the road has gone'));
  thrower.emit('uncaughtException', 'a word');
  assert.deepEqual(lines.map(({ kind, error }) => [kind, error]), [['unhandledRejection', 'the road has gone'], ['uncaughtException', 'a word']]);
  assert.match(String(lines[0]?.['fault']), /^\d{6}$/);
  assert.equal(ended.times, 0);
});
test('what goes on and on ends the process; the same over an hour does not', () => {
  const slow = house();
  for (let one = 0; one < 60; one += 1) { slow.clock.now += 60_001; slow.thrower.emit('uncaughtException', new Error('now and then')); }
  assert.equal(slow.ended.times, 0);
  const fast = house();
  for (let one = 0; one < 21; one += 1) fast.thrower.emit('uncaughtException', new Error('again'));
  assert.equal(fast.ended.times, 1);
});
test('a house that was closed listens no more', () => {
  const { thrower, stop } = house();
  stop();
  assert.deepEqual([thrower.listenerCount('uncaughtException'), thrower.listenerCount('unhandledRejection')], [0, 0]);
});
