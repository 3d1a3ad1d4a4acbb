import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { must } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { Appointment } from './appointment.ts';
import type { Slot } from './slot.ts';
import { type Asker, type Town, askerAt, near, seed, settle, townOn } from './test-town.ts';

const OPEN = '2026-11-23T05:00:00Z';
let database: TestDatabase;
/** Two processes on one database, each with days in its own memory. */
let towns: readonly [Town, Town];
before(async () => { database = await testDatabase(); towns = [townOn(database.url, OPEN, 4), townOn(database.url, OPEN, 4)]; });
after(async () => { for (const town of towns) await town.pool.end(); await database.drop(); });

const shown = (slots: readonly Slot[]) => slots.map((slot) => `${slot.key} ${slot.cost} ${slot.green} ${slot.again} ${slot.saves ?? 0}`);
const timesOf = (town: Town, asker: Asker) => town.works.looking(asker.by, (work) => town.booking.times(work, asker.quote));

/** What a process says that has just been started: it remembers nothing. */
async function freshTimes(asker: Asker, at: Temporal.Instant): Promise<readonly Slot[]> {
  const fresh = townOn(database.url, at.toString(), 1);
  try { return await timesOf(fresh, asker); } finally { await fresh.pool.end(); }
}

type Step = { what: 'hold' | 'book' | 'book' | 'move' | 'cancel' | 'ill' | 'refused' | 'wait'; where: 0 | 1; who: number; pick: number };
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom('hold' as const, 'book' as const, 'book' as const, 'book' as const, 'move' as const, 'cancel' as const, 'ill' as const, 'refused' as const, 'wait' as const),
  where: fc.constantFrom(0 as const, 1 as const), who: fc.nat(5), pick: fc.nat(60),
});

type Scene = Readonly<{ technicians: readonly string[]; askers: readonly Asker[]; visits: (Appointment | undefined)[] }>;

async function play(scene: Scene, { what, where, who, pick }: Step): Promise<void> {
  const [town, asker, visit] = [towns[where], scene.askers[who], scene.visits[who]];
  assert.ok(asker);
  const { works, booking, technicians } = town;
  const slots = await timesOf(town, asker);
  const slot = slots[pick % Math.max(1, Math.min(slots.length, 12))]?.key;
  const fee = visit && (await works.looking(asker.by, (work) => booking.feeFor(work, visit.id)))?.fee;
  if (what === 'wait') for (const each of towns) each.clock.pass({ minutes: 1 + pick });
  else if (what === 'ill') {
    const on = Temporal.PlainDate.from('2026-11-24').add({ days: pick % 6 });
    must(await works.inWork(seed, (work) => technicians.takeAbsence(work, { technician: scene.technicians[pick % scene.technicians.length] as never, from: on, until: on, why: 'ill' })));
  } else if (what === 'refused') {
    // Somebody's work changes a day and is given up: nobody may remember what it saw.
    await works.inWork(asker.by, async (work) => {
      if (slot !== undefined) await booking.hold(work, { quote: asker.quote, slot });
      await booking.times(work, asker.quote);
      return { ok: false, error: { kind: 'given-up' } } as const;
    });
  } else if (what === 'hold' && slot !== undefined) await works.inWork(asker.by, (work) => booking.hold(work, { quote: asker.quote, slot }));
  else if (what === 'book' && slot !== undefined) {
    const answer = await works.inWork(asker.by, (work) => booking.book(work, { quote: asker.quote, slot, expressRequest: true, termsHash: asker.version }));
    assert.ok(answer.ok || answer.error.kind === 'already-booked', `offered to them alone, and refused: ${JSON.stringify(answer)}`);
    if (answer.ok) scene.visits[who] = answer.value;
  } else if (what === 'move' && visit && fee) {
    const to = (await works.looking(asker.by, (work) => booking.timesToMove(work, visit.id)))[pick % 8]?.key;
    if (to !== undefined) scene.visits[who] = must(await works.inWork(asker.by, (work) => booking.moveVisit(work, { visit: visit.id, slot: to, fee })));
  } else if (what === 'cancel' && visit && fee) {
    must(await works.inWork(asker.by, (work) => booking.cancelVisit(work, { visit: visit.id, fee })));
    scene.visits[who] = undefined;
  }
}

