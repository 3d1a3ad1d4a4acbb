import { DEFAULT_RATES } from '../problem.ts';
import type { CostTerm } from '../rule.ts';
import { serviceBy, setupBy } from '../work-times.ts';

/** Time worked at stops. Setup counts always here: whether it is skipped is known only to the timetable. */
export const taskTime: CostTerm = {
  name: 'task-time',
  serving(problem, row) {
    const perHour = problem.duties[row.duty]!.rates?.perTaskHour ?? DEFAULT_RATES.perTaskHour;
    if (perHour === 0) return;
    for (const [s, stop] of problem.stops.entries()) row.cents[s]! += (serviceBy(stop, problem.duties[row.duty]!) + setupBy(stop, problem.duties[row.duty]!)) * perHour / 3600;
  },
  price: ({ problem, duty, visits }) => visits.reduce((sum, { stop }) => sum + serviceBy(problem.stops[stop], duty) + setupBy(problem.stops[stop], duty), 0)
    * (duty.rates?.perTaskHour ?? DEFAULT_RATES.perTaskHour) / 3600,
};
