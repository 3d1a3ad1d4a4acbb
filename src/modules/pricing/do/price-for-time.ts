import { type Country, type Money, type QuoteId, minus, newId } from '#kernel';
import type { Work } from '#platform/work';
import { asOf } from '../answer.ts';
import { type CheaperBy, type TimeBrings, isOffPeak } from '../cheaper.ts';
import type { Kept, Needs } from '../needs.ts';
import { price } from '../price.ts';
import type { Quote } from '../quote.ts';
import type { Scope } from '../scope.ts';
import type { Tariff } from '../tariff.ts';
import { nameOf } from '../who.ts';

type Uses = Pick<Needs, 'quotes' | 'tariffs' | 'providers' | 'shelf' | 'fingerprint'>;

/** What times mean for one quote. `nearMetres`: as near must a neighbour's visit be to share the way; undefined where nothing is given back for it. */
export type TimePrices = Readonly<{
  nearMetres?: number | undefined;
  isOffPeak(from: Temporal.Instant, country: Country): boolean;
  /** What a time that brings this costs, and how much less than one that brings nothing. */
  of(brings: TimeBrings): Readonly<{ expected: Money; ceiling: Money; off: Money }>;
}>;

/** The same scope with what a time brings, and with nothing else of time; what somebody said of themselves stays. */
function scopeWith(scope: Scope, brings: TimeBrings): Scope {
  const { sharedWay: _shared, offPeak: _quiet, ...rest } = scope.cheaper ?? {};
  const cheaper: CheaperBy = { ...rest, ...(brings.sharedWay ? { sharedWay: true } : {}), ...(brings.offPeak ? { offPeak: true } : {}) };
  const { cheaper: _before, ...bare } = scope;
  return Object.keys(cheaper).length === 0 ? bare : { ...bare, cheaper };
}

type Priceable = Readonly<{ kept: Kept; scope: Scope; tariff: Tariff; priced(brings: TimeBrings): Quote | undefined }>;

/** A quote that its tariff computed and that can still be booked, with the means to price it for another time. */
async function priceable(needs: Uses, work: Work, id: QuoteId): Promise<Priceable | undefined> {
  const kept = await needs.quotes.find(work, id);
  const scope = kept && (await needs.quotes.scopeOf(work, id));
  const tariff = kept && (await needs.tariffs.find(work, kept.quote.tariff));
  const isComputed = kept && kept.quote.round === undefined && !kept.quote.lines.some(({ slot }) => slot === 'guarantee');
  if (!kept || !scope || !tariff?.cheaper || !isComputed) return undefined;
  const provider = await needs.providers.terms(work, kept.quote.provider);
  if (!provider) return undefined;
  return {
    kept, scope, tariff,
    priced(brings) {
      const wanted = scopeWith(scope, brings);
      const version = needs.fingerprint(JSON.stringify(['for-a-time', kept.quote.tariff, provider.vat, provider.sapNumber ?? '', wanted]));
      const made = price(needs.shelf, { tariff, provider, scope: wanted, now: work.now, id: newId('Quote'), version });
      return made.ok ? made.value : undefined;
    },
  };
}

/** What the provider's reductions for times mean for a quote; undefined where it has none. Nothing is kept. */
export async function timePrices(needs: Uses, work: Work, id: QuoteId): Promise<TimePrices | undefined> {
  const found = await priceable(needs, work, id);
  const rules = found?.tariff.cheaper;
  if (!found || !rules || (!rules.sharedWay && !rules.offPeak)) return undefined;
  const base = found.priced({});
  if (!base) return undefined;
  const known = new Map<string, ReturnType<TimePrices['of']>>();
  return {
    nearMetres: found.scope.way === 'remote' ? undefined : rules.sharedWay?.withinMetres,
    isOffPeak: (from, country) => rules.offPeak !== undefined && isOffPeak(rules.offPeak.hours, from, country),
    of(brings) {
      const key = `${brings.sharedWay ?? ''} ${brings.offPeak ?? ''}`;
      const quote = known.has(key) ? undefined : (found.priced(brings) ?? base);
      const costs = known.get(key) ?? { expected: (quote ?? base).expected, ceiling: (quote ?? base).ceiling, off: minus(base.expected, (quote ?? base).expected) };
      known.set(key, costs);
      return costs;
    },
  };
}

const bringsOf = (by: CheaperBy | undefined): string => `${by?.sharedWay ?? ''} ${by?.offPeak ?? ''}`;

/**
 * The quote for a chosen time: the one that stands where the time changes nothing, else a new one in its place, with its
 * answer and its date. It is never dearer than the one without a time, so whoever said yes to that has said yes to no less.
 */
export async function quoteForTime(needs: Uses, work: Work, id: QuoteId, brings: TimeBrings): Promise<Quote | undefined> {
  const first = await needs.quotes.find(work, id);
  if (!first) return undefined;
  await needs.quotes.ofRequest(work, first.quote.request, true);
  const found = await priceable(needs, work, id);
  if (!found || found.kept.keptAt || bringsOf(found.scope.cheaper) === bringsOf(brings)) return (await needs.quotes.find(work, id))?.quote;
  const { kept: { quote: before, firstYes }, scope } = found;
  const state = asOf(before, work.now).state;
  const made = found.priced(brings);
  if (!made || (state !== 'offered' && state !== 'accepted')) return before;
  const by = nameOf(work.by);
  const after: Quote = { ...made, validUntil: before.validUntil, guaranteeDays: before.guaranteeDays, ...(before.outlier ? { outlier: before.outlier } : {}) };
  await needs.quotes.answer(work, before.id, 'withdrawn', 'another-time');
  await needs.quotes.add(work, after, scopeWith(scope, brings), await needs.quotes.placeOf(work, before.id));
  if (firstYes) await needs.quotes.firstYes(work, after.id, by);
  if (state === 'accepted') await needs.quotes.answer(work, after.id, 'accepted', by);
  await work.audit({ did: 'price-for-time', to: after.id, home: after.home });
  return { ...after, state };
}
