import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import fc from 'fast-check';
import { type Actor, type ProviderId, type TechnicianId, type VisitId, must, newId } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { Appointment } from '../booking/appointment.ts';
import { expectsOf } from '../booking/arranging.ts';
import { faultsIn } from '../booking/test-judge.ts';
import { type Asker, type Town, askerAt, near, seed, settle, townOn } from '../booking/test-town.ts';
import { createDispatch } from './dispatch.ts';
import type { Plan } from './plan.ts';

const OPEN = '2026-11-23T05:00:00Z';
const TOMORROW = Temporal.PlainDate.from('2026-11-24');
const operator: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator'] };
let database: TestDatabase;
let town: Town;
let dispatch: ReturnType<typeof createDispatch>;
/** Visits at whose door somebody works, as the module above would say. */
const working = new Set<VisitId>();
before(async () => {
  database = await testDatabase();
  town = townOn(database.url, OPEN);
  const { works, booking, technicians, roads, clock, keys } = town;
  dispatch = createDispatch({
    dbOf: works.dbOf, inWork: works.inWork, looking: works.looking, clock, booking, technicians, roads, digest: keys.digest,
    visits: { known: { states: async (_work, ids) => ids.filter((id) => working.has(id)).map((id) => ({ id, state: 'working' })) } },
  });
});
after(async () => { await town.pool.end(); await database.drop(); });
beforeEach(async () => {
  town.clock.set(OPEN);
  working.clear();
  await town.pool.query("delete from booking.cells; delete from booking.holds; update booking.visits set state = 'cancelled' where state = 'booked'; delete from technicians.absences; delete from dispatch.alerts; delete from dispatch.moves; delete from dispatch.plans; update technicians.technicians set standing = 'suspended', suspended_why = 'another run'");
});

type Crew = Readonly<{ technicians: readonly TechnicianId[]; provider: ProviderId }>;
async function crewAt(...homes: readonly (readonly [number, number])[]): Promise<Crew> {
  const technicians = await settle(town, homes.map(([east, north]) => near(east, north)));
  const provider = (await town.works.looking(seed, (work) => town.technicians.technician(work, technicians[0] as TechnicianId)))?.provider;
  assert.ok(provider);
  return { technicians, provider };
}

/** Booked for tomorrow, with this technician where one is named; the visit as it was promised. */
async function bookedAt(place: readonly [number, number], at = 0, technician?: TechnicianId): Promise<{ asker: Asker; visit: Appointment }> {
  const asker = await askerAt(town, near(...place));
  const slots = (await town.works.looking(asker.by, (work) => town.booking.times(work, asker.quote))).filter((slot) => slot.promisedFrom.toZonedDateTimeISO('Europe/Paris').toPlainDate().equals(TOMORROW));
  const slot = slots[at % Math.max(1, slots.length)];
  assert.ok(slot, 'tomorrow has a time');
  let visit = must(await town.works.inWork(asker.by, (work) => town.booking.book(work, { quote: asker.quote, slot: slot.key, expressRequest: true, termsHash: asker.version })));
  if (technician && visit.technician !== technician) {
    [visit] = must(await town.works.inWork(seed, (work) => town.booking.arrange(work, { moves: [{ visit: visit.id, technician, expects: expectsOf(visit) }] }))) as [Appointment];
  }
  return { asker, visit };
}
const visitNow = async (id: VisitId): Promise<Appointment> => {
  const found = await town.works.looking(seed, (work) => town.booking.known.visit(work, id));
  assert.ok(found);
  return found;
};
const faults = (crew: Crew) => faultsIn(town, crew.technicians, Temporal.PlainDate.from('2026-11-23'), TOMORROW.add({ days: 20 }));
const plan = (crew: Crew, kind: Plan['kind'] = 'now') => dispatch.makePlan(operator, { kind, provider: crew.provider, day: TOMORROW });

