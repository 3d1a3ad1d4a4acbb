import { existsSync, statSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '#kernel';
import { holder } from '#platform/db-server/claim';
import { openDb, sql } from '#platform/db';
import { readInstallation } from '#platform/installation';
import { findChanges } from '#platform/migrate';
import { readArguments } from './arguments.ts';
import { type Command, DONE, type Io, NOT_DONE } from './command.ts';
import { migrationsFolder, type Opened, settings, withDatabase, withoutPassword } from './installation.ts';

/** One look at the installation: what was found, and when it is not well, what to do. */
type Finding = Readonly<{ is: 'ok' | 'note' | 'bad'; says: string }>;
const ok = (says: string): Finding => ({ is: 'ok', says });
const note = (says: string): Finding => ({ is: 'note', says });
const bad = (says: string): Finding => ({ is: 'bad', says });

const LITTLE_ROOM = 500_000_000; // bytes: below this a busy week of photos and logs may fill the disk
const SKEW = 2_000; // milliseconds between our clock and the database's

export const doctor: Command = {
  name: 'doctor',
  summary: 'is this installation healthy?',
  help: `Usage: ./porchlight doctor

Looks at the programs, the data folder, the disk, the database, its migrations, its clock and whether Porchlight answers.
Changes nothing. Exit code 0: healthy; 1: something needs you, and each such line says what to do.`,
  async run(args, io) {
    readArguments(args, {});
    const findings = [programs(), ...folder(), await pages(), ...(await database(io))];
    for (const { is, says } of findings) io.out(`${is.padEnd(4)}  ${says}`);
    const ill = findings.filter(({ is }) => is === 'bad').length;
    io.out(ill === 0 ? 'This installation is healthy.' : `${ill} of these need you.`);
    return ill === 0 ? DONE : NOT_DONE;
  },
};

const programs = (): Finding => ok(`Node ${process.versions.node} on ${process.platform} ${process.arch}`);

function folder(): Finding[] {
  const { dataDir } = settings();
  if (!existsSync(dataDir)) return [note(`${dataDir} does not exist yet: Porchlight was never started here (npm start)`)];
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  const room = `${(free / 1e9).toFixed(1)} GB free for ${dataDir}`;
  const key = join(dataDir, 'keys', 'house.key');
  const isOpen = existsSync(key) && (statSync(key).mode & 0o077) !== 0;
  return [
    free < LITTLE_ROOM ? bad(`${room}: that is little. Make room, or move the folder and set PORCHLIGHT_DATA`) : ok(room),
    ...(isOpen ? [bad(`${key} can be read by others. Run: chmod 600 ${key}`)] : []),
  ];
}

async function pages(): Promise<Finding> {
  const { dataDir } = settings();
  const running = holder(join(dataDir, 'porchlight.running'));
  if (running === undefined) return note('Porchlight is not running (npm start)');
  const address = `${running.note}/readyz`;
  try {
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(5000) });
    return answer.ok ? ok(`Porchlight answers at ${running.note}`) : bad(`Porchlight runs, but ${address} says ${answer.status}. Look at its log, or stop and start it`);
  } catch (error) {
    return bad(`Porchlight runs as process ${running.pid}, but ${address} does not answer (${(error as Error).message}). Stop and start it`);
  }
}

async function database(io: Io): Promise<Finding[]> {
  try {
    return await withDatabase(io, inspect);
  } catch (error) {
    return [bad((error as Error).message)];
  }
}

async function inspect({ pool, url, server }: Opened): Promise<Finding[]> {
  const { rows: [row] } = await pool.query<{ version: string; at: string; bytes: string }>(
    "select current_setting('server_version') as version, extract(epoch from clock_timestamp())::text as at, pg_database_size(current_database())::text as bytes");
  const kind = server === undefined ? withoutPassword(url) : server.kind;
  const skew = Math.abs(Number(row?.at) * 1000 - systemClock.now().epochMilliseconds);
  const major = Number.parseInt(row?.version ?? '', 10);
  return [
    major >= 15 ? ok(`PostgreSQL ${row?.version} (${kind}), ${(Number(row?.bytes) / 1e6).toFixed(0)} MB`) : bad(`PostgreSQL ${row?.version}: Porchlight needs 15 or newer`),
    ...(server?.warning === undefined ? [] : [bad(server.warning)]),
    skew > SKEW ? bad(`The database's clock is ${(skew / 1000).toFixed(0)} s away from ours. Set both by NTP`) : ok('The database and we agree what time it is'),
    await migrations(pool),
    await house(pool),
  ];
}

async function migrations(pool: Opened['pool']): Promise<Finding> {
  const { missing, total, faults } = await findChanges(pool, migrationsFolder);
  if (faults.length > 0) return bad(faults.join(' '));
  return missing.length === 0 ? ok(`${total} migrations, all applied`) : note(`${missing.length} of ${total} migrations are not applied yet (npm start applies them)`);
}

async function house(pool: Opened['pool']): Promise<Finding> {
  const db = openDb<unknown>(pool);
  const { rows } = await sql<{ is: boolean }>`select to_regclass('platform.installation') is not null as is`.execute(db);
  const installation = rows[0]?.is === true ? await readInstallation(db) : undefined;
  if (installation === undefined) return note('Nobody has founded this house yet (npm start)');
  return ok(installation.demo ? 'This is a demo: its people are invented' : `This is the house of ${installation.name}`);
}
