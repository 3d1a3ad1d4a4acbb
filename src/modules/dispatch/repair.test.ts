import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Actor, type TechnicianId, type VisitId, must } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { expectsOf } from '../booking/arranging.ts';
import { type Asker, near } from '../booking/test-town.ts';
import { hourNow } from './late.ts';
import type { Plan } from './plan.ts';
import { type Crew, TODAY, type TestBoard, boardOn, operator, technicianActor } from './test-board.ts';

let database: TestDatabase;
let board: TestBoard;
before(async () => { database = await testDatabase(); board = boardOn(database.url); board.dispatch.listen(board.town.facts); });
after(async () => { await board.town.pool.end(); await database.drop(); });
beforeEach(async () => { await board.afresh(); });

const terms = (asker: Asker) => ({ expressRequest: true, termsHash: asker.version });
/** The visit that ends a story: a promise inside today, at a technician of the crew. */
const today = (at: Temporal.Instant): boolean => at.toZonedDateTimeISO('Europe/Paris').toPlainDate().equals(TODAY);
const urgent = async (crew: Crew, asker: Asker): Promise<Plan> => {
  const plan = await board.dispatch.makePlan(operator, { kind: 'emergency', provider: crew.provider, day: TODAY, fits: asker.quote });
  assert.ok(plan?.joins);
  return plan;
};