test('visits that were given the long way round are proposed to whoever lives beside them, and taken whole: fewer kilometres, every promise kept', async () => {
  const crew = await crewAt([-12_000, 0], [12_000, 0]);
  const [west, east] = crew.technicians as [TechnicianId, TechnicianId];
  const wrong = [await bookedAt([-11_500, 500], 1, east), await bookedAt([11_500, 300], 1, west), await bookedAt([11_000, -300], 3, west)];
  const made = await plan(crew, 'evening');
  assert.ok(made);
  assert.deepEqual(new Set(made.lines.map((line) => [line.visit, line.to.technician].join())), new Set([[wrong[0]?.visit.id, west].join(), [wrong[1]?.visit.id, east].join(), [wrong[2]?.visit.id, east].join()]));
  assert.ok(made.after.metres < made.before.metres / 4, `${made.before.metres} m before, ${made.after.metres} m after`);
  for (const { visit } of wrong) assert.equal((await visitNow(visit.id)).technician, visit.technician, 'a proposal changes nothing');
  must(await town.works.inWork(operator, (work) => dispatch.takePlan(work, { plan: made.id })));
  for (const { visit } of wrong) {
    const now = await visitNow(visit.id);
    assert.notEqual(now.technician, visit.technician);
    assert.deepEqual([now.promisedFrom.toString(), now.promisedUntil.toString()], [visit.promisedFrom.toString(), visit.promisedUntil.toString()]);
  }
  assert.deepEqual(await faults(crew), []);
  assert.equal((await town.works.inWork(operator, (work) => dispatch.takePlan(work, { plan: made.id }))).ok, false, 'a plan is taken once');
});

test('a line can be taken alone; one that no longer stands is refused, and the rest of the plan can still be taken', async () => {
  const crew = await crewAt([-12_000, 0], [12_000, 0]);
  const [west, east] = crew.technicians as [TechnicianId, TechnicianId];
  const [first, second] = [await bookedAt([-11_500, 500], 1, east), await bookedAt([11_500, 300], 4, west)];
  const made = await plan(crew);
  assert.equal(made?.lines.length, 2);
  assert.ok(made);
  const numberOf = (visit: Appointment) => made.lines.findIndex((line) => line.visit === visit.id);
  const one = must(await town.works.inWork(operator, (work) => dispatch.takePlan(work, { plan: made.id, lines: [numberOf(first.visit)] })));
  assert.equal(one.state, 'proposed');
  assert.equal((await visitNow(first.visit.id)).technician, west);
  // The household calls meanwhile, and cancels.
  const fee = (await town.works.looking(second.asker.by, (work) => town.booking.feeFor(work, second.visit.id)))?.fee;
  assert.ok(fee);
  must(await town.works.inWork(second.asker.by, (work) => town.booking.cancelVisit(work, { visit: second.visit.id, fee })));
  const stale = await town.works.inWork(operator, (work) => dispatch.takePlan(work, { plan: made.id, lines: [numberOf(second.visit)] }));
  assert.deepEqual(!stale.ok && stale.error, { kind: 'visit-changed', visit: second.visit.id });
  assert.equal(must(await town.works.inWork(operator, (work) => dispatch.takePlan(work, { plan: made.id }))).state, 'taken');
  assert.deepEqual(await faults(crew), []);
});

test('whoever falls ill has their visits taken by colleagues; what nobody can keep is named', async () => {
  const crew = await crewAt([0, 0], [1500, 500]);
  const [ill, well] = crew.technicians as [TechnicianId, TechnicianId];
  const theirs = [await bookedAt([300, 200], 0, ill), await bookedAt([600, 100], 3, ill)];
  const busy = await bookedAt([900, 0], 0, well);
  assert.equal(Temporal.Instant.compare(busy.visit.promisedFrom, theirs[0]?.visit.promisedFrom ?? busy.visit.bookedAt), 0, 'both are promised the same hour');
  must(await town.works.inWork(operator, (work) => town.technicians.takeAbsence(work, { technician: ill, from: TOMORROW, until: TOMORROW, why: 'ill' })));
  const made = await plan(crew, 'absence');
  assert.ok(made);
  const saved = made.lines.map((line) => line.visit);
  assert.ok(saved.length > 0 && made.lines.every((line) => line.to.technician === well));
  assert.deepEqual(new Set([...saved, ...made.unsaved]), new Set(theirs.map(({ visit }) => visit.id)), 'each is saved or named');
  must(await town.works.inWork(operator, (work) => dispatch.takePlan(work, { plan: made.id })));
  for (const id of saved) assert.equal((await visitNow(id)).technician, well);
  assert.deepEqual(await faults(crew), []);
});

