import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Actor, type PersonId, type RequestId, clockAt, jobActor, must, newId, ok } from '#kernel';
import { createPeople } from '#modules/people';
import { type Pool, openDb, openPool } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { keysFrom } from '#platform/keys';
import { createText } from '#platform/text';
import { type Works, createWorks } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Messages, createMessages } from './index.ts';

const house = jobActor('demo');
const operator: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator'] };
const clock = clockAt('2026-11-24T10:00:00Z');
const never = (): never => { throw new Error('nothing is sent here'); };
type Asked = Readonly<{ id: RequestId; reference: string; state: string; quiet: boolean; person: PersonId }>;
const requests: Asked[] = [];
let database: TestDatabase;
let pool: Pool;
let works: Works;
let people: ReturnType<typeof createPeople>;
let messages: Messages;

before(async () => {
  database = await testDatabase();
  pool = openPool({ url: database.url, log: { info() {}, warn() {}, error() {} } as never });
  works = createWorks({ db: openDb(pool), clock, facts: inlineFacts() });
  const keys = keysFrom(Buffer.alloc(32, 9));
  people = createPeople({ dbOf: works.dbOf, keys, site: { name: 'Porchlight', url: 'http://localhost:4300' } });
  messages = createMessages({
    dbOf: works.dbOf, inWork: works.inWork, keys, people, words: createText('content/words'), house: { name: 'Porchlight', phone: '03 80 00 00 00', url: 'https://aide.example' },
    post: { sms: { send: never }, mail: { send: never }, letters: { write: never, read: never, erase: async () => true } },
    reads: { booking: { request: async (_: unknown, id: RequestId) => requests.find((one) => one.id === id), requestsOf: async (_: unknown, { person }: { person: PersonId }) => requests.filter((one) => one.person === person) } } as never,
  });
});
after(async () => { await pool.end(); await database.drop(); });

/** Somebody with a telephone, and one open request. */
async function asking(phone: string, quiet = false): Promise<Asked> {
  const person = must(await works.inWork(house, (work) => people.welcomePerson(work, { givenName: 'Odette', familyName: 'Perrin', lang: 'fr', country: 'FR', prefers: 'sms', phone }))).id;
  const request: Asked = { id: newId('Request'), reference: 'K7M-4QX', state: 'booked', quiet, person };
  requests.push(request);
  return request;
}

describe('what people write back', () => {
  const came = (remoteId: string, from: string, text: string) => ({ way: 'sms' as const, remoteId, from, text, at: clock.now() });
  const inbox = () => works.looking(operator, (work) => messages.inbox(work));

  test('lands once in the thread of their request, sealed, and changes nothing', async () => {
    const request = await asking('+33639980101');
    assert.equal(await messages.takeIn(came('gw-1', '+33639980101', 'ANNULER ma visite svp')), 'kept');
    assert.equal(await messages.takeIn(came('gw-1', '+33639980101', 'ANNULER ma visite svp')), 'known', 'a gateway that repeats itself');
    const thread = await works.looking(operator, (work) => messages.thread(work, request.id));
    assert.deepEqual(thread.map(({ text, from }) => [text, from]), [['ANNULER ma visite svp', '+33639980101']]);
    const { rows } = await pool.query('select sealed, sender from messages.received');
    assert.ok(!JSON.stringify(rows).includes('ANNULER') && !JSON.stringify(rows).includes('639980101'), 'neither words nor number lie open');
    const [first] = await inbox();
    must(await works.inWork(operator, (work) => messages.markRead(work, first?.id as never)));
    assert.equal((await inbox()).length, 0);
  });

  test('goes to people where two share a telephone, or nobody is known, or the request is quiet', async () => {
    await asking('+33639980102');
    await asking('+33639980102');
    await asking('+33639980103', true);
    for (const [id, phone] of [['gw-2', '+33639980102'], ['gw-3', '+33639980109'], ['gw-4', '+33639980103']] as const) await messages.takeIn(came(id, phone, 'Bonjour'));
    assert.deepEqual((await inbox()).map(({ request }) => request), [undefined, undefined, undefined]);
  });

  test('is read by nobody but the office and whoever the request is shown to', async () => {
    const stranger: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [] };
    assert.deepEqual(await works.looking(stranger, (work) => messages.inbox(work)), []);
    const answer = await works.inWork(stranger, (work) => messages.markRead(work, newId('Message')));
    assert.equal(!answer.ok && answer.error.kind, 'no-such-message');
  });

  test('is given out and forgotten with the person', async () => {
    const { person } = await asking('+33639980104');
    await messages.takeIn(came('gw-5', '+33639980104', 'La box clignote.'));
    assert.match(JSON.stringify(await works.looking(house, (work) => messages.aboutPerson.export(work, person))), /La box clignote/);
    must(await works.inWork(house, async (work) => ok(await messages.aboutPerson.erase(work, person))));
    assert.doesNotMatch(JSON.stringify(await works.looking(house, (work) => messages.aboutPerson.export(work, person))), /La box/);
  });
});
