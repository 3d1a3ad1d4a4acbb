import type { CostTerm } from '../rule.ts';

/** 95 of 100 days, under a normal distribution. */
const QUANTILE = 1.645;

/**
 * Work may take longer than planned. After visits with standard deviations s₁…sₖ the next one may start 1.645·√(Σs²)
 * later; what of this lies beyond the window's end is charged by the hour.
 */
export const latenessRisk: CostTerm = {
  name: 'lateness-risk',
  prepare(problem, tables) {
    tables.perRiskSecond = (problem.weights?.latenessRiskPerHour ?? 0) / 3600;
  },
  price({ problem, visits }) {
    const weight = problem.weights?.latenessRiskPerHour ?? 0;
    if (weight === 0) return 0;
    let late = 0;
    for (const [k, visit] of visits.entries()) {
      const before = visits.slice(0, k).map((earlier) => problem.stops[earlier.stop]?.spread ?? 0);
      const margin = QUANTILE * Math.sqrt(before.reduce((sum, spread) => sum + spread ** 2, 0));
      const promised = problem.stops[visit.stop]?.windows?.find(([from, to]) => visit.start >= from && visit.start <= to);
      if (promised !== undefined) late += Math.max(0, visit.start + margin - promised[1]);
    }
    return (late * weight) / 3600;
  },
};
