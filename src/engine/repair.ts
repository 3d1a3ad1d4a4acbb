import { checkProblem } from './check-problem.ts';
import { planOf } from './extract.ts';
import { judge, price } from './judge/judge.ts';
import { modelOf } from './model.ts';
import type { Plan } from './plan.ts';
import type { DutyIndex, Problem, StopIndex } from './problem.ts';
import { regionWith, routeInWhole, type Sequences } from './regions.ts';
import { allSeated, firstOf, iterations, type Stopping } from './stopping.ts';
import { searchSlice, sequencesOf, type Solution } from './solve.ts';

/** Duties near each visit that are opened for repair, and at most in all. */
const NEAR = 8;
const MOST = 48;
/** Repairs begin cool: the day is good but for one hole. */
const REPAIR_HOT = 0.5;

const able = (problem: Problem, v: DutyIndex, s: StopIndex): boolean => {
  const duty = problem.duties[v]!;
  const stop = problem.stops[s]!;
  const who = duty.technician ?? v;
  return (stop.provider === undefined || stop.provider === duty.provider) && stop.never?.includes(who) !== true && stop.only?.includes(who) !== false
    && (stop.skills ?? []).every((need) => (duty.skills ?? []).some((has) => has.skill === need.skill && (has.level ?? 1) >= (need.level ?? 1)));
};

/** The duties around the visits that have no technician: by the drive to their nearest stop or home. */
function dutiesAround(problem: Problem, sequences: Sequences, orphans: readonly StopIndex[], most: number): DutyIndex[] {
  const seconds = problem.travel[0]!.seconds;
  const chosen = new Set<DutyIndex>();
  const ranked = orphans.map((s) => {
    const from = problem.stops[s]!.place * problem.places;
    return problem.duties.flatMap((duty, v) => {
      if (!able(problem, v, s)) return [];
      const places = [duty.start, ...sequences.routes[v]!.map((one) => problem.stops[one]!.place)].filter((place) => place !== undefined);
      return [{ v, drive: places.length === 0 ? 0 : Math.min(...places.map((place) => seconds[from + place]!)) }];
    }).sort((a, b) => a.drive - b.drive || a.v - b.v);
  });
  for (let rank = 0; rank < problem.duties.length && chosen.size < most; rank++) {
    for (const one of ranked) if (one[rank] !== undefined && chosen.size < most && (rank < NEAR || most > MOST)) chosen.add(one[rank]!.v);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** The first answer: everybody seated, or this many tries. */
const FIRST_TRIES = 640;

export type RepairOptions = Readonly<{ seed?: number; until?: Stopping }>;

/**
 * Finds technicians for the visits that a plan leaves out, changing only days around them: a technician is sick, an
 * emergency comes in. Without `until` it is the first answer, in milliseconds; with it, if a visit still has no
 * technician in the end, all days are opened. `problem.stops[s].before` and the stability weights say what changing
 * the others costs.
 */
export function repair(problem: Problem, plan: Plan, options: RepairOptions = {}): Solution {
  checkProblem(problem);
  const { seed = 1, until = firstOf(allSeated(), iterations(FIRST_TRIES)) } = options;
  const sequences: Sequences = { routes: sequencesOf(problem, plan), left: plan.left };
  // When somebody is still left out, half of the time is kept for all days.
  const half: Stopping = (progress) => until(progress) * (progress.left > 0 && options.until !== undefined ? 2 : 1);
  const near = repairWithin(problem, plan, sequences, dutiesAround(problem, sequences, plan.left, MOST), seed, half);
  if (near.plan.left.length === 0 || options.until === undefined) return near;
  const wide = repairWithin(problem, plan, sequences, dutiesAround(problem, sequences, plan.left, problem.duties.length), seed, until);
  return wide.price.total < near.price.total ? wide : near;
}

function repairWithin(problem: Problem, plan: Plan, sequences: Sequences, duties: readonly DutyIndex[], seed: number, until: Stopping): Solution {
  const region = regionWith(problem, sequences, duties, plan.left);
  const found = searchSlice(region.problem, { seed, start: region.start.routes, from: 0, to: 1, until, tuning: { hot: REPAIR_HOT } });
  const changed = planOf(modelOf(region.problem), found.best.routes, [...found.best.left]);
  const open = new Set(duties);
  const routes = [...plan.routes.filter((route) => !open.has(route.duty)), ...changed.routes.map((route) => routeInWhole(region, route))].sort((a, b) => a.duty - b.duty);
  // All that was left is in the region, and a stop planned before may be left for a more urgent one.
  const repaired: Plan = { routes, left: found.best.left.map((s) => region.stops[s]!).sort((a, b) => a - b) };
  return { plan: repaired, price: price(problem, repaired), faults: judge(problem, repaired), iterations: found.iterations };
}
