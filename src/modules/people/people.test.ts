import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Actor, type Clock, type HomeId, type PersonId, clockAt, jobActor, must, newId, visitor } from '#kernel';
import { type Pool, openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { keysFrom } from '#platform/keys';
import { type Works, createWorks } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type People, type Person, createPeople, passwordHash, passwordMatches } from './index.ts';
import { newTotp, totpAt } from './totp.ts';

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

describe('people', () => {
  test('someone without telephone and e-mail is welcome, and is written to by letter', async () => {
    const person = await welcome('Odette');
    const home = await houseOf(person.id);
    assert.deepEqual(await works.looking(asPerson(person.id, [home.id]), (work) => people.person(work, person.id)), person);
    assert.deepEqual(await works.looking(seed, (work) => people.homesOf(work, person.id)), [home]);
  });

  test('whoever wants text messages must have a telephone', async () => {
    const answer = await works.inWork(seed, (work) => people.welcomePerson(work, { givenName: 'A', familyName: 'B', lang: 'en', country: 'GB', prefers: 'sms' }));
    assert.equal(!answer.ok && answer.error.kind, 'no-way-to-reach');
  });

  test('a stranger sees neither a person nor a home, and cannot tell that they exist', async () => {
    const person = await welcome('Lucienne');
    const home = await houseOf(person.id);
    const stranger = asPerson(newId('Person'));
    for (const by of [stranger, visitor, { kind: 'asker', request: newId('Request') } as Actor]) {
      assert.equal(await works.looking(by, (work) => people.person(work, person.id)), undefined);
      assert.equal(await works.looking(by, (work) => people.home(work, home.id)), undefined);
      const answer = await works.inWork(by, (work) => people.changeContact(work, { person: person.id, prefers: 'letter' }));
      assert.equal(!answer.ok && answer.error.kind, 'no-such-person');
    }
  });

  test('whoever holds the request that wrote a person down may add their home', async () => {
    const asker: Actor = { kind: 'asker', request: newId('Request') };
    const person = must(await works.inWork(asker, (work) => people.welcomePerson(work, { givenName: 'Yvonne', familyName: '', lang: 'fr', country: 'FR', prefers: 'letter' })));
    const home = must(await works.inWork(asker, (work) => people.addHome(work, { person: person.id, address: { line: '1 quai', postcode: '67000', town: 'Strasbourg', country: 'FR' } })));
    must(await works.inWork(asker, (work) => people.placeHome(work, { home: home.id, at: { lat: 48.58, lng: 7.74 }, precision: 'pin' })));
    const other: Actor = { kind: 'asker', request: newId('Request') };
    const answer = await works.inWork(other, (work) => people.placeHome(work, { home: home.id, at: { lat: 0, lng: 0 }, precision: 'pin' }));
    assert.equal(!answer.ok && answer.error.kind, 'no-such-home');
  });

  test('the operator finds a person by name, street and telephone; nobody else finds anyone', async () => {
    const person = await welcome('Bernadette', { familyName: "O'Neill-Çelik", phone: '+33612345678', prefers: 'sms' });
    await houseOf(person.id);
    const operator = asPerson(newId('Person'), [], ['operator']);
    for (const text of ['bernadette', 'neill lilas', '06 12 34 56 78', '%ÇELIK'.slice(1)]) {
      assert.ok((await works.looking(operator, (work) => people.find(work, text))).some((found) => found.person.id === person.id), text);
    }
    assert.deepEqual(await works.looking(operator, (work) => people.find(work, '%')), []);
    assert.deepEqual(await works.looking(asPerson(person.id), (work) => people.find(work, 'bernadette')), []);
  });

  test('a home is one where somebody lives alone until somebody else moves in, and again once that one is erased', async () => {
    const [alone, sister] = [await welcome('Germaine'), await welcome('Ginette')];
    const [flat, house] = [await houseOf(alone.id), await houseOf(alone.id)];
    const homes = () => works.looking(seed, (work) => people.known.aloneIn(work, alone.id));
    assert.deepEqual((await homes()).toSorted(), [flat.id, house.id].toSorted());
    must(await works.inWork(seed, (work) => people.addResident(work, { home: house.id, person: sister.id })));
    assert.deepEqual(await homes(), [flat.id]);
    assert.deepEqual(await works.looking(seed, (work) => people.known.aloneIn(work, sister.id)), []);
    const seen = await works.looking(seed, (work) => people.known.households(work, [flat.id, house.id, newId('Home')]));
    assert.deepEqual([...seen].map(([id, { home, residents }]) => [id, home, residents.map(({ id: who }) => who)]).toSorted(), [[flat.id, flat, [alone.id]], [house.id, house, [alone.id, sister.id].toSorted()]].toSorted());
    await works.inWork(seed, async (work) => { await people.aboutPerson.erase(work, sister.id); return { ok: true as const, value: true }; });
    assert.deepEqual((await homes()).toSorted(), [flat.id, house.id].toSorted());
  });
});

