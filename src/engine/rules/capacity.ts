import type { Rule } from '../rule.ts';

/** What is carried never exceeds what the van holds, after any stop. */
export const capacity: Rule = {
  name: 'capacity',
  prepare(problem, tables) {
    const width = (row: readonly number[] | undefined) => row?.length ?? 0;
    const wide = problem.duties.some((duty) => duty.capacity !== undefined)
      ? Math.max(0, ...problem.stops.map((stop) => Math.max(width(stop.delivery), width(stop.pickup)))) : 0;
    tables.dimensions = wide;
    tables.delivery = new Float64Array(problem.stops.length * wide);
    tables.pickup = new Float64Array(problem.stops.length * wide);
    tables.capacity = new Float64Array(problem.duties.length * wide);
    for (const { pickup, delivery } of problem.shipments ?? []) {
      tables.mate[pickup] = delivery;
      tables.mate[delivery] = pickup;
      tables.isPickup[pickup] = 1;
    }
    for (let k = 0; k < wide; k++) {
      for (const [s, stop] of problem.stops.entries()) {
        tables.delivery[s * wide + k] = stop.delivery?.[k] ?? 0;
        tables.pickup[s * wide + k] = stop.pickup?.[k] ?? 0;
      }
      for (const { pickup, delivery } of problem.shipments ?? []) tables.pickup[pickup * wide + k] = problem.stops[delivery]?.delivery?.[k] ?? 0;
      for (const [v, duty] of problem.duties.entries()) tables.capacity[v * wide + k] = duty.capacity === undefined ? Infinity : duty.capacity[k] ?? 0;
    }
  },
  faults({ problem, route, duty, visits }) {
    const holds = duty.capacity;
    if (holds === undefined) return [];
    const shipped = new Map((problem.shipments ?? []).map((pair) => [pair.pickup, pair.delivery]));
    const fromShipment = new Set(shipped.values());
    const brings = (s: number): readonly number[] => problem.stops[s]?.delivery ?? [];
    const takes = (s: number): readonly number[] => (shipped.has(s) ? brings(shipped.get(s)!) : problem.stops[s]?.pickup ?? []);
    const wide = Math.max(0, ...visits.map(({ stop }) => Math.max(brings(stop).length, takes(stop).length)));
    for (let k = 0; k < wide; k++) {
      let onBoard = visits.reduce((sum, { stop }) => sum + (fromShipment.has(stop) ? 0 : brings(stop)[k] ?? 0), 0);
      const limit = holds[k] ?? 0;
      if (onBoard > limit) return [{ rule: 'capacity', duty: route.duty, says: `Leaves with ${onBoard} of dimension ${k}, holds ${limit}.` }];
      for (const { stop } of visits) {
        onBoard += (takes(stop)[k] ?? 0) - (brings(stop)[k] ?? 0);
        if (onBoard > limit) return [{ rule: 'capacity', duty: route.duty, stop, says: `Carries ${onBoard} of dimension ${k}, holds ${limit}.` }];
      }
    }
    return [];
  },
};
