import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { newId } from '#kernel';
import britishRules from '../../../content/rules/gb.json' with { type: 'json' };
import frenchRules from '../../../content/rules/fr.json' with { type: 'json' };
import services from '../../../content/services.json' with { type: 'json' };
import { eur, halfHours, scopeOf, tariffOf, taskOf, termsOf } from '../../../test/golden/tariffs.ts';
import { billFor } from './bill.ts';
import { catalogueFrom } from './catalogue.ts';
import { type Cheaper, type CheaperBy, isCheaperSlot } from './cheaper.ts';
import { asWritten, ownQuoteFor } from './own-cheaper.ts';
import type { OwnLine } from './own-lines.ts';
import { ownQuote } from './price.ts';
import type { Quote } from './quote.ts';
import { ruleBookFrom } from './rules.ts';

const shelf = { catalogue: catalogueFrom(services), rules: ruleBookFrom({ FR: frenchRules, GB: britishRules }) };
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const cheaper: Cheaper = {
  sharedWay: { off: { kind: 'percent', basisPoints: 5_000 }, withinMetres: 2_000 }, offPeak: { off: { kind: 'flat', price: eur(5) }, hours: [{ days: [2, 3], from: '14:00', until: '17:30' }] },
  solidarity: { off: { kind: 'percent', basisPoints: 2_000 }, asks: 'own-word' },
};
const everything: CheaperBy = { sharedWay: true, offPeak: true, solidarity: 'own-word' };
const tariff = tariffOf({ ...halfHours, cheaper });
const provider = termsOf(tariff, { sapNumber: 'SAP123456789' });
const scopeWith = (by?: CheaperBy) => scopeOf([taskOf('slow-or-freezing', 60, 100)], [tariff], 8_000, by ? { cheaper: by } : {});
const work: OwnLine = { kind: 'labour', words: 'Cabling three rooms', unit: 'minute', quantity: 60, most: 120, price: eur(60), vatBasisPoints: 0, every: 'once' };
const way: OwnLine = { ...work, kind: 'travel', words: 'There and back', unit: 'visit', quantity: 1, most: 1, price: eur(20) };
const cable: OwnLine = { ...work, kind: 'parts', words: 'Thirty metres of cable', unit: 'piece', quantity: 1, most: 1, price: eur(36) };
const priced = (by?: CheaperBy) => ({ tariff, provider, scope: scopeWith(by), now, id: newId('Quote'), version: 'v' });
const written = (lines: readonly OwnLine[]): Quote => ownQuote(shelf, priced(), { lines, validDays: 14, guaranteeDays: 90, notIncluded: 'The walls', dearerWhen: 'Thick walls' }, newId('Round'));
const offs = (quote: Quote): Record<string, readonly [number, number]> => Object.fromEntries(quote.lines.filter(({ slot }) => isCheaperSlot(slot)).map(({ slot, gross, worst }) => [slot, [gross.cents, worst.gross.cents]]));

test('a provider\'s own quote takes off what its tariff does: off the work and off the way, never off what is sold', () => {
  const before = written([work, way, cable]);
  const after = ownQuoteFor(shelf, priced(everything), before);
  // 60 € of work (120 € at most): 5 off, then a fifth of what is left; half of 20 € for the way; the cable costs what it costs.
  assert.deepEqual(offs(after), { 'cheaper.off-peak': [-500, -500], 'cheaper.solidarity': [-1_100, -2_300], 'travel.shared': [-1_000, -1_000] });
  assert.equal(after.expected.cents, before.expected.cents - 2_600);
  assert.equal(after.ceiling.cents, before.ceiling.cents - 3_800);
  assert.deepEqual([after.validUntil, after.guaranteeDays, after.round, after.cheaper], [before.validUntil, 90, before.round, everything]);
  assert.deepEqual(asWritten(after).map(({ gross, worst }) => [gross, worst]), before.lines.map(({ gross, worst }) => [gross, worst]), 'what was written stays');
  assert.ok(after.lines.every(({ id }) => before.lines.every((line) => line.id !== id)), 'two quotes never share a line');
  assert.deepEqual(offs(ownQuoteFor(shelf, priced(), after)), {}, 'another time, and it is gone again');
});

test('the bill of an own quote gives back what was promised, by the minutes that were worked', () => {
  const quote = ownQuoteFor(shelf, priced(everything), written([work, way, cable]));
  const bill = (attendedMinutes: number) => billFor({ shelf, tariff, provider, quote, scope: scopeWith(everything), now, actual: { attendedMinutes, unattendedMinutes: 0, items: [], outcome: 'solved' } });
  // 30 minutes: 30 € less 5, less a fifth; 10 € of the way; the cable.
  assert.equal(bill(30).gross.cents, 2_000 + 1_000 + 3_600);
  assert.equal(bill(60).gross.cents, quote.expected.cents);
});

test('no reduction makes an own quote dearer, and no bill of it exceeds its ceiling', () => {
  const anyBy = fc.record({ sharedWay: fc.constantFrom(true as const, undefined), offPeak: fc.constantFrom(true as const, undefined), solidarity: fc.constantFrom('own-word' as const, undefined) });
  fc.assert(fc.property(fc.nat(240), fc.nat(240), fc.integer({ min: 0, max: 9_000 }), anyBy, fc.nat(600), (quantity, more, cents, by, minutes) => {
    const before = written([{ ...work, quantity, most: Math.max(1, quantity + more), price: { cents, currency: 'EUR' } }, { ...way, price: { cents, currency: 'EUR' } }, cable]);
    const quote = ownQuoteFor(shelf, priced(by), before);
    const { gross } = billFor({ shelf, tariff, provider, quote, scope: scopeWith(by), now, actual: { attendedMinutes: minutes, unattendedMinutes: 0, items: [], outcome: 'solved' } });
    return quote.expected.cents <= before.expected.cents && quote.ceiling.cents <= before.ceiling.cents && quote.ceiling.cents >= 0 && gross.cents <= quote.ceiling.cents && gross.cents >= 0;
  }), { numRuns: 300 });
});
