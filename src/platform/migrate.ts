import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { type Clock, systemClock } from '#kernel';

/** The database and the timeline do not fit; the message is for whoever started Porchlight. */
export class CannotMigrate extends Error {}

/** One file of the timeline. */
export type Migration = Readonly<{ name: string; sql: string; sha256: string }>;

type Log = { info(message: string): void };

// Any number will do, as long as every start of Porchlight takes the same one.
const LOCK = 7_305_913;
const NAME = /^\d{4}-[a-z][a-z0-9-]*\.sql$/;

/** The timeline in its order. Throws when a name is not `NNNN-module-what.sql` or a number is used twice. */
export function readMigrations(dir: string): Migration[] {
  const names = readdirSync(dir).filter((name) => name.endsWith('.sql')).toSorted();
  const wrong = names.find((name) => !NAME.test(name));
  if (wrong !== undefined) throw new Error(`A migration is called (${wrong}); it must be called like 0007-pricing-quotes.sql.`);
  const twice = names.find((name, at) => name.slice(0, 4) === names[at - 1]?.slice(0, 4));
  if (twice !== undefined) throw new Error(`Two migrations have the number ${twice.slice(0, 4)}; give the newer one the next free number.`);
  return names.map((name) => {
    const sql = readFileSync(join(dir, name), 'utf8');
    return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
  });
}

/**
 * Brings the database to the end of the timeline: each file once, in its own transaction, one start at a time.
 * Throws when a file that was applied has since been changed or is gone.
 */
export async function migrate(pool: pg.Pool, dir: string, log: Log, clock: Clock = systemClock): Promise<{ applied: string[] }> {
  const timeline = readMigrations(dir);
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const before = await appliedBefore(client);
    refuseChanged(timeline, before);
    const missing = timeline.filter(({ name }) => !before.has(name));
    for (const migration of missing) {
      await apply(client, migration, clock);
      log.info(`migration ${migration.name} applied`);
    }
    return { applied: missing.map(({ name }) => name) };
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]).catch(() => undefined); // a lost connection has unlocked it
    client.release();
  }
}

/** The table that remembers which files were applied. */
export async function createMigrationsTable(client: pg.ClientBase): Promise<void> {
  await client.query('create schema if not exists platform');
  await client.query('create table if not exists platform.migrations (name text primary key, sha256 text not null, applied_at timestamptz not null)');
}

async function appliedBefore(client: pg.ClientBase): Promise<Map<string, string>> {
  await createMigrationsTable(client);
  const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from platform.migrations');
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

/** How a database stands to the timeline, without touching it. */
export async function findChanges(pool: pg.Pool, dir: string): Promise<{ missing: string[]; total: number; faults: string[] }> {
  const timeline = readMigrations(dir);
  const { rows: [table] } = await pool.query<{ is: boolean }>("select to_regclass('platform.migrations') is not null as is");
  const { rows } = table?.is === true ? await pool.query<{ name: string; sha256: string }>('select name, sha256 from platform.migrations') : { rows: [] };
  const before = new Map(rows.map(({ name, sha256 }) => [name, sha256]));
  return { missing: timeline.map(({ name }) => name).filter((name) => !before.has(name)), total: timeline.length, faults: changed(timeline, before) };
}

function changed(timeline: readonly Migration[], before: ReadonlyMap<string, string>): string[] {
  const known = new Map(timeline.map(({ name, sha256 }) => [name, sha256]));
  return [...before].filter(([name, sha256]) => known.get(name) !== sha256).map(([name]) => (
    known.has(name) ? `Migration ${name} was changed after this database applied it.` : `This database applied migration ${name}, which this Porchlight does not have.`));
}

function refuseChanged(timeline: readonly Migration[], before: ReadonlyMap<string, string>): void {
  const [what] = changed(timeline, before);
  if (what === undefined) return;
  throw new CannotMigrate(`${what} Maybe the data was written by another version of Porchlight: start that version, or write a new migration instead of changing an old one.`);
}

async function apply(client: pg.ClientBase, { name, sql, sha256 }: Migration, clock: Clock): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into platform.migrations (name, sha256, applied_at) values ($1, $2, $3)', [name, sha256, clock.now().toString()]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // the first error is the one that matters
    throw new Error(`Migration ${name} could not be applied: ${(error as Error).message}`, { cause: error });
  }
}
