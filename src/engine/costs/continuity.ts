import type { CostTerm } from '../rule.ts';

/** The same technician again, where somebody prefers it: saves what the stop says. */
export const continuity: CostTerm = {
  name: 'continuity',
  serving(problem, row) {
    const who = problem.duties[row.duty]!.technician ?? row.duty;
    for (const [s, stop] of problem.stops.entries()) {
      for (const wish of stop.prefers ?? []) if (wish.technician === who) row.cents[s]! -= wish.cents;
    }
  },
  price: ({ problem, route, duty, visits }) => -visits
    .flatMap((visit) => problem.stops[visit.stop]?.prefers ?? [])
    .filter((wish) => wish.technician === (duty.technician ?? route.duty))
    .reduce((sum, wish) => sum + wish.cents, 0),
};
