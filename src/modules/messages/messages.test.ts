import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, beforeEach, describe, test } from 'node:test';
import { type Actor, type HomeId, type PersonId, type RequestId, type TechnicianId, type VisitId, clockAt, jobActor, must, newId, no, ok } from '#kernel';
import { createPeople } from '#modules/people';
import { type Pool, openDb, openPool } from '#platform/db';
import { type Fact, inlineFacts } from '#platform/facts';
import { keysFrom } from '#platform/keys';
import type { Letter } from '#platform/letters/index';
import type { Mail, MailRefused } from '#platform/mail/index';
import { type Sms, type SmsRefused, smsParts } from '#platform/sms/index';
import { createText } from '#platform/text';
import { type Works, createWorks } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { bodyFor } from './do/post.ts';
import { type Messages, createMessages } from './index.ts';
import { KINDS } from './message.ts';
import type { RequestSeen, VisitSeen } from './needs.ts';

const seed = jobActor('seed');
const house = jobActor('demo');
const operator: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator'] };
const clock = clockAt('2026-11-24T10:00:00Z');
const facts = inlineFacts();
const words = createText('content/words');
const sent: { sms: Sms[]; mail: Mail[]; letters: Letter[] } = { sms: [], mail: [], letters: [] };
let smsAnswer: { kind: SmsRefused['kind'] } | undefined;
let mailAnswer: { kind: MailRefused['kind'] } | undefined;
const visits = new Map<VisitId, VisitSeen>();
const requests = new Map<RequestId, RequestSeen>();
let database: TestDatabase;
let pool: Pool;
let works: Works;
let people: ReturnType<typeof createPeople>;
let messages: Messages;
let technicianPerson: PersonId;

before(async () => {
  database = await testDatabase();
  pool = openPool({ url: database.url, log: { info() {}, warn() {}, error() {} } as never });
  works = createWorks({ db: openDb(pool), clock, facts });
  const keys = keysFrom(Buffer.alloc(32, 9));
  people = createPeople({ dbOf: works.dbOf, keys, site: { name: 'Porchlight', url: 'http://localhost:4300' } });
  messages = createMessages({
    dbOf: works.dbOf, inWork: works.inWork, keys, people, words, house: { name: 'Porchlight', phone: '03 80 00 00 00', url: 'https://aide.example' },
    post: {
      sms: { send: async (sms) => { if (smsAnswer) return no({ ...smsAnswer, why: 'test' }); sent.sms.push(sms); return ok({ via: 'outbox', parts: 1 }); } },
      mail: { send: async (mail) => { if (mailAnswer) return no({ ...mailAnswer, why: 'test' }); sent.mail.push(mail); return ok({ via: 'outbox' }); } },
      letters: { write: async (letter) => { sent.letters.push(letter); return { path: letter.messageId }; }, batch: async () => Buffer.alloc(0), read: async () => Buffer.from('%PDF'), erase: async () => true },
    },
    reads: {
      booking: { requestsOf: async (_, { person }) => [...requests.values()].filter((one) => one.person === person).map((one) => ({ ...one, state: 'booked' })), visitCalendar: async () => 'BEGIN:VCALENDAR', known: { visitsBetween: async () => [], request: async (_, id) => requests.get(id), visit: async (_, id) => visits.get(id), doorOf: async () => ({ word: 'lavande renard', code: '4711' }) } },
      technicians: { technician: async () => ({ firstName: 'Samira', lastInitial: 'B', car: 'une Kangoo bleue', person: technicianPerson }), inOffice: async () => [], provider: async () => ({ name: 'Lanterne', email: 'l@example.org', phone: '+33380000000', country: 'FR' }) },
      pricing: { known: { round: async () => undefined, quote: async () => undefined, secondEyesOf: async () => undefined } },
      quality: { known: { complaint: async () => undefined } },
      contracts: { known: { agreement: async () => undefined, text: async () => undefined, change: async () => undefined } },
      visits: { known: { custody: async () => undefined, partOrder: async () => undefined, extra: async (_, id) => ({ id, visit: [...visits.keys()].at(-1) as VisitId, why: 'un disque neuf', gross: { cents: 6000, currency: 'EUR' }, worst: { cents: 8000, currency: 'EUR' } }) } },
      billing: { known: { invoice: async () => ({ creditNotes: [], number: 'LAN-2026-0001', gross: { cents: 8000, currency: 'EUR' }, home: newId('Home') }), unpaid: async () => undefined } },
    },
  });
  messages.listen(facts);
  technicianPerson = await welcomed({ givenName: 'Samira', prefers: 'sms', phone: '+33611111111' });
});
after(async () => { await pool.end(); await database.drop(); });
beforeEach(async () => {
  smsAnswer = mailAnswer = undefined;
  clock.set('2026-11-24T10:00:00Z');
  await pool.query("update messages.outbox set state = 'done', settled_at = '2026-11-24T10:00:00Z' where state in ('waiting', 'sending')");
  for (const list of Object.values(sent)) list.length = 0;
});

