import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import pg from 'pg';
import { clockAt } from '#kernel';
import { emptyDatabase } from '../../test/support/database.ts';
import { migrate, readMigrations } from './migrate.ts';

const clock = clockAt('2026-11-23T09:00:00Z');
const log = { info: () => undefined };

const made: string[] = [];
after(() => { for (const dir of made) rmSync(dir, { recursive: true }); });

function timeline(files: Record<string, string>): string {
  const dir = mkdtempSync(join(tmpdir(), 'porchlight-migrations-'));
  made.push(dir);
  for (const [name, sql] of Object.entries(files)) writeFileSync(join(dir, name), sql);
  return dir;
}

async function openEmpty(t: TestContext): Promise<pg.Pool> {
  const database = await emptyDatabase();
  const pool = new pg.Pool({ connectionString: database.url });
  pool.on('error', () => undefined);
  t.after(async () => {
    await pool.end();
    await database.drop();
  });
  return pool;
}

const first = { '0001-platform-ground.sql': 'create schema if not exists platform; create table platform.a (n int)' };

test('each file is applied once, in the order of its number, at the instant of the clock', async (t) => {
  const pool = await openEmpty(t);
  const dir = timeline({ '0010-platform-later.sql': 'alter table platform.a add m int', ...first });
  assert.deepEqual((await migrate(pool, dir, log, clock)).applied, ['0001-platform-ground.sql', '0010-platform-later.sql']);
  assert.deepEqual((await migrate(pool, dir, log, clock)).applied, []);
  const { rows } = await pool.query('select distinct applied_at from platform.migrations');
  assert.deepEqual(rows, [{ applied_at: new Date('2026-11-23T09:00:00Z') }]);
});

test('two starts at once apply each file once', async (t) => {
  const pool = await openEmpty(t);
  const dir = timeline(first);
  const both = await Promise.all([migrate(pool, dir, log, clock), migrate(pool, dir, log, clock)]);
  assert.deepEqual(both.flatMap(({ applied }) => applied), ['0001-platform-ground.sql']);
});

test('a file that fails leaves nothing of itself, and names itself', async (t) => {
  const pool = await openEmpty(t);
  const dir = timeline({ ...first, '0002-platform-bad.sql': 'create table platform.b (n int); select nonsense' });
  await assert.rejects(migrate(pool, dir, log, clock), /0002-platform-bad\.sql could not be applied: .*nonsense/);
  assert.deepEqual((await pool.query("select to_regclass('platform.b') as b, to_regclass('platform.a')::text as a")).rows, [{ b: null, a: 'platform.a' }]);
});

test('a file that changed after it was applied stops the start, with a sentence', async (t) => {
  const pool = await openEmpty(t);
  await migrate(pool, timeline(first), log, clock);
  await assert.rejects(migrate(pool, timeline({ '0001-platform-ground.sql': 'select 1' }), log, clock), /0001-platform-ground\.sql was changed after/);
  await assert.rejects(migrate(pool, timeline({ '0002-platform-other.sql': 'select 1' }), log, clock), /which this Porchlight does not have/);
});

test('names that are not of the timeline, and numbers used twice, are refused', () => {
  assert.throws(() => readMigrations(timeline({ '12-x.sql': '' })), /12-x\.sql/);
  assert.throws(() => readMigrations(timeline({ '0001-a-x.sql': '', '0001-b-x.sql': '' })), /number 0001/);
});
