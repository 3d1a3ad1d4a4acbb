import { type QuoteId, type RequestId, money, newId } from '#kernel';
import type { Work } from '#platform/work';
import { says } from '../draft.ts';
import type { Needs } from '../needs.ts';
import { VALID_DAYS } from '../price.ts';
import type { Quote } from '../quote.ts';

/** What a guarantee promises, as a quote: the same provider does the same work again for nothing. Extra work is asked for and paid as always. */
export async function freeRepeat(needs: Pick<Needs, 'quotes' | 'fingerprint'>, work: Work, asked: { quote: QuoteId; request: RequestId }): Promise<Quote> {
  const [found, scope] = [await needs.quotes.find(work, asked.quote), await needs.quotes.scopeOf(work, asked.quote)];
  if (!found || !scope) throw new Error(`There is no such quote (${asked.quote}). Maybe it was asked for before it was kept.`);
  const { round: _round, credit: _credit, deposit: _deposit, ...before } = found.quote;
  const nothing = money(0, before.ceiling.currency);
  const quote: Quote = {
    ...before, id: newId('Quote'), request: asked.request, state: 'offered', outlier: undefined,
    lines: [{ id: newId('QuoteLine'), slot: 'guarantee', kind: 'labour', says: says('line-guarantee'), unit: 'visit', quantity: 1, unitPrice: nothing, gross: nothing, worst: { quantity: 1, gross: nothing }, vatBasisPoints: before.lines[0]?.vatBasisPoints ?? 0, every: 'once' }],
    expected: nothing, ceiling: nothing, after12: nothing, after24: nothing, vat: [], unsolved: undefined, notIncluded: [], dearerWhen: [], fees: { ...before.fees, missedVisit: nothing, lateCancel: nothing },
    validUntil: work.now.add({ hours: 24 * VALID_DAYS }), computedAt: work.now, version: needs.fingerprint(JSON.stringify(['guarantee', asked.quote, asked.request])),
  };
  await needs.quotes.add(work, quote, { ...scope, request: asked.request }, 0);
  await work.audit({ did: 'free-repeat', to: quote.id, home: quote.home });
  return quote;
}
