import { type ProviderId, type Result, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { CannotSetPrices } from '../answers.ts';
import { tariffAsk, unknownIn } from '../asks.ts';
import { maySetPrices } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { Tariff, TariffShapes } from '../tariff.ts';

const SENTENCE = /^[a-z]+\.[a-z0-9-]+$/;
/** The key of the sentence that says what is accepted: our own, or the general one of every form. */
const sentenceFor = (message: string, code: string): string => (SENTENCE.test(message) ? message : `form.${code.replaceAll('_', '-')}`);

/** A provider's prices from now on. Quotes that are out keep the tariff they were made with. */
export async function setTariff(needs: Pick<Needs, 'providers' | 'tariffs' | 'shelf'>, work: Work, provider: ProviderId, shapes: unknown): Promise<Result<Tariff, CannotSetPrices>> {
  if (!maySetPrices(work.by, provider)) return no({ kind: 'no-such-provider' });
  const terms = await needs.providers.terms(work, provider);
  if (!terms) return no({ kind: 'no-such-provider' });

  const currency = terms.country === 'FR' ? 'EUR' : 'GBP';
  const read = tariffAsk(currency).safeParse(shapes);
  if (!read.success) {
    const [first] = read.error.issues;
    return no({ kind: 'tariff-not-whole', where: first?.path.join('.') ?? '', accepted: sentenceFor(first?.message ?? '', first?.code ?? 'custom') });
  }
  const unknown = unknownIn(read.data, needs.shelf.catalogue);
  if (unknown) return no(unknown);

  const tariff: Tariff = { ...(read.data as TariffShapes), id: newId('Tariff'), provider, country: terms.country, currency, since: work.now };
  await needs.tariffs.add(work, tariff);
  await work.audit({ did: 'set-tariff', to: tariff.id });
  return ok(tariff);
}