describe('a mandate', () => {
  const all = { scopes: ['ask', 'see-quotes'] as const, until: Temporal.Instant.from('2027-11-01T00:00:00Z') };

  test('that a daughter claims gives nothing before her mother says yes', async () => {
    const mother = await welcome('Simone');
    const daughter = await welcome('Claire', { email: 'Claire@Example.org', prefers: 'mail' });
    const home = await houseOf(mother.id);
    const claimed = must(await works.inWork(seed, (work) => people.giveMandate(work, { home: home.id, helper: daughter.id, ...all, givenHow: 'claimed-by-helper' })));
    const { token } = must(await works.inWork(seed, (work) => people.openSession(work, { person: daughter.id }, 'her laptop')));
    assert.deepEqual((await works.looking(visitor, (work) => people.whoHolds(work, token)))?.mandates, []);
    const herself = await works.inWork(asPerson(daughter.id), (work) => people.confirmMandate(work, claimed.id));
    assert.equal(!herself.ok && herself.error.kind, 'no-such-mandate');

    must(await works.inWork(asPerson(mother.id, [home.id]), (work) => people.confirmMandate(work, claimed.id)));
    assert.deepEqual((await works.looking(visitor, (work) => people.whoHolds(work, token)))?.mandates, [{ home: home.id, scopes: ['ask', 'see-quotes'] }]);
    assert.ok(told.includes('mandate-claimed') && told.includes('mandate-given'));
  });

  test('that has ended or was taken back gives nothing', async () => {
    const mother = await welcome('Paulette');
    const helper = await welcome('Rachid');
    const home = await houseOf(mother.id);
    const mandate = must(await works.inWork(asPerson(mother.id, [home.id]), (work) => people.giveMandate(work, { home: home.id, helper: helper.id, ...all, givenHow: 'on-screen' })));
    const inForce = () => works.looking(seed, (work) => people.known.helpersOf(work, home.id));
    assert.equal((await inForce()).length, 1);
    must(await works.inWork(asPerson(helper.id), (work) => people.revokeMandate(work, mandate.id)));
    assert.equal((await inForce()).length, 0);
  });
});

