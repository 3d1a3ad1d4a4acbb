import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDbServer } from '#platform/db-server/index';
import { addressOf, launch } from '#platform/db-server/launch';
import { as, findQuarters, handOver, type Quarters } from '#platform/db-server/owner';

/** Which PostgreSQL the store tests speak to: the one Porchlight brings, or the one of the system. */
export type Which = 'embedded' | 'system';

/** Nothing in a test must survive a power cut. */
const HASTY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };
const DEBIAN = '/usr/lib/postgresql';

/**
 * A server for tests in a new folder, and the address of its `postgres` database. It ends, and its folder goes, when this
 * process ends, however it ends.
 */
export async function startTestServer(which: Which): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-test-'));
  const { pid, address } = which === 'system' ? await startSystem(folder) : await startEmbedded(folder);
  endWithUs(pid, folder);
  return address;
}

async function startEmbedded(folder: string): Promise<{ pid: number; address: string }> {
  const server = await startDbServer({ dataDir: folder, log: { info: () => undefined, warn: (message) => { process.stderr.write(`${message}\n`); } }, settings: HASTY });
  const pid = server.pid();
  if (pid === undefined) throw new Error('These tests need the embedded PostgreSQL, and it does not run on this machine. Set PORCHLIGHT_TEST_SERVER=system to use the one of the system.');
  return { pid, address: server.url.replace('/porchlight?', '/postgres?') };
}

async function startSystem(folder: string): Promise<{ pid: number; address: string }> {
  const found = findQuarters(systemPrograms(), folder);
  if (found === undefined) throw new Error('The PostgreSQL of this system cannot be run from here.');
  const quarters: Quarters = { ...found, cluster: join(folder, 'postgres') };
  mkdirSync(quarters.cluster, { mode: 0o700 });
  handOver(quarters.owner, quarters.cluster);
  const start = as(quarters.owner, join(quarters.programs, 'initdb'), [
    `--pgdata=${quarters.cluster}`, '--username=porchlight', '--encoding=UTF8', '--locale=C.UTF-8', '--auth-local=trust', '--auth-host=reject', '--no-sync', '--no-instructions',
  ]);
  const ran = spawnSync(start.command, start.args, { ...start.options, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`initdb of the system's PostgreSQL failed: ${ran.stderr}`);
  const server = await launch(quarters, quarters.cluster, HASTY);
  return { pid: server.pid, address: addressOf(server.socket, 'postgres') };
}

/** The folder of the newest PostgreSQL of this Debian (or Ubuntu); installs it where we may. */
function systemPrograms(): string {
  const find = (): string | undefined => existsSync(DEBIAN)
    ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')))
    : undefined;
  const found = find() ?? (installPackage('postgresql') ? find() : undefined);
  if (found === undefined) throw new Error("The store tests also run on the system's PostgreSQL, which is not installed. Run: sudo apt-get install postgresql");
  return found;
}

/** Installs a Debian package when we are root on a machine that has apt. Answers whether it worked. */
export function installPackage(name: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (args: string[]): boolean => spawnSync('apt-get', args, { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  return apt(['install', '-y', '-q', name]) || (apt(['update', '-q']) && apt(['install', '-y', '-q', name]));
}

/** A small shell waits on a pipe that only this process holds: when we are gone, by whatever end, it ends the server. */
function endWithUs(pid: number, folder: string): void {
  const waiting = 'cat >/dev/null; kill -QUIT "$0" 2>/dev/null; while kill -0 "$0" 2>/dev/null; do sleep 0.1; done; rm -rf "$1"';
  const child = spawn('/bin/sh', ['-c', waiting, String(pid), folder], { detached: true, cwd: '/', stdio: ['pipe', 'ignore', 'ignore'] });
  child.unref();
  (child.stdin as unknown as { unref(): void }).unref();
}
