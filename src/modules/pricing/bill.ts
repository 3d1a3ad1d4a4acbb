import type { Money, TaskId } from '#kernel';
import type { QuoteLine } from './quote.ts';
import type { ItemKey } from './scope.ts';

/** What really happened: whole minutes of the visit, and what was used. `perTask` is optional; without it minutes are shared as they were expected. */
export type Actual = Readonly<{
  attendedMinutes: number;
  unattendedMinutes: number;
  perTask?: Readonly<Record<TaskId, Readonly<{ attended: number; unattended: number }>>>;
  items: readonly Readonly<{ item: ItemKey; task?: TaskId; quantity: number }>[];
  outcome: 'solved' | 'partly' | 'unsolved' | 'nobody-home' | 'entry-refused' | 'unsafe' | 'to-be-continued' | 'handed-over' | 'workshop';
}>;

/** A line of the bill: the quote line it comes from, and what was taken off because the line's own ceiling was reached. */
export type BilledLine = Readonly<{ line: QuoteLine; from: QuoteLine; capped: Money }>;
export type BillDraft = Readonly<{ lines: readonly BilledLine[]; gross: Money; ceiling: Money }>;
