import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type Money, newId, sum } from '#kernel';
import frenchRules from '../../../content/rules/fr.json' with { type: 'json' };
import britishRules from '../../../content/rules/gb.json' with { type: 'json' };
import services from '../../../content/services.json' with { type: 'json' };
import { anyActual, anyCase } from '../../../test/golden/any-tariff.ts';
import { eur, halfHours, quarters, scopeOf, tariffOf, taskOf, termsOf } from '../../../test/golden/tariffs.ts';
import { billFor } from './bill.ts';
import { catalogueFrom } from './catalogue.ts';
import { type Cheaper, type CheaperBy, isCheaperSlot, isEnough, isOffPeak } from './cheaper.ts';
import { compare } from './compare.ts';
import { price } from './price.ts';
import type { Quote } from './quote.ts';
import { ruleBookFrom } from './rules.ts';
import type { Scope } from './scope.ts';
import type { Tariff } from './tariff.ts';

const shelf = { catalogue: catalogueFrom(services), rules: ruleBookFrom({ FR: frenchRules, GB: britishRules }) };
const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const all: Cheaper = {
  sharedWay: { off: { kind: 'percent', basisPoints: 5_000 }, withinMetres: 2_000 }, offPeak: { off: { kind: 'flat', price: eur(5) }, hours: [{ days: [2, 3], from: '14:00', until: '17:30' }] },
  solidarity: { off: { kind: 'percent', basisPoints: 2_000 }, asks: 'own-word' },
};
const everything: CheaperBy = { sharedWay: true, offPeak: true, solidarity: 'own-word' };
const quoteOf = (tariff: Tariff, scope: Scope): Quote | undefined => {
  const made = price(shelf, { tariff, provider: termsOf(tariff, { sapNumber: 'SAP123456789' }), scope, now, id: newId('Quote'), version: 'v' });
  return made.ok ? made.value : undefined;
};
const offs = (quote: Quote | undefined): Record<string, number> => Object.fromEntries((quote?.lines ?? []).filter(({ slot }) => isCheaperSlot(slot)).map(({ slot, gross }) => [slot, gross.cents]));

describe('what makes it cheaper on purpose', () => {
  test('stands in lines of its own: quiet hours, then solidarity off the work, a shared way off the travel', () => {
    const tariff = tariffOf({ ...halfHours, cheaper: all });
    const tasks = [taskOf('slow-or-freezing', 60, 60)];
    const plain = quoteOf(tariff, scopeOf(tasks, [tariff]));
    const cheap = quoteOf(tariff, scopeOf(tasks, [tariff], 8_000, { cheaper: everything }));
    assert.deepEqual(offs(plain), {});
    // 40 € of work: 5 off, then a fifth of what is left; 10 € of travel: half of it.
    assert.deepEqual(offs(cheap), { 'cheaper.off-peak': -500, 'cheaper.solidarity': -700, 'travel.shared': -500 });
    assert.equal(cheap?.expected.cents, (plain?.expected.cents ?? 0) - 1_700);
    assert.equal(cheap?.vat.reduce((cents, { gross }) => cents + gross.cents, 0), cheap?.expected.cents, 'a discount makes the taxed amount smaller');
  });
  test('lets the tax credit count only what is paid', () => {
    const tariff = tariffOf({ ...quarters, cheaper: all });
    const scope = (cheaper?: CheaperBy) => scopeOf([taskOf('slow-or-freezing', 60, 60)], [tariff], 8_000, cheaper ? { cheaper } : {});
    assert.equal(quoteOf(tariff, scope())?.credit?.cents, 3_450);
    assert.equal(quoteOf(tariff, scope({ solidarity: 'own-word' }))?.credit?.cents, 2_760);
  });
  test('shows beside each other as rows that differ', () => {
    const [one, other] = [tariffOf({ ...halfHours, cheaper: all }), tariffOf(halfHours)];
    const tasks = [taskOf('slow-or-freezing', 60, 60)];
    const quotes = [one, other].map((tariff) => quoteOf(tariff, scopeOf(tasks, [one, other], 8_000, { cheaper: everything }))).filter((quote) => quote !== undefined);
    const rows = compare(quotes).filter(({ slot }) => isCheaperSlot(slot));
    assert.deepEqual(rows.map(({ slot, differs }) => [slot, differs]), [['cheaper.off-peak', true], ['cheaper.solidarity', true], ['travel.shared', true]]);
  });
  test('asks for the word that the provider wants, and takes a partner for more than one\'s own', () => {
    assert.equal(isEnough('own-word', 'own-word'), true);
    assert.equal(isEnough('own-word', 'partner-word'), false);
    assert.equal(isEnough('partner-word', 'own-word'), true);
    assert.equal(isEnough(undefined, 'own-word'), false);
  });
  test('knows quiet hours on the wall clock of the country, summer and winter', () => {
    const hours = [{ days: [2], from: '14:00', until: '17:30' }];
    assert.equal(isOffPeak(hours, Temporal.Instant.from('2026-11-24T13:00:00Z'), 'FR'), true, 'Tuesday 14:00 in Paris');
    assert.equal(isOffPeak(hours, Temporal.Instant.from('2026-11-24T13:00:00Z'), 'GB'), false, 'still 13:00 in London');
    assert.equal(isOffPeak(hours, Temporal.Instant.from('2026-07-21T12:00:00Z'), 'FR'), true, 'in summer an hour earlier');
    assert.equal(isOffPeak(hours, Temporal.Instant.from('2026-11-24T16:30:00Z'), 'FR'), false, 'the end is no longer inside');
    assert.equal(isOffPeak(hours, Temporal.Instant.from('2026-11-25T13:00:00Z'), 'FR'), false, 'Wednesday');
  });
});

