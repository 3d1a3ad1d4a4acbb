import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test, type TestContext } from 'node:test';
import pg from 'pg';
import { clockAt } from '#kernel';
import { restoreBackup, takeBackup } from '#platform/backup';
import { emptyDatabase, migrationsFolder, testDatabase } from '../../../test/support/database.ts';

const clock = clockAt('2026-11-23T09:00:00Z');

const EVERY_TYPE = `
  create schema if not exists platform;
  create type platform.mood as enum ('calm', 'it''s "odd"');
  create table platform.things (
    id bigint generated always as identity primary key, tx xid8 default pg_current_xact_id(),
    t text, n numeric, f double precision, b bytea, j jsonb, ts timestamptz, d date, ti time, i interval, r tstzrange, a text[], m platform.mood, u uuid, bo boolean,
    doubled bigint generated always as (length(t) * 2) stored, parent bigint references platform.things (id));
  create table platform.lonely (only_one text);
  create table platform.none ();
  create function platform.refuse() returns trigger language plpgsql as $$ begin raise exception 'nothing is changed here'; end $$;
  create table platform.kept (id int primary key, thing bigint not null references platform.things (id));
  create trigger never before insert on platform.kept for each row when (new.id < 0) execute function platform.refuse();`;

const FILL = `
  insert into platform.things (t, n, f, b, j, ts, d, ti, i, r, a, m, u, bo, parent) values
   ('a, "b" \\ (c)
   é ☃ 😀', 1234567890.123456789012345, 0.1, '\\x00ff5c22', '{"a": [1, null, "x"], "z": 1e30}', '2026-11-23 09:00:00.123456+00', '0044-03-15 BC', '23:59:59.999999', '1 mon -2 days 03:04:05.6', '[2026-01-01,)', array['x', null, 'NULL', '', 'a"b,c\\d'], 'it''s "odd"', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', true, null),
   ('', 'NaN', '-Infinity', '', 'null', 'infinity', '-infinity', '00:00', '0', 'empty', '{}', 'calm', null, false, 1),
   (null, null, 1e-320, null, null, null, null, null, null, null, null, null, null, null, 2);
  insert into platform.lonely values (null), (''), ('x');
  insert into platform.none default values;
  insert into platform.kept select g, 1 + g % 3 from generate_series(1, 2500) g;`;

const made: string[] = [];
after(() => { for (const dir of made) rmSync(dir, { recursive: true, force: true }); });

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'porchlight-backup-'));
  made.push(dir);
  return dir;
}

function timeline(): string {
  const dir = folder();
  writeFileSync(join(dir, '0001-platform-ground.sql'), EVERY_TYPE);
  return dir;
}

async function openOn(t: TestContext, made: ReturnType<typeof emptyDatabase>): Promise<pg.Pool> {
  const database = await made;
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  pool.on('error', () => undefined);
  t.after(async () => {
    await pool.end();
    await database.drop();
  });
  return pool;
}

/** A data folder with a photo, the key, and things that are not part of a backup. */
function dataFolder(): string {
  const dir = folder();
  for (const name of ['files/ab', 'keys', 'postgres', 'log']) mkdirSync(join(dir, name), { recursive: true });
  writeFileSync(join(dir, 'files/ab/photo.jpg'), Buffer.alloc(5_000_000, 'photo'));
  writeFileSync(join(dir, 'keys/house.key'), 'secret', { mode: 0o600 });
  writeFileSync(join(dir, 'postgres/PG_VERSION'), '18');
  writeFileSync(join(dir, 'postgres.owner'), '{}');
  writeFileSync(join(dir, 'log/porchlight.log'), 'said');
  return dir;
}

const told = async (pool: pg.Pool): Promise<unknown> => {
  const { rows } = await pool.query(`select
    (select json_agg((t.id, t.t, t.n, t.f, t.b, t.j, t.ts, t.d, t.ti, t.i, t.r, t.a, t.m, t.u, t.bo, t.doubled, t.parent)::text order by id) from platform.things t) as things,
    (select json_agg(l::text order by l::text) from platform.lonely l) as lonely, (select count(*)::int from platform.none) as nothings,
    (select json_agg(k::text order by id) from platform.kept k) as kept, (select json_agg(m::text) from platform.migrations m) as migrations`);
  return rows[0];
};

async function taken(t: TestContext): Promise<{ pool: pg.Pool; dir: string; dataDir: string; file: string }> {
  const dir = timeline();
  const pool = await openOn(t, testDatabase(dir));
  await pool.query(FILL);
  const dataDir = dataFolder();
  const file = join(dir, 'all.backup');
  assert.deepEqual(await takeBackup({ pool, dataDir, file, clock }), { tables: 5, rows: 2508, files: 2 });
  return { pool, dir, dataDir, file };
}

