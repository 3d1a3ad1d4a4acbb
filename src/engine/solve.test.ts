import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { problem } from './test-problems.ts';
import { isVisit, iterations, price, solve, type Problem } from './index.ts';

const planned = (of: Problem, seed: number, count = 96) => solve(of, { seed, until: iterations(count) });

test('every plan is free of faults by the judge, every stop planned once or left', () => {
  fc.assert(fc.property(problem, fc.integer(), (generated, seed) => {
    const { plan, faults } = planned(generated, seed);
    assert.deepEqual(faults, []);
    const seen = [...plan.routes.flatMap((route) => route.steps.filter(isVisit).map((visit) => visit.stop)), ...plan.left].sort((a, b) => a - b);
    assert.deepEqual(seen, generated.stops.map((_, k) => k));
  }), { numRuns: 300 });
});

test('the search adds up the same cost as the judge', () => {
  fc.assert(fc.property(problem, fc.integer(), (generated, seed) => {
    let last = 0;
    const { price: judged, plan } = solve(generated, { seed, until: iterations(96), report: ({ best }) => { last = best; } });
    assert.ok(Math.abs(judged.total - last) <= 1 + Math.abs(last) * 1e-9, `judge ${judged.total}, search ${last}: ${JSON.stringify(price(generated, plan).terms)}`);
  }), { numRuns: 300 });
});

test('the same seed gives the same plan', () => {
  fc.assert(fc.property(problem, fc.integer(), (generated, seed) => {
    assert.deepEqual(planned(generated, seed), planned(generated, seed));
  }), { numRuns: 40 });
});

test('a stop that only one technician can serve is served when it can be', () => {
  fc.assert(fc.property(problem, (generated) => {
    const alone = { ...generated, shipments: [], stops: [{ place: 1, service: 60, skills: [{ skill: 9 }] }, ...generated.stops.map((one) => ({ ...one, penalty: 1 }))] };
    const expert = { start: 0, shift: [0, 20_000] as const, skills: [{ skill: 9 }], maxStops: 1 };
    const { plan } = planned({ ...alone, duties: [...generated.duties, expert] }, 1);
    assert.equal(plan.left.includes(0), false);
  }), { numRuns: 60 });
});
