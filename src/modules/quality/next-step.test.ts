import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Actor, type Refusal, type Result, type TechnicianId, type VisitId, jobActor, must, newId, ok } from '#kernel';
import { createDevices } from '#modules/devices';
import { readability } from '#modules/learning';
import { leafOf } from '#modules/triage';
import { type Outcome, type Visits, createVisits } from '#modules/visits';
import type { Work } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Asker, type Town, askerAt, near, seed, settle, townOn } from '../booking/test-town.ts';
import { type Quality, createQuality } from './index.ts';
import { promisedAt } from './next-step.ts';

const BEGIN = '2026-11-24T08:00:00Z';
const blocks = { 'what-was-wrong': 'La prise.', 'what-we-did': 'Nous avons aidé.', 'what-it-cost': 'Le prix convenu.', 'if-it-comes-back': 'Appelez-nous.', 'what-to-watch': 'Rien de plus.' };
const operator: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator'] };
let database: TestDatabase;
let town: Town;
let visits: Visits;
let quality: Quality;
let office: Actor;
const heard: string[] = [];
before(async () => {
  database = await testDatabase();
  town = townOn(database.url, BEGIN);
  const [came] = (await settle(town, [near(0, 0), near(800, 0)])) as [TechnicianId];
  const { works, booking, contracts, technicians, people, pricing, facts } = town;
  const { dbOf } = works;
  visits = createVisits({ dbOf, booking, contracts, technicians, people, devices: createDevices({ dbOf, people }), pricing, readability });
  quality = createQuality({ dbOf, inWork: works.inWork, booking, pricing, visits, technicians, people, skillsFor: (leaf) => leafOf(leaf)?.skills ?? [] });
  quality.listen(facts);
  for (const fact of ['how-it-goes', 'rang-after-visit', 'complaint-made']) facts.listen(fact, 'test-quality', async (one) => { heard.push(one.fact); });
  const found = await works.looking(seed, (work) => technicians.technician(work, came));
  office = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], ...(found ? { provider: found.provider } : {}) };
});
after(async () => { await town.pool.end(); await database.drop(); });

const act = async <T, E extends Refusal>(by: Actor, todo: (work: Work) => Promise<Result<T, E>>): Promise<T> => must(await town.works.inWork(by, todo));
const why = async <T, E extends Refusal>(by: Actor, todo: (work: Work) => Promise<Result<T, E>>): Promise<string> => { const answer = await town.works.inWork(by, todo); return answer.ok ? 'done' : answer.error.kind; };
const look = <T>(by: Actor, todo: (work: Work) => Promise<T>): Promise<T> => town.works.looking(by, todo);

async function book(asker: Asker): Promise<Readonly<{ visit: VisitId; technician: Actor; code: string }>> {
  const slot = (await look(asker.by, (work) => town.booking.times(work, asker.quote)))[0];
  assert.ok(slot, 'a time is free');
  const visit = await act(asker.by, (work) => town.booking.book(work, { quote: asker.quote, slot: slot.key, expressRequest: true, termsHash: asker.version }));
  const code = (await look(asker.by, (work) => town.booking.visitCodeFor(work, visit.id))) ?? '';
  town.clock.set(visit.promisedFrom.toString());
  return { visit: visit.id, code, technician: { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], technician: visit.technician } };
}

/** A visit that ended so; `found`: what it turned out to be. */
async function ended(east: number, outcome: Outcome, found?: string): Promise<Readonly<{ asker: Asker; visit: VisitId }>> {
  town.clock.set(BEGIN);
  const asker = await askerAt(town, near(east, 300));
  const { visit, technician, code } = await book(asker);
  await act(technician, (work) => visits.arrive(work, { visit }));
  if (outcome !== 'entry-refused') {
    await act(technician, (work) => visits.checkIn(work, { visit, code }));
    town.clock.pass({ minutes: 30 });
    await act(technician, (work) => visits.writeSheet(work, { visit, lang: 'fr', blocks }));
    await act(technician, (work) => visits.sign(work, { visit, how: 'code', code }));
  }
  const [task] = (await look(seed, (work) => town.booking.known.request(work, asker.request)))?.tasks ?? [];
  await act(technician, (work) => visits.end(work, { visit, outcome, ...(found && task ? { found: [{ task: task.id, leaf: found }] } : {}) }));
  return { asker, visit };
}
const steps = async (by: Actor): Promise<string[] | undefined> => (await look(by, (work) => quality.promised(work)))?.map(({ visit }) => visit);

