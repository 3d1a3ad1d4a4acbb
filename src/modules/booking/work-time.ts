import { wholeCells } from './day.ts';

type Minutes = Readonly<{ minutes: Readonly<{ expected: number }>; unattended: Readonly<{ expected: number }> }>;

const LONGEST = 600;

/** Minutes to plan at a home: what is expected of all tasks. A machine that works alone does so while the next task is done, the longest one at the end. */
export function minutesOf(scope: Readonly<{ tasks: readonly Minutes[] }>): number {
  const attended = scope.tasks.reduce((sum, task) => sum + task.minutes.expected, 0);
  const alone = Math.max(0, ...scope.tasks.map((task) => task.unattended.expected));
  const overlapped = scope.tasks.length > 1 ? Math.min(alone, attended / 2) : 0;
  return Math.min(LONGEST, wholeCells(attended + alone - overlapped));
}
