import { checkProblem } from './check-problem.ts';
import { planOf } from './extract.ts';
import { judge, price } from './judge/judge.ts';
import { modelOf, type Model } from './model.ts';
import { isVisit, type Fault, type Plan, type Price, type Route } from './plan.ts';
import type { Cents, Problem, StopIndex } from './problem.ts';
import { regionRounds, regionWith, routeInWhole, type Sequences, type Task } from './regions.ts';
import { Search, TUNING, type Tuning } from './search/search.ts';
import { allSeated, firstOf, iterations, type Stopping } from './stopping.ts';

/** What a search reports while it runs. `best` is in the search's own cents (stops left out weigh more than all else; by regions, their own penalty only). */
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

/** Iterations between two looks at the clock: few at first, for a first plan may be all that is wanted, later more, for looking takes time. */
const STRIDE = 32;
const LONG_STRIDE = 256;
/** Share of a search after which its number of iterations can be told. */
const FORESEEN = 0.05;
/** More stops than this are searched by regions. */
const LARGE = 2500;
/** Large problems begin cooler: they have fewer iterations a stop to cool down. */
const LARGE_HOT = 2;

/** A search's cents without what stops left out weigh more than their own penalty, which differs between regions. */
const costOf = (problem: Problem, model: Model, cents: number, left: readonly StopIndex[]): number =>
  left.reduce((sum, s) => sum - model.tables.penalty[s]! + (problem.stops[s]!.penalty ?? 0), cents);

type Slice = Readonly<{
  seed: number; start?: Sequences['routes']; from: number; to: number; until: Stopping; tuning?: Partial<Tuning> | undefined;
  report?: ((report: Report) => void) | undefined; reportEvery?: number | undefined;
}>;

/** A search with its first plan, and what the plan handed in cost. */
function begun(problem: Problem, { seed, start, from, to, tuning }: Slice): { search: Search; first: number; isWhole: boolean } {
  const search = new Search(modelOf(problem), seed, { ...TUNING, ...tuning });
  if (start !== undefined) search.seatPlan(start);
  const first = costOf(problem, search.model, search.routes.cost, search.sequences().left);
  search.begin();
  // A region's turn in a large search is short.
  const isWhole = to - from >= 1;
  if (!isWhole && to > from) search.shorten();
  return { search, first, isWhole };
}

/** One search over one problem, between two shares of the whole search's temperatures. */
export function searchSlice(problem: Problem, slice: Slice): { best: Sequences; now: Sequences; first: number; bestCost: number; nowCost: number; iterations: number } {
  const { search, first, isWhole } = begun(problem, slice);
  const { until, report, reportEvery = 1000 } = slice;
  let iteration = 0;
  let sinceBest = 0;
  let reported = 0;
  let isForeseen = !isWhole;
  let done = until({ iteration, sinceBest, best: search.best, left: search.bestLeft.length });
  while (done < 1 && problem.stops.length > 0 && problem.duties.length > 0) {
    const at = slice.from + (slice.to - slice.from) * done;
    const stride = iteration < 32 * LONG_STRIDE ? STRIDE : LONG_STRIDE;
    for (let k = 0; k < stride; k++) sinceBest = search.step(at) ? 0 : sinceBest + 1;
    iteration += stride;
    done = until({ iteration, sinceBest, best: search.best, left: search.bestLeft.length });
    if (!isForeseen && done >= FORESEEN) {
      search.expect(iteration / done);
      isForeseen = true;
    }
    if (report !== undefined && iteration - reported >= reportEvery) {
      reported = iteration;
      report({ iteration, best: search.best, left: search.bestLeft.length, done });
    }
  }
  report?.({ iteration, best: search.best, left: search.bestLeft.length, done: 1 });
  return { best: search.bestSequences(), now: search.sequences(), first, iterations: iteration,
    bestCost: costOf(problem, search.model, search.best, [...search.bestLeft]), nowCost: costOf(problem, search.model, search.routes.cost, search.sequences().left) };
}

/** Duties timed at once: small models instead of one whose tables would not fit. */
const SLICE = 40;

/** Judges and prices the plan of these sequences. */
export function solutionOf(problem: Problem, sequences: Sequences, count: number): Solution {
  const busy = sequences.routes.flatMap((route, v) => (route.length > 0 ? [v] : []));
  const routes: Route[] = [];
  for (let k = 0; k < busy.length; k += SLICE) {
    const region = regionWith(problem, sequences, busy.slice(k, k + SLICE), []);
    routes.push(...planOf(modelOf(region.problem), region.start.routes, []).routes.map((route) => routeInWhole(region, route)));
  }
  const plan: Plan = { routes, left: [...sequences.left].sort((a, b) => a - b) };
  return { plan, price: price(problem, plan), faults: judge(problem, plan), iterations: count };
}

