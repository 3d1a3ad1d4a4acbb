import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ProviderId, type RoundId, newId } from '#kernel';
import { alike, inOrder } from './order.ts';
import type { Quote } from './quote.ts';

const now = Temporal.Instant.from('2026-11-24T08:00:00Z');
const round = newId('Round');
const quote = (cents: number, made?: RoundId): Quote => {
  const price = { cents, currency: 'EUR' } as const;
  return { id: newId('Quote'), provider: newId('Provider') satisfies ProviderId, expected: price, ceiling: price, after24: price, ...(made ? { round: made } : {}) } as unknown as Quote;
};

test('what was written for a description is ranked and marked among itself, never against list prices for less work', () => {
  const listed = [6_600, 6_900, 8_400].map((cents) => quote(cents));
  const made = [90_000, 41_000, 35_000].map((cents) => quote(cents, round));
  const order = inOrder([...listed, ...made], [], now);
  assert.deepEqual(order.map(({ expected, outlier }) => [expected.cents, outlier]), [[35_000, undefined], [41_000, undefined], [90_000, 'dearer'], [6_600, undefined], [6_900, undefined], [8_400, undefined]]);
  assert.deepEqual(alike(order.map((one) => ({ quote: one }))).map((group) => group.length), [3, 3]);
  assert.deepEqual(inOrder(listed, [], now).map(({ outlier }) => outlier), [undefined, undefined, undefined]);
});

test('no quote is lost or doubled, and those of a group stand together', () => {
  fc.assert(fc.property(fc.array(fc.record({ cents: fc.nat(200_000), made: fc.boolean() }), { maxLength: 12 }), (all) => {
    const quotes = all.map(({ cents, made }) => quote(cents, made ? round : undefined));
    const order = inOrder(quotes, [], now);
    assert.deepEqual(order.map(({ id }) => id).toSorted(), quotes.map(({ id }) => id).toSorted());
    const last = order.findLastIndex((one) => one.round !== undefined);
    assert.ok(order.slice(0, last + 1).every((one) => one.round !== undefined));
  }));
});
