import type { Rule } from '../rule.ts';

/** A visit never leaves the provider whose contract it is. */
export const provider: Rule = {
  name: 'provider',
  forbid(problem, row) {
    const own = problem.duties[row.duty]!.provider;
    for (const [s, stop] of problem.stops.entries()) if (stop.provider !== undefined && stop.provider !== own) row.may[s] = 0;
  },
  faults: ({ problem, route, duty, visits }) => visits.flatMap((visit) => {
    const owes = problem.stops[visit.stop]?.provider;
    if (owes === undefined || owes === duty.provider) return [];
    return [{ rule: 'provider', duty: route.duty, stop: visit.stop, says: `Provider ${owes} owes this visit, not ${duty.provider ?? 'none'}.` }];
  }),
};
