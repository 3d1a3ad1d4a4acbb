import assert from 'node:assert/strict';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type Country, type ProviderId, clockAt, jobActor } from '#kernel';
import { fullName } from '#modules/people';
import { sql } from '#platform/db';
import { inlineFacts } from '#platform/facts';
import { silentLog } from '#platform/log';
import { findPlace, importPlaces } from '#platform/places/index';
import { createApp } from '../src/app.ts';
import { type Ground, PROGRAM, layGround } from '../src/ground.ts';
import { type TestDatabase, testDatabase } from '../test/support/database.ts';
import { type WorldName, cast, seedWorld } from './index.ts';

const today = Temporal.PlainDate.from('2026-11-23');
const job = jobActor('test');
const opened: { ground: Ground; database: TestDatabase; dataDir: string }[] = [];
after(async () => {
  for (const { ground, database, dataDir } of opened) {
    await ground.pool.end();
    await database.drop();
    rmSync(dataDir, { recursive: true });
  }
});

async function written(name: WorldName, seed?: number) {
  const database = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'porchlight-world-'));
  const clock = clockAt('2025-01-01T00:00:00Z');
  const ground = layGround({ url: database.url, dataDir, clock, facts: inlineFacts(), log: silentLog, publicUrl: 'http://localhost:4400', name: 'Porchlight', connections: 4 });
  opened.push({ ground, database, dataDir });
  const { db, works } = ground;
  const app = createApp(ground, { smtpUrl: undefined, mailFrom: 'help@localhost', house: () => ({ name: 'Porchlight', phone: '03 53 01 00 00' }), lettersDir: join(dataDir, 'letters') });
  for (const country of ['FR', 'GB'] as const satisfies readonly Country[]) {
    const file = createReadStream(join(PROGRAM, 'content', 'places', `demo-${country.toLowerCase()}.csv`));
    await importPlaces(db, { country, name: 'demo', version: '1', licence: 'own', at: clock.now() }, file);
  }
  const started = performance.now();
  const { counts } = await seedWorld({ app, works, clock, findPlace: (address) => findPlace(db, address), log: silentLog }, name, today, seed);
  return { app, works, db, clock, counts, text: ground.text, seconds: (performance.now() - started) / 1000 };
}
type Written = Awaited<ReturnType<typeof written>>;

const rows = async <T>(world: Written, words: ReturnType<typeof sql<T>>): Promise<T[]> => (await words.execute(world.db)).rows;
const none = async (world: Written, words: ReturnType<typeof sql>): Promise<void> => assert.deepEqual(await rows(world, words), []);

/** What two worlds of the same seed share: who lives where, what was asked, what it costs, when somebody comes. Ids are drawn anew. */
const told = async (world: Written) => ({
  people: await rows(world, sql`select given_name, family_name, phone, prefers from people.persons order by 1, 2`),
  prices: await rows(world, sql`select q.expected_cents, q.ceiling_cents, p.name, q.computed_at from pricing.quotes q join technicians.providers p on p.id = q.provider_id order by 4, 3, 1, 2`),
  visits: await rows(world, sql`select t.first_name, v.promised_from, v.planned_start, v.minutes from booking.visits v join technicians.technicians t on t.id = v.technician_id order by 2, 1`),
  bills: await rows(world, sql`select p.name, i.sequence, i.gross_cents, i.issued_at from billing.invoices i join technicians.providers p on p.id = i.issuer_id order by 1, 2`),
});

describe('the small world', () => {
  let world: Written;
  before(async () => { world = await written('small'); });

  test('is whole: two firms, four technicians, twelve homes', () => {
    const { firms, technicians, homes } = world.counts;
    assert.deepEqual({ firms, technicians, homes }, { firms: 2, technicians: 4, homes: 12 });
  });

  test('everybody of the cast who lives in it can be found by name, and is one person', async () => {
    const { app, works } = world;
    for (const member of cast.filter(({ key }) => ['odette', 'lucien', 'claire', 'samira', 'basile', 'jules', 'ruth'].includes(key))) {
      const found = await works.looking(job, (work) => app.people.find(work, `${member.givenName} ${member.familyName}`));
      assert.equal(found.length, 1, `${member.givenName} ${member.familyName}`);
    }
  });

  test('is the same town again with the same seed', async () => {
    assert.deepEqual(await told(await written('small')), await told(world));
  });

  test('a name that is no world is refused with the names that are', async () => {
    await assert.rejects(seedWorld(world as never, 'atlantis', today), /Accepted: small, demo/);
  });
});

