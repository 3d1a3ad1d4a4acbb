import type { Candidate } from './answers.ts';
import type { Quote } from './quote.ts';
import { outlierOf, rank } from './rank.ts';

/**
 * Quotes that answer the same question: those that providers wrote for what somebody described, and those that their list
 * prices give for what we understood. Only within a group does a comparison say something.
 */
export function alike<Q extends Readonly<{ quote: Pick<Quote, 'round'> }>>(all: readonly Q[]): readonly (readonly Q[])[] {
  const [made, listed] = [all.filter(({ quote }) => quote.round !== undefined), all.filter(({ quote }) => quote.round === undefined)];
  return [made, listed].filter((group) => group.length > 0);
}

/** In the published order, group by group, with what is far from the rest of its group marked. */
export function inOrder(quotes: readonly Quote[], candidates: readonly Pick<Candidate, 'provider' | 'firstTime'>[], now: Temporal.Instant): Quote[] {
  const times = new Map(candidates.map(({ provider, firstTime }) => [provider, firstTime]));
  return alike(quotes.map((quote) => ({ quote }))).flatMap((group) => {
    const all = group.map(({ quote }) => quote.expected.cents);
    return rank(group.map(({ quote }) => ({ ...quote, quote, firstTime: times.get(quote.provider) })), now).map(({ quote }) => ({ ...quote, outlier: outlierOf(quote.expected.cents, all) }));
  });
}
