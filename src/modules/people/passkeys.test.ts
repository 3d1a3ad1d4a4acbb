import assert from 'node:assert/strict';
import { createHash, createSign, generateKeyPairSync, randomBytes } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import { type Actor, type PersonId, clockAt, jobActor, must, ok, visitor } from '#kernel';
import { type Pool, openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { keysFrom } from '#platform/keys';
import { type Works, createWorks } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type People, createPeople } from './index.ts';

const ORIGIN = 'http://localhost:4100';
const sha256 = (what: string | Buffer): Buffer => createHash('sha256').update(what).digest();
const b64 = (bytes: Buffer): string => bytes.toString('base64url');

/** A key in software that does what a browser and a phone do together (WebAuthn level 3, ES256, no attestation). */
function softKey(origin = ORIGIN) {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const id = randomBytes(32);
  let counter = 0;
  const clientData = (type: string, challenge: string): Buffer => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  const authData = (attested: Buffer): Buffer => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    // User present and verified; the third flag says that a key follows.
    return Buffer.concat([sha256('localhost'), Buffer.from([attested.length > 0 ? 0x45 : 0x05]), count, attested]);
  };
  return {
    make(challenge: string): unknown {
      const cose = isoCBOR.encode(new Map<number, number | Uint8Array>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(x, 'base64url')], [-3, Buffer.from(y, 'base64url')]]) as never);
      const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, Buffer.from(cose)]);
      const attestation = isoCBOR.encode(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', new Uint8Array(authData(attested))]]) as never);
      return { id: b64(id), rawId: b64(id), type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: b64(clientData('webauthn.create', challenge)), attestationObject: b64(Buffer.from(attestation)), transports: ['internal'] } };
    },
    use(challenge: string): unknown {
      counter += 1;
      const [client, data] = [clientData('webauthn.get', challenge), authData(Buffer.alloc(0))];
      const signature = createSign('sha256').update(Buffer.concat([data, sha256(client)])).sign(privateKey);
      return { id: b64(id), rawId: b64(id), type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: b64(client), authenticatorData: b64(data), signature: b64(signature) } };
    },
    forget: () => { counter = 0; },
  };
}

const clock = clockAt('2026-11-23T09:00:00Z');
let database: TestDatabase;
let pool: Pool;
let works: Works;
let people: People;
let person: PersonId;
const self = (): Actor => ({ kind: 'person', person, homes: [], mandates: [], roles: [] });

before(async () => {
  database = await testDatabase();
  pool = openPool({ url: database.url, log: { info() {}, warn() {}, error() {} } as never });
  works = createWorks({ db: openDb(pool), clock, facts: inlineFacts() });
  people = createPeople({ dbOf: works.dbOf, keys: keysFrom(Buffer.alloc(32, 7)), site: { name: 'Porchlight', url: ORIGIN } });
  person = must(await works.inWork(jobActor('seed'), (work) => people.welcomePerson(work, { givenName: 'Ada', familyName: 'Weber', lang: 'en', country: 'FR', prefers: 'letter' }))).id;
});
after(async () => { await pool.end(); await database.drop(); });

const add = async (key: ReturnType<typeof softKey>) => {
  const { ceremony, options } = must(await works.inWork(self(), (work) => people.beginPasskey(work)));
  return works.inWork(self(), (work) => people.finishPasskey(work, { ceremony, response: key.make(String(options.challenge)), name: 'my phone' }));
};
const begin = async () => must(await works.inWork(visitor, (work) => people.beginPasskeySignIn(work)));
const signIn = (ceremony: string, response: unknown) => works.inWork(visitor, (work) => people.signInWithPasskey(work, { ceremony, response, device: 'phone' }));

