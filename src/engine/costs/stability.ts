import type { CostTerm } from '../rule.ts';

/** Re-planning leaves alone what people have been told: another technician, or a start moved too far, costs. */
export const stability: CostTerm = {
  name: 'stability',
  prepare(problem, tables) {
    tables.movedStart = problem.stops.some((stop) => stop.before?.start !== undefined) ? problem.weights?.movedStart ?? 0 : 0;
    tables.movedTolerance = problem.weights?.movedTolerance ?? 0;
  },
  serving(problem, row) {
    const changed = problem.weights?.changedTechnician ?? 0;
    if (changed === 0) return;
    const who = problem.duties[row.duty]!.technician ?? row.duty;
    for (const [s, stop] of problem.stops.entries()) if (stop.before !== undefined && stop.before.technician !== who) row.cents[s]! += changed;
  },
  price({ problem, route, duty, visits }) {
    const { changedTechnician = 0, movedStart = 0, movedTolerance = 0 } = problem.weights ?? {};
    let cents = 0;
    for (const visit of visits) {
      const before = problem.stops[visit.stop]?.before;
      if (before === undefined) continue;
      if (before.technician !== (duty.technician ?? route.duty)) cents += changedTechnician;
      if (before.start !== undefined && Math.abs(visit.start - before.start) > movedTolerance) cents += movedStart;
    }
    return cents;
  },
};
