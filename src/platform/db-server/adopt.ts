import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { answers, type Server } from './launch.ts';
import { type Running, runningProcess } from './process.ts';

/**
 * A server that already runs on this cluster: left behind by a start that was killed, or held by another command.
 * Only a process whose own command line names the cluster counts; a number alone may be anybody's.
 */
export async function findRunning(cluster: string): Promise<Server | undefined> {
  const lines = read(join(cluster, 'postmaster.pid'));
  const running = runningProcess(Number(lines[0]));
  if (running === undefined || !isOurs(running, cluster)) return undefined;
  const socket = lines[4] ?? cluster;
  if (!(await answers(socket, () => !lives(running)))) return undefined;
  return { pid: running.pid, socket, ended: watch(running) };
}

const isOurs = (running: Running, cluster: string): boolean => running.command.split(' ').includes(cluster) || running.command.includes(`-D ${cluster} `);

const lives = (running: Running): boolean => runningProcess(running.pid)?.began === running.began;

/** A process that is not our child tells nobody when it ends: look twice a second, without keeping this process awake. */
async function watch(running: Running): Promise<void> {
  while (lives(running)) await wait(500, undefined, { ref: false });
}

function read(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return []; // no lock, no server
  }
}