describe('the demo world', () => {
  let world: Written;
  before(async () => { world = await written('demo'); });

  test('is as large as it says', (t) => {
    t.diagnostic(JSON.stringify({ ...world.counts, seconds: world.seconds }));
    const { firms, technicians, homes, bookings, visits, invoices } = world.counts;
    assert.deepEqual({ firms, technicians, homes }, { firms: 6, technicians: 14, homes: 120 });
    assert.ok(bookings >= 100 && visits >= 45 && invoices >= 40, JSON.stringify(world.counts));
  });

  test('nobody is promised to two homes at once', () => none(world, sql`
    select a.id from booking.visits a join booking.visits b on a.technician_id = b.technician_id and a.id < b.id
    where a.state <> 'cancelled' and b.state <> 'cancelled' and a.planned_start < b.planned_end and b.planned_start < a.planned_end`));

  test('no bill is above what was promised, and nobody paid more than their bill', async () => {
    await none(world, sql`select id from billing.invoices where gross_cents > ceiling_cents + extras_cents`);
    await none(world, sql`select i.id from billing.invoices i join billing.payments p on p.invoice_id = i.id group by i.id having sum(p.amount_cents) > i.gross_cents`);
  });

  test('nothing happens out of time: audit lines run forward and end the evening before', async () => {
    await none(world, sql`select id from (select id, at, lag(at) over (order by id) as before from platform.audit_lines) lines where before > at`);
    await none(world, sql`select id from platform.audit_lines where at >= ${today.toZonedDateTime('UTC').toInstant()}`);
    await none(world, sql`select id from booking.visits where state = 'booked' and promised_from < ${today.toZonedDateTime('UTC').toInstant()}`);
  });

  test('every home but the two that nobody finds is on the map, by its door', async () => {
    const lost = await rows<{ town: string }>(world, sql`select town from people.homes where lat is null order by town`);
    assert.deepEqual(lost.map(({ town }) => town), ['Les Trois Ormes', 'Nowhere Law']);
    await none(world, sql`select id from people.homes where placed_to <> 'door'`);
  });

  test('nobody is visited by someone who is suspended, unsigned or unchecked that day', () => none(world, sql`
    select t.first_name, v.promised_from, t.standing from booking.visits v join technicians.technicians t on t.id = v.technician_id join technicians.providers p on p.id = t.provider_id
    where v.state = 'booked' and (t.standing = 'suspended' or p.binding_signed_at is null or not exists (
      select from technicians.vetting i where i.technician_id = t.id and i.kind = 'insurance' and i.until_on >= v.promised_from::date))`));

  test('tomorrow is nearly full for someone, and the second week is nearly free', async () => {
    const days = await rows<{ day: Temporal.PlainDate; visits: number }>(world, sql`select day, count(*)::int as visits from booking.visits where state = 'booked' group by day order by day`);
    const on = (from: number, until: number): number[] => days.filter(({ day }) => day.since(today).days >= from && day.since(today).days <= until).map(({ visits }) => visits);
    assert.ok(Math.max(...on(0, 2)) >= 15, JSON.stringify(days));
    assert.ok(Math.max(...on(7, 13)) <= 8, JSON.stringify(days));
  });

  test('what was promised when a visit ended was done: only a call or two of the last days waits', async () => {
    const waits = await rows<{ days: number }>(world, sql`select ${today.toString()}::date - promised_at::date as days from quality.next_steps where done_at is null and step <> 'ask-how-it-goes'`);
    assert.ok(waits.length >= 1 && waits.length <= 2 && waits.every(({ days }) => days <= 5), JSON.stringify(waits));
    assert.ok((await rows(world, sql`select visit_id from quality.next_steps where done_how = 'called' and words <> ''`)).length >= 5);
  });

  test('each visit that somebody was let in for says what it was, and first repairs are counted by subject', async () => {
    await none(world, sql`select v.id from visits.visits v where v.outcome in ('solved', 'partly', 'unsolved') and not exists (select from visits.found f where f.visit_id = v.id)`);
    const counts = await Promise.all((await rows<{ id: ProviderId }>(world, sql`select id from technicians.providers`)).map(({ id }) => world.works.looking(job, (work) => world.app.quality.shownOf(work, { provider: id }))));
    assert.ok(counts.filter(({ subjects }) => subjects.length > 0).length >= 4, JSON.stringify(counts.map(({ subjects }) => subjects)));
  });

  test('every telephone and every mailbox is one that nobody can have', async () => {
    const people = await rows<{ phone: string | null; email: string | null }>(world, sql`select phone, email from people.persons`);
    for (const { phone, email } of people) {
      assert.match(phone ?? '+33353010000', /^\+(3335301\d{4}|3363998\d{4}|441914980\d{3}|443069990\d{3})$/);
      assert.match(email ?? 'a@example.org', /^[a-z.-]+@example\.org$/);
    }
  });

  test('the whole cast can be found, each as one person, with a story in both languages', async () => {
    for (const { key, givenName, familyName } of cast) {
      const found = await world.works.looking(job, (work) => world.app.people.find(work, `${givenName} ${familyName}`));
      assert.deepEqual(found.map(({ person }) => fullName(person)), [`${givenName} ${familyName}`]);
      for (const lang of ['en', 'fr'] as const) assert.ok(world.text[lang].knows(`demo.story-${key}`), key);
    }
  });
});