type Asked = Parameters<ReturnType<typeof createPeople>['welcomePerson']>[1];
const welcomed = async (more: Partial<Asked>): Promise<PersonId> =>
  must(await works.inWork(seed, (work) => people.welcomePerson(work, { givenName: 'Odette', familyName: 'Perrin', lang: 'fr', country: 'FR', prefers: 'letter', ...more }))).id;
const homeOf = async (person: PersonId): Promise<HomeId> =>
  must(await works.inWork(seed, (work) => people.addHome(work, { person, address: { line: '3 rue Haute', postcode: '21130', town: 'Auxonne', country: 'FR' } }))).id;
const tell = (fact: Fact): Promise<void> => facts.committed([fact], clock.now());

async function visitFor(more: Partial<Asked>, how: { at?: string; quiet?: boolean } = {}): Promise<{ fact: Fact & { visit: VisitId }; person: PersonId; home: HomeId; visit: VisitId }> {
  const person = await welcomed(more);
  const home = await homeOf(person);
  const [request, visit, technician] = [newId('Request'), newId('Visit'), newId('Technician')];
  const promisedFrom = Temporal.Instant.from(how.at ?? '2026-12-03T09:00:00Z');
  requests.set(request, { id: request, reference: 'K7M-4QX', lang: 'fr', quiet: how.quiet ?? false, person, home, country: 'FR' });
  visits.set(visit, { id: visit, request, provider: newId('Provider'), technician, home, country: 'FR', quiet: how.quiet ?? false, state: 'booked', sequence: 0, promisedFrom, promisedUntil: promisedFrom.add({ hours: 1 }) });
  return { person, home, visit, fact: { fact: 'visit-booked', visit, request, quote: newId('Quote'), home, technician } as never };
}
const seenText = ([first]: readonly { text?: string | undefined }[]): string => first?.text ?? '';

