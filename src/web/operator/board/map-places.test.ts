import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { apart, around } from '../../client/under/map-places.ts';

const far = (a: readonly [number, number], b: readonly [number, number]): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

test('numbers that lie on each other are pushed apart until each can be read; those that stand alone stay', () => {
  const places: [number, number][] = [[100, 100], [100, 100], [104, 98], [400, 400]];
  const moved = apart(places).map(([x, y], i): [number, number] => [(places[i]?.[0] ?? 0) + x, (places[i]?.[1] ?? 0) + y]);
  for (let i = 0; i < 3; i += 1) for (let j = i + 1; j < 3; j += 1) assert.ok(far(moved[i] as [number, number], moved[j] as [number, number]) > 20, JSON.stringify(moved));
  assert.deepEqual(moved[3], [400, 400]);
});
test('nobody is pushed far from where they are', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 90 })), { maxLength: 30 }), (places) => {
    for (const [x, y] of apart(places)) assert.ok(Math.hypot(x, y) <= 34.001 && Number.isFinite(x + y));
  }));
});
test('the box around points holds each of them', () => {
  assert.deepEqual(around([[4, 47], [5, 46], [4.5, 48]]), [4, 46, 5, 48]);
});