describe('somebody who cannot wait', () => {
  test('is fitted in today by whoever can really be there by then, and every promise stands', async () => {
    const crew = await board.crewAt([0, 0], [9_000, 0]);
    const before = [await board.bookedAt([500, 200], { nth: 1 }), await board.bookedAt([8_500, 300], { nth: 2 })];
    board.town.clock.set('2026-11-23T08:40:00Z');
    const asker = await board.agreedAt([7_000, 500]);
    const plan = await urgent(crew, asker);
    const { comes, asks } = plan.joins ?? {};
    assert.ok(comes && !asks, JSON.stringify(plan.joins));
    // From where they are by now: home, or the last door they were at; ten minutes to be told, and the way.
    const been = before.map(({ visit }) => visit).filter((visit) => visit.technician === comes.technician && Temporal.Instant.compare(visit.plannedStart, comes.start) < 0).at(-1);
    const home = (await board.town.works.looking(operator, (work) => board.town.technicians.technician(work, comes.technician)))?.home;
    assert.ok(home);
    const drive = board.town.roads.travel(been?.at ?? home, near(7_000, 500)).seconds;
    assert.ok(comes.start.since(board.town.clock.now()).total('seconds') >= 600 + drive, `there after ${comes.start.since(board.town.clock.now()).toString()}, with ${drive} s to drive`);
    const visit = must(await board.town.works.inWork(operator, (work) => board.dispatch.fitIn(work, { plan: plan.id, terms: terms(asker) })));
    assert.deepEqual([visit.technician, visit.promisedFrom.toString(), today(visit.promisedFrom)], [comes.technician, comes.start.toString(), true]);
    assert.ok(Temporal.Instant.compare(visit.plannedStart, comes.start) >= 0);
    for (const { visit: was } of before) { const now = await board.visitNow(was.id); assert.deepEqual([now.promisedFrom.toString(), now.promisedUntil.toString(), now.state], [was.promisedFrom.toString(), was.promisedUntil.toString(), 'booked']); }
    assert.deepEqual(await board.faults(crew), []);
    const again = await board.town.works.inWork(operator, (work) => board.dispatch.fitIn(work, { plan: plan.id, terms: terms(asker) }));
    assert.deepEqual(!again.ok && again.error, { kind: 'plan-answered' });
  });

  test('gets nobody of another firm, and nothing without a yes to the terms: taking the proposal alone is refused', async () => {
    const crew = await board.crewAt([0, 0]);
    const asker = await board.agreedAt([1_000, 0]);
    board.town.clock.set('2026-11-23T08:00:00Z');
    const plan = await urgent(crew, asker);
    const taken = await board.town.works.inWork(operator, (work) => board.dispatch.takePlan(work, { plan: plan.id }));
    assert.deepEqual(!taken.ok && taken.error, { kind: 'terms-needed' });
    const early = await board.town.works.inWork(operator, (work) => board.dispatch.fitIn(work, { plan: plan.id, terms: { ...terms(asker), expressRequest: false } }));
    assert.equal(!early.ok && early.error.kind, 'express-request-needed');
    const other = await board.crewAt([2_000, 0]);
    assert.equal((await board.dispatch.makePlan(operator, { kind: 'emergency', provider: other.provider, day: TODAY, fits: asker.quote }))?.joins, undefined, 'a price of one firm is never kept by another');
    const stranger = await board.town.works.inWork(asker.by, (work) => board.dispatch.fitIn(work, { plan: plan.id, terms: terms(asker) }));
    assert.deepEqual(!stranger.ok && stranger.error, { kind: 'no-such-plan' });
  });

  test('is refused as a whole when anything of it changed meanwhile: nobody is moved', async () => {
    const crew = await board.crewAt([0, 0], [3_000, 0]);
    const [first, second] = crew.technicians as [TechnicianId, TechnicianId];
    const { visit } = await board.bookedAt([400, 0], { nth: 2, technician: second });
    board.town.clock.set('2026-11-23T07:40:00Z');
    const asker = await board.agreedAt([2_500, 0]);
    const plan = await urgent(crew, asker);
    const { comes } = plan.joins ?? {};
    assert.ok(comes);
    // The technician who was to come falls ill before the caller has said yes.
    must(await board.town.works.inWork(operator, (work) => board.town.technicians.takeAbsence(work, { technician: comes.technician, from: TODAY, until: TODAY, why: 'ill' })));
    const answer = await board.town.works.inWork(operator, (work) => board.dispatch.fitIn(work, { plan: plan.id, terms: terms(asker) }));
    assert.equal(answer.ok, false);
    assert.equal((await board.visitNow(visit.id)).technician, second);
    assert.equal((await board.town.works.looking(asker.by, (work) => board.town.booking.visitFor(work, asker.request))), undefined);
    assert.ok(first);
  });

  test('for whom there is no room without breaking a promise: who would have to be asked is named, and nothing can be taken until they have agreed', async () => {
    const crew = await board.crewAt([0, 0]);
    const all: Awaited<ReturnType<TestBoard['bookedAt']>>[] = [];
    for (let nth = 0; nth < 12; nth += 1) {
      const more = await board.bookedAt([300 * nth, 200]).catch(() => undefined);
      if (!more) break;
      all.push(more);
    }
    assert.ok(all.length >= 3, `${all.length} visits fill the day`);
    board.town.clock.set('2026-11-23T07:00:00Z');
    const asker = await board.agreedAt([600, 600]);
    const plan = await urgent(crew, asker);
    assert.ok(plan.joins?.asks && plan.joins.comes, JSON.stringify(plan.joins));
    assert.ok(plan.unsaved.length > 0 && plan.unsaved.every((id) => all.some(({ visit }) => visit.id === id)));
    const refused = await board.town.works.inWork(operator, (work) => board.dispatch.fitIn(work, { plan: plan.id, terms: terms(asker) }));
    assert.deepEqual(!refused.ok && refused.error, { kind: 'calls-first' });
    for (const { visit } of all) assert.equal((await board.visitNow(visit.id)).sequence, visit.sequence, 'nobody was moved');
    // They are rung up, and agree to another day.
    for (const id of plan.unsaved) {
      const own = all.find(({ visit }) => visit.id === id);
      assert.ok(own);
      const fee = (await board.town.works.looking(own.asker.by, (work) => board.town.booking.feeFor(work, id)))?.fee;
      assert.ok(fee);
      must(await board.town.works.inWork(own.asker.by, (work) => board.town.booking.cancelVisit(work, { visit: id, fee })));
    }
    const second = await urgent(crew, asker);
    assert.equal(second.joins?.asks, false, 'now there is room');
    must(await board.town.works.inWork(operator, (work) => board.dispatch.fitIn(work, { plan: second.id, terms: terms(asker) })));
    assert.deepEqual(await board.faults(crew), []);
  });
});

/** What the page of a visit says of its hour. */
async function hourOn(visit: VisitId): Promise<Temporal.Instant | undefined> {
  const [late] = await board.town.works.looking(operator, (work) => board.dispatch.known.late(work, [visit]));
  return late && hourNow(late, await board.visitNow(visit));
}

