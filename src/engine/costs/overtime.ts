import { DEFAULT_RATES } from '../problem.ts';
import type { CostTerm } from '../rule.ts';

/** Time after the end of the shift. */
export const overtime: CostTerm = {
  name: 'overtime',
  prepare(problem, tables) {
    for (const [v, duty] of problem.duties.entries()) {
      tables.perOvertimeSecond[v] = (duty.overtime ?? 0) > 0 ? (duty.rates?.perOvertimeHour ?? DEFAULT_RATES.perOvertimeHour) / 3600 : 0;
    }
  },
  price: ({ route, duty }) => (duty.shift === undefined ? 0 : Math.max(0, route.back - duty.shift[1]))
    * (duty.rates?.perOvertimeHour ?? DEFAULT_RATES.perOvertimeHour) / 3600,
};