test('no visit leaves its provider, and nobody is sent who may not be', async () => {
  const [ours, theirs] = [await crewAt([-12_000, 0]), await crewAt([12_000, 0])];
  const { visit } = await bookedAt([11_000, 0], 0);
  const other = visit.provider === ours.provider ? theirs : ours;
  const [stranger] = other.technicians as [TechnicianId];
  const answer = await town.works.inWork(operator, (work) => dispatch.moveVisit(work, { visit: visit.id, technician: stranger, expects: expectsOf(visit) }));
  assert.deepEqual(!answer.ok && answer.error, { kind: 'cannot-serve', visit: visit.id });
  const lines = (await dispatch.makePlan(operator, { kind: 'now', provider: visit.provider, day: TOMORROW }))?.lines ?? [];
  assert.deepEqual(lines.filter((line) => line.to.technician === stranger), []);
});

test('a drop says what it brings, moves inside the promise at once, and outside of it only when the household agreed; it can be undone', async () => {
  const crew = await crewAt([0, 0], [2000, 0]);
  const [one, two] = crew.technicians as [TechnicianId, TechnicianId];
  const { visit } = await bookedAt([500, 500], 2, one);
  const drop = { visit: visit.id, technician: two, expects: expectsOf(visit) };
  const weighed = await town.works.looking(operator, (work) => dispatch.weigh(work, drop));
  assert.ok(weighed && weighed.cannot === undefined && !weighed.asks && weighed.after.visits === weighed.before.visits);
  const late = { ...drop, at: visit.promisedUntil.add({ hours: 2 }) };
  assert.equal((await town.works.looking(operator, (work) => dispatch.weigh(work, late)))?.asks, true);
  const refused = await town.works.inWork(operator, (work) => dispatch.moveVisit(work, late));
  assert.deepEqual(!refused.ok && refused.error, { kind: 'promise-would-break' });
  const moved = must(await town.works.inWork(operator, (work) => dispatch.moveVisit(work, { ...late, agreed: true })));
  assert.ok(Temporal.Instant.compare(moved.promisedFrom, late.at) <= 0 && Temporal.Instant.compare(moved.promisedUntil, late.at) > 0);
  const again = await town.works.inWork(operator, (work) => dispatch.moveVisit(work, drop));
  assert.deepEqual(!again.ok && again.error, { kind: 'visit-changed', visit: visit.id }, 'whoever looked before that is told, and loses nothing');
  const [last] = await town.works.looking(operator, (work) => dispatch.movesOf(work, { country: 'FR', day: TOMORROW }));
  assert.ok(last);
  must(await town.works.inWork(operator, (work) => dispatch.undo(work, { move: last.id })));
  const back = await visitNow(visit.id);
  assert.deepEqual([back.technician, back.promisedFrom.toString(), back.promisedUntil.toString()], [one, visit.promisedFrom.toString(), visit.promisedUntil.toString()]);
  assert.equal((await town.works.inWork(operator, (work) => dispatch.undo(work, { move: last.id }))).ok, false, 'undone once');
  assert.deepEqual(await faults(crew), []);
});

test('a visit that runs over moves what follows inside its promise; when that is not enough an alert says who would be late', async () => {
  const crew = await crewAt([0, 0]);
  const [only] = crew.technicians as [TechnicianId];
  const [first, next] = [await bookedAt([300, 0], 0, only), await bookedAt([600, 0], 1, only)];
  working.add(first.visit.id);
  town.clock.set(first.visit.plannedEnd.add({ minutes: 2 }).toString());
  assert.equal(await dispatch.known.watchRuns(), 0);
  const [longer, later] = [await visitNow(first.visit.id), await visitNow(next.visit.id)];
  assert.ok(longer.minutes > first.visit.minutes, 'it takes as long as it takes');
  assert.ok(Temporal.Instant.compare(later.plannedStart, longer.plannedEnd) >= 0 && Temporal.Instant.compare(later.plannedStart, later.promisedUntil) <= 0);
  town.clock.set(next.visit.promisedUntil.add({ minutes: 5 }).toString());
  assert.equal(await dispatch.known.watchRuns(), 1);
  const [alert] = await town.works.looking(operator, (work) => dispatch.alertsOf(work, { country: 'FR', day: TOMORROW }));
  assert.ok(alert?.late.some((each) => each.id === next.visit.id));
  working.clear();
  await dispatch.known.watchRuns();
  assert.deepEqual(await town.works.looking(operator, (work) => dispatch.alertsOf(work, { country: 'FR', day: TOMORROW })), [], 'it ended: nothing stands any more');
});

