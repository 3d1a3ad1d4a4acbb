import { newId } from '#kernel';
import type { Work } from '#platform/work';
import { isEnough } from '../cheaper.ts';
import type { Needs } from '../needs.ts';
import { asWritten, ownQuoteFor } from '../own-cheaper.ts';
import type { Quote } from '../quote.ts';
import type { Scope } from '../scope.ts';
import type { Tariff } from '../tariff.ts';

/** The scope with what was said for this request: every way and every provider is priced by it alike. */
export async function asSaid(needs: Pick<Needs, 'vouchers'>, work: Work, scope: Scope): Promise<Scope> {
  const said = await needs.vouchers.declared(work, scope.request);
  return said ? { ...scope, cheaper: { solidarity: said.word } } : scope;
}

/** What somebody said of themselves counts where this tariff has a rate for it; elsewhere the question stays the same. */
export function scopeFor(tariff: Tariff, scope: Scope): Scope {
  const { cheaper, ...rest } = scope;
  const rate = tariff.cheaper?.solidarity;
  return rate && isEnough(cheaper?.solidarity, rate.asks) ? { ...rest, cheaper: { solidarity: cheaper?.solidarity } } : rest;
}

/** The version of a provider's own quote for a scope: the same lines and reductions are the same question. */
export const ownVersion = (needs: Pick<Needs, 'fingerprint'>, written: Quote, scope: Scope): string =>
  needs.fingerprint(JSON.stringify(['own', written.round, written.provider, written.tariff, written.guaranteeDays, scope.cheaper ?? {}, asWritten(written).map(({ says, unit, unitPrice, quantity, worst }) => [says, unit, unitPrice, quantity, worst.quantity])]));

/** A provider's own quote by what was said since it was written; the same one where that changes nothing. */
export async function ownAsSaid(needs: Pick<Needs, 'quotes' | 'tariffs' | 'providers' | 'shelf' | 'fingerprint'>, work: Work, written: Quote, asked: Scope): Promise<Readonly<{ quote: Quote; scope: Scope; isNew: boolean }>> {
  const [scope, tariff, provider] = [await needs.quotes.scopeOf(work, written.id), await needs.tariffs.find(work, written.tariff), await needs.providers.terms(work, written.provider)];
  if (!scope || !tariff || !provider) return { quote: written, scope: asked, isNew: false };
  const wanted = scopeFor(tariff, { ...scope, cheaper: asked.cheaper });
  if (wanted.cheaper?.solidarity === scope.cheaper?.solidarity) return { quote: written, scope, isNew: false };
  const quote = ownQuoteFor(needs.shelf, { tariff, provider, scope: wanted, now: work.now, id: newId('Quote'), version: ownVersion(needs, written, wanted) }, written);
  return { quote, scope: wanted, isNew: true };
}
