import { type Generated, Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import type { Log } from './log.ts';

/** A database or a transaction, typed by the tables that a store names. */
export type Db<Tables> = Kysely<Tables>;
/** The pool that everything shares: for the ground floor alone. */
export type Pool = pg.Pool;

// node-postgres asks a value how it wants to be written; Temporal does not know that question, so we answer for it.
for (const kind of [Temporal.Instant, Temporal.PlainDate, Temporal.PlainTime]) {
  Object.defineProperty(kind.prototype, 'toPostgres', { value(this: { toString(): string }) { return this.toString(); }, configurable: true });
}

const { builtins } = pg.types;
const READ: Record<number, (text: string) => unknown> = {
  [builtins.TIMESTAMPTZ]: (text) => Temporal.Instant.from(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')),
  [builtins.DATE]: (text) => Temporal.PlainDate.from(text),
  [builtins.TIME]: (text) => Temporal.PlainTime.from(text),
  [builtins.INT8]: (text) => wholeNumber(text),
};

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`The database holds a number too large to count with (${text}).`);
  return value;
}

/** Opens the pool. A connection that dies is logged and replaced; it never takes the process down. */
export function openPool(options: { url: string; log: Log; max?: number }): Pool {
  const pool = new pg.Pool({
    connectionString: options.url, max: options.max ?? 12, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000,
    types: { getTypeParser: (oid: number, format?: string) => READ[oid] ?? pg.types.getTypeParser(oid, format as 'text') } as pg.CustomTypesConfig,
  });
  pool.on('error', (error) => options.log.warn({ error: error.message }, 'database connection lost while idle'));
  pool.on('connect', (client) => client.on('error', (error) => options.log.warn({ error: error.message }, 'database connection lost')));
  return pool;
}

export const openDb = <Tables>(pool: Pool): Db<Tables> => new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });

/** A value for a `jsonb` column (node-postgres would take an array for a PostgreSQL array). */
export const json = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;

/** A row without its nulls: what is null in a table is missing in a noun. */
type Present<T> = { [K in keyof T as null extends T[K] ? never : K]: T[K] } & { [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]> };
export const present = <T extends object>(row: T): Present<T> => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Present<T>;

export { type Generated, sql };

/** Whether a fault means that the database cannot be reached now, rather than that we asked something wrong. */
export function isDatabaseAway(fault: unknown): boolean {
  if (!(fault instanceof Error)) return false;
  const code = 'code' in fault ? String(fault.code) : '';
  return /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT|57P0[123]|08\w{3}|53300|55000)$/.test(code)
    || /Connection terminated|timeout exceeded when trying to connect|not queryable|Client has encountered a connection error/.test(fault.message);
}