describe('signing in with a code', () => {
  test('looks the same for a telephone that nobody has', async () => {
    const known = await welcome('Nadia', { phone: '+33611111111', prefers: 'sms' });
    const ask = (phone: string) => works.inWork(visitor, (work) => people.askForCode(work, { phone })).then(must);
    const [one, other] = [await ask('+33611111111'), await ask('+33699999999')];
    assert.deepEqual(Object.keys(one), Object.keys(other));
    assert.equal(one.code.length, other.code.length);
    const send = (code: string) => works.looking(seed, (work) => people.known.codeToSend(work, code));
    assert.equal(await send(other.code), undefined);
    const toSend = await send(one.code);
    assert.ok(toSend && 'phone' in toSend.to && toSend.to.phone === '+33611111111');
    const used = must(await works.inWork(visitor, (work) => people.useCode(work, { code: one.code, digits: toSend.digits, device: 'phone' })));
    assert.ok(used.kind === 'signed-in' && used.person === known.id);
    const again = must(await works.inWork(visitor, (work) => people.useCode(work, { code: one.code, digits: toSend.digits, device: 'phone' })));
    assert.equal(again.kind, 'over');
  });

  test('ends after five wrong tries, and after ten minutes', async () => {
    await welcome('Ingrid', { phone: '+33622222222', prefers: 'sms' });
    const ask = async () => must(await works.inWork(visitor, (work) => people.askForCode(work, { phone: '+33622222222' }))).code;
    const code = await ask();
    const digits = (await works.looking(seed, (work) => people.known.codeToSend(work, code)))?.digits ?? '';
    const wrong = digits === '000000' ? '000001' : '000000';
    const tries: string[] = [];
    for (let i = 0; i < 5; i += 1) tries.push(must(await works.inWork(visitor, (work) => people.useCode(work, { code, digits: wrong, device: '' }))).kind);
    assert.deepEqual(tries, ['wrong', 'wrong', 'wrong', 'wrong', 'over']);
    assert.equal(must(await works.inWork(visitor, (work) => people.useCode(work, { code, digits, device: '' }))).kind, 'over');

    const late = await ask();
    const right = (await works.looking(seed, (work) => people.known.codeToSend(work, late)))?.digits ?? '';
    clock.pass({ minutes: 10 });
    assert.equal(must(await works.inWork(visitor, (work) => people.useCode(work, { code: late, digits: right, device: '' }))).kind, 'over');
  });

  test('asks which of two people who share a telephone it is', async () => {
    const [jean, jeanne] = [await welcome('Jean', { phone: '+33633333333', prefers: 'phone' }), await welcome('Jeanne', { phone: '+33633333333', prefers: 'phone' })];
    const { code } = must(await works.inWork(visitor, (work) => people.askForCode(work, { phone: '+33633333333' })));
    const digits = (await works.looking(seed, (work) => people.known.codeToSend(work, code)))?.digits ?? '';
    const which = must(await works.inWork(visitor, (work) => people.useCode(work, { code, digits, device: '' })));
    assert.deepEqual(which.kind === 'which' && which.persons.map((one) => one.givenName), ['Jean', 'Jeanne']);
    const other = must(await works.inWork(visitor, (work) => people.useCode(work, { code, digits, device: '', person: newId('Person') })));
    assert.equal(other.kind, 'which', 'someone else cannot be chosen');
    const chosen = must(await works.inWork(visitor, (work) => people.useCode(work, { code, digits, device: '', person: jeanne.id })));
    assert.ok(chosen.kind === 'signed-in' && chosen.person === jeanne.id && jean.id !== jeanne.id);
  });

  test('sends no more than five codes an hour to one telephone, with the same answer', async () => {
    await welcome('Colette', { phone: '+33644444444', prefers: 'sms' });
    const sent: boolean[] = [];
    for (let i = 0; i < 6; i += 1) {
      const { code } = must(await works.inWork(visitor, (work) => people.askForCode(work, { phone: '+33644444444' })));
      sent.push(await works.looking(seed, (work) => people.known.codeToSend(work, code)) !== undefined);
    }
    assert.deepEqual(sent, [true, true, true, true, true, false]);
  });
});

