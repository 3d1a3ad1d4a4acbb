import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { as, CannotLaunch, CannotRun, handOver, type Quarters } from './owner.ts';

/** The one role of the embedded server, and its database. */
export const ROLE = 'porchlight';

/**
 * Creates the cluster of data if there is none. It is made beside its place and then renamed, so one that exists is whole.
 * Throws when the existing one was written by another major version.
 */
export function createCluster({ owner, programs, cluster }: Quarters, isDurable: boolean): void {
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    refuseOtherVersion(programs, cluster);
    handOver(owner, cluster);
    return;
  }
  const unfinished = `${cluster}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  handOver(owner, unfinished);
  const start = as(owner, join(programs, 'initdb'), [
    `--pgdata=${unfinished}`, `--username=${ROLE}`, '--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C',
    '--auth-local=trust', '--auth-host=reject', '--no-instructions', ...(isDurable ? [] : ['--no-sync']),
  ]);
  const ran = spawnSync(start.command, start.args, { ...start.options, encoding: 'utf8', timeout: 120_000 });
  if (ran.status !== 0) throw new CannotLaunch(`Could not create the database (initdb ended with ${ran.status ?? ran.signal}): ${ran.stderr || ran.error?.message}. Maybe the disk is full.`);
  renameSync(unfinished, cluster);
}

function refuseOtherVersion(programs: string, cluster: string): void {
  const wrote = readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  const said = spawnSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout ?? '';
  const ours = /(\d+)/.exec(said)?.[1];
  if (ours !== undefined && ours !== wrote) {
    throw new CannotRun(`The data in ${cluster} was written by PostgreSQL ${wrote}, and this Porchlight brings ${ours}. Take a backup with the version that wrote it, move that folder aside, and restore here.`);
  }
}
