import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { POINTS, SIGNS, STOP_AT, type Sign, highestPriceIn, signsIn } from './signs.ts';

describe('what a sheet says that it cost', () => {
  test('is its highest price, in the ways people write money', () => {
    for (const [text, cents] of [['Cela a coûté 96 €, comme convenu.', 9_600], ['It cost £1,250.50 in all.', 125_050], ['Total : 1 250,50 euros, payés en espèces.', 125_050], ['You paid 80 pounds, then €12.5 more.', 8_000], ['It took 45 minutes.', undefined]] as const) assert.equal(highestPriceIn(text), cents, text);
  });
  test('is no price of something else, and no warning', () => {
    for (const text of ['A new one would cost €800.', 'Un ordinateur neuf aurait coûté 700 euros.', 'Never pay €500 to a caller.', 'Cela vous économise 120 € par an.']) assert.equal(highestPriceIn(text), undefined, text);
  });
});

/** Of each pattern in a text: what is caught, and its honest neighbour that is not. */
const PATTERNS: Readonly<Partial<Record<Sign, readonly (readonly [scam: string, honest: string])[]>>> = {
  'text-card': [['I noted your card 4111 1111 1111 1111.', 'The warranty number is 4929 1234 5678.'], ['Carte 5555-5555-5555-4444 notée.', 'La commande 5555-5555-5555-4445 arrive mardi.']],
  'text-iban': [['Transfer it to FR76 3000 6000 0112 3456 7890 189 please.', 'The model is FR76-3000.'], ['Mon compte : DE89370400440532013000.', 'La référence est DE8937040044.']],
  'text-gift-card': [['Please buy two gift cards.', 'Never buy gift cards for a caller.'], ['Payez avec une carte cadeau.', 'N’achetez jamais de cartes cadeaux pour un inconnu.']],
  'text-one-time-code': [['Tell me the code that your bank sends you.', 'Never read a code from your bank to anybody.'], ['Donnez-moi le code reçu.', 'Ne donnez jamais le code de votre banque.']],
  'text-remote-tool': [['Please install AnyDesk so that I can go on.', 'We removed TeamViewer, which a caller had you install.'], ['Téléchargez TeamViewer et laissez-le ouvert.', 'Nous avons supprimé AnyDesk.']],
  'text-contact': [['Next time call me on 06 12 34 56 78.', 'Call us on 03 80 12 34 56 if it comes back.'], ['Écrivez-moi à bruno@prive.example.', 'Écrivez à lanterne@example.org.']],
};
describe('what a technician writes to people', () => {
  for (const [sign, pairs] of Object.entries(PATTERNS)) {
    test(`${sign}: each is caught, and its honest neighbour is not`, () => {
      for (const [scam, honest] of pairs) {
        assert.ok(signsIn(scam, ['03 80 12 34 56', 'lanterne@example.org']).includes(sign as Sign), scam);
        assert.deepEqual(signsIn(honest, ['03 80 12 34 56', 'lanterne@example.org']), [], honest);
      }
    });
  }
  test('has a test for each pattern that is looked for', () => {
    assert.deepEqual(SIGNS.filter((sign) => sign.startsWith('text-')).toSorted(), Object.keys(PATTERNS).toSorted());
    for (const sign of SIGNS) assert.ok(POINTS[sign] > 0 && POINTS[sign] <= STOP_AT, sign);
  });
});