describe('a session', () => {
  test('ends when it is over, when it is thrown away, and when all are ended', async () => {
    const person = await welcome('Marcel');
    const open = async () => must(await works.inWork(seed, (work) => people.openSession(work, { person: person.id }, 'a laptop'))).token;
    const holds = (token: string) => works.looking(visitor, (work) => people.whoHolds(work, token));
    const [one, two] = [await open(), await open()];
    assert.equal((await holds(one))?.person?.id, person.id);
    await works.inWork(visitor, (work) => people.endSession(work, one));
    assert.equal(await holds(one), undefined);
    assert.equal((await holds(two))?.person?.id, person.id);
    await works.inWork(asPerson(person.id), (work) => people.endAllSessions(work, person.id));
    assert.equal(await holds(two), undefined);
    assert.equal(await holds('never made'), undefined);
    const { rows } = await pool.query('select token_hash from people.sessions');
    assert.ok(rows.every((row) => !row.token_hash.toString('base64url').includes(two)));
  });

  test('of a request holds the request and nobody', async () => {
    const request = newId('Request');
    const { token } = must(await works.inWork(visitor, (work) => people.openSession(work, { request }, 'a phone')));
    const { openedAt, unusedMinutes, seenLongAgo, ...whom } = await works.looking(visitor, (work) => people.whoHolds(work, token)) ?? {};
    assert.deepEqual(whom, { request, homes: [], mandates: [], roles: [] });
    assert.deepEqual([openedAt instanceof Temporal.Instant, unusedMinutes, seenLongAgo], [true, 0, false]);
  });
});

describe('staff', () => {
  const secret = newTotp('first', 'Porchlight').secret;

  test('the first operator comes in by a link that works once, and there is no second such link', async () => {
    const link = must(await works.inWork(seed, (work) => people.firstOperatorLink(work)));
    const hash = await passwordHash('a long enough password');
    const asked = { token: link.token, login: 'first', passwordHash: hash, totpSecret: secret, device: 'laptop', name: { givenName: 'Ada', familyName: 'Weber', lang: 'en' as const, country: 'FR' as const } };
    const wrong = await works.inWork(visitor, (work) => people.setUpStaff(work, { ...asked, totp: '000000' === totpAt(secret, clock.now()) ? '000001' : '000000' }));
    assert.equal(!wrong.ok && wrong.error.kind, 'digits-wrong');
    const done = must(await works.inWork(visitor, (work) => people.setUpStaff(work, { ...asked, totp: totpAt(secret, clock.now()) })));
    const holds = await works.looking(visitor, (work) => people.whoHolds(work, done.token));
    assert.deepEqual(holds?.roles, ['operator', 'admin']);
    const again = await works.inWork(visitor, (work) => people.setUpStaff(work, { ...asked, totp: totpAt(secret, clock.now()) }));
    assert.equal(!again.ok && again.error.kind, 'set-up-link-gone');
    const more = await works.inWork(seed, (work) => people.firstOperatorLink(work));
    assert.equal(!more.ok && more.error.kind, 'already-set-up');
  });

  const signIn = async (login: string, password: string, totp: string) => {
    const proof = await passwordMatches(await works.looking(visitor, (work) => people.passwordToCheck(work, login)), password);
    return must(await works.inWork(visitor, (work) => people.signInWithPassword(work, { proof, totp, device: 'laptop' })));
  };

  test('sign in with password and digits, and the digits work once', async () => {
    clock.pass({ minutes: 2 });
    const totp = totpAt(secret, clock.now());
    assert.equal((await signIn('First', 'not the password', totp)).kind, 'wrong');
    assert.equal((await signIn('nobody', 'a long enough password', totp)).kind, 'wrong');
    assert.equal((await signIn('first', 'a long enough password', totp)).kind, 'signed-in');
    assert.equal((await signIn('first', 'a long enough password', totp)).kind, 'wrong');
  });

  test('wait longer and longer after five wrong tries, even with the right password', async () => {
    clock.pass({ minutes: 2 });
    await signIn('first', 'a long enough password', totpAt(secret, clock.now()));
    clock.pass({ minutes: 2 });
    const tries: string[] = [];
    for (let i = 0; i < 5; i += 1) tries.push((await signIn('first', 'wrong', '000000')).kind);
    assert.deepEqual(tries, ['wrong', 'wrong', 'wrong', 'wrong', 'wait']);
    assert.equal((await signIn('first', 'a long enough password', totpAt(secret, clock.now()))).kind, 'wait');
    clock.pass({ minutes: 2 });
    assert.equal((await signIn('first', 'a long enough password', totpAt(secret, clock.now()))).kind, 'signed-in');
  });

  test('only an admin invites, and whoever stops working here is signed out', async () => {
    const colleague = await welcome('Tom', { familyName: 'Lefort' });
    const refused = await works.inWork(asPerson(colleague.id, [], ['operator']), (work) => people.inviteStaff(work, { person: colleague.id, roles: ['admin'] }));
    assert.equal(!refused.ok && refused.error.kind, 'not-allowed');
    const admin = asPerson(newId('Person'), [], ['admin']);
    const link = must(await works.inWork(admin, (work) => people.inviteStaff(work, { person: colleague.id, roles: ['finance'] })));
    const own = newTotp('tom', 'Porchlight').secret;
    const done = must(await works.inWork(visitor, async (work) => people.setUpStaff(work, { token: link.token, login: 'tom', passwordHash: await passwordHash('another long password'), totpSecret: own, totp: totpAt(own, clock.now()), device: '' })));
    assert.equal(done.person, colleague.id);
    const unused = must(await works.inWork(admin, (work) => people.inviteStaff(work, { person: colleague.id, roles: ['finance'] })));
    must(await works.inWork(admin, (work) => people.endStaff(work, colleague.id)));
    assert.equal(await works.looking(visitor, (work) => people.setUpLink(work, unused.token)), undefined, 'a link that was never used opens nothing once access is ended');
    assert.equal(await works.looking(visitor, (work) => people.whoHolds(work, done.token)), undefined);
    assert.equal((await signIn('tom', 'another long password', totpAt(own, clock.now()))).kind, 'wrong');
  });
});

