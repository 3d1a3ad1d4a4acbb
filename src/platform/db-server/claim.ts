import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Running, runningProcess } from './process.ts';

/** A claim on something that one process holds at a time, with what it wants others to know (its address, say). */
export type Claim = Readonly<{ pid: number; began: string; note: string }>;

/**
 * Claims a file for this process: writes it and answers `undefined`, or answers the claim of a process that lives.
 * A claim whose process is gone is taken over. The same process may claim again, to change its note.
 */
export function claim(file: string, note: string): Claim | undefined {
  const mine: Claim = { pid: process.pid, began: runningProcess(process.pid)?.began ?? '', note };
  for (;;) {
    try {
      writeFileSync(file, JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      return undefined;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const held = holder(file);
    if (held !== undefined && held.pid !== process.pid) return held;
    rmSync(file, { force: true });
  }
}

/** The claim on a file whose process still lives. */
export function holder(file: string): Claim | undefined {
  try {
    const found = JSON.parse(readFileSync(file, 'utf8')) as Claim;
    const running: Running | undefined = runningProcess(found.pid);
    return running !== undefined && running.began === found.began ? found : undefined;
  } catch {
    return undefined; // none, or half-written by a process that was killed
  }
}

/** Gives the claim up, if it is this process's. */
export function release(file: string): void {
  if (holder(file)?.pid === process.pid) rmSync(file, { force: true });
}