test('a backup brings back every kind of value, every file, and where the numbers go on', async (t) => {
  const { pool, dir, dataDir, file } = await taken(t);
  const back = await openOn(t, emptyDatabase());
  const newDir = folder();
  const restored = await restoreBackup({ pool: back, dataDir: newDir, file, migrationsDir: dir });
  assert.deepEqual(restored, { tables: 5, rows: 2508, files: 2, takenAt: '2026-11-23T09:00:00Z' });
  assert.deepEqual(await told(back), await told(pool));
  assert.deepEqual(readFileSync(join(newDir, 'files/ab/photo.jpg')), readFileSync(join(dataDir, 'files/ab/photo.jpg')));
  assert.equal(readFileSync(join(newDir, 'keys/house.key'), 'utf8'), 'secret');
  assert.equal((await back.query("insert into platform.things (t) values ('next') returning id::int")).rows[0].id, 4);
  await assert.rejects(back.query('insert into platform.kept values (0, 99)'), /foreign key/);
  await assert.rejects(back.query('insert into platform.kept values (-1, 1)'), /nothing is changed here/);
  assert.equal((await back.query('select bool_and(tx < pg_current_xact_id()) as seen from platform.things')).rows[0].seen, true, 'numbers of transactions are of this server');
});

test('one flipped byte anywhere, or a cut end, and nothing is written', async (t) => {
  const { dir, file } = await taken(t);
  const whole = readFileSync(file);
  const back = await openOn(t, emptyDatabase());
  const dataDir = folder();
  const places = [12, Math.floor(whole.length / 3), Math.floor(whole.length / 2), whole.length - 60, whole.length - 5];
  for (const place of places) {
    const broken = Buffer.from(whole);
    broken.writeUInt8(broken.readUInt8(place) ^ 1, place);
    writeFileSync(join(dir, 'broken'), broken);
    await assert.rejects(restoreBackup({ pool: back, dataDir, file: join(dir, 'broken'), migrationsDir: dir }), /damaged/, `byte ${place} of ${whole.length}`);
  }
  writeFileSync(join(dir, 'broken'), whole.subarray(0, whole.length - 100));
  await assert.rejects(restoreBackup({ pool: back, dataDir, file: join(dir, 'broken'), migrationsDir: dir }), /damaged/);
  assert.equal((await back.query("select count(*)::int as n from pg_tables where schemaname = 'platform'")).rows[0].n, 0);
});

test('a database or a data folder in use is left alone', async (t) => {
  const { pool, dir, file } = await taken(t);
  await assert.rejects(restoreBackup({ pool, dataDir: folder(), file, migrationsDir: dir }), /not empty/);
  const back = await openOn(t, emptyDatabase());
  const dataDir = dataFolder();
  writeFileSync(join(dataDir, 'keys/house.key'), 'another');
  await assert.rejects(restoreBackup({ pool: back, dataDir, file, migrationsDir: dir }), /other files.*house\.key/);
  await assert.rejects(takeBackup({ pool, dataDir, file, clock }), /exists already/);
});

test('a backup of another version of Porchlight is refused', async (t) => {
  const { dir, file } = await taken(t);
  const back = await openOn(t, emptyDatabase());
  writeFileSync(join(dir, '0001-platform-ground.sql'), `${EVERY_TYPE} -- changed`);
  await assert.rejects(restoreBackup({ pool: back, dataDir: folder(), file, migrationsDir: dir }), /another version/);
});

test('the tables of Porchlight itself come back into the same tables', async (t) => {
  const dir = folder();
  cpSync(migrationsFolder, dir, { recursive: true });
  const pool = await openOn(t, testDatabase(dir));
  const dataDir = folder();
  const file = join(dataDir, '..', `whole-${process.pid}.backup`);
  t.after(() => { rmSync(file, { force: true }); });
  await takeBackup({ pool, dataDir, file, clock });
  const back = await openOn(t, emptyDatabase());
  await restoreBackup({ pool: back, dataDir: folder(), file, migrationsDir: dir });
  const shape = "select json_agg(x::text order by x::text) as is from (select table_schema, table_name, column_name, data_type from information_schema.columns where table_schema not in ('jobs', 'pg_catalog', 'information_schema')) x";
  assert.deepEqual((await back.query(shape)).rows, (await pool.query(shape)).rows);
  const rules = "select json_agg(x order by x) as is from (select conrelid::regclass::text || conname || pg_get_constraintdef(oid) as x from pg_constraint where connamespace not in ('jobs'::regnamespace, 'pg_catalog'::regnamespace)) y";
  assert.deepEqual((await back.query(rules)).rows, (await pool.query(rules.replace("'jobs'::regnamespace, ", ''))).rows);
});
