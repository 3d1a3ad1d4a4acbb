import type { QuoteId } from '#kernel';
import type { Work } from '#platform/work';
import { type Actual, type BillDraft, billFor } from '../bill.ts';
import type { Needs } from '../needs.ts';

/** The quote's own tariff run on what really happened. Undefined when there is no such quote. */
export async function billQuote(needs: Pick<Needs, 'quotes' | 'tariffs' | 'providers' | 'shelf'>, work: Work, id: QuoteId, actual: Actual): Promise<BillDraft | undefined> {
  const found = await needs.quotes.find(work, id);
  const scope = found && (await needs.quotes.scopeOf(work, id));
  if (!found || !scope) return undefined;
  const tariff = await needs.tariffs.find(work, found.quote.tariff);
  const provider = await needs.providers.terms(work, found.quote.provider);
  if (!tariff || !provider) throw new Error(`The quote (${id}) has lost its tariff or its provider.`);
  return billFor({ shelf: needs.shelf, tariff, provider, quote: found.quote, scope, actual, now: work.now });
}
