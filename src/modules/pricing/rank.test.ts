import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type ProviderId, money, must, newId } from '#kernel';
import britishRules from '../../../content/rules/gb.json' with { type: 'json' };
import frenchRules from '../../../content/rules/fr.json' with { type: 'json' };
import services from '../../../content/services.json' with { type: 'json' };
import { byTheMinute, halfHours, quarters, scopeOf, tariffOf, taskOf, termsOf } from '../../../test/golden/tariffs.ts';
import { catalogueFrom } from './catalogue.ts';
import { compare } from './compare.ts';
import { cancelFee, freeUntil, missedFee, whenOf } from './fees.ts';
import { price } from './price.ts';
import { PUBLISHED_WEIGHTS, type Rankable, outlierOf, points, rank } from './rank.ts';
import { ruleBookFrom } from './rules.ts';

const now = Temporal.Instant.from('2026-11-23T10:00:00Z');
const eur = (cents: number) => money(cents, 'EUR');
const quote = (provider: string, expected: number, ceiling: number, after24 = expected, days?: number): Rankable => ({
  provider: provider as ProviderId, expected: eur(expected), ceiling: eur(ceiling), after24: eur(after24), firstTime: days === undefined ? undefined : now.add({ hours: days * 24 }),
});
const anyQuote = fc.tuple(fc.integer({ min: 1, max: 50_000 }), fc.nat(50_000), fc.nat(50_000), fc.option(fc.nat(30), { nil: undefined }))
  .map(([expected, more, later, days]) => ({ expected, ceiling: expected + more, after24: expected + later, days }));

describe('the published ranking', () => {
  test('counts in all for a hundred, and can be done by hand', () => {
    assert.equal(Object.values(PUBLISHED_WEIGHTS).reduce((a, b) => a + b, 0), 100);
    // a: cheapest everywhere, free in 7 days: 10 × 7/14 = 5. b: 20 % dearer expected (10), ceiling 50 % higher (12.5), same after 24 months, free now.
    const [a, b] = points([quote('a', 10_000, 20_000, 30_000, 7), quote('b', 12_000, 30_000, 30_000, 0)], now);
    assert.deepEqual([a, b], [5, 22.5]);
  });
  test('does not care in which order quotes come, nor who they are', () => {
    fc.assert(fc.property(fc.array(anyQuote, { minLength: 1, maxLength: 7 }), fc.nat(), (all, turn) => {
      const quotes = all.map((one, i) => quote(`p${i}`, one.expected, one.ceiling, one.after24, one.days));
      const turned = [...quotes.slice(turn % quotes.length), ...quotes.slice(0, turn % quotes.length)];
      assert.deepEqual(rank(turned, now), rank(quotes, now));
    }));
  });
  test('never puts a quote behind one that is no better in anything', () => {
    fc.assert(fc.property(fc.array(anyQuote, { minLength: 1, maxLength: 5 }), anyQuote, fc.nat(500), (others, one, more) => {
      const better = quote('z-better', one.expected, one.ceiling, one.after24, one.days);
      const worse = quote('a-worse', one.expected + more + 1, one.ceiling + more, one.after24 + more, one.days);
      const order = rank([worse, better, ...others.map((other, i) => quote(`p${i}`, other.expected, other.ceiling, other.after24, other.days))], now);
      assert.ok(order.indexOf(better) < order.indexOf(worse));
    }));
  });
  test('breaks a tie by the earlier time, then by id', () => {
    const same = [quote('c', 100, 100, 100), quote('b', 100, 100, 100), quote('a', 100, 100, 100)];
    assert.deepEqual(rank(same, now).map(({ provider }) => provider), ['a', 'b', 'c']);
  });
  test('marks what is far from the median of three or more', () => {
    assert.equal(outlierOf(40, [40, 100, 120]), 'cheaper');
    assert.equal(outlierOf(151, [151, 100, 90]), 'dearer');
    assert.equal(outlierOf(150, [150, 100, 90]), undefined);
    assert.equal(outlierOf(1, [1, 100]), undefined, 'two say nothing');
  });
});

describe('fees', () => {
  const told = { fees: { missedVisit: eur(3500), lateCancel: eur(2000), lateCancelHours: 24 }, ceiling: eur(3000) };
  test('are never above what the whole visit could cost', () => {
    assert.equal(missedFee(told).cents, 3000);
  });
  test('of cancelling are nothing until the hour that was told', () => {
    const starts = Temporal.Instant.from('2026-11-25T09:00:00Z');
    assert.equal(freeUntil(told, starts).toString(), '2026-11-24T09:00:00Z');
    assert.equal(cancelFee(told, starts, Temporal.Instant.from('2026-11-24T09:00:00Z')).cents, 0);
    assert.equal(cancelFee(told, starts, Temporal.Instant.from('2026-11-24T09:00:01Z')).cents, 2000);
  });
  test('know the hour on the wall: day, evening, weekend, out of hours', () => {
    // Paris is one hour ahead of London in winter.
    assert.equal(whenOf(Temporal.Instant.from('2026-11-23T17:30:00Z'), 'FR'), 'evening');
    assert.equal(whenOf(Temporal.Instant.from('2026-11-23T17:30:00Z'), 'GB'), 'day');
    assert.equal(whenOf(Temporal.Instant.from('2026-11-28T10:00:00Z'), 'FR'), 'weekend');
    assert.equal(whenOf(Temporal.Instant.from('2026-11-28T21:30:00Z'), 'GB'), 'out-of-hours');
    assert.equal(whenOf(Temporal.Instant.from('2026-07-01T06:30:00Z'), 'FR'), 'day', 'summer time: 8:30 in Paris');
  });
});

describe('quotes side by side', () => {
  const shelf = { catalogue: catalogueFrom(services), rules: ruleBookFrom({ FR: frenchRules, GB: britishRules }) };
  test('have the same rows in the same order, and each column adds up to its total', () => {
    const tariffs = [tariffOf(quarters), tariffOf(halfHours), tariffOf(byTheMinute)];
    const scope = scopeOf([taskOf('new-device-setup', 90, 160), taskOf('slow-or-freezing', 60, 100, { items: shelf.catalogue.needsOf('slow-or-freezing') })], tariffs);
    const quotes = tariffs.map((tariff) => must(price(shelf, { tariff, provider: termsOf(tariff), scope, now, id: newId('Quote'), version: 'v' })));
    const rows = compare(quotes);
    assert.deepEqual(rows.map(({ kind }) => kind), ['labour', 'travel', 'parts']);
    for (const [at, quote] of quotes.entries()) {
      assert.equal(rows.reduce((cents, row) => cents + (row.cells[at]?.expected.cents ?? 0), 0), quote.expected.cents);
      assert.equal(rows.reduce((cents, row) => cents + (row.cells[at]?.worst.cents ?? 0), 0), quote.ceiling.cents);
    }
    assert.equal(rows[0]?.differs, true);
  });
});
