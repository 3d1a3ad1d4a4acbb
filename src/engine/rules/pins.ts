import type { Rule } from '../rule.ts';

/** Pinned visits stay with their duty; visits begun are its first ones, in their order. */
export const pins: Rule = {
  name: 'pins',
  forbid(problem, row) {
    const owner = new Map(problem.duties.flatMap((duty, v) => (duty.begun ?? []).map((s) => [s, v] as const)));
    for (const [s, stop] of problem.stops.entries()) {
      const pinned = owner.get(s) ?? stop.pinned;
      if (pinned !== undefined && pinned !== row.duty) row.may[s] = 0;
    }
  },
  faults({ problem, route, duty, visits }) {
    const begun = duty.begun ?? [];
    return [
      ...begun.flatMap((s, k) => (visits[k]?.stop === s ? [] : [{ rule: 'pins', duty: route.duty, stop: s, says: `Begun as number ${k + 1} of this duty, but planned otherwise.` }])),
      ...visits.flatMap(({ stop }) => {
        const to = problem.stops[stop]?.pinned;
        return to === undefined || to === route.duty ? [] : [{ rule: 'pins', duty: route.duty, stop, says: `Pinned to duty ${to}.` }];
      }),
    ];
  },
};