describe('a booked visit', () => {
  test('is told by letter to who wants letters, with the door word large and the code in it', async () => {
    await tell((await visitFor({})).fact);
    assert.equal((await messages.deliver()).sent, 1);
    const [letter] = sent.letters;
    assert.deepEqual(letter?.to, ['Odette Perrin', '3 rue Haute', '21130 Auxonne']);
    assert.equal(letter?.large?.text, 'lavande renard');
    assert.match(letter?.text ?? '', /4711/);
    assert.match(letter?.text ?? '', /jeudi 3 décembre.*entre 10\sh\s00 et 11\sh\s00/s);
  });

  test('is rung when the letter would come too late', async () => {
    const soon = await visitFor({ phone: '+33380310000' }, { at: '2026-11-26T09:00:00Z' });
    await tell(soon.fact);
    await messages.deliver();
    assert.equal(sent.letters.length, 0);
    const [call] = await works.looking(operator, (work) => messages.callList(work));
    assert.equal(call?.phone, '+33380310000');
    assert.match(call?.says ?? '', /Dites à Odette/);
    must(await works.inWork(operator, (work) => messages.callMade(work, { message: call?.id as never, reached: false })));
    assert.equal((await works.looking(operator, (work) => messages.callList(work))).length, 0);
    clock.pass({ minutes: 61 });
    must(await works.inWork(operator, (work) => messages.callMade(work, { message: call?.id as never, reached: true })));
    clock.pass({ hours: 5 });
    assert.equal((await works.looking(operator, (work) => messages.callList(work))).length, 0);
  });

  test('is told once, however often the fact is heard', async () => {
    const { fact } = await visitFor({ prefers: 'mail', email: 'odette@example.org' });
    for (let i = 0; i < 3; i += 1) await tell(fact);
    await messages.deliver();
    await messages.deliver();
    assert.equal(sent.mail.length, 1);
    assert.equal(sent.mail[0]?.attachments?.[0]?.name, 'visit.ics');
  });

  test('is told to a helper under a mandate without the word and the code, and not to one whose mandate covers invoices only', async () => {
    const { fact, home } = await visitFor({ prefers: 'sms', phone: '+33612345678' });
    const daughter = await welcomed({ givenName: 'Claire', prefers: 'sms', phone: '+33698765432' });
    const nephew = await welcomed({ givenName: 'Paul', prefers: 'sms', phone: '+33698765433' });
    const until = clock.now().add({ hours: 24 * 30 });
    must(await works.inWork(seed, (work) => people.giveMandate(work, { home, helper: daughter, scopes: ['see-appointments'], until, givenHow: 'phone' })));
    must(await works.inWork(seed, (work) => people.giveMandate(work, { home, helper: nephew, scopes: ['see-invoices'], until, givenHow: 'phone' })));
    await messages.deliver();
    sent.sms.length = 0;
    await tell(fact);
    await messages.deliver();
    assert.deepEqual(sent.sms.map((sms) => sms.to).toSorted(), ['+33612345678', '+33698765432']);
    const toDaughter = sent.sms.find((sms) => sms.to === '+33698765432');
    assert.doesNotMatch(toDaughter?.text ?? '', /lavande|4711/);
  });

  test('of a quiet request is told to nobody; stopping it reaches the operator without a number', async () => {
    const { fact, home, visit } = await visitFor({ prefers: 'sms', phone: '+33612340000' }, { quiet: true });
    must(await works.inWork(seed, async (work) => people.giveMandate(work, { home, helper: await welcomed({ prefers: 'sms', phone: '+33612340001' }), scopes: ['see-appointments'], until: clock.now().add({ hours: 99 }), givenHow: 'phone' })));
    await messages.deliver();
    sent.sms.length = 0;
    await tell(fact);
    for (const name of ['visit-moved', 'visit-cancelled', 'window-narrowed', 'technician-arrived', 'visit-started', 'visit-ended', 'visit-unfrozen', 'visit-frozen']) await tell({ ...fact, fact: name, before: (fact as never as { technician: TechnicianId }).technician } as never);
    await tell({ fact: 'invoice-issued', invoice: newId('Invoice'), visit, request: visits.get(visit)?.request, home } as never);
    await messages.deliver();
    assert.deepEqual([sent.sms.length, sent.mail.length, sent.letters.length], [0, 0, 0]);
    const calls = await works.looking(operator, (work) => messages.callList(work));
    assert.deepEqual(calls.map((call) => [call.kind, call.phone, call.urgent]), [['operator-alert', '', true]]);
  });
});

