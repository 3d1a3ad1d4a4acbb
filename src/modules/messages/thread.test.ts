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
type Asked = Readonly<{ id: RequestId; reference: string; state: string; quiet: boolean; person: PersonId; lang: 'fr'; country: 'FR' }>;
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
    post: { sms: { send: never }, mail: { send: never }, letters: { write: never, batch: never, read: never, erase: async () => true } },
    reads: { booking: { known: { request: async (_: unknown, id: RequestId) => requests.find((one) => one.id === id) }, requestsOf: async (_: unknown, { person }: { person: PersonId }) => requests.filter((one) => one.person === person) } } as never,
  });
});
after(async () => { await pool.end(); await database.drop(); });

/** Somebody with a telephone, and one open request. */
async function asking(phone: string, quiet = false): Promise<Asked> {
  const person = must(await works.inWork(house, (work) => people.welcomePerson(work, { givenName: 'Odette', familyName: 'Perrin', lang: 'fr', country: 'FR', prefers: 'sms', phone }))).id;
  const request: Asked = { id: newId('Request'), reference: 'K7M-4QX', state: 'booked', quiet, person, lang: 'fr', country: 'FR' };
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
    assert.deepEqual(thread?.map(({ side, text }) => [side, text]), [['theirs', 'ANNULER ma visite svp']]);
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

  test('is marked: what came with it, that it was cut, that its sender is in doubt; a name that no index holds is no reason to lose it', async () => {
    const request = await asking('+33639980107');
    const odd = `<${'x'.repeat(5_000)}\u0000>`;
    const mail = { ...came(odd, '+33639980107', 'a'.repeat(20_000)), attached: ['screen.jpg'], isDoubtful: true };
    assert.equal(await messages.takeIn(mail), 'kept');
    assert.equal(await messages.takeIn(mail), 'known');
    const [line] = (await works.looking(operator, (work) => messages.thread(work, request.id))) ?? [];
    assert.deepEqual(line?.side === 'theirs' ? [line.attached, line.isCut, line.isDoubtful, line.text?.length] : [], [['screen.jpg'], true, true, 8_000]);
  });

  test('STOP is text: nothing is stopped by whoever holds the telephone, and the office sees what may be meant', async () => {
    const request = await asking('+33639980108');
    await messages.takeIn(came('gw-stop', '+33639980108', 'STOP'));
    assert.deepEqual((await works.looking(house, (work) => people.person(work, request.person)))?.prefers, 'sms');
    const answered = must(await works.inWork(operator, (work) => messages.answer(work, { request: request.id, words: 'Comment souhaitez-vous être prévenue ?' })));
    assert.equal(answered.channel, 'sms');
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

describe('what is said about a request', () => {
  const thread = (by: Actor, request: RequestId) => works.looking(by, (work) => messages.thread(work, request));
  const as = (person: PersonId): Actor => ({ kind: 'person', person, homes: [], mandates: [], roles: [] });

  test('the office answers by the person’s own way, and both sides read both sides', async () => {
    const { id, person } = await asking('+33639980110');
    await messages.takeIn({ way: 'sms', remoteId: 'gw-10', from: '+33639980110', text: 'La box clignote encore.', at: clock.now() });
    clock.pass({ minutes: 5 });
    const answered = must(await works.inWork(operator, (work) => messages.answer(work, { request: id, words: 'Éteignez-la une minute, puis rallumez-la.' })));
    assert.equal(answered.channel, 'sms');
    const [sent] = await works.looking(house, (work) => messages.outbox(work, { person }));
    assert.equal(sent?.to, '+33639980110');
    assert.match(sent?.text ?? '', /Éteignez-la une minute/);
    for (const by of [operator, as(person)]) assert.deepEqual((await thread(by, id))?.map(({ side, text }) => [side, text]), [['theirs', 'La box clignote encore.'], ['ours', 'Éteignez-la une minute, puis rallumez-la.']]);
    const inbox = await works.looking(operator, (work) => messages.inbox(work));
    assert.ok(!inbox.some(({ request }) => request === id), 'what was answered has been read');
    const { rows } = await pool.query('select sealed from messages.answers');
    assert.doesNotMatch(JSON.stringify(rows), /minute/);
  });

  test('of a quiet request nothing goes anywhere: the answer stands on its own page', async () => {
    const { id, person } = await asking('+33639980111', true);
    const asker: Actor = { kind: 'asker', request: id };
    must(await works.inWork(asker, (work) => messages.write(work, { request: id, words: 'Il lit mon téléphone.' })));
    const answered = must(await works.inWork(operator, (work) => messages.answer(work, { request: id, words: 'Nous sommes là.' })));
    assert.equal(answered.channel, undefined);
    assert.deepEqual(await works.looking(house, (work) => messages.outbox(work, { person })), []);
    assert.equal((await thread(asker, id))?.length, 2);
    assert.equal(await thread(as(person), id), undefined, 'who holds the telephone may be the danger');
    assert.equal((await works.inWork(as(person), (work) => messages.write(work, { request: id, words: 'x' }))).ok, false);
    assert.doesNotMatch(JSON.stringify(await works.looking(house, (work) => messages.aboutPerson.export(work, person))), /lit mon/, 'nor does it stand in an archive');
  });

  test('no link that leads elsewhere goes out, whoever writes it', async () => {
    const { id } = await asking('+33639980112');
    const says = (words: string) => works.inWork(operator, (work) => messages.answer(work, { request: id, words }));
    for (const words of ['Voyez https://exemple.net/aide', 'Allez sur www.exemple.net', 'https://aide.example.evil.net/x']) {
      const refused = await says(words);
      assert.equal(!refused.ok && refused.error.kind, 'link-inside', words);
    }
    assert.equal((await says('Voyez https://aide.example/guides et rappelez-nous.')).ok, true);
  });

  test('only the office answers, only who may ask there writes, and a stranger is told nothing', async () => {
    const { id, person } = await asking('+33639980113');
    const stranger = as(newId('Person'));
    for (const by of [stranger, as(person), { kind: 'asker', request: newId('Request') } as Actor]) assert.equal((await works.inWork(by, (work) => messages.answer(work, { request: id, words: 'Bonjour' }))).ok, false);
    assert.equal((await works.inWork(stranger, (work) => messages.write(work, { request: id, words: 'Bonjour' }))).ok, false);
    assert.equal(await thread(stranger, id), undefined);
    must(await works.inWork(as(person), (work) => messages.write(work, { request: id, words: 'Bonjour, une question.' })));
    assert.ok((await works.looking(operator, (work) => messages.inbox(work))).some(({ request, way, text }) => request === id && way === 'page' && text === 'Bonjour, une question.'));
  });

  test('is forgotten by its rule and with the person', async () => {
    const { id, person } = await asking('+33639980114');
    must(await works.inWork(operator, (work) => messages.answer(work, { request: id, words: 'Mot pour mot.' })));
    assert.match(JSON.stringify(await works.looking(house, (work) => messages.aboutPerson.export(work, person))), /Mot pour mot/);
    clock.pass({ hours: 31 * 24 });
    must(await works.inWork(house, async (work) => ok(await messages.forgetOld(work, 30))));
    assert.deepEqual((await thread(operator, id))?.map(({ text }) => text), [undefined]);
  });
});
