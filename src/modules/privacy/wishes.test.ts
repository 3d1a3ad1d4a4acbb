import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Actor, type HomeId, type PersonId, clockAt, jobActor, must, ok } from '#kernel';
import { type Fact, inlineFacts } from '#platform/facts';
import { silentLog } from '#platform/log';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type App, createApp } from '../../app.ts';
import { type Ground, layGround } from '../../ground.ts';
import type { Opening } from './index.ts';

const seed = jobActor('seed');
const dataDir = mkdtempSync(join(tmpdir(), 'privacy-'));
const now = clockAt('2026-11-23T09:00:00Z');
let database: TestDatabase;
let ground: Ground;
let app: App;
let rose: PersonId;
let brother: PersonId;
let home: HomeId;
let operator: Actor;
const heard: Fact[] = [];
const at = (person: PersonId): Actor => ({ kind: 'person', person, homes: [home], mandates: [], roles: [] });

before(async () => {
  database = await testDatabase();
  const facts = inlineFacts();
  for (const fact of ['many-addresses-opened', 'erasure-asked', 'erasure-stopped']) facts.listen(fact, 'test', async (one) => { heard.push(one); });
  ground = layGround({ url: database.url, dataDir, clock: { now: () => now.now() }, facts, log: silentLog, publicUrl: 'http://localhost:4100', name: 'Porchlight' });
  app = createApp(ground, { smtpUrl: undefined, mailFrom: 'help@localhost', lettersDir: join(dataDir, 'letters'), house: () => ({ name: 'Porchlight', phone: '01 00 00 00 00' }) });
  await ground.works.inWork(seed, async (work) => {
    const welcome = async (givenName: string) => must(await app.people.welcomePerson(work, { givenName, familyName: 'Hart', lang: 'en', country: 'GB', prefers: 'letter' })).id;
    [rose, brother] = [await welcome('Rose'), await welcome('Jack')];
    operator = { kind: 'person', person: await welcome('Olive'), homes: [], mandates: [], roles: ['operator'] };
    home = must(await app.people.addHome(work, { person: rose, address: { line: '1 Mill Lane', postcode: 'CB1 2AB', town: 'Cambridge', country: 'GB' }, accessNotes: 'key under the pot' })).id;
    must(await app.people.addResident(work, { home, person: brother }));
    return ok(true);
  });
  });
after(async () => { await ground.pool.end(); await database.drop(); rmSync(dataDir, { recursive: true }); });


const openBy = (by: Actor, opened: Opening[]): Promise<string | undefined> => app.privacy.opening(by, () => Promise.resolve({ shows: 'page', opened }));
const entries = async (person: PersonId) => (await ground.works.looking(at(person), (work) => app.privacy.journalOf(work, person)))?.entries ?? [];

test('a household that is opened for nothing has its reason in the journal, and needs a new one after an hour', async () => {
  assert.equal(await ground.works.looking(operator, (work) => app.privacy.saidReason(work, home)), false);
  await openBy(operator, [{ saw: 'address', home, reason: 'they-rang' }]);
  assert.equal(await ground.works.looking(operator, (work) => app.privacy.saidReason(work, home)), true);
  const [line] = await entries(rose);
  assert.deepEqual([line?.what, line?.as, line?.unasked, line?.reason], ['opened-address', 'operator', true, 'they-rang']);
  now.pass({ hours: 1, minutes: 1 });
  assert.equal(await ground.works.looking(operator, (work) => app.privacy.saidReason(work, home)), false);
});

test('a line of a list is in the journal and is not marked', async () => {
  await openBy(operator, [{ saw: 'listed', home }, { saw: 'found', home }]);
  const lines = (await entries(rose)).filter(({ what }) => what === 'opened-listed' || what === 'opened-found');
  assert.deepEqual(lines.map(({ unasked }) => unasked), [false, false]);
});