describe('the hours', () => {
  test('a text message made at night waits for eight o’clock; a stopped visit does not', async () => {
    clock.set('2026-11-24T21:30:00Z');
    const { fact, visit } = await visitFor({ prefers: 'sms', phone: '+33612345670' });
    await tell(fact);
    await messages.deliver();
    assert.equal(sent.sms.length, 0);
    await tell({ fact: 'visit-frozen', visit, request: newId('Request'), home: newId('Home'), why: 'wrong-code' } as never);
    assert.equal(sent.sms.length, 1, 'at once, without waiting for the sweep');
    assert.match(sent.sms[0]?.text ?? '', /ARRETEE/);
    clock.set('2026-11-25T06:59:00Z');
    await messages.deliver();
    assert.equal(sent.sms.length, 1);
    clock.set('2026-11-25T07:00:00Z');
    await messages.deliver();
    assert.equal(sent.sms.length, 2);
  });

  test('what waits about an old time is overtaken when the visit moves', async () => {
    clock.set('2026-11-24T21:30:00Z');
    const { fact, visit } = await visitFor({ prefers: 'sms', phone: '+33612345671' });
    await tell(fact);
    clock.pass({ minutes: 1 });
    await tell({ ...fact, fact: 'visit-moved', before: visits.get(visit)?.technician } as never);
    clock.set('2026-11-25T07:00:00Z');
    await messages.deliver();
    assert.equal(sent.sms.length, 1);
    assert.match(sent.sms[0]?.text ?? '', /déplacée/);
  });
});

describe('the post', () => {
  test('tries again later, and by another way when one is closed for good', async () => {
    const { fact } = await visitFor({ prefers: 'sms', phone: '+33612345672' });
    await tell(fact);
    smsAnswer = { kind: 'sms-later' };
    assert.deepEqual(await messages.deliver(), { sent: 0, later: 1, refused: 0 });
    assert.deepEqual(await messages.deliver(), { sent: 0, later: 0, refused: 0 }, 'not before a minute');
    clock.pass({ minutes: 2 });
    smsAnswer = { kind: 'sms-refused' };
    assert.equal((await messages.deliver()).refused, 1);
    const calls = await works.looking(operator, (work) => messages.callList(work));
    assert.equal(calls.length, 1);
    assert.equal(calls[0]?.phone, '+33612345672');
  });

  test('two postmen at once send nothing twice', async () => {
    for (let i = 0; i < 12; i += 1) await tell((await visitFor({ prefers: 'mail', email: `n${i}@example.org` })).fact);
    await Promise.all([messages.deliver(), messages.deliver(), messages.deliver()]);
    assert.equal(new Set(sent.mail.map((mail) => mail.messageId)).size, 12);
    assert.equal(sent.mail.length, 12);
  });

  test('a sign-in code goes at once to the number that was typed, and not to one that nobody has', async () => {
    await welcomed({ prefers: 'letter', phone: '+33677777777' });
    must(await works.inWork({ kind: 'visitor' }, (work) => people.askForCode(work, { phone: '+33677777777' })));
    must(await works.inWork({ kind: 'visitor' }, (work) => people.askForCode(work, { phone: '+33677777778' })));
    assert.deepEqual(sent.sms.map((sms) => sms.to), ['+33677777777']);
    assert.match(sent.sms[0]?.text ?? '', /^\d{6} est votre code/);
  });
});

