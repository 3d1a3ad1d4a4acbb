import { type ExtraId, type HomeId, type Money, type Result, type VisitId, money, no, ok } from '#kernel';
import type { Extra } from './extra.ts';

/** A part on order. `gross` is the whole price; `deposit` what is asked ahead of it, under the rule of the country. */
export type PartOrder = Readonly<{
  id: string; visit: VisitId; home: HomeId; extra?: ExtraId; item?: string; says: string; quantity: number; gross: Money; deposit: Money; expectedOn: Temporal.PlainDate; proposedAt: Temporal.Instant;
  orderedAt?: Temporal.Instant; lateToldAt?: Temporal.Instant; arrivedAt?: Temporal.Instant; cancelledAt?: Temporal.Instant; cancelledBy?: 'household' | 'office' | 'refused';
}>;
/** asked: it needs a yes; agreed: it can be ordered; then on its way, perhaps late, here, or called off. */
export type PartState = 'asked' | 'agreed' | 'ordered' | 'late' | 'arrived' | 'cancelled';

export function partState(order: PartOrder, extra: Pick<Extra, 'state'> | undefined, today: Temporal.PlainDate): PartState {
  if (order.cancelledAt || extra?.state === 'refused') return 'cancelled';
  if (order.arrivedAt) return 'arrived';
  if (extra?.state === 'proposed') return 'asked';
  if (isLate(order, today)) return 'late';
  return order.orderedAt ? 'ordered' : 'agreed';
}
export const isLate = (order: PartOrder, today: Temporal.PlainDate): boolean => Temporal.PlainDate.compare(today, order.expectedOn) > 0;

const WHOLE = 10_000;
/** The most that may be asked ahead, rounded down to a cent; nothing where the country or the operator has no rule for it. */
export const mostDeposit = (gross: Money, basisPoints: number | undefined): Money => money(Math.floor((gross.cents * (basisPoints ?? 0)) / WHOLE), gross.currency);

export type CannotCallOff = { kind: 'part-over' } | { kind: 'part-not-late' };
/** The household calls it off free of charge while nothing was ordered, or once it is late; the firm may always, and bears it. */
export function callOff(order: PartOrder, state: PartState, by: 'household' | 'office', now: Temporal.Instant): Result<PartOrder, CannotCallOff> {
  if (state === 'arrived' || state === 'cancelled') return no({ kind: 'part-over' });
  if (by === 'household' && state === 'ordered') return no({ kind: 'part-not-late' });
  return ok({ ...order, cancelledAt: now, cancelledBy: by });
}
