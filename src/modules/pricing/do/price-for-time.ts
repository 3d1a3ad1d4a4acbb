import { type Country, type Money, type QuoteId, minus, newId } from '#kernel';
import type { Work } from '#platform/work';
import { asOf } from '../answer.ts';
import { type CheaperBy, type TimeBrings, isOffPeak } from '../cheaper.ts';
import type { Kept, Needs } from '../needs.ts';
import { ownQuoteFor } from '../own-cheaper.ts';
import { price } from '../price.ts';
import type { Quote } from '../quote.ts';
import type { Scope } from '../scope.ts';
import type { Tariff } from '../tariff.ts';
import { nameOf } from '../who.ts';
import { ownVersion } from './as-said.ts';

type Uses = Pick<Needs, 'quotes' | 'tariffs' | 'providers' | 'shelf' | 'fingerprint'>;

/** What a time costs, how much less than one that brings nothing, and the version of that price: what is agreed to. */
export type PriceAtTime = Readonly<{ expected: Money; ceiling: Money; off: Money; version: string }>;

/** What times mean for one quote. `nearMetres`: as near must a neighbour's visit be to share the way; undefined where nothing is given back for it. */
export type TimePrices = Readonly<{
  nearMetres?: number | undefined;
  isOffPeak(from: Temporal.Instant, country: Country): boolean;
  /** What a time that brings this costs, and how much less than one that brings nothing. */
  of(brings: TimeBrings): PriceAtTime;
}>;

/** The same scope with what a time brings, and with nothing else of time; what somebody said of themselves stays. */
function scopeWith(scope: Scope, brings: TimeBrings): Scope {
  const { sharedWay: _shared, offPeak: _quiet, ...rest } = scope.cheaper ?? {};
  const cheaper: CheaperBy = { ...rest, ...(brings.sharedWay ? { sharedWay: true } : {}), ...(brings.offPeak ? { offPeak: true } : {}) };
  const { cheaper: _before, ...bare } = scope;
  return Object.keys(cheaper).length === 0 ? bare : { ...bare, cheaper };
}

type Priceable = Readonly<{ kept: Kept; scope: Scope; tariff: Tariff; priced(brings: TimeBrings): Quote | undefined }>;

const bringsOf = (by: CheaperBy | undefined): string => `${by?.sharedWay ?? ''} ${by?.offPeak ?? ''}`;

/** A quote that can still be booked, with the means to price it for another time: by its tariff, or by the lines that its provider wrote. */
async function priceable(needs: Uses, work: Work, id: QuoteId): Promise<Priceable | undefined> {
  const kept = await needs.quotes.find(work, id);
  const scope = kept && (await needs.quotes.scopeOf(work, id));
  const tariff = kept && (await needs.tariffs.find(work, kept.quote.tariff));
  if (!kept || !scope || !tariff?.cheaper || kept.quote.lines.some(({ slot }) => slot === 'guarantee')) return undefined;
  const provider = await needs.providers.terms(work, kept.quote.provider);
  if (!provider) return undefined;
  return {
    kept, scope, tariff,
    priced(brings) {
      const wanted = scopeWith(scope, brings);
      const forIt = { tariff, provider, scope: wanted, now: work.now, id: newId('Quote') };
      if (kept.quote.round !== undefined) return ownQuoteFor(needs.shelf, { ...forIt, version: ownVersion(needs, kept.quote, wanted) }, kept.quote);
      const version = needs.fingerprint(JSON.stringify(['for-a-time', kept.quote.tariff, provider.vat, provider.sapNumber ?? '', wanted]));
      const made = price(needs.shelf, { ...forIt, version });
      return made.ok ? made.value : undefined;
    },
  };
}

const priceOf = ({ expected, ceiling, version }: Quote, base: Quote): PriceAtTime => ({ expected, ceiling, version, off: minus(base.expected, expected) });

/** What the provider's reductions for times mean for a quote; undefined where it has none. Nothing is kept. */
export async function timePrices(needs: Uses, work: Work, id: QuoteId): Promise<TimePrices | undefined> {
  const found = await priceable(needs, work, id);
  const rules = found?.tariff.cheaper;
  if (!found || !rules || (!rules.sharedWay && !rules.offPeak)) return undefined;
  // The quote that stands is the price of what it was made for; another is worked out beside it.
  const at = (brings: TimeBrings): Quote | undefined => (bringsOf(found.scope.cheaper) === bringsOf(brings) ? found.kept.quote : found.priced(brings));
  const base = at({});
  if (!base) return undefined;
  const known = new Map<string, PriceAtTime>();
  return {
    nearMetres: found.scope.way === 'remote' ? undefined : rules.sharedWay?.withinMetres,
    isOffPeak: (from, country) => rules.offPeak !== undefined && isOffPeak(rules.offPeak.hours, from, country),
    of(brings) {
      const key = `${brings.sharedWay ?? ''} ${brings.offPeak ?? ''}`;
      const quote = known.has(key) ? undefined : (at(brings) ?? base);
      const costs = known.get(key) ?? priceOf(quote ?? base, base);
      known.set(key, costs);
      return costs;
    },
  };
}

const BRINGS: readonly TimeBrings[] = [{}, { offPeak: true }, { sharedWay: true }, { offPeak: true, sharedWay: true }];

/** The quote as it would stand at a time, by the version that its times were told with; nothing is kept. Undefined for a version that is none of its prices. */
export async function quoteAtVersion(needs: Uses, work: Work, id: QuoteId, version: string): Promise<Quote | undefined> {
  const first = (await needs.quotes.find(work, id))?.quote;
  if (!first || first.version === version) return first;
  const found = await priceable(needs, work, id);
  return BRINGS.flatMap((brings) => found?.priced(brings) ?? []).find((quote) => quote.version === version);
}

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