describe('who may read', () => {
  test('nothing of it lies open in the database', async () => {
    await tell((await visitFor({ prefers: 'sms', phone: '+33612349999' })).fact);
    const { rows } = await pool.query('select outbox::text as line from messages.outbox as outbox');
    // Four digits may stand in an id by chance: the code would stand alone.
    for (const { line } of rows) assert.doesNotMatch(line, /lavande|(?<![\w-])4711(?![\w-])|33612349999|Odette/);
  });

  test('the operator sees that a door word went out, and not the word; a stranger sees nothing', async () => {
    const { fact, person } = await visitFor({ prefers: 'sms', phone: '+33612348888' });
    await tell(fact);
    const [seen] = await works.looking(operator, (work) => messages.outbox(work, { person }));
    assert.deepEqual([seen?.kind, seen?.text], ['visit-booked', undefined]);
    assert.match((await works.looking(house, (work) => messages.outbox(work, { person })))[0]?.text ?? '', /lavande renard/);
    assert.equal(smsParts(seenText(await works.looking(house, (work) => messages.outbox(work, { person })))), 2, 'accents that would double its price are kept out');
    const stranger: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [] };
    assert.deepEqual(await works.looking(stranger, (work) => messages.outbox(work)), []);
    assert.deepEqual(await works.looking(stranger, (work) => messages.callList(work)), []);
  });

  test('what was said is forgotten after thirty days, and of one person at once', async () => {
    const { fact, person } = await visitFor({ prefers: 'mail', email: 'oubli@example.org' });
    await tell(fact);
    await messages.deliver();
    assert.match(JSON.stringify(await works.looking(house, (work) => messages.aboutPerson.export(work, person))), /oubli@example\.org/);
    must(await works.inWork(house, async (work) => ok(await messages.aboutPerson.erase(work, person))));
    assert.doesNotMatch(JSON.stringify(await works.looking(house, (work) => messages.aboutPerson.export(work, person))), /oubli/);
    clock.pass({ hours: 31 * 24 });
    must(await works.inWork(house, async (work) => ok(await messages.forgetOld(work, 30))));
    const { rows } = await pool.query("select count(*)::int as left from messages.outbox where sealed is not null and state <> 'waiting'");
    assert.equal(rows[0].left, 0);
  });
});

test('every kind can be said by every way, to the person and to a helper, in both languages', () => {
  const person = { id: newId('Person'), givenName: 'Odette', familyName: 'Perrin', country: 'FR' as const, prefers: 'letter' as const, largePrint: false };
  const about = ['technician', 'car', 'provider', 'reference', 'person', 'day', 'from', 'until', 'word', 'code', 'amount', 'most', 'why', 'number', 'helper', 'digits', 'undo', 'words', 'date', 'hour', 'by', 'name', 'agreed', 'before'];
  const filling = () => ({ ...Object.fromEntries(about.map((name) => [name, name === 'technician' ? 'Samira B.' : `«${name}»`])), count: 2 });
  for (const lang of ['en', 'fr'] as const) {
    for (const kind of KINDS) {
      const audiences = (['self', 'helper'] as const).filter((as) => words[lang].knows(as === 'self' ? `messages.${kind}-text` : `messages.${kind}-helper-text`));
      assert.ok(audiences.length > 0, `nobody is told of ${kind}`);
      for (const as of audiences) for (const channel of ['sms', 'mail', 'letter', 'call'] as const) {
        const body = bodyFor({ words, house: { name: 'Porchlight', phone: '1', url: 'u' } }, { key: '', kind, to: { ...person, lang }, as, country: 'FR', filling }, channel, undefined);
        assert.ok(body.title.length > 3 && body.text.length > 10, `${lang} ${kind} ${as} ${channel}`);
        assert.doesNotMatch(body.text, /\.\.|\{|\}/, `${lang} ${kind} ${as} ${channel}`);
        if (channel === 'sms') assert.doesNotMatch(body.text, /\n/, `${lang} ${kind} ${as}: a text message is one line`);
      }
    }
  }
});

test('text messages stay in the small alphabet and, before they are filled, in one part', () => {
  for (const lang of ['en', 'fr'] as const) {
    const says = JSON.parse(readFileSync(`content/words/${lang}/messages.json`, 'utf8')) as Record<string, string>;
    for (const key of Object.keys(says).filter((name) => name.endsWith('-sms'))) {
      assert.ok(smsParts((says[key] ?? '').replaceAll(/\{\w+\}/g, 'x')) <= 1, `${lang} ${key} needs more than one part before it is filled`);
    }
  }
});