describe('a visit that takes longer', () => {
  test('is said by whoever is there, and by nobody else; what follows is moved inside its promise, and its household told once', async () => {
    const crew = await board.crewAt([0, 0]);
    const [only] = crew.technicians as [TechnicianId];
    const [first, next] = [await board.bookedAt([300, 0], { nth: 0 }), await board.bookedAt([600, 0], { nth: 1 })];
    board.town.clock.set(first.visit.plannedStart.add({ minutes: 20 }).toString());
    const say = (by: Actor) => board.town.works.inWork(by, (work) => board.dispatch.sayLonger(work, { visit: first.visit.id, minutes: 30 }));
    const early = await say(technicianActor(only));
    assert.deepEqual(!early.ok && early.error, { kind: 'visit-not-started' });
    board.working.add(first.visit.id);
    for (const by of [operator, first.asker.by, technicianActor(next.visit.technician === only ? ('tec_0000000000000000000000000a' as TechnicianId) : only)]) { const other = await say(by); assert.deepEqual(!other.ok && other.error, { kind: 'no-such-visit' }); }
    const longer = must(await say(technicianActor(only)));
    assert.equal(longer.until.since(first.visit.plannedEnd).total('minutes'), 30);
    const [now, later] = [await board.visitNow(first.visit.id), await board.visitNow(next.visit.id)];
    assert.ok(Temporal.Instant.compare(now.plannedEnd, longer.until) >= 0, 'the visit takes as long as was said');
    assert.ok(Temporal.Instant.compare(later.plannedStart, next.visit.plannedStart) >= 0 && Temporal.Instant.compare(later.plannedStart, later.promisedUntil) <= 0);
    const shift = later.plannedStart.since(next.visit.plannedStart).total('minutes');
    assert.deepEqual(board.late.map(({ visit, expected, beyond }) => [visit, expected, beyond]), shift >= 15 ? [[next.visit.id, later.plannedStart.toString(), false]] : []);
    assert.equal((await hourOn(next.visit.id))?.toString(), shift >= 15 ? later.plannedStart.toString() : undefined, 'their page says the hour that they were told');
    await board.dispatch.known.watchRuns();
    assert.equal(board.late.length, shift >= 15 ? 1 : 0, 'the same is not told twice');
    assert.deepEqual(await board.faults(crew), []);
  });

  test('so that somebody would wait beyond the promise: an alert with a proposal stands at once, they are told by the operator, or by the house after ten minutes', async () => {
    const crew = await board.crewAt([0, 0], [900, 0]);
    const [held, free] = crew.technicians as [TechnicianId, TechnicianId];
    const [first, next] = [await board.bookedAt([300, 0], { nth: 0, technician: held }), await board.bookedAt([600, 0], { nth: 2, technician: held })];
    board.working.add(first.visit.id);
    board.town.clock.set(next.visit.promisedUntil.subtract({ minutes: 45 }).toString());
    must(await board.town.works.inWork(technicianActor(held), (work) => board.dispatch.sayLonger(work, { visit: first.visit.id, minutes: 60 })));
    const stands = await board.dispatch.known.watchRuns();
    const where = { country: 'FR' as const, day: TODAY };
    const [alerts, plans] = await board.town.works.looking(operator, async (work) => [await board.dispatch.alertsOf(work, where), await board.dispatch.plansOf(work, where)] as const);
    assert.deepEqual([stands, alerts.map(({ visit }) => visit)], [1, [first.visit.id]]);
    assert.ok(alerts[0]?.late.some(({ id }) => id === next.visit.id));
    const [proposal] = plans;
    assert.equal(proposal?.kind, 'overrun');
    assert.ok(proposal.lines.some((line) => line.visit === next.visit.id && line.to.technician === free) || proposal.unsaved.includes(next.visit.id), 'a colleague takes it, or it is on the list to ring');
    assert.deepEqual(board.late, [], 'not before somebody decided, or ten minutes have passed');
    assert.equal(await hourOn(next.visit.id), undefined);
    const told = must(await board.town.works.inWork(operator, (work) => board.dispatch.tellWhoWaits(work, { visit: first.visit.id })));
    assert.deepEqual([told.told, board.late.map(({ visit, beyond }) => [visit, beyond])], [1, [[next.visit.id, true]]]);
    assert.equal((await hourOn(next.visit.id))?.toString(), board.late.map(({ expected }) => expected)[0], 'their page says it too');
    const late = { visit: next.visit.id, planned: next.visit.plannedStart, expected: next.visit.plannedStart, told: next.visit.plannedStart.add({ minutes: 40 }) };
    assert.equal(hourNow(late, { ...next.visit, plannedStart: late.told.add({ minutes: 1 }) }), undefined, 'moved to a later hour since');
    assert.equal(hourNow(late, { ...next.visit, promisedFrom: next.visit.promisedFrom.subtract({ hours: 24 }) }), undefined, 'moved to another day since');
    board.town.clock.pass({ minutes: 11 });
    board.late.length = 0;
    await board.dispatch.known.watchRuns();
    assert.ok(board.late.length <= 1, 'told again only when it is later still');
    const other = await board.town.works.inWork(first.asker.by, (work) => board.dispatch.tellWhoWaits(work, { visit: first.visit.id }));
    assert.deepEqual(!other.ok && other.error, { kind: 'no-such-visit' });
    assert.deepEqual(await board.faults(crew), []);
  });
});

