import { type ProviderId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Candidate, CannotAsk, Missing, Offers } from '../answers.ts';
import { asOf } from '../answer.ts';
import { isEnough } from '../cheaper.ts';
import type { QuotesOffered } from '../facts.ts';
import { mayAskFor } from '../may.ts';
import type { Kept, Needs } from '../needs.ts';
import { inOrder } from '../order.ts';
import { price } from '../price.ts';
import type { Quote } from '../quote.ts';
import { checkScope, withoutWords } from '../scope-check.ts';
import type { Scope } from '../scope.ts';
import type { Tariff } from '../tariff.ts';

type Found = Readonly<{ quote: Quote; scope: Scope; isNew: boolean }> | Missing;
const isMissing = (found: Found): found is Missing => 'why' in found;

/** What somebody said of themselves counts where this tariff has a rate for it; elsewhere the question stays the same. */
function scopeFor(tariff: Tariff, scope: Scope): Scope {
  const { cheaper, ...rest } = scope;
  const rate = tariff.cheaper?.solidarity;
  return rate && isEnough(cheaper?.solidarity, rate.asks) ? { ...rest, cheaper: { solidarity: cheaper?.solidarity } } : rest;
}

/** The scope with what was said for this request: every way and every provider is priced by it alike. */
async function asSaid(needs: Pick<Needs, 'vouchers'>, work: Work, scope: Scope): Promise<Scope> {
  const said = await needs.vouchers.declared(work, scope.request);
  return said ? { ...scope, cheaper: { solidarity: said.word } } : scope;
}

/** One provider's price; the quote that already stands when nothing has changed since. */
async function quoteOf(needs: Needs, work: Work, asked: Scope, provider: ProviderId, before: readonly Kept[]): Promise<Found> {
  const terms = await needs.providers.terms(work, provider);
  if (!terms) return { provider, why: 'no-such-provider' };
  if (!terms.bindingSignedAt) return { provider, why: 'not-signed' };
  const tariff = await needs.tariffs.inForce(work, provider);
  if (!tariff) return { provider, why: 'no-tariff' };

  const scope = scopeFor(tariff, asked);
  const version = needs.fingerprint(JSON.stringify([tariff.id, terms.vat, terms.sapNumber ?? '', terms.guaranteeDays, { ...withoutWords(scope), travel: scope.travel[provider] ?? null }]));
  const same = before.find(({ quote }) => quote.round === undefined && quote.provider === provider && quote.version === version && ['offered', 'accepted'].includes(asOf(quote, work.now).state));
  if (same) return { quote: same.quote, scope, isNew: false };
  const priced = price(needs.shelf, { tariff, provider: terms, scope, now: work.now, id: newId('Quote'), version });
  if (priced.ok) return { quote: priced.value, scope, isNew: true };
  return { provider, why: priced.error.kind, ...(priced.error.item === undefined ? {} : { item: priced.error.item }) };
}

/** What a scope would cost with each provider's tariff now; nothing is kept. Empty for whoever may not ask. */
export async function pricesFor(needs: Needs, work: Work, scope: Scope, providers: readonly ProviderId[]): Promise<readonly Pick<Quote, 'provider' | 'expected' | 'ceiling'>[]> {
  if (!mayAskFor(work.by, scope) || !checkScope(scope, needs.shelf.catalogue).ok) return [];
  const asked = await asSaid(needs, work, scope);
  const found = await Promise.all(providers.map((provider) => quoteOf(needs, work, asked, provider, [])));
  return found.flatMap((one) => (isMissing(one) ? [] : [{ provider: one.quote.provider, expected: one.quote.expected, ceiling: one.quote.ceiling }]));
}

/** Prices one scope with every candidate's own tariff, and takes back offers that no longer hold. Nobody pays to be on the list. */
export async function computeQuotes(needs: Needs, work: Work, scope: Scope, candidates: readonly Candidate[], ruledOut: readonly Missing[] = []): Promise<Result<Offers, CannotAsk>> {
  if (!mayAskFor(work.by, scope)) return no({ kind: 'no-such-request' });
  const whole = checkScope(scope, needs.shelf.catalogue);
  if (!whole.ok) return whole;

  const before = await needs.quotes.ofRequest(work, scope.request, true);
  const asked = await asSaid(needs, work, scope);
  const found: Found[] = [];
  for (const { provider } of candidates) found.push(await quoteOf(needs, work, asked, provider, before));
  const priced = found.filter((one): one is Exclude<Found, Missing> => !isMissing(one));
  // What providers wrote themselves stands beside what their tariffs compute.
  const own = before.map(({ quote }) => asOf(quote, work.now)).filter((quote) => quote.round !== undefined && (quote.state === 'offered' || quote.state === 'accepted'));
  const offered = inOrder([...priced.map(({ quote }) => quote), ...own], candidates, work.now);

  const standing = new Set(offered.map(({ id }) => id));
  for (const { quote, keptAt } of before) {
    if (!standing.has(quote.id) && !keptAt && (quote.state === 'offered' || quote.state === 'accepted')) await needs.quotes.answer(work, quote.id, 'withdrawn', 'computed-again');
  }
  const fresh = new Map(priced.flatMap((one) => (one.isNew ? [[one.quote.id, one.scope] as const] : [])));
  for (const [place, quote] of offered.entries()) {
    const own = fresh.get(quote.id);
    if (own) await needs.quotes.add(work, quote, withoutWords(own), place);
    else await needs.quotes.place(work, quote.id, place, quote.outlier);
  }
  await work.audit({ did: 'compute-quotes', to: scope.request, home: scope.home });
  if (fresh.size > 0) await work.announce({ fact: 'quotes-offered', request: scope.request, home: scope.home, quotes: offered.map(({ id }) => id) } satisfies QuotesOffered);
  return ok({ offered, missing: [...found.filter(isMissing), ...ruledOut] });
}
