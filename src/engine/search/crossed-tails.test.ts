import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isVisit, type Problem } from '../index.ts';
import { modelOf } from '../model.ts';
import { solutionOf } from '../solve.ts';
import { problem } from '../test-problems.ts';
import { CrossedTails } from './crossed-tails.ts';
import { Search, TUNING } from './search.ts';

/** Without shipments; nearly everybody may serve nearly everything, or few exchanges would be possible. */
const open = (any: Problem): Problem => ({
  ...any, shipments: [],
  stops: any.stops.map(({ only: _only, provider: _provider, pinned: _pinned, skills: _skills, ...stop }) => stop),
});

test('days that differ change tails: every rule is kept, and the move costs what the search believes', () => {
  let made = 0;
  fc.assert(fc.property(problem, fc.integer({ min: 0, max: 20_000 }), (any, allowance) => {
    const generated = open(any);
    const search = new Search(modelOf(generated), 1, TUNING);
    search.begin();
    const { routes, near, random } = search;
    const crossed = new CrossedTails(routes, near, random);
    for (let k = 0; k < 4 * generated.stops.length; k++) {
      const a = k % generated.stops.length;
      if (routes.routeOf[a]! < 0) continue;
      const before = routes.cost;
      const isMade = crossed.tryAt(a, allowance);
      assert.ok(isMade ? routes.cost < before + allowance + 1e-6 : routes.cost === before, 'a move costs less than it may');
      if (isMade) made++;
    }
    const { cost } = routes;
    const { faults, plan } = solutionOf(generated, search.sequences(), 0);
    assert.deepEqual(faults, []);
    assert.deepEqual([...plan.routes.flatMap((route) => route.steps.filter(isVisit).map((visit) => visit.stop)), ...plan.left].sort((a, b) => a - b), generated.stops.map((_, k) => k));
    assert.ok(Math.abs(cost - routes.recount()) < 1e-3, `${cost} is not ${routes.cost}`);
  }), { numRuns: 600 });
  assert.ok(made > 200, `only ${made} moves were made`);
});
