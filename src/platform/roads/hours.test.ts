import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Country, ZONE } from '#kernel';
import { HOUR_CLASSES, type HourClass, type Percents, SOURCES, USUAL, percentsOf } from './index.ts';
import { createPaces } from './hours.ts';

const odd: Percents = { 'night': 80, 'morning-peak': 150, 'midday': 100, 'evening-peak': 170, 'weekend': 90 };
const paces = createPaces(() => odd);
const at = (iso: string): number => Temporal.Instant.from(iso).epochMilliseconds / 1000;

/** Said the long way: by the clock on the wall, a minute at a time. */
function classAt(country: Country, seconds: number): HourClass {
  const wall = Temporal.Instant.fromEpochMilliseconds(seconds * 1000).toZonedDateTimeISO(ZONE[country]);
  if (wall.dayOfWeek >= 6) return 'weekend';
  const minute = wall.hour * 60 + wall.minute;
  return minute < 420 ? 'night' : minute < 570 ? 'morning-peak' : minute < 990 ? 'midday' : minute < 1140 ? 'evening-peak' : 'night';
}

test('a drive is reckoned with the slowest of the hours that it may touch', () => {
  assert.equal(paces.between('FR', at('2026-11-24T09:00:00Z'), at('2026-11-24T10:00:00Z')), 1);
  assert.equal(paces.between('FR', at('2026-11-24T14:30:00Z'), at('2026-11-24T15:30:00Z')), 1, 'who is there at half past four was not on the road in the rush');
  assert.equal(paces.between('FR', at('2026-11-24T08:29:59Z'), at('2026-11-24T10:00:00Z')), 1.5, 'a second before half past nine in Paris');
  assert.equal(paces.between('FR', at('2026-11-24T08:30:00Z'), at('2026-11-24T10:00:00Z')), 1);
  assert.equal(paces.between('GB', at('2026-11-24T08:30:00Z'), at('2026-11-24T10:00:00Z')), 1.5, 'it is an hour earlier in London');
  assert.equal(paces.between('FR', at('2026-11-28T07:00:00Z'), at('2026-11-28T17:00:00Z')), 0.9, 'nobody hurries to work on a Saturday');
});

test('no minute of any span, in summer or winter, on the days when clocks change, is slower than what was said', () => {
  fc.assert(fc.property(fc.integer({ min: at('2026-01-01T00:00:00Z') / 60, max: at('2027-12-31T00:00:00Z') / 60 }), fc.integer({ min: 0, max: 3_000 }), fc.constantFrom('FR' as const, 'GB' as const), (from, minutes, country) => {
    const said = paces.between(country, from * 60, (from + minutes) * 60);
    let slowest = 0;
    for (let minute = from; minute === from || minute < from + minutes; minute += 1) slowest = Math.max(slowest, odd[classAt(country, minute * 60)] / 100);
    assert.equal(said, slowest);
  }), { numRuns: 300, examples: [[at('2026-03-29T00:30:00Z') / 60, 120, 'FR'], [at('2026-10-25T00:30:00Z') / 60, 90, 'GB']] });
});

test('other figures hold from the next question on', () => {
  let now = odd;
  const moving = createPaces(() => now);
  const ask = (): number => moving.between('FR', at('2026-11-24T07:00:00Z'), at('2026-11-24T07:10:00Z'));
  assert.deepEqual([ask(), moving.slowest()], [1.5, 1.7]);
  now = percentsOf(() => 110);
  assert.deepEqual([ask(), moving.slowest()], [1.1, 1.1]);
});

test('what we reckon with says where it comes from, and that nobody has measured it here', () => {
  for (const each of HOUR_CLASSES) {
    assert.equal(USUAL[each], SOURCES.classes[each].percent);
    assert.ok(SOURCES.classes[each].source.length > 20 && !SOURCES.classes[each].confirmed, each);
  }
  assert.match(SOURCES.checkedOn, /^2026-/);
});