test('nobody but the operator plans, moves or sees the plans', async () => {
  const crew = await crewAt([0, 0]);
  const { visit, asker } = await bookedAt([300, 0]);
  assert.equal(await dispatch.makePlan(asker.by, { kind: 'now', provider: crew.provider, day: TOMORROW }), undefined);
  const answer = await town.works.inWork(asker.by, (work) => dispatch.moveVisit(work, { visit: visit.id, technician: visit.technician, expects: expectsOf(visit) }));
  assert.deepEqual(!answer.ok && answer.error, { kind: 'no-such-visit' });
  assert.deepEqual(await town.works.looking(asker.by, (work) => dispatch.movesOf(work, { country: 'FR', day: TOMORROW })), []);
});

type What = 'book' | 'cancel' | 'drop' | 'plan' | 'line' | 'undo' | 'ill' | 'over' | 'crash' | 'wait' | 'urgent' | 'urgent-crash' | 'longer' | 'earlier';
type Step = { what: What; who: number; pick: number };
const step: fc.Arbitrary<Step> = fc.record({ what: fc.constantFrom<What>('book', 'book', 'book', 'book', 'book', 'cancel', 'drop', 'drop', 'plan', 'line', 'undo', 'ill', 'over', 'crash', 'wait', 'urgent', 'urgent', 'urgent-crash', 'longer', 'earlier'), who: fc.nat(7), pick: fc.nat(100) });

/** Somebody cannot wait: fitted in as proposed, whole; or the machine stops after it was done, before the end. */
async function fitIn(crew: Crew, asker: Asker, crashes: boolean): Promise<void> {
  const { works, pricing } = town;
  await works.inWork(asker.by, (work) => pricing.acceptQuote(work, asker.quote));
  const day = town.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate();
  const made = await dispatch.makePlan(operator, { kind: 'emergency', provider: crew.provider, day, fits: asker.quote });
  if (!made?.joins?.comes) return;
  await works.inWork(operator, async (work) => {
    const answer = await dispatch.fitIn(work, { plan: made.id, terms: { expressRequest: true, termsHash: asker.version } });
    if (crashes) throw new Error('power cut');
    // Proposed a moment ago with nobody in between: it can be taken, unless they have a visit already or somebody must be asked first.
    const fair = ['already-booked', 'quote-expired', 'calls-first', 'visit-changed', 'quote-changed'];
    assert.ok(answer.ok || fair.includes(answer.error.kind), JSON.stringify([answer, made.joins]));
    return answer;
  }).catch((fault: unknown) => { if (!(fault instanceof Error) || fault.message !== 'power cut') throw fault; });
}

/** Whoever is there says that it takes longer, and the house looks. */
async function longer(visit: Appointment, pick: number): Promise<void> {
  working.add(visit.id);
  const by: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], technician: visit.technician };
  await town.works.inWork(by, (work) => dispatch.sayLonger(work, { visit: visit.id, minutes: pick % 2 === 0 ? 30 : 60 }));
  await dispatch.known.watchRuns();
  working.delete(visit.id);
}

/** A time that became free goes to somebody of a later day who says yes. */
async function earlier(pick: number): Promise<void> {
  const day = town.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate();
  for (const on of [day, day.add({ days: 1 })]) {
    const [freed] = await town.works.looking(operator, (work) => dispatch.freedOn(work, { country: 'FR', day: on }));
    const offered = freed ? await town.works.looking(operator, (work) => dispatch.earlierFor(work, { visit: freed.visit })) : [];
    const one = offered[pick % Math.max(1, offered.length)];
    if (freed && one) await town.works.inWork(operator, (work) => dispatch.useFreed(work, { freed: freed.visit, visit: one.visit.id, expects: expectsOf(one.visit) }));
  }
}

