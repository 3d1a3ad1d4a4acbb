import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Actor, type Clock, type HomeId, type PersonId, clockAt, jobActor, must, newId, visitor } from '#kernel';
import { type Pool, openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { keysFrom } from '#platform/keys';
import { type Works, createWorks } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type People, type Person, createPeople } from './index.ts';

const seed = jobActor('seed');
const asPerson = (person: PersonId, homes: HomeId[] = [], roles: ('operator' | 'admin')[] = []): Actor => ({ kind: 'person', person, homes, mandates: [], roles });

let database: TestDatabase;
let pool: Pool;
let works: Works;
let people: People;
const clock: Clock & { set(iso: string): void; pass(by: Temporal.DurationLike): void } = clockAt('2026-11-23T09:00:00Z');
const told: string[] = [];

before(async () => {
  database = await testDatabase();
  pool = openPool({ url: database.url, log: { info() {}, warn() {}, error() {} } as never });
  const facts = inlineFacts();
  for (const fact of ['person-welcomed', 'mandate-claimed', 'mandate-given', 'mandate-revoked', 'sign-in-code-made', 'contact-changed', 'change-undone', 'mandate-delayed', 'home-placed']) facts.listen(fact, 'test', async (heard) => { told.push(heard.fact); });
  works = createWorks({ db: openDb(pool), clock, facts });
  people = createPeople({ dbOf: works.dbOf, keys: keysFrom(Buffer.alloc(32, 7)), site: { name: 'Porchlight', url: 'http://localhost:4100' } });
});
after(async () => { await pool.end(); await database.drop(); });

const welcome = (name: string, more: Partial<Parameters<People['welcomePerson']>[1]> = {}): Promise<Person> =>
  works.inWork(seed, (work) => people.welcomePerson(work, { givenName: name, familyName: 'Marchand', lang: 'fr', country: 'FR', prefers: 'letter', ...more })).then(must);
const houseOf = (person: PersonId) => works.inWork(seed, (work) => people.addHome(work, { person, address: { line: '4 rue des Lilas', postcode: '67000', town: 'Strasbourg', country: 'FR' } })).then(must);

describe('a mandate', () => {
  const all = { scopes: ['ask', 'see-quotes'] as const, until: Temporal.Instant.from('2027-11-01T00:00:00Z') };

  test('for another helper than before begins after three days, and those at home can undo it; the helper they have is not kept waiting', async () => {
    const mother = await welcome('Denise', { phone: '+33644000001', prefers: 'sms' });
    const [daughter, stranger] = [await welcome('Sophie'), await welcome('Kevin')];
    const home = await houseOf(mother.id);
    const self = asPerson(mother.id, [home.id]);
    const trust = async (helper: PersonId) => must(await works.inWork(self, (work) => people.giveMandate(work, { home: home.id, helper, ...all, givenHow: 'on-screen' })));
    const inForce = async () => (await works.looking(seed, (work) => people.known.helpersOf(work, home.id))).map(({ helper }) => helper.id);
    const first = await trust(daughter.id);
    assert.deepEqual(await inForce(), [daughter.id]);
    await trust(daughter.id);
    assert.deepEqual(await inForce(), [daughter.id, daughter.id], 'more for the same helper begins at once');

    told.length = 0;
    must(await works.inWork(self, (work) => people.revokeMandate(work, first.id)));
    const other = await trust(stranger.id);
    assert.equal(other.from.since(clock.now()).total('hours'), 72, 'also when the one before was sent away first');
    assert.ok(!(await inForce()).includes(stranger.id));
    assert.ok(told.includes('mandate-delayed') && told.includes('contact-changed') && !told.includes('mandate-given'));
    const [change] = await works.looking(self, (work) => people.changesOf(work, mother.id));
    assert.equal(change?.what, 'helper');
    const { code } = await works.looking(seed, async (work) => (await people.known.contactChange(work, change?.id ?? '')) as { code: string });
    must(await works.inWork(visitor, (work) => people.undoChange(work, { code: code.toLowerCase().replaceAll('-', ' ') })));
    clock.pass({ hours: 73 });
    assert.ok(!(await inForce()).includes(stranger.id));
    assert.equal((await works.inWork(visitor, (work) => people.undoChange(work, { code }))).ok, false, 'a code works once');
    clock.set('2026-11-23T09:00:00Z');
  });

  test('that runs out is written down once', async () => {
    const mother = await welcome('Josette');
    const helper = await welcome('Alain');
    const home = await houseOf(mother.id);
    must(await works.inWork(seed, (work) => people.giveMandate(work, { home: home.id, helper: helper.id, scopes: ['ask'], until: clock.now().add({ hours: 24 }), givenHow: 'phone' })));
    const lines = async () => (await pool.query("select did from platform.audit_lines where home_id = $1 and did = 'mandate-expired'", [home.id])).rowCount;
    const sweep = () => works.inWork(seed, async (work) => { await people.sweep(work); return { ok: true as const, value: 1 }; });
    await sweep();
    assert.equal(await lines(), 0);
    clock.pass({ hours: 24 });
    await sweep();
    await sweep();
    assert.equal(await lines(), 1);
    assert.equal((await works.looking(seed, (work) => people.known.helpersOf(work, home.id))).length, 0);
    clock.set('2026-11-23T09:00:00Z');
  });
});

