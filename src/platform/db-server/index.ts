/** The database that Porchlight brings along: a real PostgreSQL in a folder, or PGlite where no server can run. Not a client: see #platform/db. */
import { accessSync, constants, existsSync, mkdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { findRunning } from './adopt.ts';
import { findBinaries } from './binaries.ts';
import { claim, release } from './claim.ts';
import { createCluster, ROLE } from './initdb.ts';
import { addressOf, launch, type Server, socketFolder } from './launch.ts';
import { CannotLaunch, CannotRun, findQuarters, type Quarters } from './owner.ts';
import { pgliteAddress, startPglite } from './pglite.ts';
import { type Log, supervise } from './supervise.ts';

export { claim, holder, release, type Claim } from './claim.ts';
export { CannotRun } from './owner.ts';
export type { Log } from './supervise.ts';

/** A database that runs: its address for node-postgres, pg-boss and psql, and what an operator should know about it. */
export type DbServer = Readonly<{ url: string; kind: 'embedded' | 'pglite'; warning?: string; pid(): number | undefined; stop(): Promise<void> }>;

export type DbServerOptions = Readonly<{
  /** The folder of this installation's data; the database takes a folder in it. */
  dataDir: string;
  log: Log;
  /** PGlite even where a server could run; PORCHLIGHT_DATABASE=pglite in the environment says the same. */
  only?: 'pglite';
  /** Settings of the server beside ours; tests switch durability off. */
  settings?: Readonly<Record<string, string>>;
}>;

const CAUTION = 'This machine cannot run the PostgreSQL server that comes with Porchlight, so its small stand-in (PGlite) is used: a power cut may lose the last minutes of work. '
  + 'For real use, give Porchlight a PostgreSQL server (DATABASE_URL).';

/** Starts the database of this folder, or joins the one that runs. Throws, with the server's own words, when data exists and cannot be served. */
export async function startDbServer(options: DbServerOptions): Promise<DbServer> {
  const dataDir = openFolder(options.dataDir);
  const isSmall = options.only === 'pglite' || process.env.PORCHLIGHT_DATABASE === 'pglite';
  const programs = isSmall ? undefined : findBinaries();
  const quarters = programs === undefined ? undefined : findQuarters(programs, dataDir);
  const isNew = quarters === undefined || !existsSync(join(quarters.cluster, 'PG_VERSION'));
  const small = join(dataDir, 'pglite');
  if (quarters === undefined || (isNew && existsSync(join(small, 'PG_VERSION')))) return fallBack(dataDir, options.log);
  try {
    return await serve(quarters, dataDir, options);
  } catch (error) {
    release(lockOf(dataDir));
    if (!isNew || !(error instanceof CannotLaunch)) throw error; // never show an empty town in place of one that exists
    options.log.warn(error.message);
    rmSync(quarters.cluster, { recursive: true, force: true });
    return fallBack(dataDir, options.log);
  }
}

const lockOf = (dataDir: string): string => join(dataDir, 'postgres.owner');

function openFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return realpathSync(folder);
  } catch (error) {
    throw new CannotRun(`Porchlight cannot use its data folder ${folder}: ${(error as Error).message}. Maybe it was made by another user: start as that user, or choose another folder.`);
  }
}

/** PGlite lives in one process; a second command speaks to it through the socket of the first. */
async function fallBack(dataDir: string, log: Log): Promise<DbServer> {
  const folder = join(dataDir, 'pglite');
  const about = { url: pgliteAddress(folder), kind: 'pglite', warning: CAUTION, pid: () => undefined } as const;
  if (claim(lockOf(dataDir), folder) !== undefined) return { ...about, stop: async () => undefined };
  const stop = await startPglite(folder);
  log.warn(CAUTION);
  return {
    ...about,
    stop: async () => {
      await stop();
      release(lockOf(dataDir));
    },
  };
}

async function serve(quarters: Quarters, dataDir: string, { log, settings = {} }: DbServerOptions): Promise<DbServer> {
  const lock = lockOf(dataDir);
  let isOurs = claim(lock, quarters.cluster) === undefined;
  const running = await findRunning(quarters.cluster);
  if (!isOurs && running === undefined) throw new CannotRun(`Another Porchlight is starting or stopping the database in ${dataDir}. Wait a moment and try again.`);
  if (isOurs && running !== undefined) log.info('Found the database of an earlier start still running; using it.');
  if (running === undefined) createCluster(quarters, settings.fsync !== 'off');
  const socket = running?.socket ?? socketFolder(quarters);
  const start = async (): Promise<Server> => {
    // The server may have been another command's, which has ended and took it along: then it becomes ours.
    isOurs ||= claim(lock, quarters.cluster) === undefined;
    if (isOurs) return launch(quarters, socket, settings);
    const theirs = await findRunning(quarters.cluster);
    if (theirs === undefined) throw new Error('Waiting for the command that holds the embedded database to start it again or to end.');
    return theirs;
  };
  const life = supervise(running ?? await start(), start, log);
  // Whoever leaves without stop() still takes the server along; only kill -9 leaves it to the next start.
  const leave = (): void => { if (isOurs) life.send(); };
  process.once('exit', leave);
  await createDatabase(socket);
  return {
    url: addressOf(socket), kind: 'embedded', pid: life.pid,
    stop: async () => {
      process.off('exit', leave);
      if (!isOurs) return life.letGo();
      await life.stop();
      release(lock);
    },
  };
}

async function createDatabase(socket: string): Promise<void> {
  const client = new pg.Client({ connectionString: addressOf(socket, 'postgres') });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [ROLE]);
    if (rowCount === 0) await client.query(`create database ${ROLE}`).catch(unlessMade);
  } finally {
    await client.end();
  }
}

/** Two commands that start at once may both want to make it. */
function unlessMade(error: Error & { code?: string }): void {
  if (error.code !== '42P04' && error.code !== '23505') throw error;
}
