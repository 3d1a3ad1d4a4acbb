import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { appendFile, chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import type pg from 'pg';
import { getConstructionPlans } from 'pg-boss';
import { createMigrationsTable, readMigrations } from '../migrate.ts';
import { Damaged, type Frame, KIND, readFrames } from './frames.ts';
import { fixFormats, foreignKeys, type Sequence, tablesOf, triggers, writableColumns } from './tables.ts';
import type { Head, Taken } from './take.ts';

/** The backup cannot be brought back here; the message says why and what to do. Nothing was changed. */
export class CannotRestore extends Error {}

const JOBS = 'jobs'; // the schema of pg-boss, which makes its own tables

type Has = { pool: pg.Pool; dataDir: string; file: string; migrationsDir: string };

/** Brings a backup back into an empty database and data folder: first it is read to its end and checked, then written whole or not at all. */
export async function restoreBackup(has: Has): Promise<Taken & { takenAt: string }> {
  const head = await check(has);
  const client = await has.pool.connect();
  try {
    await client.query('begin');
    await refuseUsed(client);
    await makeTables(client, head, has.migrationsDir);
    await fixFormats(client);
    const keys = await foreignKeys(client);
    const bells = await triggers(client);
    for (const statement of [...keys.map(({ drop }) => drop), ...bells.map(({ silence }) => silence)]) await client.query(statement);
    const taken = await fill(client, has);
    for (const statement of [...keys.map(({ add }) => add), ...bells.map(({ wake }) => wake)]) await client.query(statement);
    await client.query('commit');
    return { ...taken, takenAt: head.takenAt };
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // the first error is the one that matters
    throw error;
  } finally {
    client.release();
  }
}

/** Reads all of it once: its checksum, its head, and whether its files would write over others. */
async function check({ file, dataDir, migrationsDir }: Has): Promise<Head> {
  let head: Head | undefined;
  let name: string | undefined;
  let hash = createHash('sha256');
  const different: string[] = [];
  const close = (): void => {
    if (name !== undefined && existsSync(join(dataDir, name)) && sha256(readFileSync(join(dataDir, name))) !== hash.digest('hex')) different.push(name);
  };
  try {
    for await (const { kind, bytes } of readFrames(file)) {
      if (kind === KIND.head) head = JSON.parse(bytes.toString('utf8')) as Head;
      if (kind === KIND.bytes) hash.update(bytes);
      if (kind !== KIND.file) continue;
      close();
      name = (JSON.parse(bytes.toString('utf8')) as { name: string }).name;
      if (!resolve(dataDir, name).startsWith(resolve(dataDir) + sep)) throw new Damaged(`it holds a file outside the data folder (${name})`);
      hash = createHash('sha256');
    }
    close();
  } catch (error) {
    if (error instanceof Damaged) throw new CannotRestore(`${file} is damaged: ${error.message}. Use another backup. Nothing was changed.`);
    throw error;
  }
  if (head?.format !== 1) throw new CannotRestore(`${file} is not a backup that this Porchlight can read.`);
  if (different.length > 0) throw new CannotRestore(`The data folder already holds other files of these names: ${different.slice(0, 3).join(', ')}. Restore into a new data folder (PORCHLIGHT_DATA). Nothing was changed.`);
  refuseUnknown(head, migrationsDir);
  return head;
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function refuseUnknown(head: Head, migrationsDir: string): void {
  const known = new Map(readMigrations(migrationsDir).map(({ name, sha256: sum }) => [name, sum]));
  const strange = head.migrations.find(({ name, sha256: sum }) => known.get(name) !== sum);
  if (strange) throw new CannotRestore(`This backup was taken by another version of Porchlight (its migration ${strange.name} is not ours). Restore it with that version, or a newer one.`);
}

async function refuseUsed(client: pg.ClientBase): Promise<void> {
  const [first] = await tablesOf(client);
  if (first) throw new CannotRestore(`This database is not empty (it holds ${first.name}). A backup is brought back into an empty one only: choose another DATABASE_URL or PORCHLIGHT_DATA. Nothing was changed.`);
}

/** The tables as they were: our migrations up to the backup's last, and the job queue's own. */
async function makeTables(client: pg.ClientBase, head: Head, migrationsDir: string): Promise<void> {
  await createMigrationsTable(client);
  const wanted = new Set(head.migrations.map(({ name }) => name));
  for (const { name, sql } of readMigrations(migrationsDir)) if (wanted.has(name)) await client.query(sql);
  // The queue's script opens and closes a transaction of its own; ours is open.
  await client.query(getConstructionPlans(JOBS).replace(/^\s*BEGIN;/, '').replace(/COMMIT;\s*$/, ''));
  await client.query('set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0');
}

async function fill(client: pg.ClientBase, { file, dataDir }: Has): Promise<Taken> {
  const known = new Map((await tablesOf(client)).map((table) => [table.name, table.columns.join()]));
  const taken = { tables: 0, rows: 0, files: 0 };
  let insert = '';
  let path = '';
  const write: Record<number, (bytes: Buffer) => Promise<void>> = {
    [KIND.table]: async (bytes) => {
      const table = JSON.parse(bytes.toString('utf8')) as { name: string; columns: string[] };
      if (known.get(table.name) !== table.columns.join()) throw new CannotRestore(`The table ${table.name} of this backup does not fit this version of Porchlight. Restore it with the version that took it. Nothing was changed.`);
      await client.query(`delete from ${table.name}`); // what migrations and the queue wrote themselves
      insert = await insertInto(client, table.name);
      taken.tables += 1;
    },
    [KIND.rows]: async (bytes) => {
      const rows = JSON.parse(bytes.toString('utf8')) as string[];
      await client.query(insert, [rows]);
      taken.rows += rows.length;
    },
    [KIND.sequences]: async (bytes) => {
      for (const { name, value, isCalled } of JSON.parse(bytes.toString('utf8')) as Sequence[]) await client.query('select setval($1::regclass, $2::bigint, $3)', [name, value, isCalled]);
    },
    [KIND.file]: async (bytes) => {
      const { name, mode } = JSON.parse(bytes.toString('utf8')) as { name: string; mode: number };
      path = join(dataDir, name);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(path, '', { mode });
      await chmod(path, mode);
      taken.files += 1;
    },
    [KIND.bytes]: (bytes) => appendFile(path, bytes),
  };
  for await (const frame of readFrames(file) as AsyncIterable<Frame>) await write[frame.kind]?.(frame.bytes);
  return taken;
}

/** A number of a transaction means nothing in another server: there, all of this happened in this very transaction. */
async function insertInto(client: pg.ClientBase, table: string): Promise<string> {
  const columns = await writableColumns(client, table);
  if (columns.length === 0) return `insert into ${table} select from unnest($1::text[])`;
  const values = columns.map(({ name, isTransaction }) => (isTransaction ? `case when (r.it).${name} is not null then pg_current_xact_id() end` : `(r.it).${name}`));
  // "offset 0" keeps the planner from reading each row's text once for every column.
  return `insert into ${table} (${columns.map(({ name }) => name).join(', ')}) overriding system value
    select ${values.join(', ')} from (select t::${table} as it from unnest($1::text[]) as t offset 0) r`;
}