/** One thing that somebody does; what is refused is refused, what is done must leave every day sound. */
async function play({ what, who, pick }: Step, crew: Crew, askers: readonly Asker[], visits: (VisitId | undefined)[]): Promise<void> {
  const { works, booking, technicians } = town;
  const [asker, id] = [askers[who], visits[who]];
  assert.ok(asker);
  const visit = id && (await visitNow(id));
  const technician = crew.technicians[pick % crew.technicians.length] as TechnicianId;
  const drop = visit && { visit: visit.id, technician, at: visit.promisedFrom.add({ minutes: 5 * (pick % 40) - 60 }), agreed: true, expects: expectsOf(visit) };
  if (what === 'wait') town.clock.pass({ minutes: pick });
  else if (what === 'book') {
    const slots = (await works.looking(asker.by, (work) => booking.times(work, asker.quote))).slice(0, 10);
    const slot = slots[pick % Math.max(1, slots.length)];
    const answer = slot && (await works.inWork(asker.by, (work) => booking.book(work, { quote: asker.quote, slot: slot.key, expressRequest: true, termsHash: asker.version })));
    if (answer?.ok) visits[who] = answer.value.id;
  } else if (what === 'cancel' && visit?.state === 'booked') {
    const fee = (await works.looking(asker.by, (work) => booking.feeFor(work, visit.id)))?.fee;
    if (fee) await works.inWork(asker.by, (work) => booking.cancelVisit(work, { visit: visit.id, fee }));
  } else if (what === 'drop' && drop) await works.inWork(operator, (work) => dispatch.moveVisit(work, drop));
  else if (what === 'crash' && drop) {
    // The machine stops in the middle: after the visit was moved, before the end.
    await works.inWork(operator, async (work) => { await dispatch.moveVisit(work, drop); throw new Error('power cut'); }).catch(() => undefined);
  } else if (what === 'plan' || what === 'line') {
    const made = await dispatch.makePlan(operator, { kind: 'now', provider: crew.provider, day: Temporal.PlainDate.from('2026-11-23').add({ days: pick % 2 }) });
    if (made) await works.inWork(operator, (work) => dispatch.takePlan(work, { plan: made.id, ...(what === 'line' ? { lines: [0] } : {}) }));
  } else if (what === 'undo') {
    const [last] = await works.looking(operator, (work) => dispatch.movesOf(work, { country: 'FR', day: TOMORROW }));
    if (last) await works.inWork(operator, (work) => dispatch.undo(work, { move: last.id }));
  } else if (what === 'ill' && pick < 30) await works.inWork(operator, (work) => technicians.takeAbsence(work, { technician, from: TOMORROW, until: TOMORROW, why: 'ill' }));
  else if (what === 'urgent' || what === 'urgent-crash') await fitIn(crew, asker, what === 'urgent-crash');
  else if (what === 'longer' && visit?.state === 'booked') await longer(visit, pick);
  else if (what === 'earlier') await earlier(pick);
  else if (what === 'over' && visit?.state === 'booked') await works.inWork(seed, (work) => booking.runsLonger(work, { visit: visit.id, until: visit.plannedEnd.add({ minutes: pick % 50 }) }));
}

test('no sequence of bookings, moves, cancellations, plans, emergencies, illness, overruns, free times and crashes makes a day that cannot be driven, or gives a time twice', async () => {
  dispatch.listen(town.facts);
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 18, maxLength: 30 }), fc.array(fc.tuple(fc.integer({ min: -9000, max: 9000 }), fc.integer({ min: -9000, max: 9000 })), { minLength: 8, maxLength: 8 }), async (steps, places) => {
    town.clock.set(OPEN);
    await town.pool.query("delete from booking.cells; delete from booking.holds; update booking.visits set state = 'cancelled' where state = 'booked'; delete from technicians.absences; update technicians.technicians set standing = 'suspended', suspended_why = 'another run'");
    const crew = await crewAt([0, 0], [-5000, 4000], [6000, -2000]);
    const askers: Asker[] = [];
    for (const [east, north] of places) askers.push(await askerAt(town, near(east, north)));
    const visits: (VisitId | undefined)[] = askers.map(() => undefined);
    for (const each of steps) {
      await play(each, crew, askers, visits);
      assert.deepEqual(await faults(crew), [], JSON.stringify(each));
    }
  }), { numRuns: 5, endOnFailure: true });
});
