import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { ROLE } from './initdb.ts';
import { as, CannotLaunch, handOver, type Owner, type Quarters } from './owner.ts';
import { runningProcess } from './process.ts';

/** A server that answers: its process, the folder of its socket, and a way to learn that it ended. */
export type Server = Readonly<{ pid: number; socket: string; ended: Promise<void> }>;

const LONGEST_SOCKET = 107; // bytes of sun_path, unix(7), without its closing zero
const SOCKET = '.s.PGSQL.5432';
const LOG_LIMIT = 10_000_000; // bytes; the log before the last is dropped

/** The address for node-postgres, pg-boss and psql alike. */
export const addressOf = (socket: string, database: string = ROLE): string => `postgresql://${ROLE}@/${database}?host=${encodeURIComponent(socket)}`;

export const logFile = (quarters: Quarters): string => `${quarters.cluster}.log`;

/** Starts the server as its own session, so that Ctrl-C reaches us alone, and waits until it answers. */
export async function launch(quarters: Quarters, socket: string, settings: Readonly<Record<string, string>>): Promise<Server> {
  dropStaleLock(quarters.cluster);
  if (!existsSync(socket)) closedFolder(quarters.owner, () => { mkdirSync(socket, { mode: 0o700 }); return socket; });
  const all = { listen_addresses: '', unix_socket_directories: socket, unix_socket_permissions: '0700', timezone: 'UTC', log_timezone: 'UTC', ...settings };
  const start = as(quarters.owner, join(quarters.programs, 'postgres'), ['-D', quarters.cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]);
  const log = openLog(logFile(quarters));
  const child = spawn(start.command, start.args, { ...start.options, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => { resolve(); });
    child.once('error', () => { resolve(); });
  });
  if (!(await answers(socket, () => hasEnded(child)))) {
    child.kill('SIGQUIT');
    throw new CannotLaunch(`The embedded database did not start. The end of its log (${logFile(quarters)}):\n${lastWords(logFile(quarters))}`);
  }
  return { pid: child.pid ?? 0, socket, ended };
}

const hasEnded = (child: ChildProcess): boolean => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;

/** Whether the server answers within two minutes (recovering after a power cut takes its time); gives up when it has ended. */
export async function answers(socket: string, isOver: () => boolean): Promise<boolean> {
  for (const until = performance.now() + 120_000; performance.now() < until && !isOver();) {
    if (existsSync(join(socket, SOCKET))) {
      const client = new pg.Client({ connectionString: addressOf(socket, 'postgres'), connectionTimeoutMillis: 5000 });
      client.on('error', () => { /* told by connect() and end() below */ });
      const ok = await client.connect().then(() => true, () => false);
      await client.end().catch(() => undefined);
      if (ok) return true;
    }
    await wait(20);
  }
  return false;
}

/** The socket lives in the data folder, which is closed to others (0700); where that path is too long, in a new closed folder. */
export function socketFolder({ owner, cluster }: Quarters): string {
  if (Buffer.byteLength(join(cluster, SOCKET)) <= LONGEST_SOCKET) return cluster;
  return closedFolder(owner, () => mkdtempSync(join(tmpdir(), 'porchlight-')));
}

function closedFolder(owner: Owner, make: () => string): string {
  const folder = make();
  handOver(owner, folder);
  return folder;
}

/** After a crash of the machine another process may wear the number in the lock file, and PostgreSQL would not start. */
function dropStaleLock(cluster: string): void {
  const lock = join(cluster, 'postmaster.pid');
  if (!existsSync(lock)) return;
  const running = runningProcess(Number.parseInt(readFileSync(lock, 'utf8'), 10));
  if (running !== undefined && !running.command.includes(cluster)) rmSync(lock);
}

function openLog(file: string): number {
  if (existsSync(file) && statSync(file).size > LOG_LIMIT) renameSync(file, `${file}.old`);
  return openSync(file, 'a', 0o600);
}

function lastWords(file: string): string {
  const size = statSync(file).size;
  const buffer = Buffer.alloc(Math.min(size, 2000));
  const log = openSync(file, 'r');
  readSync(log, buffer, 0, buffer.length, size - buffer.length);
  closeSync(log);
  return buffer.toString('utf8');
}
