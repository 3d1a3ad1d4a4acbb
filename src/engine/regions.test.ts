import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLarge, iterations, Random, solve, type Problem, type Report } from './index.ts';

/** Many visits on a line of places, a technician for every ten. */
function lineOf(visits: number): Problem {
  const random = new Random(3);
  const places = 400;
  const seconds = new Uint16Array(places * places);
  for (let a = 0; a < places; a++) for (let b = 0; b < places; b++) seconds[a * places + b] = 20 * Math.abs(a - b);
  return {
    places, travel: [{ seconds }],
    stops: Array.from({ length: visits }, () => ({ place: random.below(places), service: 600 })),
    duties: Array.from({ length: Math.ceil(visits / 10) }, () => {
      const home = random.below(places);
      return { start: home, end: home, shift: [0, 9 * 3600] as const };
    }),
  };
}

test('a search by regions reports what the whole plan costs, and in the end exactly that', () => {
  const problem = lineOf(2600);
  assert.equal(isLarge(problem), true);
  const seen: Report[] = [];
  const { plan, price, faults } = solve(problem, { until: iterations(2000), report: (report) => seen.push(report) });
  assert.deepEqual([faults, plan.left], [[], []]);
  const last = seen.at(-1)!;
  assert.ok(seen.every(({ best }) => Number.isFinite(best)));
  assert.equal(last.left, 0);
  assert.ok(Math.abs(last.best - price.total) <= 1 + price.total * 1e-9, `reported ${last.best}, judged ${price.total}`);
});

test('a search by regions that may not search ends with a first plan', () => {
  const problem = lineOf(2600);
  const { plan, faults } = solve(problem, { until: iterations(0) });
  assert.deepEqual([faults, plan.left], [[], []]);
});