describe('a change of the way to reach somebody', () => {
  const codeOf = async (person: PersonId, at = 0) => works.looking(operator(), async (work) => {
    const changes = await people.changesOf(work, person);
    return (await people.known.contactChange(work, changes[at]?.id ?? ''))?.code ?? '';
  });
  const operator = () => asPerson(newId('Person'), [], ['operator']);
  const changed = async (by: Actor, person: PersonId, phone: string) => must(await works.inWork(by, (work) => people.changeContact(work, { person, phone, prefers: 'sms' })));

  test('by a thief is undone with the code of the old way, whatever was changed after it, and signs everybody out', async () => {
    const person = await welcome('Mireille', { phone: '+33644000010', prefers: 'sms' });
    const self = asPerson(person.id);
    const { token } = must(await works.inWork(seed, (work) => people.openSession(work, { person: person.id }, 'thief')));
    assert.equal(await works.looking(seed, (work) => people.known.changePending(work, person.id)), false);
    await changed(self, person.id, '+33644000011');
    clock.pass({ minutes: 1 });
    await changed(self, person.id, '+33644000012');
    const change = await works.looking(operator(), async (work) => (await people.changesOf(work, person.id))[1]);
    const told = await works.looking(seed, (work) => people.known.contactChange(work, change?.id ?? ''));
    assert.deepEqual(told?.phones, ['+33644000010', '+33644000011'], 'every old way hears of every change');
    assert.equal(await works.looking(seed, (work) => people.known.changePending(work, person.id)), true);

    const code = await codeOf(person.id);
    assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
    assert.equal((await works.looking(visitor, (work) => people.changeToUndo(work, code)))?.what, 'contact');
    must(await works.inWork(visitor, (work) => people.undoChange(work, { code })));
    assert.equal((await works.looking(seed, (work) => people.known.person(work, person.id)))?.phone, '+33644000010');
    assert.equal(await works.looking(seed, (work) => people.known.changePending(work, person.id)), false, 'nothing is left open');
    assert.equal(await works.looking(visitor, (work) => people.whoHolds(work, token)), undefined);
  });

  test('is undone by the operator on the telephone or by the person, not by anyone else, and not after three days', async () => {
    const person = await welcome('Yvette', { phone: '+33644000020', prefers: 'sms' });
    await changed(asPerson(person.id), person.id, '+33644000021');
    const [change] = await works.looking(operator(), (work) => people.changesOf(work, person.id));
    const undo = (by: Actor) => works.inWork(by, (work) => people.undoChange(work, { change: change?.id ?? '' }));
    assert.equal((await undo(asPerson(newId('Person')))).ok, false);
    assert.equal((await undo(visitor)).ok, false);
    assert.deepEqual(await works.looking(asPerson(newId('Person')), (work) => people.changesOf(work, person.id)), []);
    const code = await codeOf(person.id);
    for (const wrong of ['', 'x', code.slice(0, -1) + (code.endsWith('7') ? '8' : '7')]) assert.equal((await works.inWork(visitor, (work) => people.undoChange(work, { code: wrong }))).ok, false);
    clock.pass({ hours: 72 });
    assert.equal((await undo(operator())).ok, false);
    clock.set('2026-11-23T09:00:00Z');
    must(await undo(operator()));
  });

  test('is none when only the letters get larger', async () => {
    const person = await welcome('Huguette', { phone: '+33644000030', prefers: 'sms' });
    must(await works.inWork(asPerson(person.id), (work) => people.changeContact(work, { person: person.id, phone: '+33644000030', prefers: 'sms', largePrint: true })));
    assert.equal(await works.looking(seed, (work) => people.known.changePending(work, person.id)), false);
  });
});
