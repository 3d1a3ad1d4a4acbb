import type { Judged } from '../rule.ts';

/** A drive between two neighbours of a route, as the plan states it and as the travel table says. */
export type Leg = Readonly<{ leaves: number; arrives: number; seconds: number; metres: number; cents: number | undefined; to: number | undefined }>;

/** All drives of a route, from the start place to the end place. A day without start or end place drives nothing there. */
export function legsOf({ problem, route, duty, visits }: Judged): Leg[] {
  const table = problem.travel[duty.profile ?? 0]!;
  const points = [
    { place: duty.start, arrives: route.leave, leaves: route.leave, to: undefined as number | undefined },
    ...visits.map((visit) => ({ place: problem.stops[visit.stop]?.place, arrives: visit.arrive, leaves: visit.leave, to: visit.stop })),
    { place: duty.end, arrives: route.back, leaves: route.back, to: undefined },
  ];
  return points.slice(1).map((point, k) => {
    const earlier = points[k]!;
    const cell = earlier.place === undefined || point.place === undefined ? -1 : earlier.place * problem.places + point.place;
    const look = (row: ArrayLike<number> | undefined) => (cell < 0 ? 0 : row?.[cell] ?? 0);
    return {
      leaves: earlier.leaves, arrives: point.arrives, to: point.to,
      seconds: Math.round(look(table.seconds) / (duty.speed ?? 1)), metres: look(table.metres),
      cents: table.cents === undefined ? undefined : look(table.cents),
    };
  });
}
