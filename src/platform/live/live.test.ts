import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { startDbServer } from '#platform/db-server/index';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { createLive } from './index.ts';

let database: TestDatabase;
let db: pg.Client;
before(async () => { database = await testDatabase(); db = new pg.Client({ connectionString: database.url }); await db.connect(); });
after(async () => { await db.end(); await database.drop(); });
const until = async (holds: () => boolean, what: string): Promise<void> => {
  for (let tries = 0; tries < 100 && !holds(); tries += 1) await new Promise((done) => { setTimeout(done, 50); });
  assert.ok(holds(), what);
};

test('every process hears what was committed, once, and nothing that was rolled back; after a lost connection it is told to look again', async () => {
  const log = { warn() {} } as never;
  const lives = [createLive({ url: database.url, log }), createLive({ url: database.url, log })];
  const heard: (string | undefined)[][] = [[], []];
  const stops = lives.map((live, i) => live.listen('board', (said) => heard[i]?.push(said)));
  await until(() => heard.every((own) => own.length > 0) || (void db.query("notify board, 'FR 2026-01-01'"), false), 'both listen');
  for (const own of heard) own.length = 0;
  await new Promise((done) => { setTimeout(done, 300); });
  for (const own of heard) own.length = 0;
  await db.query("begin; select pg_notify('board', 'FR 2026-11-24'); select pg_notify('board', 'FR 2026-11-24'); commit");
  await db.query("begin; select pg_notify('board', 'FR 2026-11-25'); rollback");
  await until(() => heard.every((own) => own.length === 1), 'both hear it');
  assert.deepEqual(heard, [['FR 2026-11-24'], ['FR 2026-11-24']]);
  await db.query("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and query ilike 'listen%'");
  await until(() => heard.every((own) => own.some((said) => said === undefined)), 'told to look again');
  stops[0]?.();
  await db.query("notify board, 'GB 2026-11-24'");
  await until(() => heard[1]?.at(-1) === 'GB 2026-11-24', 'heard again');
  assert.ok(!heard[0]?.includes('GB 2026-11-24'), 'whoever stopped hears no more');
  let closed = 0;
  lives[0]?.onClose(() => { closed += 1; });
  for (const live of lives) await live.close();
  assert.equal(closed, 1);
});

test('on the small stand-in, where all connections share one session, who listens hears what others commit, and nothing that was rolled back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-live-'));
  const log = { info() {}, warn() {} };
  const server = await startDbServer({ dataDir: join(folder, 'data'), log, only: 'pglite' });
  const [first, second] = [createLive({ url: server.url, log: log as never }), createLive({ url: server.url, log: log as never })];
  const pool = new pg.Pool({ connectionString: server.url, max: 3 });
  try {
    const heard: (string | undefined)[][] = [[], []];
    [first, second].forEach((live, i) => live.listen('board', (said) => heard[i]?.push(said)));
    const tries = setInterval(() => { void pool.query("select pg_notify('board', 'knock')").catch(() => undefined); }, 100);
    await until(() => heard.every((own) => own.length > 0), 'both listen');
    clearInterval(tries);
    await pool.query('select 1');
    for (const own of heard) own.length = 0;
    const client = await pool.connect();
    await client.query("begin; select pg_notify('board', 'FR 2026-11-25'); rollback");
    await client.query('begin');
    await client.query('select pg_notify($1, $2)', ['board', 'FR 2026-11-24']);
    // A long answer in between comes in many pieces: a notification is found behind it all the same.
    await client.query("select repeat('A', 200000) as long from generate_series(1, 8)");
    assert.deepEqual(heard, [[], []], 'nothing is said before it is true');
    await client.query('commit');
    client.release();
    await until(() => heard.every((own) => own.length > 0), 'both hear it');
    assert.deepEqual(heard, [['FR 2026-11-24'], ['FR 2026-11-24']]);
    assert.equal((await pool.query('select 7 as n')).rows[0].n, 7, 'the others’ answers stay whole');
  } finally {
    await first.close();
    await second.close();
    await pool.end();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
