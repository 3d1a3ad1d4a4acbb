import { legsOf } from '../judge/legs.ts';
import { DEFAULT_RATES } from '../problem.ts';
import type { CostTerm } from '../rule.ts';

/** Kilometres, or the table's own price of each drive. The search reads that price where it otherwise reads metres. */
export const distance: CostTerm = {
  name: 'distance',
  prepare(problem, tables) {
    for (const [v, duty] of problem.duties.entries()) {
      const table = problem.travel[duty.profile ?? 0];
      const perKm = duty.rates?.perKm ?? DEFAULT_RATES.perKm;
      tables.perMetre[v] = table?.cents !== undefined ? 1 : table?.metres === undefined ? 0 : perKm / 1000;
    }
  },
  price: (judged) => legsOf(judged).reduce((sum, leg) => sum + (leg.cents ?? (leg.metres * (judged.duty.rates?.perKm ?? DEFAULT_RATES.perKm)) / 1000), 0),
};