test('more than twenty households within an hour raise one alarm, which the office sees and nobody else', async () => {
  const homes: HomeId[] = [];
  await ground.works.inWork(seed, async (work) => {
    for (let at = 0; at < 42; at += 1) homes.push(must(await app.people.addHome(work, { person: rose, address: { line: `${at} Mill Lane`, postcode: 'CB1 2AB', town: 'Cambridge', country: 'GB' } })).id);
    return ok(true);
  });
  now.pass({ hours: 2 });
  for (const [at, one] of homes.slice(0, 20).entries()) await openBy(operator, [{ saw: at % 2 === 0 ? 'address' : 'found', home: one }]);
  assert.equal(heard.length, 0, 'twenty are none');
  for (const one of homes.slice(20, 25)) await openBy(operator, [{ saw: 'address', home: one }]);
  assert.deepEqual(heard.map(({ fact }) => fact), ['many-addresses-opened'], 'the next one alarms, once');
  const alarms = (by: Actor) => ground.works.looking(by, (work) => app.privacy.alarms(work));
  assert.equal((await alarms(operator)).length, 1);
  assert.deepEqual(await alarms(at(rose)), []);
  now.pass({ hours: 2 });
  for (const one of homes.slice(0, 20)) await openBy(operator, [{ saw: 'address', home: one }]);
  assert.equal(heard.length, 1, 'slowly is no alarm');
  now.pass({ hours: 2 });
  const firm = { kind: 'person', person: brother, homes: [], mandates: [], roles: [], provider: 'pro_of_this_test' } as unknown as Actor;
  for (const one of homes) await openBy(firm, [{ saw: 'paper', home: one }]);
  assert.equal(heard.length, 1, 'a firm that prints its own bills of a month alarms nobody');
  for (const one of homes.slice(0, 15)) await openBy(operator, [{ saw: 'paper', home: one }]);
  for (const one of homes.slice(15, 21)) await openBy(operator, [{ saw: 'address', home: one }]);
  assert.equal(heard.length, 2, 'one of the office does: a paper is an address too');
});

