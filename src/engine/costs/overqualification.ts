import type { CostTerm } from '../rule.ts';

/** Keeps experts free: every level beyond what a stop needs, in the skills it asks for. */
export const overqualification: CostTerm = {
  name: 'overqualification',
  serving(problem, row) {
    const perLevel = problem.weights?.overqualifiedPerLevel ?? 0;
    if (perLevel === 0) return;
    if (problem.stops.every((stop) => (stop.skills ?? []).length === 0)) return;
    const has = new Map<number, number>();
    for (const { skill, level = 1 } of problem.duties[row.duty]!.skills ?? []) has.set(skill, Math.max(level, has.get(skill) ?? level));
    for (const [s, stop] of problem.stops.entries()) {
      for (const { skill, level = 1 } of stop.skills ?? []) row.cents[s]! += perLevel * Math.max(0, (has.get(skill) ?? level) - level);
    }
  },
  price({ problem, duty, visits }) {
    const best = (skill: number) => Math.max(...(duty.skills ?? []).filter((own) => own.skill === skill).map((own) => own.level ?? 1));
    const levels = visits.flatMap((visit) => problem.stops[visit.stop]?.skills ?? []).reduce((sum, need) => sum + Math.max(0, best(need.skill) - (need.level ?? 1)), 0);
    return levels * (problem.weights?.overqualifiedPerLevel ?? 0);
  },
};
