import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { type TechnicianId, must } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { PlanId } from './plan.ts';
import { type Crew, TODAY, type TestBoard, boardOn, operator } from './test-board.ts';

const TOMORROW = TODAY.add({ days: 1 });
let database: TestDatabase;
let board: TestBoard;
/** What happens in the middle of a search: the machine stops, or somebody else takes it up. */
let inTheMiddle: (() => Promise<void>) | undefined;
before(async () => {
  database = await testDatabase();
  board = boardOn(database.url, ({ booking }) => ({
    booking: { ...booking, planDays: async (plan, asked) => {
      const found = await booking.planDays(plan, asked);
      const todo = inTheMiddle;
      inTheMiddle = undefined;
      asked.report?.({ best: 4_200, left: 0 });
      await todo?.();
      return found;
    } },
  }));
});
after(async () => { await board.town.pool.end(); await database.drop(); });
beforeEach(async () => { inTheMiddle = undefined; await board.afresh(); });

/** A day worth changing: each visit is with whoever lives far away. */
async function crossed(): Promise<Crew> {
  const crew = await board.crewAt([-12_000, 0], [12_000, 0]);
  const [west, east] = crew.technicians as [TechnicianId, TechnicianId];
  await board.bookedAt([-11_500, 500], { day: TOMORROW, nth: 1, technician: east });
  await board.bookedAt([11_500, 300], { day: TOMORROW, nth: 1, technician: west });
  return crew;
}
const ask = async (crew: Crew): Promise<PlanId> => must(await board.town.works.inWork(operator, (work) => board.dispatch.askForPlan(work, { kind: 'now', provider: crew.provider, day: TOMORROW }))).plan;
const runOf = (id: PlanId) => board.town.works.looking(operator, (work) => board.dispatch.run(work, id));
const count = async (): Promise<number> => (await board.town.pool.query("select count(*)::int as many from dispatch.plans where state = 'proposed'")).rows[0].many;

test('a plan that is asked for is looked into in the background; asked twice it is one', async () => {
  const crew = await crossed();
  const [one, two] = [await ask(crew), await ask(crew)];
  assert.equal(one, two);
  assert.deepEqual([(await runOf(one))?.state, await count()], ['waiting', 0], 'asking searches nothing');
  assert.equal(await board.dispatch.known.takeUpRuns(), 1);
  const run = await runOf(one);
  assert.deepEqual([run?.state, run?.plan, run?.tries], ['found', one, 1]);
  assert.equal((await board.town.works.looking(operator, (work) => board.dispatch.plan(work, one)))?.lines.length, 2);
  assert.equal(await board.dispatch.known.takeUpRuns(), 0, 'what has ended is not taken up');
});

test('a process that stops in the middle: the plan is taken up again when it has been silent, and comes out once', async () => {
  const crew = await crossed();
  const id = await ask(crew);
  inTheMiddle = async () => { throw new Error('power cut'); };
  await assert.rejects(board.dispatch.known.takeUpRuns(), /power cut/);
  assert.deepEqual([(await runOf(id))?.state, await count()], ['searching', 0]);
  assert.equal(await board.dispatch.known.takeUpRuns(), 0, 'it may still be at work: nobody takes it up at once');
  board.town.clock.pass({ seconds: 31 });
  assert.equal(await board.dispatch.known.takeUpRuns(), 1);
  assert.deepEqual([(await runOf(id))?.state, (await runOf(id))?.tries, await count()], ['found', 2, 1]);
});

test('a search that was thought dead and comes back writes nothing: what the other found stands, once', async () => {
  const crew = await crossed();
  const id = await ask(crew);
  inTheMiddle = async () => { board.town.clock.pass({ seconds: 40 }); await board.dispatch.known.takeUpRuns(); };
  await board.dispatch.known.takeUpRuns();
  const run = await runOf(id);
  assert.deepEqual([run?.state, run?.tries, await count()], ['found', 2, 1]);
  assert.equal((await board.town.pool.query('select count(*)::int as many from dispatch.plans where id = $1', [id])).rows[0].many, 1);
});

test('a search that ends its process each time is given up, and says so', async () => {
  const crew = await crossed();
  const id = await ask(crew);
  for (let tries = 0; tries < 4; tries += 1) {
    inTheMiddle = async () => { throw new Error('power cut'); };
    await assert.rejects(board.dispatch.known.takeUpRuns());
    board.town.clock.pass({ seconds: 31 });
  }
  await board.dispatch.known.takeUpRuns();
  assert.deepEqual([(await runOf(id))?.state, await count()], ['failed', 0]);
});

test('how far a search is can be read while it runs', async () => {
  const crew = await crossed();
  const id = await ask(crew);
  let seen: Awaited<ReturnType<typeof runOf>>;
  board.town.clock.pass({ seconds: 1 });
  inTheMiddle = async () => { for (let looks = 0; looks < 100 && seen?.cents === undefined; looks += 1) seen = await runOf(id); };
  // The clock of a test stands still: a second must pass between the beginning and the first word.
  const moving = setInterval(() => { board.town.clock.pass({ seconds: 2 }); }, 1);
  await board.dispatch.known.takeUpRuns();
  clearInterval(moving);
  assert.deepEqual([seen?.state, seen?.cents, seen?.leftOut], ['searching', 4_200, 0]);
});

test('nobody but the operator asks for plans or sees how they are looked for', async () => {
  const crew = await crossed();
  const visitor = { kind: 'visitor' } as const;
  const refused = await board.town.works.inWork(visitor, (work) => board.dispatch.askForPlan(work, { kind: 'now', provider: crew.provider, day: TOMORROW }));
  assert.deepEqual(!refused.ok && refused.error, { kind: 'no-such-provider' });
  const id = await ask(crew);
  assert.equal(await board.town.works.looking(visitor, (work) => board.dispatch.run(work, id)), undefined);
});
