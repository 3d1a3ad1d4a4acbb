import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockAt } from '#kernel';
import { keysFrom } from '#platform/keys';
import { toldCookie, toldIn } from './told.ts';

test('a code is told for a day, and to nobody after, however long a browser keeps it', () => {
  const has = { keys: keysFrom(Buffer.alloc(32, 7)), clock: clockAt('2026-11-24T08:00:00Z') };
  const told = { reference: 'ABC-DEF', code: '123456' };
  const { value } = toldCookie(has, told);
  assert.deepEqual(toldIn(has, { told: value }, 'ABC-DEF'), told);
  assert.equal(toldIn(has, { told: value }, 'XYZ-DEF'), undefined, 'of another request');
  has.clock.set('2026-11-25T07:59:59Z');
  assert.deepEqual(toldIn(has, { told: value }, 'ABC-DEF'), told);
  has.clock.set('2026-11-25T08:00:00Z');
  assert.equal(toldIn(has, { told: value }, 'ABC-DEF'), undefined);
  assert.equal(toldIn(has, { told: has.keys.seal(JSON.stringify(told), 'told') }, 'ABC-DEF'), undefined, 'one without an end');
  assert.equal(toldIn(has, { told: has.keys.seal(JSON.stringify(told), 'another') }, 'ABC-DEF'), undefined);
});
