import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type DbServer, startDbServer } from '#platform/db-server/index';
import { type Town, openTown, until, wordsOf } from './town.ts';
import { formsOf, holdFrom, textOf, upToTimes, walker } from './walker.ts';

const PRINTER = 'My printer prints nothing since yesterday.';
const where = (givenName: string, line: string) => ({ givenName, familyName: 'Chevalier', phone: '06 39 98 00 44', prefers: 'sms', line, postcode: '21140', town: 'Semur-en-Auxois' });
let town: Town;
// A server of its own, as an installation has it: this story ends it, and it must lose nothing.
const folder = mkdtempSync(join(tmpdir(), 'porchlight-power-'));
let server: DbServer;
before(async () => {
  server = await startDbServer({ dataDir: folder, log: { info: () => undefined, warn: () => undefined } });
  process.env.PORCHLIGHT_TEST_DB = server.url.replace('/porchlight?', '/postgres?');
  town = await openTown();
  // The town's database is copied from another one, and PostgreSQL copies a sequence without the numbers it had put ahead:
  // killed before its next checkpoint, the copy would count them twice. An installation fills its own database.
  await inDatabase('checkpoint');
});
after(async () => {
  await town.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** One question to the house's own database. */
async function inDatabase<T extends object>(question: string, values: readonly unknown[] = []): Promise<T> {
  const client = new pg.Client({ connectionString: town.house.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<T>(question, [...values]);
    return rows[0] as T;
  } finally {
    await client.end();
  }
}

/** An answer given while the database is gone: it is ended right before, again if it was back too soon. */
async function whileAway<T extends { status: number }>(call: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    await until(async () => server.pid() !== undefined, 'there is a server to end');
    const pid = server.pid();
    if (pid !== undefined && pid > 1) { try { process.kill(pid, 'SIGKILL'); } catch { /* it is gone already */ } }
    const answer = await call();
    if (answer.status === 503 || tries === 8) return answer;
  }
}

test('the database is gone: pages say so in plain words, the process stays, and work goes on when it is back', async () => {
  const asker = walker(town.url);
  const times = await upToTimes(asker, PRINTER, where('Irène', '8 Rue du Rempart'));
  const pid = server.pid();
  assert.ok(pid !== undefined && pid > 1);
  const answers = [await whileAway(() => asker.go('/mine')), await whileAway(() => holdFrom(asker, times)), await whileAway(() => asker.go('/readyz'))];
  for (const answer of answers) assert.equal(answer.status, 503, `${answer.path}: ${textOf(answer.html).slice(0, 200)}`);
  for (const answer of answers.slice(0, 2)) {
    assert.equal(answer.headers['retry-after'], '5');
    assert.ok(textOf(answer.html).includes(wordsOf('en').say('signs.database-away')), 'it says what to do');
  }
  assert.equal((await asker.go('/healthz')).status, 200, 'the process lives');
  await until(async () => (await asker.go('/readyz')).status === 200, 'the database is started again, and the house is ready');
  await until(async () => server.pid() !== pid, 'another server serves');
  const held = await holdFrom(asker, times);
  assert.match(held.path, /\/confirm/, 'the same form, sent again, does its work');
});

test('the power goes right after a booking was acknowledged: it is there afterwards, and once', async () => {
  const asker = walker(town.url);
  const held = await holdFrom(asker, await upToTimes(asker, PRINTER, where('Armand', '18 Rue du Rempart')));
  const confirm = formsOf(held.html).find(({ action }) => action.endsWith('/confirm'));
  assert.ok(confirm);
  const body = new URLSearchParams({ ...confirm.fields, express: 'yes' }).toString();
  const booked = await asker.post(confirm.action, body);
  assert.match(booked.path, /^\/visits\//);
  await town.house.kill();
  await town.house.startAgain();
  const there = await asker.go(booked.path);
  assert.equal(there.status, 200);
  assert.match(textOf(there.html), /comes to you/);
  // The same form once more, as a browser does that never saw the answer: one effect, the same reply.
  const again = await asker.post(confirm.action, body);
  assert.equal(again.path, booked.path);
  const [, time = ''] = /<strong>([A-Z][a-z]+,? [^<]*between[^<]*)<\/strong>/.exec(there.html) ?? [];
  assert.notEqual(time, '');
  const visits = await countVisits(booked.path.replace('/visits/', ''));
  assert.deepEqual(visits, { ofRequest: 1, overlapping: 0 });
});

/** How many visits that request has, and whether anybody was promised twice at once. */
async function countVisits(visit: string): Promise<{ ofRequest: number; overlapping: number }> {
  const own = await inDatabase<{ n: number }>('select count(*)::int as n from booking.visits where request_id = (select request_id from booking.visits where id = $1)', [visit]);
  const twice = await inDatabase<{ n: number }>(`select count(*)::int as n from booking.visits a join booking.visits b on a.technician_id = b.technician_id and a.id < b.id
    and a.state = 'booked' and b.state = 'booked' and a.planned_start < b.planned_end and b.planned_start < a.planned_end`);
  return { ofRequest: own.n, overlapping: twice.n };
}
