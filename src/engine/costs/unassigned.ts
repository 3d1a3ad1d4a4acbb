import type { Problem } from '../problem.ts';
import type { CostTerm } from '../rule.ts';

/** Priorities are kept apart by this many stops of the priority below, at most. */
const TIER = 1000;

/** More than serving any one stop can cost, so that a stop without own penalty is left only when nobody can serve it. */
function mandatory(problem: Problem, dearest: number): (priority: number) => number {
  const tier = Math.min(TIER, problem.stops.length + 1);
  return (priority) => dearest * (1 + priority * tier);
}

/** What leaving stops out costs: their own penalty, or above everything else, priorities first. */
export const unassigned: CostTerm = {
  name: 'unassigned',
  prepare(problem, tables) {
    const cost = mandatory(problem, dearestInsertion(problem));
    for (const [s, stop] of problem.stops.entries()) tables.penalty[s] = stop.penalty ?? cost(stop.priority ?? 0);
  },
  priceLeft(problem, left) {
    if (left.length === 0) return 0;
    const cost = mandatory(problem, dearestInsertion(problem));
    return left.reduce((sum, s) => sum + (problem.stops[s]?.penalty ?? cost(problem.stops[s]?.priority ?? 0)), 0);
  },
};

const most = (row: ArrayLike<number> | undefined): number => {
  let max = 0;
  for (let k = 0; k < (row?.length ?? 0); k++) if (row![k]! > max) max = row![k]!;
  return max;
};

const known = new WeakMap<Problem, number>();

/** An upper bound of what serving one more stop can cost, a round number of cents. */
function dearestInsertion(problem: Problem): number {
  const before = known.get(problem);
  if (before !== undefined) return before;
  const { duties, stops, weights = {} } = problem;
  const tables = problem.travel.map((table) => ({ seconds: most(table.seconds), metres: most(table.metres), cents: table.cents === undefined ? undefined : most(table.cents) }));
  let duty = 0;
  for (const { profile = 0, speed = 1, rates = {}, overtime = 0 } of duties) {
    const table = tables[profile]!;
    const drive = table.cents ?? (table.seconds / speed / 3600) * (rates.perHour ?? 3300) + (table.metres / 1000) * (rates.perKm ?? 35);
    duty = Math.max(duty, 2 * drive + (rates.fixed ?? 0) + (overtime / 3600) * (rates.perOvertimeHour ?? 4950) + (rates.perTaskHour ?? 0) * 24);
  }
  const wishes = stops.reduce((max, stop) => Math.max(max, ...(stop.prefers ?? []).map((wish) => Math.abs(wish.cents))), 0);
  const hours = 24 * ((weights.waitingPerHour ?? 0) + (weights.latenessRiskPerHour ?? 0)) + 144 * (weights.fairnessPerSquareHour ?? 0);
  const bound = duty + 2 * wishes + hours + (weights.changedTechnician ?? 0) + 12 * (weights.movedStart ?? 0) + 20 * (weights.overqualifiedPerLevel ?? 0);
  const dearest = 10 ** Math.ceil(Math.log10(bound + 1));
  known.set(problem, dearest);
  return dearest;
}
