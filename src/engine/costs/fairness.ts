import type { Problem } from '../problem.ts';
import type { CostTerm } from '../rule.ts';
import { serviceBy, setupBy } from '../work-times.ts';

const worked = (stop: Problem['stops'][number] | undefined): number => (stop?.service ?? 0) + (stop?.setup ?? 0);

/** Nobody works far more than the others: the square of the hours at stops above an even share. */
export const fairness: CostTerm = {
  name: 'fairness',
  prepare(problem, tables) {
    tables.perSquareSecond = (problem.weights?.fairnessPerSquareHour ?? 0) / 3600 ** 2;
    tables.fairShare = problem.stops.reduce((sum, stop) => sum + worked(stop), 0) / Math.max(1, problem.duties.length);
  },
  price({ problem, duty, visits }) {
    const weight = problem.weights?.fairnessPerSquareHour ?? 0;
    if (weight === 0) return 0;
    const even = problem.stops.map(worked).reduce((a, b) => a + b, 0) / problem.duties.length;
    const above = Math.max(0, visits.reduce((sum, { stop }) => sum + serviceBy(problem.stops[stop], duty) + setupBy(problem.stops[stop], duty), 0) - even) / 3600;
    return weight * above * above;
  },
};
