import { type Actor, type PersonId, type Result, isAfter, isMore, no, ok } from '#kernel';
import type { CannotAnswer, SecondEyes } from './answers.ts';
import type { Quote } from './quote.ts';

/** A quote as it stands now: an offer whose date has passed has expired, without anyone doing anything. */
export const asOf = (quote: Quote, now: Temporal.Instant): Quote =>
  quote.state === 'offered' && isAfter(now, quote.validUntil) ? { ...quote, state: 'expired' } : quote;

/** Whether a quote can still be answered. Saying the same yes twice is no mistake; see the verb. */
export function mayStillAnswer(quote: Quote, now: Temporal.Instant): Result<true, CannotAnswer> {
  switch (asOf(quote, now).state) {
    case 'offered': return ok(true);
    case 'expired': return no({ kind: 'quote-expired', since: quote.validUntil });
    case 'withdrawn': return no({ kind: 'quote-withdrawn' });
    case 'accepted': case 'refused': return no({ kind: 'quote-already-answered', state: quote.state });
  }
}

/** Whose yes is missing: the home's second pair of eyes, when the ceiling is above their amount and it is not they who say it. */
export function missingYes(quote: Quote, eyes: SecondEyes | undefined, by: Actor): PersonId | undefined {
  if (!eyes || eyes.above.currency !== quote.ceiling.currency || !isMore(quote.ceiling, eyes.above)) return undefined;
  return by.kind === 'person' && by.person === eyes.person ? undefined : eyes.person;
}