describe('a passkey', () => {
  test('signs in whoever made it, once for each challenge', async () => {
    const key = softKey();
    must(await add(key));
    const { ceremony, options } = await begin();
    const response = key.use(String(options.challenge));
    const signedIn = must(await signIn(ceremony, response));
    assert.equal(signedIn.person, person);
    assert.equal((await works.looking(visitor, (work) => people.whoHolds(work, signedIn.token)))?.person?.id, person);
    assert.equal((await signIn(ceremony, response)).ok, false, 'a challenge is used once');
  });

  test('is refused for another challenge, another site, after five minutes, or when its counter goes back', async () => {
    const key = softKey();
    must(await add(key));
    const [one, other] = [await begin(), await begin()];
    assert.equal((await signIn(one.ceremony, key.use(String(other.options.challenge)))).ok, false);
    assert.equal((await signIn('cer_unknown', key.use(String(one.options.challenge)))).ok, false);

    const elsewhere = softKey('http://localhost.example');
    assert.equal((await add(elsewhere)).ok, false);

    const late = await begin();
    clock.pass({ minutes: 5 });
    assert.equal((await signIn(late.ceremony, key.use(String(late.options.challenge)))).ok, false);

    const now = await begin();
    must(await signIn(now.ceremony, key.use(String(now.options.challenge))));
    key.forget();
    const copied = await begin();
    assert.equal((await signIn(copied.ceremony, key.use(String(copied.options.challenge)))).ok, false);
  });

  test('that nobody added signs in nobody, whatever is sent', async () => {
    const { ceremony, options } = await begin();
    assert.equal((await signIn(ceremony, softKey().use(String(options.challenge)))).ok, false);
    for (const junk of [undefined, null, 'x', {}, { id: 7 }, { id: 'x', response: {} }]) assert.equal((await signIn((await begin()).ceremony, junk)).ok, false);
  });

  test('is added by whoever began, not by someone else in the middle', async () => {
    const key = softKey();
    const { ceremony, options } = must(await works.inWork(self(), (work) => people.beginPasskey(work)));
    const thief: Actor = { kind: 'person', person: must(await works.inWork(jobActor('seed'), (work) => people.welcomePerson(work, { givenName: 'Eve', familyName: 'X', lang: 'en', country: 'FR', prefers: 'letter' }))).id, homes: [], mandates: [], roles: [] };
    assert.equal((await works.inWork(thief, (work) => people.finishPasskey(work, { ceremony, response: key.make(String(options.challenge)), name: '' }))).ok, false);
    assert.equal((await works.inWork(visitor, (work) => people.beginPasskey(work))).ok, false);
  });

  test('is listed for its owner alone, and taken away by its owner alone', async () => {
    const key = softKey();
    const { passkey } = must(await add(key));
    const listed = async (by: Actor) => (await works.looking(by, (work) => people.ownSignIn(work)))?.passkeys.map(({ id }) => id);
    assert.ok((await listed(self()))?.includes(passkey));
    const eve: Actor = { kind: 'person', person: must(await works.inWork(jobActor('seed'), (work) => people.welcomePerson(work, { givenName: 'Eve', familyName: 'Y', lang: 'en', country: 'FR', prefers: 'letter' }))).id, homes: [], mandates: [], roles: ['admin'] };
    assert.deepEqual(await listed(eve), []);
    assert.equal(await listed(visitor), undefined);
    assert.equal((await works.inWork(eve, (work) => people.removePasskey(work, passkey))).ok, false);
    const change = (await works.looking(self(), (work) => people.changesOf(work, person))).find((one) => one.passkey === passkey);
    assert.equal(change?.what, 'passkey', 'the old ways are told of it');
    must(await works.inWork(self(), (work) => people.removePasskey(work, passkey)));
    assert.ok(!(await listed(self()))?.includes(passkey));
    const { ceremony, options } = await begin();
    assert.equal((await signIn(ceremony, key.use(String(options.challenge)))).ok, false);
  });

  test('that had been there and is taken away is told to the old ways, can be put back for three days, and then is gone for good', async () => {
    const key = softKey();
    const { passkey } = must(await add(key));
    clock.pass({ hours: 73 });
    const goesIn = async (): Promise<boolean> => { const { ceremony, options } = await begin(); return (await signIn(ceremony, key.use(String(options.challenge)))).ok; };
    const away = async (): Promise<string> => {
      must(await works.inWork(self(), (work) => people.removePasskey(work, passkey)));
      const change = (await works.looking(self(), (work) => people.changesOf(work, person))).find((one) => one.what === 'passkey-removed' && one.passkey === passkey && !one.undoneAt);
      assert.ok(change, 'the old ways are told of it');
      return change.id;
    };
    assert.equal(await goesIn(), true);
    const change = await away();
    assert.equal(await goesIn(), false, 'nobody signs in with it from that instant');
    assert.equal((await works.inWork(self(), (work) => people.removePasskey(work, passkey))).ok, false);
    must(await works.inWork(self(), (work) => people.undoChange(work, { change })));
    assert.equal(await goesIn(), true);
    await away();
    clock.pass({ hours: 73 });
    await works.inWork(jobActor('tidy'), async (work) => { await people.sweep(work); return ok(true); });
    assert.equal((await pool.query('select from people.passkeys where id = $1', [passkey])).rowCount, 0);
  });
});