test('who follows a visit that runs over can be given to a colleague, though it was to begin within the half hour: nobody is on the way to it', async () => {
  const crew = await board.crewAt([0, 0], [900, 0]);
  const [held, free] = crew.technicians as [TechnicianId, TechnicianId];
  const [first, next] = [await board.bookedAt([300, 0], { nth: 0, technician: held }), await board.bookedAt([600, 0], { nth: 2, technician: held })];
  board.working.add(first.visit.id);
  board.town.clock.set(next.visit.plannedStart.subtract({ minutes: 20 }).toString());
  must(await board.town.works.inWork(technicianActor(held), (work) => board.dispatch.sayLonger(work, { visit: first.visit.id, minutes: 60 })));
  must(await board.town.works.inWork(technicianActor(held), (work) => board.dispatch.sayLonger(work, { visit: first.visit.id, minutes: 60 })));
  board.town.clock.pass({ minutes: 1 });
  const plan = await board.dispatch.makePlan(operator, { kind: 'overrun', provider: crew.provider, day: TODAY });
  assert.ok(plan);
  assert.deepEqual(plan.lines.map((line) => [line.visit, line.to.technician]), [[next.visit.id, free]]);
  must(await board.town.works.inWork(operator, (work) => board.dispatch.takePlan(work, { plan: plan.id })));
  const now = await board.visitNow(next.visit.id);
  assert.deepEqual([now.technician, now.promisedFrom.toString()], [free, next.visit.promisedFrom.toString()]);
  await board.dispatch.known.watchRuns();
  assert.deepEqual(await board.town.works.looking(operator, (work) => board.dispatch.alertsOf(work, { country: 'FR', day: TODAY })), [], 'with it gone, nobody waits');
});

test('a visit that is cancelled leaves a time that somebody of a later day may have: nobody is moved without a yes, and it is used once', async () => {
  const crew = await board.crewAt([0, 0]);
  const [soon, later] = [await board.bookedAt([500, 0], { nth: 3 }), await board.bookedAt([700, 100], { day: TODAY.add({ days: 3 }), nth: 2 })];
  const elsewhere = await board.bookedAt([900, -200], { day: TODAY.add({ days: 4 }), nth: 1 });
  const fee = (await board.town.works.looking(soon.asker.by, (work) => board.town.booking.feeFor(work, soon.visit.id)))?.fee;
  assert.ok(fee);
  must(await board.town.works.inWork(soon.asker.by, (work) => board.town.booking.cancelVisit(work, { visit: soon.visit.id, fee })));
  const [freed] = await board.town.works.looking(operator, (work) => board.dispatch.freedOn(work, { country: 'FR', day: TODAY }));
  assert.equal(freed?.visit, soon.visit.id);
  const offered = await board.town.works.looking(operator, (work) => board.dispatch.earlierFor(work, { visit: soon.visit.id }));
  assert.deepEqual(new Set(offered.map(({ visit }) => visit.id)), new Set([later.visit.id, elsewhere.visit.id]));
  assert.deepEqual(await board.town.works.looking(soon.asker.by, (work) => board.dispatch.earlierFor(work, { visit: soon.visit.id })), [], 'for the operator alone');
  assert.equal((await board.visitNow(later.visit.id)).promisedFrom.toString(), later.visit.promisedFrom.toString(), 'an offer changes nothing');
  const use = (visit: typeof later.visit) => board.town.works.inWork(operator, (work) => board.dispatch.useFreed(work, { freed: soon.visit.id, visit: visit.id, expects: expectsOf(visit) }));
  const moved = must(await use(later.visit));
  assert.ok(today(moved.promisedFrom) && moved.provider === crew.provider);
  const twice = await use(elsewhere.visit);
  assert.deepEqual(!twice.ok && twice.error, { kind: 'freed-answered' });
  const [last] = await board.town.works.looking(operator, (work) => board.dispatch.movesOf(work, { country: 'FR', day: TODAY }));
  assert.equal(last?.visits[0]?.visit, later.visit.id, 'it can be undone on the board');
  assert.deepEqual(await board.faults(crew), []);
});
