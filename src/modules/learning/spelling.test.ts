import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { slipsBetween, speller } from './spelling.ts';

test('a letter left out, added, changed or swapped with its neighbour is one slip', () => {
  for (const [a, b] of [['printer', 'priner'], ['printer', 'printter'], ['printer', 'prinder'], ['printer', 'pritner'], ['', 'a']] as const) assert.equal(slipsBetween(a, b, 2), 1, `${a} ${b}`);
  assert.equal(slipsBetween('printer', 'printer', 2), 0);
  assert.equal(slipsBetween('email', 'emial', 2), 1);
  assert.equal(slipsBetween('kitten', 'sitting', 3), 3);
});

test('it is the same from both sides, and far words are told early as too far', () => {
  fc.assert(fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
    assert.equal(slipsBetween(a, b, 20), slipsBetween(b, a, 20));
    assert.equal(slipsBetween(a, b, 1), Math.min(slipsBetween(a, b, 20), 2));
  }));
});

test('a misspelt word is read as the nearest known one, the commonest first', () => {
  const meant = speller(new Map([['printer', 9], ['painter', 1], ['pointer', 5], ['imprimante', 3], ['password', 2]]));
  assert.deepEqual(meant('pritner'), ['printer']);
  assert.deepEqual(meant('pinter'), ['printer', 'pointer', 'painter']);
  assert.deepEqual(meant('imprimente'), ['imprimante']);
  assert.deepEqual(meant('passw'), ['password']);
  assert.deepEqual(meant('pin'), []);
});
