import type { Duty, Stop } from '../problem.ts';
import type { Rule } from '../rule.ts';

const known = new WeakMap<Duty, Map<number, number>>();

/** Levels a duty masters, by skill; looked up once a duty, for offers ask often. */
const masteredBy = (duty: Duty): Map<number, number> => {
  const before = known.get(duty);
  if (before !== undefined) return before;
  const mastered = new Map<number, number>();
  for (const { skill, level = 1 } of duty.skills ?? []) mastered.set(skill, Math.max(level, mastered.get(skill) ?? 0));
  known.set(duty, mastered);
  return mastered;
};

const lacks = (duty: Duty, stop: Stop): boolean =>
  (stop.skills ?? []).some((need) => !(duty.skills ?? []).some((has) => has.skill === need.skill && (has.level ?? 1) >= (need.level ?? 1)));

/** Who comes masters everything the stop needs, at its level. */
export const skills: Rule = {
  name: 'skills',
  forbid(problem, row) {
    const mastered = masteredBy(problem.duties[row.duty]!);
    for (const [s, stop] of problem.stops.entries()) {
      for (const { skill, level = 1 } of stop.skills ?? []) if ((mastered.get(skill) ?? -Infinity) < level) row.may[s] = 0;
    }
  },
  faults: ({ problem, route, duty, visits }) => visits
    .filter((visit) => lacks(duty, problem.stops[visit.stop]!))
    .map((visit) => ({ rule: 'skills', duty: route.duty, stop: visit.stop, says: 'The technician lacks a skill that the stop needs.' })),
};
