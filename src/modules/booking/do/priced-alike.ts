import type { VisitId } from '#kernel';
import type { Work } from '#platform/work';
import type { Needs } from '../needs.ts';

/** Whether a visit that began then would cost what was agreed: the same part of the day, and quiet hours where those made it cheaper. */
export async function isPricedAlike(needs: Pick<Needs, 'visits' | 'pricing' | 'whenOf'>, work: Work, asked: { visit: VisitId; from: Temporal.Instant }): Promise<boolean> {
  const visit = await needs.visits.visit(work, asked.visit);
  const quote = visit && (await needs.pricing.known.quote(work, visit.quote));
  if (!visit || !quote || needs.whenOf(asked.from, visit.country) !== quote.when) return false;
  if (!quote.cheaper?.offPeak) return true;
  return (await needs.pricing.known.timePrices(work, quote.id))?.isOffPeak(asked.from, visit.country) ?? false;
}
