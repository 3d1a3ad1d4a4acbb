import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type Actor, type HomeId, type PersonId, type RequestId, clockAt, jobActor, must, newId, no, ok } from '#kernel';
import { inlineFacts } from '#platform/facts';
import { silentLog } from '#platform/log';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type App, createApp } from '../../app.ts';
import { type Ground, layGround } from '../../ground.ts';
import { archiveFile } from '../../web/person/archive.ts';
import { FLOORS, type Opening } from './index.ts';

const seed = jobActor('seed');
const dataDir = mkdtempSync(join(tmpdir(), 'privacy-'));
const PHOTO = newId('File');
let now = clockAt('2026-11-23T09:00:00Z');
let database: TestDatabase;
let ground: Ground;
let app: App;
let rose: PersonId;
let brother: PersonId;
let home: HomeId;
let operator: Actor;
let asked: RequestId;
const at = (person: PersonId): Actor => ({ kind: 'person', person, homes: [home], mandates: [], roles: [] });

before(async () => {
  database = await testDatabase();
  ground = layGround({ url: database.url, dataDir, clock: { now: () => now.now() }, facts: inlineFacts(), log: silentLog, publicUrl: 'http://localhost:4100', name: 'Porchlight' });
  app = createApp(ground, { smtpUrl: undefined, mailFrom: 'help@localhost', lettersDir: join(dataDir, 'letters'), house: () => ({ name: 'Porchlight', phone: '01 00 00 00 00' }) });
  await ground.works.inWork(seed, async (work) => {
    const welcome = async (givenName: string) => must(await app.people.welcomePerson(work, { givenName, familyName: 'Hart', lang: 'en', country: 'GB', prefers: 'letter' })).id;
    [rose, brother] = [await welcome('Rose'), await welcome('Jack')];
    operator = { kind: 'person', person: await welcome('Olive'), homes: [], mandates: [], roles: ['operator'] };
    home = must(await app.people.addHome(work, { person: rose, address: { line: '1 Mill Lane', postcode: 'CB1 2AB', town: 'Cambridge', country: 'GB' }, accessNotes: 'key under the pot' })).id;
    must(await app.people.addResident(work, { home, person: brother }));
    return ok(true);
  });
  asked = await ask(rose, 'My printer <b>says</b> nothing since Tuesday', [PHOTO]);
});
after(async () => { await ground.pool.end(); await database.drop(); rmSync(dataDir, { recursive: true }); });

const ask = async (person: PersonId, words: string, photos: (typeof PHOTO)[] = []): Promise<RequestId> =>
  must(await ground.works.inWork(at(person), (work) => app.booking.ask(work, { words, lang: 'en', country: 'GB', askedFor: 'me', source: 'web', photos }))).request;
const openBy = (by: Actor, opened: Opening[]): Promise<string | undefined> => app.privacy.opening(by, () => Promise.resolve({ shows: 'page', opened }));
const journal = async (person: PersonId) => (await ground.works.looking(at(person), (work) => app.privacy.journalOf(work, person)))?.entries.map(({ who, as, what, for: of, unasked }) => ({ who, as, what, of, unasked }));

test('what staff open is read by the person: who, as what, for what; without a reason it is marked', async () => {
  assert.equal(await openBy(operator, [{ saw: 'address', home, for: asked }]), 'page');
  now = clockAt('2026-11-23T09:10:00Z');
  await openBy(operator, [{ saw: 'address', home, for: asked }, { saw: 'device', home }]);
  assert.deepEqual(await journal(rose), [
    { who: 'Olive', as: 'operator', what: 'opened-device', of: undefined, unasked: true },
    { who: 'Olive', as: 'operator', what: 'opened-address', of: asked, unasked: false },
  ], 'once within the hour');
  now = clockAt('2026-11-23T10:20:00Z');
  await openBy(operator, [{ saw: 'address', home, for: asked }]);
  assert.equal((await journal(rose))?.length, 3, 'and again after it');
  assert.equal(await ground.works.looking(operator, (work) => app.privacy.journalOf(work, rose)), undefined, 'nobody else reads it');
});

test('a read that shows nothing, and one that fails, leave no line; the person and who lives there leave none either', async () => {
  const before = (await journal(rose))?.length;
  assert.equal(await app.privacy.opening(operator, () => Promise.resolve(undefined)), undefined);
  await assert.rejects(app.privacy.opening(operator, () => Promise.reject(new Error('away'))));
  await openBy(at(brother), [{ saw: 'address', home }]);
  assert.equal((await journal(rose))?.length, before);
});

test('what is opened for a quiet request is told to nobody at home, and is in nobody else\'s archive', async () => {
  const quiet = newId('Request');
  const count = (await journal(brother))?.length;
  await openBy(operator, [{ saw: 'contact', home, for: quiet }]);
  assert.equal((await journal(brother))?.length, count);
  const archive = must(await app.privacy.archiveOf(at(brother), brother));
  assert.doesNotMatch(JSON.stringify(archive), /printer/);
});

