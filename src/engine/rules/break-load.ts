import type { Judged, Rule } from '../rule.ts';

/** What is on board at an instant between two visits: brought along and not yet delivered, picked up and not yet delivered. */
function onBoardAt({ problem, visits }: Judged, instant: number, dimension: number): number {
  const sentBy = new Map((problem.shipments ?? []).map((pair) => [pair.pickup, pair.delivery]));
  const shipped = new Set(sentBy.values());
  let load = 0;
  for (const { stop, leave } of visits) {
    const own = problem.stops[stop]!;
    const brings = own.delivery?.[dimension] ?? 0;
    const source = sentBy.has(stop) ? problem.stops[sentBy.get(stop)!]!.delivery : own.pickup;
    const isDone = leave <= instant;
    if (isDone) load += (source?.[dimension] ?? 0) - (shipped.has(stop) ? brings : 0);
    else if (!shipped.has(stop)) load += brings;
  }
  return load;
}

/** A break with a limit is taken only while no more than that is on board. */
export const breakLoad: Rule = {
  name: 'break-load',
  faults(judged) {
    const { route, duty } = judged;
    return route.steps.flatMap((step) => {
      if (!('rest' in step)) return [];
      const most = duty.breaks?.[step.rest]?.maxLoad ?? [];
      const k = most.findIndex((limit, dimension) => onBoardAt(judged, step.start, dimension) > limit);
      return k < 0 ? [] : [{ rule: 'break-load', duty: route.duty, says: `Break ${step.rest} is taken with ${onBoardAt(judged, step.start, k)} of dimension ${k} on board, at most ${most[k]} allowed.` }];
    });
  },
};
