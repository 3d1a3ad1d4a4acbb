import { legsOf } from '../judge/legs.ts';
import type { Rule } from '../rule.ts';

/** No more stops, driving or distance than the duty allows. */
export const limits: Rule = {
  name: 'limits',
  prepare(problem, tables) {
    for (const [v, duty] of problem.duties.entries()) {
      tables.maxStops[v] = Math.min(problem.stops.length, duty.maxStops ?? Infinity);
      tables.maxTravel[v] = duty.maxTravel ?? Infinity;
      tables.maxMetres[v] = duty.maxMetres ?? Infinity;
    }
  },
  faults(judged) {
    const { route, duty, visits } = judged;
    const legs = legsOf(judged);
    const travel = legs.reduce((sum, leg) => sum + leg.seconds, 0);
    const metres = legs.reduce((sum, leg) => sum + leg.metres, 0);
    const over = (what: string, is: number, limit: number | undefined) =>
      (limit !== undefined && is > limit ? [{ rule: 'limits', duty: route.duty, says: `${what}: ${is}, allowed ${limit}.` }] : []);
    return [...over('Stops', visits.length, duty.maxStops), ...over('Travel seconds', travel, duty.maxTravel), ...over('Metres', metres, duty.maxMetres)];
  },
};
