import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type LatLng, type TechnicianId, newId } from '#kernel';
import { type Percents, createRoads } from '#platform/roads/index';
import { type DutyDay, type Planned, type Promised, wholeCells, windowsOf } from './day.ts';
import { createDispatcher } from './dispatcher.ts';
import { near } from './test-town.ts';

// Nobody drives like this; whoever reckons with the wrong hour is found out.
const ODD: Percents = { 'night': 90, 'morning-peak': 240, 'midday': 100, 'evening-peak': 300, 'weekend': 100 };
const level = createRoads({ percents: () => ({ 'night': 100, 'morning-peak': 100, 'midday': 100, 'evening-peak': 100, 'weekend': 100 }) });
const roads = createRoads({ percents: () => ODD });
const dispatcher = createDispatcher(roads);
const technician: TechnicianId = newId('Technician');
const day = Temporal.PlainDate.from('2026-11-24');
const at = (hour: string) => Temporal.Instant.from(`2026-11-24T${hour}:00Z`);
const empty: DutyDay = { technician, day, country: 'FR', home: near(0, 0), from: at('06:00'), until: at('19:00'), breaks: [{ from: at('11:30'), until: at('12:15') }, { from: at('15:20'), until: at('15:40') }], promised: [] };
const PARKING = 300;

/** How slow the road is at a second of that Tuesday in Paris: the long way, without the code under test. */
function paceAt(seconds: number): number {
  const minute = Math.floor(((seconds + 3_600) % 86_400) / 60);
  return minute < 420 ? 0.9 : minute < 570 ? 2.4 : minute < 990 ? 1 : minute < 1_140 ? 3 : 0.9;
}

/** When somebody who sets off at this second is at the door: wheel time passes slower in the rush, and not at all in a pause. */
function arrives(from: LatLng, to: LatLng, leaves: number): number {
  const pauses = empty.breaks.map((rest) => [rest.from.epochMilliseconds / 1000, rest.until.epochMilliseconds / 1000] as const);
  let left = level.travel(from, to).seconds - PARKING;
  let now = leaves;
  const isPause = (): boolean => pauses.some(([begins, ends]) => now >= begins && now < ends);
  while (left > 0) { if (!isPause()) left -= 1 / paceAt(now); now += 1; }
  for (let parking = PARKING; parking > 0; now += 1) if (!isPause()) parking -= 1;
  return now;
}

/** Drives a plan on roads whose speed changes by the second: nobody leaves before the work before is done, and everybody leaves as late as the plan lets them. */
function drivenFaults(duty: DutyDay, planned: readonly Planned[]): string[] {
  const found: string[] = [];
  let free = duty.from.epochMilliseconds / 1000;
  let place = duty.home;
  for (const each of planned) {
    const promised = duty.promised.find((one) => one.id === each.id);
    assert.ok(promised);
    const start = each.start.epochMilliseconds / 1000;
    if (start < promised.from.epochMilliseconds / 1000 || start > promised.until.epochMilliseconds / 1000) found.push(`${each.id} breaks its promise`);
    const leaves = Math.max(free, start - each.travel.seconds);
    if (Math.min(arrives(place, promised.at, leaves), arrives(place, promised.at, free)) > start) found.push(`${each.id} is reached ${arrives(place, promised.at, free) - start} s late`);
    free = start + promised.minutes * 60;
    place = promised.at;
  }
  if (planned.length > 0 && arrives(place, duty.home, free) > duty.until.epochMilliseconds / 1000) found.push('comes home too late');
  return found;
}

const wish = fc.record({ east: fc.integer({ min: -18_000, max: 18_000 }), north: fc.integer({ min: -18_000, max: 18_000 }), minutes: fc.integer({ min: 5, max: 120 }), pick: fc.nat(100) });

test('whatever is offered at any hour can be driven at that hour, when the rush makes ways two and three times as long', () => {
  let given = 0;
  fc.assert(fc.property(fc.array(wish, { minLength: 1, maxLength: 9 }), (wishes) => {
    let duty = empty;
    for (const [i, { east, north, minutes, pick }] of wishes.entries()) {
      const job = { at: near(east, north), way: 'visit' as const, minutes: wholeCells(minutes) };
      const windows = windowsOf(duty, 'FR', 60, at('00:00'));
      const offers = dispatcher.ready(duty, windows).offers(job, [...windows.keys()]);
      const offer = offers[pick % Math.max(1, offers.length)];
      if (!offer) continue;
      const joined: Promised = { id: `vis_${i}`, at: job.at, way: 'visit', from: offer.window.from, until: offer.window.until, minutes: job.minutes };
      const after: DutyDay = { ...duty, promised: [...duty.promised, joined] };
      const planned = dispatcher.plan(after);
      assert.ok(planned, `offered, and could not be planned: ${JSON.stringify(joined)}`);
      assert.deepEqual(dispatcher.faults(after, planned), []);
      assert.deepEqual(drivenFaults(after, planned), []);
      given += 1;
      duty = { ...after, promised: after.promised.map((one) => ({ ...one, start: planned.find((each) => each.id === one.id)?.start })) };
    }
  }), { numRuns: 120 });
  assert.ok(given > 200, `${given}`);
});

test('a time that was promised narrower, or that is soon, still fits its day', () => {
  fc.assert(fc.property(fc.array(wish, { minLength: 2, maxLength: 7 }), fc.integer({ min: 0, max: 30 }), (wishes, by) => {
    const windows = windowsOf(empty, 'FR', 60, at('00:00'));
    let duty = empty;
    for (const [i, { east, north, minutes, pick }] of wishes.entries()) {
      const job = { at: near(east, north), way: 'visit' as const, minutes: wholeCells(minutes) };
      const offer = dispatcher.ready(duty, windows).offers(job, [pick % windows.length])[0];
      if (!offer) continue;
      const after: DutyDay = { ...duty, promised: [...duty.promised, { id: `vis_${i}`, at: job.at, way: 'visit', from: offer.window.from, until: offer.window.until, minutes: job.minutes }] };
      const planned = dispatcher.plan(after) ?? [];
      duty = { ...after, promised: after.promised.map((one) => ({ ...one, start: planned.find((each) => each.id === one.id)?.start })) };
    }
    const narrow: DutyDay = { ...duty, promised: duty.promised.map((one) => {
      const start = one.start ?? one.from;
      const [from, until] = [start.subtract({ minutes: by }), start.add({ minutes: 30 - by })];
      return { ...one, from: Temporal.Instant.compare(from, one.from) > 0 ? from : one.from, until: Temporal.Instant.compare(until, one.until) < 0 ? until : one.until };
    }) };
    const planned = dispatcher.plan(narrow);
    assert.ok(planned, 'a narrower promise cannot break a day');
    assert.deepEqual(dispatcher.faults(narrow, planned), []);
  }), { numRuns: 80 });
});

test('the same way takes longer in the rush, and the hours at its edge count as rush', () => {
  const far: Promised = { id: 'far', at: near(9_000, 9_000), way: 'visit', from: at('07:30'), until: at('08:30'), minutes: 30 };
  const wayAt = (from: string, until: string): number => dispatcher.plan({ ...empty, promised: [{ ...far, from: at(from), until: at(until) }] })?.[0]?.travel.seconds ?? 0;
  const [rush, edge, midday] = [wayAt('07:30', '08:30'), wayAt('08:45', '09:45'), wayAt('10:30', '11:00')];
  assert.equal(rush, edge);
  assert.ok(rush > midday * 1.7, `${rush} and ${midday}`);
});
