import type { Problem } from '../problem.ts';
import type { Rule } from '../rule.ts';

/** Amount dimensions that any duty or break limits. */
const widthOf = ({ duties, stops }: Problem): number => (duties.some((duty) => duty.capacity !== undefined || (duty.breaks ?? []).some((rest) => rest.maxLoad !== undefined))
  ? Math.max(0, ...stops.map((stop) => Math.max(stop.delivery?.length ?? 0, stop.pickup?.length ?? 0))) : 0);

/** What is carried never exceeds what the van holds, after any stop. */
export const capacity: Rule = {
  name: 'capacity',
  prepare(problem, tables) {
    for (const { pickup, delivery } of problem.shipments ?? []) {
      tables.mate[pickup] = delivery;
      tables.mate[delivery] = pickup;
      tables.isPickup[pickup] = 1;
    }
    const wide = widthOf(problem);
    const rows = (count: number, of: (index: number) => readonly number[] | undefined, absent: number) =>
      Float64Array.from({ length: count * wide }, (_, cell) => {
        const row = of(Math.floor(cell / wide));
        return row === undefined ? absent : row[cell % wide] ?? 0;
      });
    tables.dimensions = wide;
    tables.delivery = rows(problem.stops.length, (s) => problem.stops[s]!.delivery, 0);
    tables.pickup = rows(problem.stops.length, (s) => (tables.isPickup[s] === 1 ? problem.stops[tables.mate[s]!]!.delivery : problem.stops[s]!.pickup), 0);
    tables.capacity = rows(problem.duties.length, (v) => problem.duties[v]!.capacity, Infinity);
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
