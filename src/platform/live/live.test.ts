import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
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
