import { type ProviderId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Candidate, CannotAsk, Missing, Offers } from '../answers.ts';
import { asOf } from '../answer.ts';
import type { QuotesOffered } from '../facts.ts';
import { mayAskFor } from '../may.ts';
import type { Kept, Needs } from '../needs.ts';
import { inOrder } from '../order.ts';
import { price } from '../price.ts';
import type { Quote } from '../quote.ts';
import { checkScope, withoutWords } from '../scope-check.ts';
import type { Scope } from '../scope.ts';
import { asSaid, ownAsSaid, scopeFor } from './as-said.ts';

type Found = Readonly<{ quote: Quote; scope: Scope; isNew: boolean }> | Missing;
const isMissing = (found: Found): found is Missing => 'why' in found;

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

/** What providers wrote themselves stands beside what their tariffs compute, and what was said counts for it alike. */
async function ownOf(needs: Needs, work: Work, asked: Scope, before: readonly Kept[]): Promise<Exclude<Found, Missing>[]> {
  const own: Exclude<Found, Missing>[] = [];
  for (const kept of before) {
    const quote = asOf(kept.quote, work.now);
    if (quote.round === undefined || (quote.state !== 'offered' && quote.state !== 'accepted')) continue;
    own.push(kept.keptAt ? { quote, scope: asked, isNew: false } : await ownAsSaid(needs, work, quote, asked));
  }
  return own;
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
  const all = [...priced, ...await ownOf(needs, work, asked, before)];
  const offered = inOrder(all.map(({ quote }) => quote), candidates, work.now);

  const standing = new Set(offered.map(({ id }) => id));
  for (const { quote, keptAt } of before) {
    if (!standing.has(quote.id) && !keptAt && (quote.state === 'offered' || quote.state === 'accepted')) await needs.quotes.answer(work, quote.id, 'withdrawn', 'computed-again');
  }
  const fresh = new Map(all.flatMap((one) => (one.isNew ? [[one.quote.id, one.scope] as const] : [])));
  for (const [place, quote] of offered.entries()) {
    const scopeOfNew = fresh.get(quote.id);
    if (scopeOfNew) await needs.quotes.add(work, quote, withoutWords(scopeOfNew), place);
    else await needs.quotes.place(work, quote.id, place, quote.outlier);
  }
  await work.audit({ did: 'compute-quotes', to: scope.request, home: scope.home });
  if (fresh.size > 0) await work.announce({ fact: 'quotes-offered', request: scope.request, home: scope.home, quotes: offered.map(({ id }) => id) } satisfies QuotesOffered);
  return ok({ offered, missing: [...found.filter(isMissing), ...ruledOut] });
}