/** Nothing planned but what has begun, or the plan that was handed in. */
export function firstSequences(problem: Problem, start: Options['start']): Sequences {
  const routes = problem.duties.map((duty, v) => [...new Set([...(duty.begun ?? []), ...(start?.[v] ?? [])])]);
  const seated = new Set(routes.flat());
  return { routes, left: problem.stops.flatMap((_, s) => (seated.has(s) ? [] : [s])) };
}

/** Whether a problem is searched by regions. */
export const isLarge = (problem: Problem): boolean => problem.stops.length > LARGE;

/** A first plan of a region: everybody seated, or this many iterations. */
const FIRST_TRIES = 3200;

/** What became of a region: its plan, and by how many cents (of the search) it is cheaper or dearer than before. */
export type Searched = Readonly<{ plan: Sequences; change: number; iterations: number }>;

/** Searches one region; `until` is the region's own, except for a first plan. */
export function searchTask(task: Task, until: Stopping, tuning?: Partial<Tuning>): Searched {
  const { region, seed, from, to, isLast } = task;
  const { best, now, first, bestCost, nowCost, iterations: count } = searchSlice(region.problem, { seed, start: region.start.routes, from, to, until: task.share === 0 ? firstOf(allSeated(), iterations(FIRST_TRIES)) : until, tuning: { hot: LARGE_HOT, ...tuning } });
  const isBest = isLast || task.share === 0;
  return { plan: isBest ? best : now, change: (isBest ? bestCost : nowCost) - first, iterations: count };
}

/** What a plan of regions costs while they change one by one: stops left out count their own penalty only. */
export class RunningTotal {
  cents: number;
  left: number;

  constructor(problem: Problem, start: Options['start']) {
    const first = firstSequences(problem, start);
    const { plan } = solutionOf(problem, first, 0);
    this.left = first.left.length;
    this.cents = price(problem, { ...plan, left: [] }).total + first.left.reduce((sum, s) => sum + (problem.stops[s]!.penalty ?? 0), 0);
  }

  add(task: Task, found: Searched): void {
    this.cents += found.change;
    this.left += found.plan.left.length - task.region.start.left.length;
  }
}

/** Regions one after the other: the share of the whole search a region has had is its own progress. */
function solveByRegions(problem: Problem, options: Options): Solution {
  const { seed = 1, until = iterations(100 * problem.stops.length), report } = options;
  const rounds = regionRounds(problem, firstSequences(problem, options.start), seed);
  let count = 0;
  let used = 0;
  const total = new RunningTotal(problem, options.start);
  const progress = () => until({ iteration: count, sinceBest: 0, best: total.cents, left: total.left });
  for (let next = rounds.next(); ;) {
    if (next.done === true) return solutionOf(problem, next.value, count);
    const plans = next.value.map((task) => {
      const before = count;
      const begins = Math.max(used, progress());
      used += task.share;
      const span = Math.max(1e-9, used - begins);
      const own: Stopping = task.share === 0 || begins >= 1 ? () => 1 : (local) => (until({ ...local, iteration: before + local.iteration }) - begins) / span;
      const found = searchTask(task, own, options.tuning);
      count += found.iterations;
      total.add(task, found);
      report?.({ iteration: count, best: total.cents, left: total.left, done: Math.min(1, used) });
      return found.plan;
    });
    next = rounds.next(plans);
  }
}

/**
 * The best plan found for a problem. The plan is judged before it leaves: `faults` is empty unless visits that have
 * already begun break a rule. Throws a RangeError that names the field when the problem contradicts itself.
 */
export function solve(problem: Problem, options: Options = {}): Solution {
  checkProblem(problem);
  if (isLarge(problem)) return solveByRegions(problem, options);
  const { seed = 1, until = iterations(100 * problem.stops.length), report, reportEvery, tuning, start } = options;
  const found = searchSlice(problem, { seed, until, from: 0, to: 1, tuning, report, reportEvery, ...(start === undefined ? {} : { start }) });
  return solutionOf(problem, found.best, found.iterations);
}

/** The stops of each duty in order, as `Options.start` takes them. */
export const sequencesOf = (problem: Problem, plan: Plan): StopIndex[][] => {
  const sequences: StopIndex[][] = problem.duties.map(() => []);
  for (const route of plan.routes) sequences[route.duty]!.push(...route.steps.filter(isVisit).map((visit) => visit.stop));
  return sequences;
};
