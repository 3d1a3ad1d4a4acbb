import type { Rule } from '../rule.ts';

/** What is picked up is delivered later by the same duty. */
export const shipments: Rule = {
  name: 'shipments',
  faults: ({ problem, route, visits }) => (problem.shipments ?? []).flatMap(({ pickup, delivery }) => {
    const from = visits.findIndex((visit) => visit.stop === pickup);
    const to = visits.findIndex((visit) => visit.stop === delivery);
    if ((from < 0 && to < 0) || (from >= 0 && to > from)) return [];
    return [{ rule: 'shipments', duty: route.duty, stop: to < 0 ? pickup : delivery, says: `Pickup ${pickup} and delivery ${delivery} are not in one duty, in this order.` }];
  }),
};
