import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type TechnicianId, newId } from '#kernel';
import { createRoads } from '#platform/roads/index';
import { type DutyDay, type Planned, type Promised, CELL_MINUTES, cellsOf, wholeCells, windowsOf } from './day.ts';
import { createDispatcher } from './dispatcher.ts';
import { settled } from './do/find-times.ts';
import { near } from './test-town.ts';

const roads = createRoads();
const dispatcher = createDispatcher(roads);
const technician: TechnicianId = newId('Technician');
const day = Temporal.PlainDate.from('2026-11-24');
const at = (hour: string) => Temporal.Instant.from(`2026-11-24T${hour}:00Z`);
const empty: DutyDay = { technician, day, country: 'FR', home: near(0, 0), from: at('07:30'), until: at('16:30'), breaks: [{ from: at('11:30'), until: at('12:15') }], promised: [] };

const wish = fc.record({ east: fc.integer({ min: -15_000, max: 15_000 }), north: fc.integer({ min: -15_000, max: 15_000 }), minutes: fc.integer({ min: 5, max: 180 }), pick: fc.nat(100) });

/** What a technician would find on the road, without the engine: leaves home at the start, drives, never waits past a promise. */
function drivenFaults(duty: DutyDay, planned: readonly Planned[]): string[] {
  const found: string[] = [];
  let free = duty.from.epochMilliseconds;
  let place = duty.home;
  for (const each of planned) {
    const promised = duty.promised.find((one) => one.id === each.id);
    if (!promised) { found.push(`unknown ${each.id}`); continue; }
    const start = each.start.epochMilliseconds;
    if (free + roads.travel(place, promised.at).seconds * 1000 > start) found.push(`${each.id} starts before one can be there`);
    if (start < promised.from.epochMilliseconds || start > promised.until.epochMilliseconds) found.push(`${each.id} breaks its promise`);
    free = start + promised.minutes * 60_000;
    place = promised.at;
  }
  if (planned.length > 0 && free + roads.travel(place, duty.home).seconds * 1000 > duty.until.epochMilliseconds) found.push('comes home too late');
  return found;
}

test('whatever is offered can be promised, and every promise of the day is still kept', () => {
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
      const cells = planned.flatMap((each) => cellsOf(each, after.promised.find((one) => one.id === each.id)?.minutes ?? 0));
      assert.equal(new Set(cells).size, cells.length, 'no five minutes belong to two');
      duty = { ...after, promised: after.promised.map((one) => ({ ...one, start: planned.find((each) => each.id === one.id)?.start })) };
    }
  }), { numRuns: 150 });
});

test('what is turned down at first sight could not have been promised: every window with room is offered', () => {
  const level = createDispatcher(createRoads({ percents: () => ({ 'night': 100, 'morning-peak': 100, 'midday': 100, 'evening-peak': 100, 'weekend': 100 }) }));
  let [offered, refused] = [0, 0];
  fc.assert(fc.property(fc.array(wish, { minLength: 1, maxLength: 9 }), wish, (wishes, last) => {
    let duty = empty;
    const windows = windowsOf(duty, 'FR', 60, at('00:00'));
    const ask = ({ east, north, minutes }: typeof last) => ({ at: near(east, north), way: 'visit' as const, minutes: wholeCells(minutes) });
    for (const [i, each] of wishes.entries()) {
      const [offer] = level.ready(duty, windows).offers(ask(each), [each.pick % windows.length]);
      if (!offer) continue;
      const after: DutyDay = { ...duty, promised: [...duty.promised, { id: `vis_${i}`, ...ask(each), from: offer.window.from, until: offer.window.until }] };
      const planned = level.plan(after);
      duty = { ...after, promised: after.promised.map((one) => ({ ...one, start: planned?.find((found) => found.id === one.id)?.start })) };
    }
    const ready = level.ready(duty, windows);
    const found = new Set((ready.hasRoom(ask(last)) ? ready.offers(ask(last), [...windows.keys()]) : []).map(({ window }) => window));
    for (const window of windows) {
      const joined: Promised = { id: 'last', ...ask(last), from: window.from, until: window.until.subtract({ minutes: CELL_MINUTES }) };
      assert.equal(found.has(window), level.plan({ ...duty, promised: [...duty.promised, joined] }) !== undefined, window.from.toString());
    }
    offered += found.size;
    refused += windows.length - found.size;
  }), { numRuns: 120 });
  assert.ok(offered > 100 && refused > 100, `${offered} offered, ${refused} refused`);
});

test('a plan that starts one visit while another is still going on is found out', () => {
  const both = (['a', 'b'] as const).map((id): Promised => ({ id, at: near(id === 'a' ? 1000 : 4000, 0), way: 'visit', from: at('08:00'), until: at('12:00'), minutes: 60 }));
  const duty: DutyDay = { ...empty, breaks: [], promised: both };
  const planned = dispatcher.plan(duty);
  assert.ok(planned);
  assert.deepEqual(dispatcher.faults(duty, planned), []);
  const [first, second] = planned;
  assert.ok(first && second);
  assert.notDeepEqual(dispatcher.faults(duty, [first, { ...second, start: first.start.add({ minutes: 30 }) }]), []);
  assert.notDeepEqual(dispatcher.faults(duty, [first]), []);
});

test('a full day refuses one more rather than break a promise', () => {
  const full = Array.from({ length: 6 }, (_, i): Promised => ({ id: `v${i}`, at: near(500 * i, 0), way: 'visit', from: at('08:00').add({ hours: i }), until: at('08:00').add({ hours: i, minutes: 20 }), minutes: 30 }));
  const duty: DutyDay = { ...empty, breaks: [], promised: full };
  assert.ok(dispatcher.plan(duty));
  assert.equal(dispatcher.plan({ ...duty, promised: [...full, { id: 'long', at: near(0, 0), way: 'visit', from: at('09:00'), until: at('10:00'), minutes: 240 }] }), undefined);
});

test('arrival windows lie on the hours of the wall clock, in summer and in winter', () => {
  for (const [from, first] of [['2026-11-24T07:30:00Z', '08:30'], ['2026-07-24T06:10:00Z', '08:30'], ['2026-10-25T00:30:00Z', '02:30']] as const) {
    const opens = Temporal.Instant.from(from);
    const windows = windowsOf({ from: opens, until: opens.add({ hours: 4 }) }, 'FR', 60, opens);
    assert.equal(windows[0]?.from.toZonedDateTimeISO('Europe/Paris').toPlainTime().toString({ smallestUnit: 'minute' }), first);
    for (const window of windows) assert.equal(window.until.since(window.from).total('minutes'), 60);
    assert.equal(new Set(windows.map((window) => window.from.epochMilliseconds)).size, windows.length);
  }
});

test('what is soon is not moved any more, and nothing is moved into the past', () => {
  const promised: Promised = { id: 'x', at: near(0, 0), way: 'visit', from: at('09:00'), until: at('10:00'), minutes: 30, start: at('09:50') };
  assert.deepEqual(settled(promised, at('08:00')), promised);
  assert.equal(settled(promised, at('09:12')).from.toString(), at('09:45').toString());
  const soon = settled(promised, at('09:21'));
  assert.deepEqual([soon.from, soon.until], [promised.start, promised.start]);
});

test('cells are five minutes and cover the way and the work', () => {
  const start = at('09:00');
  const cells = cellsOf({ id: 'x', start, travel: { seconds: 600, metres: 0 } }, 45);
  assert.equal(cells.length, (10 + 45) / CELL_MINUTES);
  assert.equal((cells[0] ?? 0) * CELL_MINUTES * 60_000, start.epochMilliseconds - 600_000);
});