test('two processes that keep days in memory offer what a process offers that has just been started, whatever happens in either', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 18 }), fc.array(fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 })), { minLength: 6, maxLength: 6 }), async (steps, places) => {
    for (const town of towns) town.clock.set(OPEN);
    const [town] = towns;
    await town.pool.query("delete from booking.cells; delete from booking.holds; update booking.visits set state = 'cancelled' where state = 'booked'; delete from technicians.absences; update technicians.technicians set standing = 'suspended', suspended_why = 'another run'");
    const technicians = await settle(town, [near(0, 0), near(-5000, 4000)]);
    const askers: Asker[] = [];
    for (const [east, north] of places) askers.push(await askerAt(town, near(east, north)));
    const scene: Scene = { technicians, askers, visits: askers.map(() => undefined) };
    for (const each of steps) {
      await play(scene, each);
      const asker = askers[each.pick % askers.length];
      assert.ok(asker);
      const fresh = shown(await freshTimes(asker, town.clock.now()));
      for (const one of towns) assert.deepEqual(shown(await timesOf(one, asker)), fresh, JSON.stringify(each));
    }
  }), { numRuns: 6, endOnFailure: true });
});

test('an offer that a slower process made before somebody else booked is refused politely, and the next one is true', async () => {
  const [here, there] = towns;
  for (const town of towns) town.clock.set(OPEN);
  await here.pool.query("update technicians.technicians set standing = 'suspended', suspended_why = 'another run'");
  await settle(here, [near(0, 0)]);
  const [first, second] = [await askerAt(here, near(500, 0)), await askerAt(here, near(900, 300))];
  const [offered] = await timesOf(there, second);
  assert.ok(offered);
  must(await here.works.inWork(first.by, (work) => here.booking.book(work, { quote: first.quote, slot: offered.key, expressRequest: true, termsHash: first.version })));
  const again = await there.works.inWork(second.by, (work) => there.booking.hold(work, { quote: second.quote, slot: offered.key }));
  const now = await timesOf(there, second);
  assert.equal(now.some((slot) => slot.key === offered.key), again.ok, 'what is refused is no longer offered, and what is offered is not refused');
});

test('who has been there before is shown beside whoever is nearer, and first when that is wished', async () => {
  const [here] = towns;
  here.clock.set(OPEN);
  await here.pool.query("update technicians.technicians set standing = 'suspended', suspended_why = 'another run'");
  const [nearby, known] = await settle(here, [near(9000, 9000), near(-9000, -6000)]);
  const asker = await askerAt(here, near(8800, 9100));
  await here.pool.query(`insert into booking.visits (id, request_id, quote_id, provider_id, technician_id, home_id, country, way, day, promised_from, promised_until, planned_start, planned_end, minutes, lat, lng, quiet, state, sequence, booked_at, changed_at, door_word, code)
    select 'vis_before', request_id, id, provider_id, $1, home_id, 'FR', 'visit', '2026-10-01', '2026-10-01T09:00Z', '2026-10-01T10:00Z', '2026-10-01T09:00Z', '2026-10-01T10:00Z', 60, 47, 5, false, 'done', 0, '2026-09-01T00:00Z', '2026-09-01T00:00Z', 'x', 'x'
    from pricing.quotes where id = $2`, [known, asker.quote]);
  const slots = await timesOf(here, asker);
  const hour = slots.filter((slot) => Temporal.Instant.compare(slot.promisedFrom, slots[0]?.promisedFrom ?? here.clock.now()) === 0);
  assert.deepEqual(hour.map((slot) => [slot.technician, slot.again]), [[known, true], [nearby, false]]);
  const wished = await here.works.looking(asker.by, (work) => here.booking.times(work, asker.quote, { again: true }));
  const firstOther = wished.findIndex((slot) => !slot.again);
  assert.ok(firstOther > 0 && wished.slice(firstOther).every((slot) => !slot.again), 'all of theirs come first');
  const cheap = await here.works.looking(asker.by, (work) => here.booking.times(work, asker.quote, { order: 'cost' }));
  assert.deepEqual(cheap.map((slot) => slot.cost - (slot.again ? 1000 : 0)), cheap.map((slot) => slot.cost - (slot.again ? 1000 : 0)).toSorted((a, b) => a - b));
});

test('somebody who has never done this is offered whom others found patient, if that costs us little; nobody else is', async () => {
  const [here] = towns;
  here.clock.set(OPEN);
  await here.pool.query("update technicians.technicians set standing = 'suspended', suspended_why = 'another run'");
  const [nearest, patient, far] = await settle(here, [near(20_000, 1000), near(20_000, 1300), near(-20_000, 3000)]);
  assert.ok(nearest && patient && far);
  const asker = await askerAt(here, near(20_000, 500));
  const firstOf = async () => (await timesOf(here, asker))[0]?.technician;
  here.liked.clear();
  for (const [who, share] of [[nearest, 0.5], [patient, 0.9], [far, 1]] as const) here.liked.set(who, share);
  assert.equal(await firstOf(), nearest, 'nobody wished for patience');
  await here.pool.query("update booking.requests set comfort = 'never-done-it' where id = $1", [asker.request]);
  assert.equal(await firstOf(), patient, 'a few hundred metres more for somebody patient, and not forty kilometres for somebody still more so');
  here.liked.set(patient, 0.5);
  assert.equal(await firstOf(), nearest, 'alike: whoever drives least');
});