test('a consent has a dated receipt in its very words; taking it back takes the note away, and both are in the archive', async () => {
  const note = { person: rose, purpose: 'note', said: 'I agree to a note.', lang: 'en', how: 'on-screen' } as const;
  const stranger: Actor = { kind: 'person', person: brother, homes: [], mandates: [], roles: [] };
  assert.equal((await ground.works.inWork(stranger, (work) => app.privacy.giveConsent(work, note))).ok, false);
  must(await ground.works.inWork(at(rose), (work) => app.privacy.giveConsent(work, note)));
  must(await ground.works.inWork(operator, (work) => app.people.setNote(work, { person: rose, note: 'hears badly', until: now.now().add({ hours: 24 * 365 }) })));
  must(await ground.works.inWork(operator, (work) => app.privacy.giveConsent(work, { ...note, purpose: 'follow-up', said: 'You may ask me.', how: 'phone' })));
  const agrees = (purpose: 'note' | 'follow-up' | 'offers') => ground.works.looking(seed, (work) => app.privacy.known.agrees(work, rose, purpose));
  assert.deepEqual([await agrees('note'), await agrees('follow-up'), await agrees('offers')], [true, true, false]);
  must(await ground.works.inWork(at(rose), (work) => app.privacy.giveConsent(work, note)));
  assert.equal((await ground.works.looking(at(rose), (work) => app.privacy.consentsOf(work, rose))).filter(({ purpose }) => purpose === 'note').length, 1, 'agreed already: no second receipt');

  now.pass({ minutes: 5 });
  must(await ground.works.inWork(at(rose), (work) => app.privacy.withdrawConsent(work, { person: rose, purpose: 'note', how: 'on-screen' })));
  assert.equal((await ground.works.looking(seed, (work) => app.people.known.person(work, rose)))?.vulnerable, undefined, 'what rested on it goes at once');
  assert.equal(await agrees('note'), false);
  const archive = must(await app.privacy.archiveOf(at(rose), rose));
  const part = JSON.stringify(archive.parts.find(({ floor }) => floor === 'privacy')?.holds);
  assert.match(part, /I agree to a note\./);
  assert.match(part, /"withdrawnAt":"2026/);
  await assert.rejects(ground.pool.query("insert into privacy.consents select 'con_x', person_id, purpose, said, lang, given_how, given_at, given_by from privacy.consents where purpose = 'follow-up'"), /duplicate key/);
});

test('a note about somebody is forgotten when its time is over', async () => {
  must(await ground.works.inWork(operator, (work) => app.people.setNote(work, { person: rose, note: 'walks slowly', until: now.now().add({ hours: 24 }) })));
  const forget = async () => must(await ground.works.inWork(seed, async (work) => ok(await app.people.forgetNotes(work, 'GB', work.now.subtract({ hours: 24 * 30 })))));
  assert.equal(await forget(), 0);
  now.pass({ hours: 24 });
  assert.equal(await forget(), 1);
  assert.equal((await ground.works.looking(seed, (work) => app.people.known.person(work, rose)))?.vulnerable, undefined);
  // What came in from an older house without a day of its own does not stay for ever.
  await ground.pool.query(`update people.persons set vulnerable = 'of old', vulnerable_until = null where id = '${rose}'`);
  assert.equal(await forget(), 0, 'not before its time');
  now.pass({ hours: 24 * 31 });
  assert.equal(await forget(), 1);
});

test('nobody is written down with a note about them: it takes their yes, in a step of its own', async () => {
  const made = must(await ground.works.inWork(operator, (work) => app.people.welcomePerson(work, { givenName: 'Nora', familyName: 'Neu', lang: 'en', country: 'GB', prefers: 'letter', vulnerable: 'hears badly' } as never)));
  assert.equal((await ground.works.looking(seed, (work) => app.people.known.person(work, made.id)))?.vulnerable, undefined);
});

test('what somebody takes along by telephone is what they would see themselves, and they read who made it', async () => {
  const archive = must(await app.privacy.archiveByPhone(operator, rose));
  assert.match(JSON.stringify(archive.parts), /Mill Lane/);
  const [line] = (await entries(rose)).filter(({ what }) => what === 'export-person');
  assert.deepEqual([line?.who, line?.as], ['Olive', 'operator']);
  assert.equal((await app.privacy.archiveByPhone(at(brother), rose)).ok, false);
});

test('an erasure asked for by telephone waits three days, is told, and can be stopped by the person', async () => {
  heard.length = 0;
  const ask = (by: Actor) => ground.works.inWork(by, (work) => app.privacy.askErasure(work, brother));
  assert.equal((await ask({ kind: 'asker', request: 'req_x' as never })).ok, false);
  must(await ask(operator));
  must(await ask(operator));
  assert.deepEqual(heard.map(({ fact }) => fact), ['erasure-asked'], 'asked twice is told once');
  must(await ground.works.inWork(at(brother), (work) => app.privacy.stopErasure(work, brother)));
  now.pass({ hours: 73 });
  assert.equal(await app.privacy.eraseDue(), 0);
  must(await ask(operator));
  now.pass({ hours: 71 });
  assert.equal(await app.privacy.eraseDue(), 0);
  now.pass({ hours: 1 });
  assert.equal(await app.privacy.eraseDue(), 1);
  assert.equal(await ground.works.looking(seed, (work) => app.people.known.person(work, brother)), undefined);
  assert.equal(await app.privacy.eraseDue(), 0);
});

test('taking many people’s data out takes two of us, within a day, once, and the database holds it', async () => {
  const other: Actor = { kind: 'person', person: rose, homes: [], mandates: [], roles: ['admin'] };
  assert.equal((await ground.works.inWork(at(rose), (work) => app.privacy.askBulkExport(work, { what: 'people', why: 'put-right' }))).ok, false);
  const { id } = must(await ground.works.inWork(operator, (work) => app.privacy.askBulkExport(work, { what: 'people', why: 'put-right' })));
  const use = (what = 'people', by: Actor = operator) => ground.works.inWork(by, (work) => app.privacy.useBulkExport(work, { id, what }));
  const kind = async (answer: ReturnType<typeof use>) => { const given = await answer; return given.ok ? 'ok' : given.error.kind; };
  assert.equal(await kind(use()), 'needs-second-person');
  const self = await ground.works.inWork(operator, (work) => app.privacy.allowBulkExport(work, id));
  assert.equal(!self.ok && self.error.kind, 'needs-second-person');
  await assert.rejects(ground.pool.query('update privacy.bulk_exports set allowed_by = asked_by, allowed_at = asked_at where id = $1', [id]), /check constraint/);
  must(await ground.works.inWork(other, (work) => app.privacy.allowBulkExport(work, id)));
  assert.equal(await kind(use('devices')), 'no-such-export');
  assert.equal(await kind(use('people', other)), 'no-such-export');
  assert.equal(await kind(use()), 'ok');
  assert.equal(await kind(use()), 'no-such-export');
});
