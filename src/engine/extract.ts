import type { Model } from './model.ts';
import type { Plan, Route, Step } from './plan.ts';
import { Bench, workAt, workThrough } from './search/timetable.ts';

/** A plan with all times, from the stops of each duty in their order. */
export function planOf(model: Model, sequences: readonly (readonly number[])[], left: readonly number[]): Plan {
  const bench = new Bench();
  const routes = sequences.flatMap((sequence, duty) => (sequence.length === 0 ? [] : [routeOf(model, duty, sequence, bench)]));
  return { routes, left: [...left].sort((a, b) => a - b) };
}

/**
 * One duty's day, as early as possible, but leaving home as late as the first stop allows. A sequence that breaks a
 * window (visits begun too late) is timed as if its windows were open, so that the judge can say what is wrong.
 */
export function routeOf(model: Model, duty: number, sequence: readonly number[], bench: Bench): Route {
  const day = workThrough(model, duty, sequence, sequence.length, bench);
  if (!day.isFeasible) return lateRoute(model, duty, sequence);
  const first = model.firstBreak[duty]!;
  const rests = model.firstBreak[duty + 1]! - first;
  const steps: Step[] = [];
  let rest = 0;
  const rests_ = (leg: number) => {
    for (; rest < rests && day.restLeg[rest] === leg; rest++) {
      const start = day.restStart[rest]!;
      steps.push({ rest, start, leave: start + model.restFor[first + rest]! });
    }
  };
  for (const [p, stop] of sequence.entries()) {
    rests_(p);
    steps.push({ stop, arrive: day.arrive[p]!, start: day.start[p]!, leave: day.leave[p]! });
  }
  rests_(sequence.length);
  return leaveLate({ duty, leave: day.leaves, steps, back: day.back }, driveFrom(model, duty, sequence[0]!));
}

const driveFrom = (model: Model, duty: number, stop: number): number =>
  model.seconds[model.classOf[duty]!]![model.at[model.stops + duty]! * model.size + model.at[stop]!]!;

/** Leaves home so late that nobody waits at the first door. */
function leaveLate(route: Route, drive: number): Route {
  const first = route.steps[0];
  if (first === undefined || !('stop' in first)) return route;
  return { ...route, leave: first.start - drive, steps: [{ ...first, arrive: first.start }, ...route.steps.slice(1)] };
}

function lateRoute(model: Model, duty: number, sequence: readonly number[]): Route {
  const { at, size, stops, duties } = model;
  const travel = model.seconds[model.classOf[duty]!]!;
  let time = model.tables.from[duty]!;
  let row = at[stops + duty]!;
  const steps = sequence.map((stop): Step => {
    const arrive = time + travel[row * size + at[stop]!]!;
    const start = Math.max(arrive, model.tables.opens[model.tables.firstWindow[stop]!]!);
    const works = workAt(model, stop, row, duty);
    time = start + works;
    row = at[stop]!;
    return { stop, arrive, start, leave: time };
  });
  return { duty, leave: model.tables.from[duty]!, steps, back: time + travel[row * size + at[stops + duties + duty]!]! };
}
