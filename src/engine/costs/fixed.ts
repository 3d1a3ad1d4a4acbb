import type { CostTerm } from '../rule.ts';

/** Once for every duty that serves any stop. */
export const fixed: CostTerm = {
  name: 'fixed',
  prepare(problem, tables) {
    for (const [v, duty] of problem.duties.entries()) tables.fixed[v] = duty.rates?.fixed ?? 0;
  },
  price: ({ duty }) => duty.rates?.fixed ?? 0,
};
