import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type RoundId, newId } from '#kernel';
import britishRules from '../../../content/rules/gb.json' with { type: 'json' };
import frenchRules from '../../../content/rules/fr.json' with { type: 'json' };
import services from '../../../content/services.json' with { type: 'json' };
import { eur, halfHours, scopeOf, tariffOf, taskOf, termsOf } from '../../../test/golden/tariffs.ts';
import { billFor } from './bill.ts';
import { catalogueFrom } from './catalogue.ts';
import { type OwnLine, UNITS, wrongLines } from './own-lines.ts';
import { ownQuote } from './price.ts';
import { LINE_KINDS } from './quote.ts';
import { ruleBookFrom } from './rules.ts';

const shelf = { catalogue: catalogueFrom(services), rules: ruleBookFrom({ FR: frenchRules, GB: britishRules }) };
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const VAT = 2000;
const line = (changed: Partial<OwnLine> = {}): OwnLine => ({ kind: 'labour', words: 'Cabling three rooms', unit: 'minute', quantity: 60, most: 90, price: eur(60), vatBasisPoints: VAT, every: 'once', ...changed });

const tariff = tariffOf(halfHours);
const provider = termsOf(tariff, { vat: { registered: true, number: 'FR1' } });
const scope = scopeOf([taskOf('slow-or-freezing', 60, 100)], [tariff]);
const quoteOf = (lines: readonly OwnLine[]) => ownQuote(shelf, { tariff, provider, scope, now, id: newId('Quote'), version: 'v' },
  { lines, validDays: 14, guaranteeDays: 90, notIncluded: 'The walls', dearerWhen: 'Thick walls' }, newId('Round') satisfies RoundId);
const billOf = (lines: readonly OwnLine[], attendedMinutes: number) => {
  const quote = quoteOf(lines);
  return { quote, bill: billFor({ shelf, tariff, provider, quote, scope, now, actual: { attendedMinutes, unattendedMinutes: 0, items: [], outcome: 'solved' } }) };
};

test('a line needs words, a unit that fits, whole numbers and the tax of its provider', () => {
  const wrong = (changed: Partial<OwnLine>, vat = VAT): string[] => wrongLines([line(changed)], vat).map(({ part }) => part);
  assert.deepEqual(wrong({}), []);
  assert.deepEqual(wrong({ words: ' a ' }), ['words']);
  assert.deepEqual(wrong({ unit: 'piece' }), ['unit']);
  assert.deepEqual(wrong({ unit: 'block' }), ['unit'], 'what was not chosen');
  for (const bad of [{ quantity: -1 }, { quantity: 1.5 }, { quantity: 91 }, { quantity: 0, most: 0 }]) assert.deepEqual(wrong(bad), ['quantity'], JSON.stringify(bad));
  assert.deepEqual(wrong({ vatBasisPoints: -1 }), ['vatBasisPoints']);
  assert.deepEqual(wrong({ vatBasisPoints: VAT }, 0), ['vatBasisPoints'], 'who is not registered asks none');
});

test('what renews or is a right to use is never called work or a part, in either language', () => {
  const hidden = ['Yearly antivirus', 'Abonnement de sauvegarde', 'Office licence', 'Stockage, 3 € par mois', 'Cloud, £2 per month'];
  for (const words of hidden) assert.deepEqual(wrongLines([line({ kind: 'parts', unit: 'piece', words })], VAT).map(({ says }) => says), ['pricing.own-hidden'], words);
  assert.deepEqual(wrongLines([line({ kind: 'parts', unit: 'piece', words: 'A cable', every: 'year', later: eur(3) })], VAT).map(({ part }) => part), ['kind']);
  assert.deepEqual(wrongLines([line({ kind: 'subscription', unit: 'year', words: 'Antivirus', every: 'once' })], VAT).map(({ part }) => part), ['every', 'every']);
  assert.deepEqual(wrongLines([line({ kind: 'subscription', unit: 'year', words: 'Antivirus', every: 'year' })], VAT).map(({ part }) => part), ['later']);
});

test('totals are those of the lines, with the years of what renews', () => {
  const quote = quoteOf([line(), line({ kind: 'subscription', unit: 'year', words: 'Antivirus', quantity: 1, most: 1, price: eur(30), every: 'year', later: eur(40) })]);
  assert.deepEqual([quote.expected.cents, quote.ceiling.cents, quote.after12.cents, quote.after24.cents], [9000, 12_000, 9000, 13_000]);
  assert.ok(quote.lines.some(({ slot }) => slot === 'travel'), 'a visit always says what travel costs, even nothing');
  assert.equal(quote.guaranteeDays, 90);
});

test('minutes are billed as worked within what the line allows, the rest as agreed', () => {
  assert.equal(billOf([line()], 45).bill.gross.cents, 4500);
  assert.equal(billOf([line()], 500).bill.gross.cents, 9000);
  assert.equal(billOf([line({ unit: 'package', quantity: 1, most: 1, price: eur(350) })], 500).bill.gross.cents, 35_000);
});

const anyLine: fc.Arbitrary<OwnLine> = fc.record({ kind: fc.constantFrom(...LINE_KINDS), quantity: fc.integer({ min: 0, max: 300 }), more: fc.integer({ min: 0, max: 300 }), cents: fc.integer({ min: 0, max: 20_000 }), at: fc.nat(2) }).map(({ kind, quantity, more, cents, at }) => {
  const unit = UNITS[kind][at % UNITS[kind].length] ?? 'visit';
  const every = unit === 'month' || unit === 'year' ? unit : 'once';
  return { ...line(), kind, unit, quantity, most: Math.max(1, quantity + more), price: { cents, currency: 'EUR' as const }, every, ...(every === 'once' ? {} : { later: eur(1) }) };
});

test('no bill of any offer that is accepted exceeds its ceiling, however long it took', () => {
  fc.assert(fc.property(fc.array(anyLine, { minLength: 1, maxLength: 8 }), fc.nat(2_000), (lines, minutes) => {
    assert.deepEqual(wrongLines(lines, VAT), []);
    const { quote, bill } = billOf(lines, minutes);
    assert.equal(quote.lines.reduce((all, one) => all + one.gross.cents, 0), quote.expected.cents);
    assert.ok(bill.gross.cents <= quote.ceiling.cents, `${bill.gross.cents} of ${quote.ceiling.cents}`);
    for (const { from } of bill.lines) assert.ok(quote.lines.some(({ id }) => id === from));
  }), { numRuns: 300 });
});
