import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { iterations, solve, type Problem } from '../index.ts';
import { modelOf } from '../model.ts';
import { solutionOf } from '../solve.ts';
import { Polish } from './polish.ts';
import { Search, TUNING } from './search.ts';
import { Segments } from './segments.ts';
import { SwapStar } from './swap-star.ts';
import { Tails } from './tails.ts';

const STOPS = 26;
const DEPOTS = 2;
const PLACES = STOPS + DEPOTS;

/** Plain problems with long routes: one or two depots to begin and end at, tight or wide windows, roads that differ by direction. */
const long: fc.Arbitrary<Problem> = fc.record({
  cells: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: PLACES * PLACES, maxLength: PLACES * PLACES }),
  stops: fc.array(fc.record({ opens: fc.integer({ min: 0, max: 8000 }), length: fc.integer({ min: 200, max: 9000 }), amount: fc.integer({ min: 0, max: 4 }), service: fc.integer({ min: 0, max: 120 }) }), { minLength: STOPS, maxLength: STOPS }),
  isOneDepot: fc.boolean(), capacity: fc.integer({ min: 12, max: 60 }), fixed: fc.constantFrom(0, 300), maxStops: fc.constantFrom(9, 40),
}).map(({ cells, stops, isOneDepot, capacity, fixed, maxStops }) => ({
  places: PLACES, travel: [{ seconds: cells.map((cell, k) => (k % (PLACES + 1) === 0 ? 0 : cell)) }],
  stops: stops.map(({ opens, length, amount, service }, k) => ({ place: k, service, delivery: [amount], windows: [[opens, opens + length] as const] })),
  duties: Array.from({ length: 6 }, (_, v) => ({
    start: STOPS + (isOneDepot ? 0 : v % DEPOTS), end: STOPS + (isOneDepot ? 0 : (v >> 1) % DEPOTS), shift: [0, 14_000] as const, capacity: [capacity], maxStops, rates: { perHour: 3600, perKm: 0, fixed },
  })),
}));

type Move = { tryAt(a: number, allowance: number): boolean };
const moves: readonly [string, (search: Search) => Move][] = [
  ['tails', ({ routes, near, random }) => new Tails(routes, near, random)],
  ['segments', ({ routes, near }) => new Segments(routes, near)],
  ['SWAP*', ({ routes, near }) => new SwapStar(routes, near)],
];

for (const [name, of] of moves) {
  test(`${name}: every move keeps every rule and costs what the search believes`, () => {
    let made = 0;
    fc.assert(fc.property(long, fc.integer({ min: 0, max: 600 }), (problem, allowance) => {
      const search = new Search(modelOf(problem), 1, TUNING);
      search.begin();
      const move = of(search);
      for (let k = 0; k < 3 * STOPS; k++) {
        const a = k % STOPS;
        if (search.routes.routeOf[a]! < 0) continue;
        const before = search.routes.cost;
        const isMade = move.tryAt(a, allowance);
        assert.ok(search.routes.cost < before + allowance || !isMade, 'a move costs less than it may');
        if (isMade) made++;
      }
      const { cost } = search.routes;
      const { faults, plan } = solutionOf(problem, search.sequences(), 0);
      assert.deepEqual(faults, []);
      assert.deepEqual([...plan.routes.flatMap((route) => route.steps.flatMap((step) => ('stop' in step ? [step.stop] : []))), ...plan.left].sort((a, b) => a - b), problem.stops.map((_, k) => k));
      assert.ok(Math.abs(cost - search.routes.recount()) < 1e-3, `${cost} is not ${search.routes.cost}`);
    }), { numRuns: 120 });
    assert.ok(made > 500, `only ${made} moves were made`);
  });
}

test('a descent ends no dearer than it began', () => {
  fc.assert(fc.property(long, (problem) => {
    const search = new Search(modelOf(problem), 1, TUNING);
    search.begin();
    const before = search.routes.cost;
    const polish = new Polish(search.routes, search.near, search.random);
    const all = Int32Array.from(problem.stops, (_, k) => k);
    for (let last = Infinity; search.routes.cost < last - 1e-6;) {
      last = search.routes.cost;
      polish.around(all, STOPS);
    }
    assert.ok(search.routes.cost <= before + 1e-6);
  }), { numRuns: 60 });
});

test('with long routes the same seed gives the same plan, free of faults', () => {
  fc.assert(fc.property(long, fc.integer(), (problem, seed) => {
    const one = solve(problem, { seed, until: iterations(640) });
    assert.deepEqual(one.faults, []);
    assert.deepEqual(solve(problem, { seed, until: iterations(640) }), one);
  }), { numRuns: 30 });
});