const off = (most: number) => fc.oneof(fc.record({ kind: fc.constant('percent' as const), basisPoints: fc.integer({ min: 1, max: 10_000 }) }), fc.nat(most).map((cents) => ({ kind: 'flat' as const, price: { cents, currency: 'EUR' } satisfies Money })));
const anyCheaper: fc.Arbitrary<Cheaper> = fc.record({
  sharedWay: fc.record({ off: off(6_000), withinMetres: fc.constant(2_000) }), offPeak: fc.record({ off: off(20_000), hours: fc.constant([{ days: [1], from: '10:00', until: '12:00' }]) }),
  solidarity: fc.record({ off: off(20_000), asks: fc.constant('own-word' as const) }),
});
const anyBy: fc.Arbitrary<CheaperBy> = fc.record({ sharedWay: fc.option(fc.constant(true as const), { nil: undefined }), offPeak: fc.option(fc.constant(true as const), { nil: undefined }), solidarity: fc.option(fc.constant('own-word' as const), { nil: undefined }) });

test('whatever is taken off, no price rises, none falls below nothing, the ceiling holds, and so does the bill', () => {
  fc.assert(fc.property(anyCase, anyCheaper, anyBy, (one, cheaper, by) => {
    const tariff: Tariff = { ...one.tariff, cheaper };
    const [plain, cheap] = [quoteOf(tariff, one.scope), quoteOf(tariff, { ...one.scope, cheaper: by })];
    if (!plain || !cheap) return assert.equal(plain, cheap);
    assert.ok(cheap.expected.cents <= plain.expected.cents && cheap.ceiling.cents <= plain.ceiling.cents, 'never dearer');
    assert.ok(cheap.expected.cents >= 0 && cheap.expected.cents <= cheap.ceiling.cents, `${cheap.expected.cents} of ${cheap.ceiling.cents}`);
    assert.equal(sum(cheap.lines.map(({ gross }) => gross), 'EUR').cents, cheap.expected.cents);
    for (const line of cheap.lines) assert.ok(line.gross.cents <= line.worst.gross.cents || line.worst.gross.cents < 0 || line.slot === 'minimum', line.slot);
    const [actual] = fc.sample(anyActual(one.scope), 1);
    if (!actual) return;
    const scope = { ...one.scope, cheaper: by };
    const bill = billFor({ shelf, tariff, provider: termsOf(tariff), quote: cheap, scope, actual, now });
    assert.ok(bill.gross.cents <= cheap.ceiling.cents && bill.gross.cents >= 0, `${bill.gross.cents} billed of ${cheap.ceiling.cents}`);
  }), { numRuns: 1_000 });
});