test('everything about a person is one file that opens without us, and what they wrote cannot run in it', async () => {
  const archive = must(await app.privacy.archiveOf(at(rose), rose));
  const file = String(await archiveFile(archive, ground.text.en, { name: 'Porchlight', phone: '01' }));
  assert.match(file, /Rose/);
  assert.match(file, /key under the pot/);
  assert.match(file, /My printer &lt;b&gt;says/);
  assert.doesNotMatch(file, /<b>says|token|sealed|password_hash/);
  assert.doesNotMatch(file, /(src|href)="(?!data:)/, 'it asks nothing of anybody');
  assert.match(file, /<dt>language<\/dt><dd>English<\/dd>/, 'our short words are said as people say them');
  const [readable = ''] = file.split('<script');
  assert.doesNotMatch(readable, /[>_ ][a-z]{3}_[0-9a-z]{26}\b|>(see-appointments|never-done-it|on-screen|fr|en|GB)</);
  const data = JSON.parse(/id="everything">(.*)<\/script>/.exec(file)?.[1] ?? '') as { parts: { floor: string; holds: { person?: { givenName: string } } }[] };
  assert.equal(data.parts.find(({ floor }) => floor === 'people')?.holds.person?.givenName, 'Rose');
  assert.equal((await app.privacy.archiveOf(operator, rose)).ok, false, 'not for staff');
});

test('what erasing would do is told and not done; then it is done, from the top floor down, and the session ends', async () => {
  const opened = must(await ground.works.inWork(seed, (work) => app.people.openSession(work, { person: rose }, 'test')));
  const foreseen = must(await app.privacy.foreseeErasing(at(rose), rose));
  assert.deepEqual(foreseen.floors.map(({ floor }) => floor), [...FLOORS]);
  assert.ok((foreseen.floors.find(({ floor }) => floor === 'people')?.erased ?? 0) > 0);
  assert.equal((await ground.works.looking(seed, (work) => app.people.known.person(work, rose)))?.givenName, 'Rose', 'nothing happened');

  const refused = await ground.works.inWork({ ...at(rose), roles: ['operator'] } as Actor, (work) => app.privacy.erasePerson(work, rose));
  assert.equal(!refused.ok && refused.error.kind, 'you-work-here');
  const foreign = await ground.works.inWork(at(brother), (work) => app.privacy.erasePerson(work, rose));
  assert.equal(!foreign.ok && foreign.error.kind, 'no-such-person');

  const erased = must(await ground.works.inWork(at(rose), (work) => app.privacy.erasePerson(work, rose)));
  assert.deepEqual(erased.floors, foreseen.floors, 'exactly what was told');
  assert.deepEqual(erased.files, [PHOTO]);
  await app.privacy.forgetFiles(erased);
  assert.equal(await ground.works.looking(seed, (work) => app.people.known.person(work, rose)), undefined);
  assert.equal(await ground.works.looking(seed, (work) => app.people.whoHolds(work, opened.token)), undefined);
  assert.equal((await ground.works.looking(seed, (work) => app.booking.known.request(work, asked)))?.words, '');
  assert.equal((await ground.works.looking(seed, (work) => app.people.known.home(work, home)))?.address.line, '1 Mill Lane', 'the brother still lives there');
});

test('nothing is half erased: when one floor fails, all of it stays', async () => {
  const gone = await ground.works.inWork(at(brother), async (work) => { await app.privacy.erasePerson(work, brother); return no({ kind: 'fell' }); });
  assert.equal(gone.ok, false);
  assert.equal((await ground.works.looking(seed, (work) => app.people.known.person(work, brother)))?.givenName, 'Jack');
});

// Columns that name a person; the audit trail keeps numbers only, and may not be changed.
const NAMES_A_PERSON = '(^|_)(person|persons|helper|resident|recipient|given_name|family_name)(_ids?)?$';
const KEEPS_NO_NAME = ['platform', 'jobs'];

test('every module whose tables name a person gives out and forgets what it knows of one', async () => {
  const { rows } = await ground.pool.query<{ table: string; schema: string }>(`
    select distinct format('%s.%s', n.nspname, c.relname) as table, n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and (a.attname ~ $1
      or exists (select from pg_constraint k where k.contype = 'f' and k.conrelid = c.oid and a.attnum = any(k.conkey) and k.confrelid = 'people.persons'::regclass))`, [NAMES_A_PERSON]);
  const floors: readonly string[] = FLOORS;
  assert.ok(rows.length >= 15, 'they were found');
  assert.deepEqual(rows.filter(({ schema }) => !KEEPS_NO_NAME.includes(schema) && !floors.includes(schema.replaceAll('_', '-'))).map(({ table }) => `${table} names a person: give its module aboutPerson, and its place in FLOORS`), []);
});

test('each floor forgets before the floors it stands on', () => {
  const { modules } = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', '..', 'house.json'), 'utf8')) as { modules: Record<string, string[]> };
  const place = (floor: string): number => (FLOORS as readonly string[]).indexOf(floor);
  for (const floor of FLOORS) for (const under of [...(modules[floor] ?? []), ...(floor === 'people' ? [] : ['people'])]) if (place(under) >= 0) assert.ok(place(floor) < place(under), `${floor} before ${under}`);
});
