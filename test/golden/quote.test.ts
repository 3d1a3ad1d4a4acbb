import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Lang } from '#kernel';
import { quotePdf } from '#modules/pricing';
import { textOf } from '#platform/documents/index';
import { createText } from '#platform/text';
import { sameAsGolden } from './golden.ts';
import { exeter, grenoble } from './parties.ts';
import { britishQuote, frenchQuote, shelf } from './quotes.ts';

const text = createText(join(import.meta.dirname, '../../content/words'));

describe('a quote on paper', () => {
  const quotes = [['fr', frenchQuote(), grenoble], ['gb', britishQuote(), exeter]] as const;
  for (const [country, quote, parties] of quotes) {
    for (const lang of ['en', 'fr'] as const satisfies Lang[]) {
      test(`of ${country}, in ${lang}`, async () => {
        sameAsGolden(`quote-${country}-${lang}`, textOf(await quotePdf(quote, text[lang], parties, shelf.rules)));
      });
    }
  }
});
