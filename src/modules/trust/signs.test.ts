import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { money } from '#kernel';
import { POINTS, SIGNS, STOP_AT, type Sign, isEnough, priceRuleOn, priceUpPoints, signsIn } from './signs.ts';

const rule = priceRuleOn('2026-11-24');
const eur = (cents: number) => money(cents, 'EUR');

describe('a price that rises at the door', () => {
  test('by more than thirty per cent is always noticed, by exactly thirty never', () => {
    assert.equal(rule.percent, 30);
    fc.assert(fc.property(fc.integer({ min: 1, max: 500_000 }), fc.integer({ min: 0, max: 500_000 }), (ceiling, more) => {
      assert.equal(priceUpPoints(eur(more), eur(ceiling), rule) !== undefined, more * 10 > ceiling * 3);
    }));
    assert.equal(priceUpPoints(eur(3_000), eur(10_000), rule), undefined);
  });
  test('stops alone from seventy-five euros on; a smaller one is looked at by a person, and five such stop', () => {
    assert.equal(priceUpPoints(eur(7_500), eur(10_000), rule), STOP_AT);
    assert.ok((priceUpPoints(eur(7_499), eur(10_000), rule) ?? STOP_AT) < STOP_AT);
    const small = priceUpPoints(eur(900), eur(2_500), rule) ?? 0;
    assert.ok(small > 0 && small < STOP_AT);
    const now = Temporal.Instant.from('2026-11-24T10:00:00Z');
    const within = (count: number) => isEnough(Array.from({ length: count }, (_, i) => ({ points: small, at: now.subtract({ hours: 24 * 5 * i }) })), now);
    assert.deepEqual([within(1), within(4), within(5)], [false, false, true]);
  });
  test('is read by the rule of its day', () => {
    const all = [{ from: '2026-01-01', percent: 30, smallCents: 0 }, { from: '2027-01-01', percent: 20, smallCents: 0 }];
    assert.deepEqual(['2026-12-31', '2027-01-01', '2025-01-01'].map((day) => priceRuleOn(day, all).percent), [30, 20, 30]);
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
