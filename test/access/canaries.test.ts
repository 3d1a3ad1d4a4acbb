import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { jobActor, must } from '#kernel';
import { sql } from '#platform/db';
import { textOf } from '#platform/documents/index';
import { keepHouse } from '#platform/installation';
import { actorOf, soulNamed } from '../../worlds/stage.ts';
import { sessionOf } from './town.ts';
import { type World, openWorld } from './walk.ts';

/** What must not be found: a secret, what it is, and how it is looked for. */
type Canary = Readonly<{ what: string; text: string }>;
/** A place where it was looked. */
type Place = Readonly<{ name: string; bytes: Buffer }>;

let world: World;
const canaries: Canary[] = [];
const plant = (what: string, ...texts: readonly string[]): void => { for (const text of texts) canaries.push({ what, text }); };
/** What is in clear by design, planted to see that the search finds what is there. */
const VISIBLE = { name: 'Bergeronnette', log: 'the town stands' };

before(async () => {
  world = await openWorld();
  await plantAll(world);
});
after(async () => { await world.town.close(); });

const URL_HERE = 'http://localhost:3000';

async function plantAll({ town, behind }: World): Promise<void> {
  const { app, ground, stage } = town;
  const tom = actorOf(soulNamed(stage, 'tom'));
  const { site } = await town.hang();
  const api = async (path: string, body: unknown): Promise<Record<string, string>> => (await (await site.request(`${URL_HERE}/api/v1${path}`, { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': randomBytes(12).toString('hex') }, body: JSON.stringify(body) })).json()) as Record<string, string>;
  for (let one = 0; one < 50; one += 1) plant('a session', await sessionOf(town, { person: soulNamed(stage, 'lucien').person }));
  for (let one = 0; one < 20; one += 1) {
    const asked = await api('/requests', { words: `Question ${one} : la tablette ne s’allume plus.`, lang: 'fr', country: 'FR' });
    const back = await api('/returns', { reference: asked['reference'], code: asked['code'] });
    plant('the code of a request', asked['code'] ?? '');
    plant('a session that a program was given, kept for its key', back['token'] ?? '');
  }
  for (let one = 0; one < 20; one += 1) {
    const sent = must(await ground.works.inWork(jobActor('test'), (work) => app.people.askForCode(work, { phone: `+3363998${String(7000 + one)}` })));
    const known = must(await ground.works.inWork(jobActor('test'), (work) => app.people.welcomePerson(work, { givenName: VISIBLE.name, familyName: String(one), lang: 'fr', country: 'FR', phone: `+3363997${String(7000 + one)}`, prefers: 'sms' })));
    const toKnown = must(await ground.works.inWork(jobActor('test'), (work) => app.people.askForCode(work, { phone: known.phone ?? '' })));
    const digits = await ground.works.looking(jobActor('test'), (work) => app.people.known.codeToSend(work, toKnown.code));
    plant('digits that sign in', digits?.digits ?? '');
    assert.ok(sent.code);
    await plantStaff(world, site, tom, known.id, one);
  }
  for (const target of ['past', 'other', 'now', 'quiet'] as const) {
    const door = await ground.works.looking(jobActor('test'), (work) => app.booking.known.doorOf(work, behind.of[target]['visit'] as never));
    plant('a door word', door?.word ?? '');
  }
  await plantWays(world);
  await app.messages.deliver(500);
}

/** A password, the secret of a telephone's digits, a link that was used and one that was not; each over the page that takes it. */
async function plantStaff({ town }: World, site: World['hung']['site'], tom: ReturnType<typeof actorOf>, person: Parameters<World['town']['app']['people']['inviteStaff']>[1]['person'], one: number): Promise<void> {
  const { app, ground, clock } = town;
  const [used, unused] = [must(await ground.works.inWork(tom, (work) => app.people.inviteStaff(work, { person, roles: [] }))).token, must(await ground.works.inWork(tom, (work) => app.people.inviteStaff(work, { person, roles: [] }))).token];
  const [password, secret] = [`canari ${randomBytes(9).toString('hex')} jaune`, new Secret({ size: 20 })];
  const answer = await site.request(`${URL_HERE}/set-up/${used}`, {
    method: 'POST', headers: { origin: URL_HERE }, body: new URLSearchParams({ login: `canari-${one}`, password, secret: ground.keys.seal(secret.base32, 'totp'), totp: new TOTP({ secret }).generate({ timestamp: clock.now().epochMilliseconds }) }),
  });
  assert.equal(answer.status, 303);
  plant('a password', password);
  plant('the secret of a telephone’s digits', secret.base32);
  plant('a link', used, unused);
  plant('the session of whoever used it', /session=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')?.[1] ?? '');
}

/** The password of a mail server and the key of an SMS gateway, as the operator sets them on screen. */
async function plantWays({ town }: World): Promise<void> {
  const keeper = keepHouse({ db: town.db, dbOf: town.ground.works.dbOf, house: town.house, keys: town.ground.keys });
  const tom = actorOf(soulNamed(town.stage, 'tom'));
  const [password, key] = [randomBytes(15).toString('base64url'), randomBytes(15).toString('base64url')];
  must(await town.ground.works.inWork(tom, (work) => keeper.ways.setMail(work, { host: 'mail.example.org', port: 587, security: 'starttls', user: 'us', password, from: 'Us <us@example.org>' })));
  must(await town.ground.works.inWork(tom, (work) => keeper.ways.setSms(work, { url: 'https://sms.example.org', key, sender: 'Porchlight' })));
  plant('the password of the mail server', password);
  plant('the key of the SMS gateway', key);
}

/** Every cell of every table that can hold words or bytes; numbers and instants hold no secret and would only look like one. */
async function databasePlaces({ town }: World): Promise<Place[]> {
  const { rows: tables } = await sql<{ schema: string; name: string }>`select table_schema as schema, table_name as name from information_schema.tables where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`.execute(town.db);
  const places: Place[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(`${schema}.${name}`)}`.execute(town.db);
    for (const row of rows) for (const [column, value] of Object.entries(row)) {
      if (value === null || typeof value === 'number' || typeof value === 'boolean' || value instanceof Temporal.Instant || value instanceof Temporal.PlainDate) continue;
      places.push({ name: `${schema}.${name}.${column}`, bytes: Buffer.isBuffer(value) ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)) });
    }
  }
  return places;
}

/** Files and logs; the house key and the database's own folder are not among what a dump holds. A letter is read as paper. */
const filePlaces = ({ town }: World, letters: boolean): Place[] => globSync('**/*', { cwd: town.dataDir }).filter((path) => statSync(join(town.dataDir, path)).isFile() && path.startsWith('letters/') === letters)
  .map((path) => ({ name: path, bytes: readFileSync(join(town.dataDir, path)) }));

/** As it is, in hexadecimal and in both alphabets of base64; digits only where no other digit stands beside them. */
function isIn(place: Place, { text }: Canary): boolean {
  const bytes = Buffer.from(text);
  if (/^\d+$/.test(text)) return new RegExp(`(?<![\\d.])${text}(?!\\d)`).test(place.bytes.toString('latin1'));
  return [bytes, Buffer.from(bytes.toString('hex')), Buffer.from(bytes.toString('base64').replace(/=+$/, '')), Buffer.from(bytes.toString('base64url')), ...(/^[\w-]{43}$/.test(text) ? [Buffer.from(text, 'base64url')] : [])].some((form) => place.bytes.includes(form));
}
/** All places at once first: only what is somewhere is looked for in each. */
function found(places: readonly Place[], sought: readonly Canary[]): string[] {
  const all: Place = { name: 'all', bytes: Buffer.concat(places.flatMap(({ bytes }) => [bytes, Buffer.from('\n')])) };
  return [...new Set(sought.filter((canary) => isIn(all, canary)).flatMap((canary) => places.filter((place) => isIn(place, canary)).map(({ name }) => `${canary.what} in ${name}`)))];
}

describe('two hundred canaries', () => {
  test('were planted, each its own', () => {
    assert.ok(canaries.length >= 200, `${canaries.length}`);
    assert.ok(canaries.every(({ text }) => text.length >= 6), 'one of them is empty');
    assert.equal(new Set(canaries.map(({ text }) => text)).size, canaries.length);
  });
  test('are in no dump of the database, in no file and in no log', async (t) => {
    const [database, files] = [await databasePlaces(world), filePlaces(world, false)];
    assert.deepEqual(found([...database, ...files], canaries), []);
    t.diagnostic(`${canaries.length} canaries, ${database.length} cells, ${files.length} files: none in clear`);
  });
  test('would be found: what is in clear by design is', async () => {
    const [database, files] = [await databasePlaces(world), filePlaces(world, false)];
    assert.ok(found(database, [{ what: 'a name', text: VISIBLE.name }]).includes('a name in people.persons.given_name'));
    assert.ok(found(files, [{ what: 'a line', text: VISIBLE.log }]).includes('a line in log'));
    const hidden = [{ name: 'x', bytes: Buffer.from(Buffer.from('canari').toString('hex')) }, { name: 'y', bytes: Buffer.from(Buffer.from('canari').toString('base64')) }];
    assert.equal(found(hidden, [{ what: 'hidden', text: 'canari' }]).length, 2);
  });
  test('are on no paper but the letter of whoever they are for', () => {
    const letters = filePlaces(world, true);
    assert.ok(letters.length > 0);
    const read = letters.map(({ name, bytes }) => ({ name, bytes: Buffer.from(textOf(bytes)) }));
    const words = canaries.filter(({ what }) => what === 'a door word');
    assert.deepEqual(found(read, canaries.filter((canary) => !words.includes(canary))), []);
    // Marcel has neither telephone nor mail: his word comes on paper, and lies here until it is printed.
    for (const [at, target] of (['past', 'other', 'now', 'quiet'] as const).entries()) assert.equal(found(read, words.slice(at, at + 1)).length > 0, target === 'now', target);
  });
});
