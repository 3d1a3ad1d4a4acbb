import { FOREVER } from '../tables.ts';
import type { Rule } from '../rule.ts';

/** The day lies inside the shift and its allowed overtime. */
export const shift: Rule = {
  name: 'shift',
  prepare(problem, tables) {
    for (const [v, duty] of problem.duties.entries()) {
      const [from, to] = duty.shift ?? [-FOREVER, FOREVER];
      tables.from[v] = Math.max(-FOREVER, from);
      tables.onTime[v] = Math.min(FOREVER, to);
      tables.until[v] = Math.min(FOREVER, to + (duty.overtime ?? 0));
    }
  },
  faults({ route, duty }) {
    if (duty.shift === undefined) return [];
    const [from, to] = duty.shift;
    const latest = to + (duty.overtime ?? 0);
    return [
      ...(route.leave < from ? [{ rule: 'shift', duty: route.duty, says: `Leaves at ${route.leave}, before ${from}.` }] : []),
      ...(route.back > latest ? [{ rule: 'shift', duty: route.duty, says: `Is back at ${route.back}, after ${latest}.` }] : []),
    ];
  },
};
