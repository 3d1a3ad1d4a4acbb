import type { Rule } from '../rule.ts';

/** Only allowed technicians come, never a blocked one. */
export const blocks: Rule = {
  name: 'blocks',
  forbid(problem, row) {
    const who = problem.duties[row.duty]!.technician ?? row.duty;
    for (const [s, stop] of problem.stops.entries()) {
      if (stop.never?.includes(who) === true || (stop.only !== undefined && !stop.only.includes(who))) row.may[s] = 0;
    }
  },
  faults: ({ problem, route, duty, visits }) => visits.flatMap((visit) => {
    const comes = duty.technician ?? route.duty;
    const { only, never } = problem.stops[visit.stop]!;
    const isWelcome = (only === undefined || only.some((one) => one === comes)) && !(never ?? []).some((one) => one === comes);
    return isWelcome ? [] : [{ rule: 'blocks', duty: route.duty, stop: visit.stop, says: `Technician ${comes} must not come here.` }];
  }),
};
