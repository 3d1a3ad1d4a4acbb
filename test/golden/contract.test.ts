import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type Country, type Lang, must } from '#kernel';
import { type DoorExtra, type Party, createContracts, withdrawalFormPdf } from '#modules/contracts';
import type { Quote } from '#modules/pricing';
import { textOf } from '#platform/documents/index';
import { createText } from '#platform/text';
import type { Work } from '#platform/work';
import { sameAsGolden } from './golden.ts';
import { exeter, grenoble } from './parties.ts';
import { britishQuote, frenchQuote } from './quotes.ts';

const text = createText(join(import.meta.dirname, '../../content/words'));
const now = Temporal.Instant.from('2026-11-27T10:00:00Z');
const house = { name: 'Porchlight', phone: '03 80 00 00 00', url: 'https://aide.example' };
const window = { from: Temporal.Instant.from('2026-12-01T09:00:00Z'), until: Temporal.Instant.from('2026-12-01T10:00:00Z') };

/** The words that contracts composes for a quote that is known, without a database: nobody has decided anything. */
function contractsFor(quote: Quote, party: Party) {
  const db = { selectFrom: () => db, select: () => db, orderBy: () => db, execute: async () => [] };
  const contracts = createContracts({
    dbOf: (() => db) as never, words: text, house, people: {} as never, technicians: { provider: async () => ({ ...party, id: quote.provider }) } as never,
    pricing: { quote: async () => ({ ok: true, value: quote }), known: { quote: async () => quote } } as never,
  });
  return { contracts, work: { by: { kind: 'job', job: 'golden' }, now } as unknown as Work };
}

const eur = (cents: number) => ({ cents, currency: 'EUR' as const });
const gbp = (cents: number) => ({ cents, currency: 'GBP' as const });
const extraOf = (cents: number, country: Country, more: Partial<DoorExtra> = {}): DoorExtra => {
  const amount = country === 'FR' ? eur(cents) : gbp(cents);
  return { extra: 'ext_0' as DoorExtra['extra'], why: country === 'FR' ? 'La deuxième imprimante' : 'The second printer', lines: [{ says: country === 'FR' ? 'Installation' : 'Set-up', gross: amount, most: amount }], gross: amount, most: amount, ...more };
};

const COUNTRIES = [['FR', frenchQuote(), { ...grenoble.provider, guaranteeDays: 30 }], ['GB', britishQuote(), { ...exeter.provider, guaranteeDays: 45 }]] as const;

describe('the words before a contract', () => {
  for (const [country, quote, party] of COUNTRIES) {
    for (const lang of ['en', 'fr'] as const satisfies Lang[]) {
      const { contracts, work } = contractsFor(quote, party);
      for (const channel of ['web', 'phone'] as const) {
        test(`of ${country}, ${channel}, in ${lang}`, async () => {
          const shown = await contracts.termsFor(work, { quote: quote.id, lang, channel, promised: window });
          sameAsGolden(`contract-${country.toLowerCase()}-${channel}-${lang}`, `${shown?.words ?? ''}\n\n${shown?.digest ?? ''}`);
        });
      }
      test(`of ${country}, at the door, in ${lang}`, async () => {
        const plain = must(await contracts.known.doorText(work, { quote: quote.id, lang, extra: extraOf(6_000, country) }));
        const small = must(await contracts.known.doorText(work, { quote: quote.id, lang, extra: extraOf(4_000, country) }));
        const urgent = country === 'FR' ? [must(await contracts.known.doorText(work, { quote: quote.id, lang, extra: extraOf(6_000, country, { ground: 'urgent-repair', urgentWhy: 'Le disque fume, il faut le retirer tout de suite.' }) }))] : [];
        sameAsGolden(`contract-${country.toLowerCase()}-door-${lang}`, [plain, small, ...urgent].map(({ text: { words } }) => words).join('\n\n--------\n\n'));
      });
      test(`the withdrawal form of ${country}, in ${lang}`, async () => {
        sameAsGolden(`contract-${country.toLowerCase()}-form-${lang}`, textOf(await withdrawalFormPdf(party, text[lang], { house, reference: 'K7M-4QX', at: now })));
      });
    }
  }
});
