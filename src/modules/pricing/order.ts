import type { Candidate } from './answers.ts';
import type { Quote } from './quote.ts';
import { outlierOf, rank } from './rank.ts';

/** In the published order, with what is far from the rest marked. */
export function inOrder(quotes: readonly Quote[], candidates: readonly Pick<Candidate, 'provider' | 'firstTime'>[], now: Temporal.Instant): Quote[] {
  const times = new Map(candidates.map(({ provider, firstTime }) => [provider, firstTime]));
  const all = quotes.map(({ expected }) => expected.cents);
  return rank(quotes.map((quote) => ({ ...quote, quote, firstTime: times.get(quote.provider) })), now)
    .map(({ quote }) => ({ ...quote, outlier: outlierOf(quote.expected.cents, all) }));
}
