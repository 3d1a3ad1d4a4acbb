import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** PostgreSQL refuses to run as root, so root lends it to `nobody`: by uid, or by a user namespace in which root is called so. */
export type Owner = 'self' | 'nobody' | 'namespace';

/** Where the server runs: whose process it is, its programs, its cluster of data. */
export type Quarters = Readonly<{ owner: Owner; programs: string; cluster: string }>;

/** The database cannot be opened; the message is for whoever started Porchlight. */
export class CannotRun extends Error {}
/** Neither here nor with new data: the fallback's case. */
export class CannotLaunch extends CannotRun {}

const NOBODY = 65_534;
const AWAY = '/var/lib/porchlight';

/** The command and options that start a program as this owner; standard output and error are added by the caller. */
export function as(owner: Owner, program: string, args: readonly string[]): { command: string; args: string[]; options: { uid?: number; gid?: number; cwd: string; env: NodeJS.ProcessEnv } } {
  // A clean environment: PGDATA, PGOPTIONS, LC_ALL and their like must not reach the server.
  const options = { cwd: '/', env: { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' } };
  if (owner === 'nobody') return { command: program, args: [...args], options: { ...options, uid: NOBODY, gid: NOBODY } };
  if (owner === 'namespace') return { command: 'unshare', args: ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, '--', program, ...args], options };
  return { command: program, args: [...args], options };
}

/**
 * Chooses quarters in which the server can live, and gives them to their owner. Data that exists stays where it is.
 * Answers undefined when this machine has no way to run it.
 */
export function findQuarters(programs: string, dataDir: string): Quarters | undefined {
  const here = join(dataDir, 'postgres');
  if (process.getuid?.() !== 0) return { owner: 'self', programs, cluster: here };
  chmodSync(dataDir, statSync(dataDir).mode | 0o011); // the server must pass through; what lies inside is closed by itself
  const away = join(AWAY, createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12));
  const wentAway = existsSync(join(away, 'postgres', 'PG_VERSION')) && !existsSync(join(here, 'PG_VERSION'));
  const owner = wentAway ? undefined : (['nobody', 'namespace'] as const).find((candidate) => canLive(candidate, programs, dataDir));
  if (owner !== undefined) return { owner, programs, cluster: here };
  return moveAway(programs, away);
}

function canLive(owner: Owner, programs: string, dataDir: string): boolean {
  const trial = (program: string, args: string[]): boolean => {
    const start = as(owner, program, args);
    return spawnSync(start.command, start.args, { ...start.options, stdio: 'ignore', timeout: 10_000 }).status === 0;
  };
  return trial(join(programs, 'postgres'), ['--version']) && trial('/bin/sh', ['-c', 'cd "$0"', dataDir]);
}

function moveAway(programs: string, away: string): Quarters | undefined {
  try {
    mkdirSync(away, { recursive: true, mode: 0o755 });
    const native = join(away, 'native');
    cpSync(dirname(programs), native, { recursive: true, verbatimSymlinks: true });
    const moved = join(native, 'bin');
    return canLive('nobody', moved, away) ? { owner: 'nobody', programs: moved, cluster: join(away, 'postgres') } : undefined;
  } catch {
    return undefined; // a read-only or full /var: the caller falls back and says so
  }
}

/** Gives a folder and all in it to the owner, when it is somebody else's (the checkout was moved, or copied by root). */
export function handOver(owner: Owner, folder: string): void {
  if (process.getuid?.() !== 0) return;
  const uid = owner === 'nobody' ? NOBODY : 0;
  if (lstatSync(folder).uid === uid) return;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!lstatSync(join(folder, name)).isSymbolicLink()) chownSync(join(folder, name), uid, uid);
  }
  chownSync(folder, uid, uid); // last: an interrupted change is taken up again
}