describe('erasing a person', () => {
  test('leaves no name, number, street, session or mandate behind', async () => {
    const person = await welcome('Geneviève', { familyName: 'Introuvable', phone: '+33655555555', prefers: 'sms' });
    const helper = await welcome('Karim');
    const home = must(await works.inWork(seed, (work) => people.addHome(work, { person: person.id, address: { line: '9 impasse Introuvable', postcode: '67100', town: 'Strasbourg', country: 'FR' }, accessNotes: 'key under the pot' })));
    must(await works.inWork(seed, (work) => people.giveMandate(work, { home: home.id, helper: helper.id, scopes: ['ask'], until: Temporal.Instant.from('2027-06-01T00:00:00Z'), givenHow: 'paper' })));
    must(await works.inWork(seed, (work) => people.askForCode(work, { phone: '+33655555555' })));
    must(await works.inWork(seed, (work) => people.changeContact(work, { person: person.id, phone: '+33655555555', prefers: 'sms' })));
    const { token } = must(await works.inWork(seed, (work) => people.openSession(work, { person: person.id }, 'tablet')));
    assert.match(JSON.stringify(await works.looking(seed, (work) => people.aboutPerson.export(work, person.id))), /Introuvable.*key under the pot/);
    await works.inWork(seed, async (work) => { await people.aboutPerson.erase(work, person.id); return { ok: true as const, value: 1 }; });
    assert.equal(await works.looking(visitor, (work) => people.whoHolds(work, token)), undefined);
    assert.equal((await works.looking(seed, (work) => people.known.helpersOf(work, home.id))).length, 0);
    for (const table of ['persons', 'homes', 'contact_changes', 'sessions', 'sign_in_codes', 'residents']) {
      const { rows } = await pool.query(`select t::text as row from people.${table} t where t::text ~ 'Introuvable|33655555555|under the pot'`);
      assert.deepEqual(rows, [], table);
    }
  });
});
