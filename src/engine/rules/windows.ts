import { FOREVER } from '../tables.ts';
import type { Rule } from '../rule.ts';

/** Work starts inside one of the stop's windows. */
export const windows: Rule = {
  name: 'windows',
  prepare(problem, tables) {
    const opens: number[] = [];
    const closes: number[] = [];
    for (const [index, stop] of problem.stops.entries()) {
      for (const [from, to] of stop.windows ?? [[-FOREVER, FOREVER] as const]) {
        opens.push(Math.max(-FOREVER, from));
        closes.push(Math.min(FOREVER, to));
      }
      tables.firstWindow[index + 1] = opens.length;
    }
    tables.opens = Float64Array.from(opens);
    tables.closes = Float64Array.from(closes);
  },
  faults: ({ problem, route, visits }) => visits.flatMap((visit) => {
    const allowed = problem.stops[visit.stop]?.windows;
    if (allowed === undefined || allowed.some(([from, to]) => visit.start >= from && visit.start <= to)) return [];
    return [{ rule: 'windows', duty: route.duty, stop: visit.stop, says: `Work starts at ${visit.start}, outside ${JSON.stringify(allowed)}.` }];
  }),
};
