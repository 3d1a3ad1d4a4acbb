import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Ratings, bayesianMean, countOf, shownRating, wilsonLowerBound } from './rating.ts';

const ratings = fc.tuple(fc.nat(200), fc.nat(200), fc.nat(200), fc.nat(200), fc.nat(200)) as fc.Arbitrary<Ratings>;

test('the lower bound is the one of the tables', () => {
  assert.equal(wilsonLowerBound(0, 0), 0);
  assert.ok(Math.abs(wilsonLowerBound(1, 1) - 0.2065) < 5e-4);
  assert.ok(Math.abs(wilsonLowerBound(90, 100) - 0.8256) < 5e-4);
  assert.throws(() => wilsonLowerBound(3, 2), /exchanged/);
});
test('it never promises more than what was counted, and more of the same makes it surer', () => {
  fc.assert(fc.property(fc.nat(500), fc.nat(500), (good, bad) => {
    const all = good + bad;
    const bound = wilsonLowerBound(good, all);
    assert.ok(bound >= 0 && bound <= (all === 0 ? 0 : good / all) + 1e-12);
    if (good > 0) assert.ok(wilsonLowerBound(good * 2, all * 2) >= bound);
  }));
});
test('the mean lies between the house and the person, and one more good answer never lowers it', () => {
  fc.assert(fc.property(ratings, (all) => {
    const mean = bayesianMean(all);
    assert.ok(mean >= 1 && mean <= 5);
    assert.ok(bayesianMean([all[0], all[1], all[2], all[3], all[4] + 1]) >= mean);
  }));
});
test('below five somebody is new; above, the count is shown', () => {
  assert.deepEqual(shownRating([0, 0, 0, 0, 4]), { kind: 'new', count: 4 });
  assert.deepEqual(shownRating([0, 0, 0, 0, 5]), { kind: 'rated', count: 5, mean: 4.3, satisfied: 56 });
  fc.assert(fc.property(ratings, (all) => assert.equal(shownRating(all).kind, countOf(all) < 5 ? 'new' : 'rated')));
});
