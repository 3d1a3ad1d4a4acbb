import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Config, readConfig } from '#platform/config';
import { openPool, type Pool } from '#platform/db';
import { type DbServer, startDbServer } from '#platform/db-server/index';
import { silentLog } from '#platform/log';
import { CannotDo, type Io } from './command.ts';

/** The folder of the program. */
export const programFolder = dirname(dirname(import.meta.dirname));
export const migrationsFolder = join(programFolder, 'migrations');

/** What the environment sets, or a sentence that says which setting is wrong. */
export function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    throw new CannotDo((error as Error).message);
  }
}

/** The database of this installation, opened for one command and closed after it. */
export type Opened = Readonly<{ config: Config; pool: Pool; url: string; server: DbServer | undefined }>;

/** Opens the database of this installation (starting or joining the embedded one), does the work, and leaves things as they were. */
export async function withDatabase<T>(io: Io, todo: (opened: Opened) => Promise<T>): Promise<T> {
  const config = settings();
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const log = { info: () => undefined, warn: (message: string) => { io.err(message); } };
  const server = config.databaseUrl === undefined ? await startDbServer({ dataDir: config.dataDir, log }) : undefined;
  const url = server?.url ?? config.databaseUrl ?? '';
  const pool = openPool({ url, log: silentLog, max: 2 });
  try {
    await pool.query('select 1').catch((error: Error) => {
      throw new CannotDo(`The database at ${withoutPassword(url)} does not answer: ${error.message}. Maybe it is not running, or DATABASE_URL is wrong.`);
    });
    return await todo({ config, pool, url, server });
  } finally {
    await pool.end();
    await server?.stop();
  }
}

/** An address that may be shown: without its password. */
export const withoutPassword = (url: string): string => url.replace(/(:\/\/[^:@/]+):[^@]*@/, '$1@');
