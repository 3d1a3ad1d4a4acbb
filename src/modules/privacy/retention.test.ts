import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Actor, type FileId, type HomeId, type PersonId, clockAt, jobActor, must, ok } from '#kernel';
import { inlineFacts } from '#platform/facts';
import { silentLog } from '#platform/log';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type App, createApp } from '../../app.ts';
import { type Ground, layGround } from '../../ground.ts';
import { retentionFrom } from './index.ts';
import { cutoff, inForceOn, retentionOn } from './retention.ts';

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
const at = (person: PersonId): Actor => ({ kind: 'person', person, homes: [home], mandates: [], roles: [] });

before(async () => {
  database = await testDatabase();
  const facts = inlineFacts();
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


const counts = (all: readonly { rule: { id: string }; count: number | undefined }[]) => Object.fromEntries(all.map(({ rule, count }) => [rule.id, count]));
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');
const asked = async (person: PersonId, words: string, photos: FileId[] = []) =>
  must(await ground.works.inWork(at(person), (work) => app.booking.ask(work, { words, lang: 'en', country: 'GB', askedFor: 'me', source: 'web', photos }))).request;

test('the rules are whole, have one for each kind and country, and the latest that has begun holds', () => {
  const read = JSON.parse(readFileSync('content/retention.json', 'utf8')) as { rules: { class: string }[] };
  const rules = retentionFrom(read);
  assert.ok(inForceOn(rules, now.now()).length >= 10);
  assert.throws(() => retentionFrom({ ...read, rules: read.rules.filter((one) => one.class !== 'notes') }), /has no time/);
  const [first] = rules.filter((one) => one.id === 'sign-ins');
  assert.ok(first);
  const later = { ...first, id: 'sign-ins-later', from: Temporal.PlainDate.from('2027-01-01'), keeps: { days: 7 } };
  assert.equal(retentionOn([...rules, later], 'sign-ins', 'FR', Temporal.PlainDate.from('2026-12-31'))?.id, 'sign-ins');
  assert.equal(retentionOn([...rules, later], 'sign-ins', 'FR', Temporal.PlainDate.from('2027-01-01'))?.id, 'sign-ins-later');
  assert.equal(cutoff(later, Temporal.Instant.from('2027-03-30T10:00:00Z')).toString(), '2027-03-23T11:00:00Z', 'a day is a day of that country, summer time or not');
});

test('each kind goes on its day and not before; looking first changes nothing', async () => {
  const kept = must(await ground.files.keep(PIXEL, { name: 'a.png' })).id;
  const left = must(await ground.files.keep(PIXEL, { name: 'b.png' })).id;
  const request = await asked(rose, 'My printer is silent', [kept]);
  must(await ground.works.inWork(at(rose), (work) => app.people.openSession(work, { person: rose }, 'tablet')));
  must(await ground.works.inWork(operator, (work) => app.people.setNote(work, { person: rose, note: 'hears badly', until: app.privacy.keptUntil('notes', 'GB', now.now()) })));
  must(await ground.works.inWork(at(rose), (work) => app.privacy.giveConsent(work, { person: rose, purpose: 'offers', said: 'Yes.', lang: 'en', how: 'on-screen' })));
  must(await ground.works.inWork(at(rose), (work) => app.privacy.withdrawConsent(work, { person: rose, purpose: 'offers', how: 'on-screen' })));

  const begun = now.now();
  const words = async () => (await ground.works.looking(seed, (work) => app.booking.known.request(work, request)))?.words;
  const note = async () => (await ground.works.looking(seed, (work) => app.people.known.person(work, rose)))?.vulnerable;
  const onDay = (days: number) => { now.set(begun.add({ hours: 24 * days }).toString()); };
  assert.ok(Object.values(counts(await app.privacy.retain())).every((count) => count === 0), 'on the first day nothing goes');

  // Files: their own clock is the disk's, so the house's clock is three days ahead of it.
  now.set(new Date(Date.now() + 3 * 86_400_000).toISOString());
  assert.equal(counts(await app.privacy.foreseeRetention(operator))['files-without-owner'], 1);
  assert.ok(await ground.files.read(left), 'looking changes nothing');
  assert.equal(counts(await app.privacy.retain())['files-without-owner'], 1);
  assert.equal(await ground.files.read(left), undefined);
  assert.ok(await ground.files.read(kept), 'what a request shows stays');

  // A session of a season, and thirty days.
  onDay(90 + 29);
  assert.equal(counts(await app.privacy.retain())['sign-ins'], 0);
  onDay(90 + 31);
  assert.equal(counts(await app.privacy.foreseeRetention(operator))['sign-ins'], 1);
  assert.equal(counts(await app.privacy.retain())['sign-ins'], 1);

  onDay(364);
  await app.privacy.retain();
  assert.deepEqual([await words(), await note()], ['My printer is silent', 'hears badly']);
  onDay(366);
  assert.equal(counts(await app.privacy.foreseeRetention(operator))['requests-never-booked-gb'], 1);
  assert.deepEqual([await words(), await note()], ['My printer is silent', 'hears badly'], 'looking changes nothing');
  const gone = counts(await app.privacy.retain());
  assert.deepEqual([gone['requests-never-booked-gb'], gone['notes-gb'], gone['requests-never-booked-fr']], [1, 1, 0]);
  assert.deepEqual([await words(), await note()], ['', undefined]);

  onDay(1_000);
  const renewed = await asked(rose, 'Here I am again');
  onDay(1_100);
  assert.equal(counts(await app.privacy.foreseeRetention(operator))['people-not-seen-gb'], 2, 'Jack and Olive, but not Rose, who asked since');
  assert.ok(renewed);
  await app.privacy.retain();
  assert.ok(await ground.works.looking(seed, (work) => app.people.known.person(work, rose)));
  assert.equal(await ground.works.looking(seed, (work) => app.people.known.person(work, brother)), undefined);
  assert.equal(counts(await app.privacy.retain())['consent-receipts'], 0);
  onDay(1_828);
  assert.equal(counts(await app.privacy.foreseeRetention(operator))['consent-receipts'], 1);
});

test('who may not look sees no figures; every column that names a file is counted as in use', async () => {
  assert.deepEqual(await app.privacy.foreseeRetention(at(rose)), []);
  const { rows } = await ground.pool.query<{ column: string }>("select table_schema || '.' || table_name || '.' || column_name as column from information_schema.columns where column_name ~ '(^|_)(photo|photos|file|files)(_ids?)?$|(^|_)pictures?_ids?$' and data_type in ('text', 'ARRAY') and table_schema not in ('pg_catalog', 'information_schema', 'jobs') order by 1");
  assert.deepEqual(rows.map(({ column }) => column), ['booking.requests.photos', 'technicians.technicians.photo_id', 'visits.custody.photo_ids', 'visits.custody.return_picture_id', 'visits.custody.signed_picture_id', 'visits.notes.photo_id', 'visits.signatures.picture_id'], 'a new one belongs into filesInUse in src/app.ts');
});
