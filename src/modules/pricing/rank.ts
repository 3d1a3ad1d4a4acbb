import type { ProviderId } from '#kernel';
import type { Quote } from './quote.ts';

/** How much each question counts. Published beside every list of quotes; a person may weigh otherwise. */
export type Weights = Readonly<{ expected: number; ceiling: number; twoYears: number; soonest: number }>;
export const PUBLISHED_WEIGHTS: Weights = { expected: 50, ceiling: 25, twoYears: 15, soonest: 10 };

/** What ranking may look at: prices and the first free time. There is no field for money paid to us. */
export type Rankable = Pick<Quote, 'provider' | 'expected' | 'ceiling' | 'after24'> & Readonly<{ firstTime?: Temporal.Instant | undefined }>;

const FARTHEST_DAYS = 14;
const daysUntil = (now: Temporal.Instant, at: Temporal.Instant | undefined): number =>
  at ? Math.min(FARTHEST_DAYS, Math.max(0, (at.epochMilliseconds - now.epochMilliseconds) / 86_400_000)) : FARTHEST_DAYS;

/** How much dearer than the cheapest, as a part of the cheapest: 0 is the cheapest, 0.5 is half as much again. */
const above = (cents: number, best: number): number => (best <= 0 ? Math.max(0, cents) / 100 : cents / best - 1);

/** The points of each quote; fewer is better. Prices count by their distance from the cheapest, waiting by the day (14 at most). */
export function points(quotes: readonly Rankable[], now: Temporal.Instant, weights: Weights = PUBLISHED_WEIGHTS): number[] {
  const best = (of: (quote: Rankable) => number): number => Math.min(...quotes.map(of));
  const expected = best((quote) => quote.expected.cents);
  const ceiling = best((quote) => quote.ceiling.cents);
  const twoYears = best((quote) => quote.after24.cents);
  return quotes.map((quote) => weights.expected * above(quote.expected.cents, expected)
    + weights.ceiling * above(quote.ceiling.cents, ceiling)
    + weights.twoYears * above(quote.after24.cents, twoYears)
    + (weights.soonest * daysUntil(now, quote.firstTime)) / FARTHEST_DAYS);
}

const sooner = (a: Rankable, b: Rankable): number => (a.firstTime?.epochMilliseconds ?? Infinity) - (b.firstTime?.epochMilliseconds ?? Infinity) || 0;
const byId = (a: ProviderId, b: ProviderId): number => (a < b ? -1 : a > b ? 1 : 0);

/** Best first, by the published rule; ties by the earlier time, then by id. The order in which they came decides nothing. */
export function rank<Q extends Rankable>(quotes: readonly Q[], now: Temporal.Instant, weights: Weights = PUBLISHED_WEIGHTS): Q[] {
  const scored = points(quotes, now, weights).map((score, i) => ({ score, quote: quotes[i] as Q }));
  return scored.toSorted((a, b) => a.score - b.score || sooner(a.quote, b.quote) || byId(a.quote.provider, b.quote.provider)).map(({ quote }) => quote);
}

/** Marks prices that are far from the rest: below half or above one and a half times the median of at least three. */
export function outlierOf(cents: number, all: readonly number[]): 'cheaper' | 'dearer' | undefined {
  if (all.length < 3) return undefined;
  const sorted = all.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  return cents < median * 0.5 ? 'cheaper' : cents > median * 1.5 ? 'dearer' : undefined;
}
