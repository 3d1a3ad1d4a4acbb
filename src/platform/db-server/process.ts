import { readFileSync } from 'node:fs';

/** What /proc tells about a process: its command line, and the tick it began at (a pid is used again, pid and tick are not). */
export type Running = Readonly<{ pid: number; command: string; began: string }>;

/** The running process of this number, or undefined when there is none, or only its ghost (state Z). Linux; elsewhere the command is ''. */
export function runningProcess(pid: number): Running | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 1) return undefined;
  if (process.platform !== 'linux') return answersSignals(pid) ? { pid, command: '', began: '' } : undefined;
  try {
    // The name in brackets may hold spaces and brackets itself: the fields start after the last one. Fields: man proc_pid_stat(5).
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return { pid, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim(), began: fields[19] ?? '' };
  } catch {
    return undefined; // it ended while we looked
  }
}

function answersSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
