import { type Country, type Money, ZONE, least, zero } from '#kernel';
import type { Quote } from './quote.ts';
import type { When } from './scope.ts';

type Fees = Pick<Quote, 'fees' | 'ceiling'>;

/** What a visit costs to which nobody opened the door: the fee of the tariff, and never more than the ceiling that was promised. */
export const missedFee = (quote: Fees): Money => least(quote.fees.missedVisit, quote.ceiling);

/** From when on cancelling costs the late fee. */
export const freeUntil = (quote: Pick<Quote, 'fees'>, promisedFrom: Temporal.Instant): Temporal.Instant => promisedFrom.subtract({ minutes: Math.round(quote.fees.lateCancelHours * 60) });

/** What cancelling now costs: nothing until `freeUntil`, then the late fee of the tariff. */
export function cancelFee(quote: Fees, promisedFrom: Temporal.Instant, now: Temporal.Instant): Money {
  if (Temporal.Instant.compare(now, freeUntil(quote, promisedFrom)) <= 0) return zero(quote.ceiling.currency);
  return least(quote.fees.lateCancel, quote.ceiling);
}

const EVENING = 18;
const NIGHT = 21;
const MORNING = 8;

/** Which hours a start belongs to, on the wall clock of the country: night 21–8 before all, then the weekend, then the evening from 18. */
export function whenOf(at: Temporal.Instant, country: Country): When {
  const local = at.toZonedDateTimeISO(ZONE[country]);
  if (local.hour >= NIGHT || local.hour < MORNING) return 'out-of-hours';
  if (local.dayOfWeek >= 6) return 'weekend';
  return local.hour >= EVENING ? 'evening' : 'day';
}
