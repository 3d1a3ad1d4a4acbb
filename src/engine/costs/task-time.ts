import { DEFAULT_RATES } from '../problem.ts';
import type { CostTerm } from '../rule.ts';

/** Time worked at stops. Setup counts always here: whether it is skipped is known only to the timetable. */
export const taskTime: CostTerm = {
  name: 'task-time',
  serving(problem, row) {
    const perHour = problem.duties[row.duty]!.rates?.perTaskHour ?? DEFAULT_RATES.perTaskHour;
    if (perHour === 0) return;
    for (const [s, stop] of problem.stops.entries()) row.cents[s]! += ((stop.service ?? 0) + (stop.setup ?? 0)) * perHour / 3600;
  },
  price: ({ problem, duty, visits }) => visits.reduce((sum, { stop }) => sum + (problem.stops[stop]?.service ?? 0) + (problem.stops[stop]?.setup ?? 0), 0)
    * (duty.rates?.perTaskHour ?? DEFAULT_RATES.perTaskHour) / 3600,
};
