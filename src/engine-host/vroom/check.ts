import type { Fault, Plan, Route, Step } from '#engine';
import { Fields, InputError } from './fields.ts';
import type { VroomProblem } from './read.ts';

/** Reads a plan in VROOM's output format back into the engine's terms, to be judged. */
export function readPlan(input: VroomProblem, value: unknown): Plan {
  const root = new Fields(value, '');
  const dutyOf = new Map(input.vehicles.map((name, v) => [name.id, v]));
  const stopOf = new Map(input.stops.map((name, s) => [`${name.type}/${name.id}`, s]));
  const find = (fields: Fields): number => {
    const type = fields.text('type') ?? 'job';
    return stopOf.get(`${type}/${fields.need('id')}`) ?? fields.fail('id', `the problem has no ${type} of this number.`);
  };
  const routes = root.objects('routes').map((route): Route => {
    const duty = dutyOf.get(route.need('vehicle')) ?? route.fail('vehicle', 'the problem has no such vehicle.');
    return readRoute(input, duty, route.objects('steps'), find);
  });
  return { routes: routes.filter((route) => route.steps.length > 0), left: root.objects('unassigned').map(find) };
}

function readRoute(input: VroomProblem, duty: number, steps: readonly Fields[], find: (fields: Fields) => number): Route {
  const first = steps[0];
  const last = steps.at(-1);
  if (first === undefined || last === undefined) throw new InputError('routes: a route has no steps.');
  const leaves = (fields: Fields) => fields.need('arrival') + (fields.number('waiting_time') ?? 0) + (fields.number('setup') ?? 0) + (fields.number('service') ?? 0);
  const inner = steps.filter((step) => step.text('type') !== 'start' && step.text('type') !== 'end').map((fields): Step => {
    const arrive = fields.need('arrival');
    const start = arrive + (fields.number('waiting_time') ?? 0);
    if (fields.text('type') !== 'break') return { stop: find(fields), arrive, start, leave: leaves(fields) };
    const rest = input.vehicles[duty]!.breakIds.indexOf(fields.need('id'));
    if (rest < 0) fields.fail('id', 'the vehicle has no break of this number.');
    return { rest, start, leave: leaves(fields) };
  });
  // Without a start or an end the day begins with the first step's arrival and ends when the last one is done.
  const leave = first.text('type') === 'start' ? leaves(first) : first.need('arrival');
  return { duty, leave, steps: inner, back: last.text('type') === 'end' ? last.need('arrival') : leaves(last) };
}

/** Faults in the words of the input: vehicle and job ids instead of indices. */
export function writeFaults(input: VroomProblem, faults: readonly Fault[]): unknown[] {
  return faults.map(({ rule, duty, stop, says }) => ({
    rule, ...(duty === undefined ? {} : { vehicle: input.vehicles[duty]?.id }), ...(stop === undefined ? {} : { type: input.stops[stop]?.type, id: input.stops[stop]?.id }), says,
  }));
}
