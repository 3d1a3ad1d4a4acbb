import { planOf } from './extract.ts';
import { judge, price } from './judge/judge.ts';
import { modelOf } from './model.ts';
import { isVisit, type Fault, type Plan, type Price } from './plan.ts';
import { checkProblem } from './check-problem.ts';
import type { Cents, Problem, StopIndex } from './problem.ts';
import { Search, TUNING, type Tuning } from './search/search.ts';
import { iterations, type Stopping } from './stopping.ts';

/** What a search reports while it runs. */
export type Report = Readonly<{ iteration: number; best: Cents; left: number; done: number }>;

export type Options = Readonly<{
  /** Same problem, seed and iteration limit: same plan. Absent: 1. */
  seed?: number;
  /** When to end. Absent: 100 iterations a stop. */
  until?: Stopping;
  /** Called about every `reportEvery` iterations (default 1000) and at the end. */
  report?: (report: Report) => void;
  reportEvery?: number;
  /** A plan to begin with: the stops of each duty in order; what does not fit is seated again. */
  start?: readonly (readonly StopIndex[])[];
  tuning?: Partial<Tuning>;
}>;

export type Solution = Readonly<{ plan: Plan; price: Price; faults: readonly Fault[]; iterations: number }>;

/** Iterations between two looks at the clock. */
const STRIDE = 32;

/**
 * The best plan found for a problem. The plan is judged before it leaves: `faults` is empty unless visits that have
 * already begun break a rule. Throws a RangeError that names the field when the problem contradicts itself.
 */
export function solve(problem: Problem, options: Options = {}): Solution {
  checkProblem(problem);
  const model = modelOf(problem);
  const { seed = 1, until = iterations(100 * problem.stops.length), report, reportEvery = 1000, tuning } = options;
  const search = new Search(model, seed, { ...TUNING, ...tuning });
  if (options.start !== undefined) search.seatPlan(options.start);
  search.begin();
  let iteration = 0;
  let sinceBest = 0;
  let reported = 0;
  let done = until({ iteration, sinceBest, best: search.best });
  while (done < 1 && problem.stops.length > 0 && problem.duties.length > 0) {
    for (let k = 0; k < STRIDE; k++) sinceBest = search.step(done) ? 0 : sinceBest + 1;
    iteration += STRIDE;
    done = until({ iteration, sinceBest, best: search.best });
    if (report !== undefined && iteration - reported >= reportEvery) {
      reported = iteration;
      report({ iteration, best: search.best, left: search.bestLeft.length, done });
    }
  }
  const plan = planOf(model, search.bestSequences(), [...search.bestLeft]);
  report?.({ iteration, best: search.best, left: plan.left.length, done: 1 });
  return { plan, price: price(problem, plan), faults: judge(problem, plan), iterations: iteration };
}

/** The stops of each duty in order, as `Options.start` takes them. */
export const sequencesOf = (problem: Problem, plan: Plan): StopIndex[][] => {
  const sequences: StopIndex[][] = problem.duties.map(() => []);
  for (const route of plan.routes) sequences[route.duty]!.push(...route.steps.filter(isVisit).map((visit) => visit.stop));
  return sequences;
};
