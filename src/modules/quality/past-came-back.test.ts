import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Actor, type HomeId, type ProviderId, type Refusal, type Result, type TechnicianId, jobActor, must, newId, ok } from '#kernel';
import type { Work } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Town, askerAt, near, seed, settle, townOn } from '../booking/test-town.ts';
import { type PastVisit, type Quality, createQuality } from './index.ts';

const BEGIN = '2026-11-24T08:00:00Z';
const LAST = 'La dernière fois : Sauvegarde posée, par La Lanterne, le 1 novembre 2026.';
const operator: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator'] };
let database: TestDatabase;
let town: Town;
let quality: Quality;
let provider: ProviderId;
let technician: TechnicianId;
before(async () => {
  database = await testDatabase();
  town = townOn(database.url, BEGIN);
  [technician] = (await settle(town, [near(0, 0), near(800, 0)])) as [TechnicianId];
  const { works, booking, technicians, people, pricing } = town;
  const has = { dbOf: works.dbOf, inWork: works.inWork, booking, pricing, technicians, people, visits: { known: { solvedBy: async () => [], foundAt: async () => new Map() } } as never, skillsFor: () => [] };
  quality = createQuality(has);
  provider = (await works.looking(seed, (work) => technicians.technician(work, technician)))?.provider ?? assert.fail('somebody is settled');
});
after(async () => { await town.pool.end(); await database.drop(); });

const act = async <T, E extends Refusal>(by: Actor, todo: (work: Work) => Promise<Result<T, E>>): Promise<T> => must(await town.works.inWork(by, todo));
const why = async <T, E extends Refusal>(by: Actor, todo: (work: Work) => Promise<Result<T, E>>): Promise<string> => { const answer = await town.works.inWork(by, todo); return answer.ok ? 'done' : answer.error.kind; };
const look = <T>(by: Actor, todo: (work: Work) => Promise<T>): Promise<T> => town.works.looking(by, todo);

/** A household with a visit of the past so many days ago. */
async function household(east: number, daysAgo: number, outcome: PastVisit['outcome'] = 'solved'): Promise<Readonly<{ by: Actor; home: HomeId; past: string }>> {
  const asker = await askerAt(town, near(east, 300));
  const request = await look(seed, (work) => town.booking.known.request(work, asker.request));
  const [home, person] = [request?.home ?? assert.fail('it has a home'), request?.person ?? assert.fail('and a person')];
  const on = town.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate().subtract({ days: daysAgo });
  const { id } = await act(operator, (work) => quality.bringVisit(work, { home, provider, technician, on, what: 'Sauvegarde posée', outcome, guaranteeDays: 60 }));
  return { by: { kind: 'person', person, homes: [home], mandates: [], roles: [] }, home, past: id };
}
const say = (past: string, words = 'Mon ordinateur est très lent') => (work: Work) => quality.pastCameBack(work, { past, words, lang: 'fr', lastTime: LAST });
const waits = async (): Promise<string[]> => {
  await act(jobActor('waiting'), async (work) => ok(await quality.watch(work, [], { hours: [], zone: 'Europe/Paris' })));
  return (await look(operator, (work) => quality.targets(work, 'Europe/Paris')))?.waiting.filter(({ kind }) => kind === 'repair').map(({ about }) => about) ?? [];
};

test('a repair of before that came back becomes one new request of its home, which tells who came when', async () => {
  const { by, home, past } = await household(0, 20);
  const made = await act(by, say(past));
  const request = await look(by, (work) => town.booking.request(work, made.request));
  assert.deepEqual([request?.home, request?.person, request?.tasks.length], [home, by.kind === 'person' && by.person, 1]);
  assert.equal(request?.words, `Mon ordinateur est très lent\n\n${LAST}`);
  assert.equal(await why(by, say(past)), 'already-came-back');
  assert.equal((await look(by, (work) => quality.pastVisit(work, past)))?.again, made.request);
  assert.ok((await waits()).includes(made.request), 'under guarantee the office sees that somebody waits');
});

test('it counts in the first repairs that held, of the firm and of who came, for thirty days', async () => {
  const shown = async (who: Parameters<Quality['shownOf']>[1]) => { const { solved, stayedSolved } = await look(seed, (work) => quality.shownOf(work, who)); return [solved, stayedSolved]; };
  town.clock.set('2027-03-01T08:00:00Z');
  const [soon, late] = [await household(200, 10), await household(400, 40)];
  for (const { by, past } of [soon, late]) await act(by, say(past));
  town.clock.pass({ hours: 24 * 40 });
  // The one of the test before came back after twenty days.
  for (const who of [{ provider }, { technician }]) assert.deepEqual(await shown(who), [3, 1]);
  town.clock.set(BEGIN);
});

test('only who may ask for that home says it: a stranger, a helper who may only look and a code find nothing', async () => {
  const { by, home, past } = await household(600, 90);
  const person = newId('Person');
  const helper = (scopes: readonly ('ask' | 'see-appointments')[]): Actor => ({ kind: 'person', person, homes: [], mandates: [{ home, scopes }], roles: [] });
  const asker: Actor = { kind: 'asker', request: newId('Request') };
  for (const other of [helper([]), helper(['see-appointments']), asker]) {
    assert.equal(await why(other, say(past)), 'no-such-visit');
    assert.equal(await look(other, (work) => quality.pastVisit(work, past)), undefined);
    assert.deepEqual(await look(other, (work) => quality.pastVisitsOf(work, home)), []);
  }
  assert.equal(await why(by, say(newId('Part'))), 'no-such-visit', 'as one that is not there');
  const made = await act(operator, say(past));
  assert.equal((await look(seed, (work) => town.booking.known.request(work, made.request)))?.source, 'phone');
  assert.ok(!(await waits()).includes(made.request), 'its guarantee was over');
});

test('what was not solved cannot come back, and of what must stay quiet nothing is written beside the visit', async () => {
  const unsolved = await household(800, 5, 'unsolved');
  assert.equal(await why(unsolved.by, say(unsolved.past)), 'no-such-visit');
  const { by, past } = await household(1_000, 5);
  const made = await act(by, say(past, 'Mon mari surveille mon téléphone en secret et j’ai peur de lui'));
  assert.equal(made.quiet, true);
  const seen = await look(by, (work) => quality.pastVisit(work, past));
  assert.deepEqual([seen?.again, seen?.cameBackOn], [undefined, undefined]);
});
