import { legsOf } from '../judge/legs.ts';
import { DEFAULT_RATES } from '../problem.ts';
import type { CostTerm } from '../rule.ts';

/** The technician's time on the road. */
export const travelTime: CostTerm = {
  name: 'travel-time',
  prepare(problem, tables) {
    for (const [v, duty] of problem.duties.entries()) {
      const isPriced = problem.travel[duty.profile ?? 0]?.cents !== undefined;
      tables.perSecond[v] = isPriced ? 0 : (duty.rates?.perHour ?? DEFAULT_RATES.perHour) / 3600;
    }
  },
  price: (judged) => legsOf(judged).reduce((sum, leg) => sum + (leg.cents === undefined ? leg.seconds : 0), 0)
    * (judged.duty.rates?.perHour ?? DEFAULT_RATES.perHour) / 3600,
};
