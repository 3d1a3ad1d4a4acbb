import { legsOf } from '../judge/legs.ts';
import type { Rule } from '../rule.ts';
import { serviceBy, setupBy } from '../work-times.ts';

/** Nobody arrives faster than roads, work and breaks allow. */
export const travel: Rule = {
  name: 'travel',
  faults(judged) {
    const { problem, route, visits } = judged;
    const found = legsOf(judged).flatMap((leg) => {
      const rested = route.steps.reduce((sum, step) => ('rest' in step && step.start >= leg.leaves && step.leave <= leg.arrives ? sum + step.leave - step.start : sum), 0);
      const needs = leg.seconds + rested;
      if (leg.arrives - leg.leaves >= needs) return [];
      return [{ rule: 'travel', duty: route.duty, ...(leg.to === undefined ? {} : { stop: leg.to }), says: `Arrives ${leg.arrives - leg.leaves} s after leaving, needs ${needs}.` }];
    });
    for (const [k, visit] of visits.entries()) {
      const stop = problem.stops[visit.stop]!;
      const earlier = k === 0 ? problem.duties[route.duty]?.start : problem.stops[visits[k - 1]!.stop]?.place;
      const works = serviceBy(stop, judged.duty) + (earlier === stop.place ? 0 : setupBy(stop, judged.duty));
      if (visit.start < visit.arrive || visit.leave - visit.start < works) {
        found.push({ rule: 'travel', duty: route.duty, stop: visit.stop, says: `Starts at ${visit.start} (arrived ${visit.arrive}) and works ${visit.leave - visit.start} s, needs ${works}.` });
      }
    }
    return found;
  },
};
