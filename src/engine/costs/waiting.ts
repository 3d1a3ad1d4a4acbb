import type { CostTerm } from '../rule.ts';

/** Time at a closed door, from the second visit on: for the first one leaves home in time. */
export const waiting: CostTerm = {
  name: 'waiting',
  prepare(problem, tables) {
    tables.perWaitingSecond.fill((problem.weights?.waitingPerHour ?? 0) / 3600);
  },
  price: ({ problem, visits }) => visits.slice(1).reduce((sum, visit) => sum + visit.start - visit.arrive, 0) * (problem.weights?.waitingPerHour ?? 0) / 3600,
};