describe('what is promised when a visit ends', () => {
  test('waits until somebody rang: the office sees its own, a stranger nothing, and it is done once', async () => {
    const { visit } = await ended(0, 'entry-refused');
    assert.ok((await steps(office))?.includes(visit));
    assert.ok((await steps(operator))?.includes(visit));
    const stranger: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['finance'] };
    assert.equal(await steps(stranger), undefined);
    assert.equal(await why(stranger, (work) => quality.rang(work, { visit, words: 'nothing' })), 'no-such-visit');
    const other: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], provider: newId('Provider') };
    assert.equal(await look(other, (work) => quality.stepOf(work, visit)), undefined, 'another firm');
    await act(office, (work) => quality.rang(work, { visit, words: 'She was not sure who it was.' }));
    assert.equal(await why(operator, (work) => quality.rang(work, { visit, words: 'again' })), 'already-rung');
    assert.deepEqual([(await steps(operator))?.includes(visit), heard.includes('rang-after-visit')], [false, true]);
  });

  test('is over when they choose a time themselves', async () => {
    const { asker, visit } = await ended(200, 'handed-over');
    assert.ok((await steps(operator))?.includes(visit));
    await book(asker);
    const step = await look(seed, (work) => quality.known.stepOf(work, visit));
    assert.deepEqual([step?.doneHow, (await steps(operator))?.includes(visit)], ['booked', false]);
  });

  test('counts among those who wait for us, at once urgent where it was not safe', async () => {
    const { visit } = await ended(400, 'unsafe');
    await act(jobActor('waiting'), async (work) => ok(await quality.watch(work, [], { hours: [], zone: 'Europe/Paris' })));
    const wait = (await look(operator, (work) => quality.targets(work, 'Europe/Paris')))?.waiting.find(({ about }) => about === visit);
    assert.deepEqual([wait?.kind, wait?.urgent], ['after-visit', true]);
  });

  test('a fortnight after something was solved they are asked once whether it still works; of a quiet visit nobody asks', async () => {
    await ended(600, 'solved');
    const ask = () => act(jobActor('how-it-goes'), async (work) => ok(await quality.known.askHowItGoes(work)));
    town.clock.pass({ hours: 24 * 13 });
    assert.equal(await ask(), 0, 'not before its day');
    town.clock.pass({ hours: 24 + 2 });
    assert.deepEqual([await ask(), await ask()], [1, 0]);
    assert.ok(heard.includes('how-it-goes'));
    const of = { visit: newId('Visit'), request: newId('Request'), home: newId('Home'), provider: newId('Provider'), endedAt: town.clock.now() };
    assert.equal(promisedAt({ ...of, outcome: 'solved', quiet: true }), undefined);
    assert.equal(promisedAt({ ...of, outcome: 'nobody-home', quiet: false }), undefined, 'they begin the next step themselves');
  });
});

test('what held is counted by what it turned out to be, with those who had to ring again', async () => {
  const first = await ended(800, 'solved', 'printer-problem');
  await ended(1_000, 'solved', 'printer-problem');
  await act(first.asker.by, (work) => quality.cameBack(work, { visit: first.visit, words: 'It prints nothing again.' }));
  town.clock.pass({ hours: 24 * 40 });
  const shown = await look(seed, (work) => quality.shownOf(work, { provider: office.kind === 'person' ? office.provider as never : undefined as never }));
  assert.deepEqual(shown.subjects, [{ leaf: 'printer-problem', solved: 2, cameBack: 1 }]);
  assert.equal(shown.solved - shown.stayedSolved, 1);
});

test('a level is shown when five repairs held for a month, and a call that came back takes it away', async () => {
  const ends = [];
  for (const east of [1_400, 1_450, 1_500, 1_550, 1_600, 1_650, 1_700, 1_750, 1_800]) ends.push(await ended(east, 'solved', 'slow-or-freezing'));
  const came = new Map<TechnicianId, typeof ends>();
  for (const one of ends) {
    const technician = (await look(seed, (work) => town.booking.known.visit(work, one.visit)))?.technician as TechnicianId;
    came.set(technician, [...(came.get(technician) ?? []), one]);
  }
  const [most, theirs] = [...came].toSorted(([, a], [, b]) => b.length - a.length)[0] ?? assert.fail('somebody came');
  const shown = async () => (await look(seed, (work) => quality.skillsOf(work, most))).filter(({ skill }) => skill === 'performance').map(({ level, repairs }) => [level, repairs]);
  assert.deepEqual(await shown(), [], 'none of them is a month old');
  town.clock.pass({ hours: 24 * 20 });
  assert.deepEqual(await shown(), []);
  town.clock.pass({ hours: 24 * 20 });
  assert.deepEqual(await shown(), [[1, { held: theirs.length, of: theirs.length }]]);
  town.clock.set(BEGIN);
  town.clock.pass({ hours: 24 * 10 });
  for (const { asker, visit } of theirs.slice(0, theirs.length - 4)) await act(asker.by, (work) => quality.cameBack(work, { visit, words: 'Slow again.' }));
  town.clock.pass({ hours: 24 * 30 });
  assert.deepEqual(await shown(), []);
});

test('extra work is disputed once, by its household, and is disputed until it is answered', async () => {
  const { asker, visit } = await ended(1_200, 'solved');
  const extra = newId('Extra');
  const said = { visit, about: 'extra', words: 'Nobody asked me.', extra } as const;
  assert.equal(await why({ kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [] }, (work) => quality.complain(work, said)), 'no-such-visit');
  const complaint = await act(asker.by, (work) => quality.complain(work, said));
  assert.equal((await act(asker.by, (work) => quality.complain(work, { ...said, words: 'Again.' }))).id, complaint.id, 'pressed twice it is one');
  assert.equal(await look(seed, (work) => quality.known.isDisputed(work, visit)), true);
  assert.deepEqual((await look(office, (work) => quality.due(work)))?.complaints.map(({ id }) => id), [complaint.id]);
  await act(office, (work) => quality.answerComplaint(work, { complaint: complaint.id, answer: 'You are right.' }));
  assert.equal(await look(seed, (work) => quality.known.isDisputed(work, visit)), false);
});
