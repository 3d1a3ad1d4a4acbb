import { setTimeout as wait } from 'node:timers/promises';
import type { Server } from './launch.ts';
import { runningProcess } from './process.ts';

/** Where the life of the server is told. */
export type Log = { info(message: string): void; warn(message: string): void };

/** A server that is started again whenever it ends, until it is told to stop. */
export type Supervised = {
  pid(): number;
  stop(): Promise<void>;
  /** Tells it to stop, without waiting: for the last moment of a process. */
  send(): void;
  /** Looks after it no longer, and leaves it running: it is another's. */
  letGo(): void;
};

const PAUSES = [50, 250, 1000, 3000, 10_000]; // milliseconds before the next try; the last one repeats

export function supervise(first: Server, again: () => Promise<Server>, log: Log): Supervised {
  let server = first;
  let isStopping = false;
  let isStarting = false;
  const watching = (async () => {
    for (;;) {
      await server.ended;
      if (isStopping) return;
      log.warn('The embedded database ended unexpectedly; starting it again.');
      isStarting = true;
      const next = await untilItStarts(again, () => isStopping, log);
      server = next ?? server;
      isStarting = false;
      if (next === undefined || isStopping) return; // stop() ends the one that has just come up
      log.info('The embedded database is back.');
    }
  })();
  return {
    pid: () => server.pid,
    letGo: () => { isStopping = true; },
    send: () => { if (runningProcess(server.pid)) send(server.pid, 'SIGINT'); },
    stop: async () => {
      isStopping = true;
      await endProcess(server.pid);
      if (isStarting) await watching;
      await endProcess(server.pid); // one that was being started while we stopped
    },
  };
}

async function untilItStarts(again: () => Promise<Server>, isStopping: () => boolean, log: Log): Promise<Server | undefined> {
  for (let tries = 0; !isStopping(); tries += 1) {
    await wait(PAUSES[Math.min(tries, PAUSES.length - 1)]);
    if (isStopping()) return undefined;
    try {
      return await again();
    } catch (error) {
      log.warn(`${(error as Error).message}`);
    }
  }
  return undefined;
}

/** Asks the server to end its sessions and close its files (SIGINT: "fast shutdown"), then insists. */
async function endProcess(pid: number): Promise<void> {
  const began = runningProcess(pid)?.began;
  const isGone = (): boolean => began === undefined || runningProcess(pid)?.began !== began;
  for (const [signal, patience] of [['SIGINT', 20_000], ['SIGQUIT', 5000]] as const) {
    if (isGone()) return;
    send(pid, signal);
    for (const until = performance.now() + patience; performance.now() < until && !isGone();) await wait(10);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
