import { DEFAULT_RATES, type Duty, type Problem } from '../problem.ts';
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

/** Two of the longest drives, a day begun for it, the overtime allowed, a day's work. */
function dearestDay({ speed = 1, rates = {}, overtime = 0 }: Duty, longest: { seconds: number; metres: number; cents?: number }): number {
  const { fixed, perHour, perKm, perOvertimeHour, perTaskHour } = { ...DEFAULT_RATES, ...rates };
  const drive = longest.cents ?? (longest.seconds / speed / 3600) * perHour + (longest.metres / 1000) * perKm;
  return 2 * drive + fixed + (overtime / 3600) * perOvertimeHour + perTaskHour * 24;
}

const known = new WeakMap<Problem, number>();

/** An upper bound of what serving one more stop can cost, a round number of cents. */
function dearestInsertion(problem: Problem): number {
  const before = known.get(problem);
  if (before !== undefined) return before;
  const { duties, stops, weights = {} } = problem;
  const tables = problem.travel.map((table) => ({ seconds: most(table.seconds), metres: most(table.metres), ...(table.cents === undefined ? {} : { cents: most(table.cents) }) }));
  const duty = Math.max(0, ...duties.map((one) => dearestDay(one, tables[one.profile ?? 0]!)));
  const wishes = Math.max(0, ...stops.flatMap((stop) => (stop.prefers ?? []).map((wish) => Math.abs(wish.cents))));
  const all = { waitingPerHour: 0, latenessRiskPerHour: 0, fairnessPerSquareHour: 0, changedTechnician: 0, movedStart: 0, overqualifiedPerLevel: 0, ...weights };
  const hours = 24 * (all.waitingPerHour + all.latenessRiskPerHour) + 144 * all.fairnessPerSquareHour;
  const bound = duty + 2 * wishes + hours + all.changedTechnician + 12 * all.movedStart + 20 * all.overqualifiedPerLevel;
  const dearest = 10 ** Math.ceil(Math.log10(bound + 1));
  known.set(problem, dearest);
  return dearest;
}
