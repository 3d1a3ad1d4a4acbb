import { type ExtraId, type Money, type Result, type TaskId, type VisitId, no, ok, share, sum, times } from '#kernel';
import type { Ground } from '#modules/contracts';
import type { LineKind, Unit } from '#modules/pricing';

/** A line of extra work, in the words of the quote: all-in, `minute` is priced per hour. */
export type ExtraLine = Readonly<{
  kind: LineKind; says: string; unit: Unit; quantity: number; unitPrice: Money; gross: Money; worst: Readonly<{ quantity: number; gross: Money }>; vatBasisPoints: number; task?: TaskId; item?: string;
}>;
export type ExtraState = 'proposed' | 'approved' | 'refused';
/** By what a yes was given: the person's own code, their own screen, a helper's mandate, the telephone to the operator, or what the signed receipt allowed. */
export type SaidBy = 'code' | 'person' | 'mandate' | 'technician' | 'phone' | 'receipt';
/** Extra work that is not done at the door: looking for a fault in the workshop, repairing it there, a part that is ordered. */
export type Away = 'diagnosis' | 'repair' | 'part';

/** Work that was not in the quote. Nothing of it is billed before a yes; `worst` is what it can cost at most. */
export type Extra = Readonly<{
  id: ExtraId; visit: VisitId; why: string; lines: readonly ExtraLine[]; gross: Money; worst: Money; state: ExtraState; proposedAt: Temporal.Instant;
  answeredAt?: Temporal.Instant; saidBy?: SaidBy;
  /** Whom the operator spoke with, where the answer came on the telephone. */
  spokeWith?: string;
  /** Whether the person asked that it begin at once, inside the time in which they may withdraw. */
  startNow?: boolean;
  /** Why its money need not wait, as the technician chose and wrote down; never assumed. */
  ground?: Ground; urgentWhy?: string;
  /** No money for it before that day. */
  payableFrom?: Temporal.PlainDate;
  away?: Away;
  /** The last day on which a yes counts. */
  standsUntil?: Temporal.PlainDate;
}>;

export type AskedLine = Readonly<{ kind: LineKind; says: string; unit: Unit; quantity: number; worstQuantity?: number | undefined; unitPrice: Money; task?: TaskId | undefined; item?: string | undefined }>;
export type BadExtra = { kind: 'extra-empty' } | { kind: 'extra-wrong-currency' } | { kind: 'extra-renews' };

const amount = (line: AskedLine, quantity: number): Money => (line.unit === 'minute' ? share(line.unitPrice, quantity, 60) : times(line.unitPrice, quantity));

/** The lines with their sums. What renews is sold with a quote and its dates, never as an extra at the table. */
export function extraLines(asked: readonly AskedLine[], currency: Money['currency'], vatOf: (kind: LineKind) => number): Result<readonly ExtraLine[], BadExtra> {
  if (asked.length === 0) return no({ kind: 'extra-empty' });
  if (asked.some((line) => line.unitPrice.currency !== currency)) return no({ kind: 'extra-wrong-currency' });
  if (asked.some((line) => line.kind === 'subscription' || line.unit === 'month' || line.unit === 'year')) return no({ kind: 'extra-renews' });
  return ok(asked.map((line) => {
    const most = Math.max(line.quantity, line.worstQuantity ?? line.quantity);
    return {
      kind: line.kind, says: line.says, unit: line.unit, quantity: line.quantity, unitPrice: line.unitPrice, gross: amount(line, line.quantity),
      worst: { quantity: most, gross: amount(line, most) }, vatBasisPoints: vatOf(line.kind), ...(line.task ? { task: line.task } : {}), ...(line.item ? { item: line.item } : {}),
    };
  }));
}
export const totalOf = (lines: readonly ExtraLine[], currency: Money['currency'], end: 'expected' | 'worst'): Money =>
  sum(lines.map((line) => (end === 'worst' ? line.worst.gross : line.gross)), currency);

/** One answer, for good. */
export function answer(extra: Extra, yes: boolean, by: SaidBy, now: Temporal.Instant, startNow: boolean): Result<Extra, { kind: 'extra-already-answered' }> {
  if (extra.state !== 'proposed') return no({ kind: 'extra-already-answered' });
  return ok({ ...extra, state: yes ? 'approved' : 'refused', answeredAt: now, saidBy: by, ...(yes ? { startNow } : {}) });
}
