import type { Break, Duty, Stop, Window } from '#engine';
import { type Fields } from './fields.ts';
import type { StopName } from './read.ts';

/** When a step says it must take place; null when it says nothing. */
function forcedBy(step: Fields): Window | null {
  const at = step.number('service_at');
  const after = step.number('service_after') ?? at;
  const before = step.number('service_before') ?? at;
  return after === undefined && before === undefined ? null : [Math.max(after ?? 0, at ?? 0), Math.min(before ?? Infinity, at ?? Infinity)];
}

/** What is left of windows inside another one. */
const within = (windows: readonly Window[] | undefined, [from, to]: Window): Window[] =>
  (windows ?? [[0, 1e11]]).map(([opens, closes]): Window => [Math.max(opens, from), Math.min(closes, to)]).filter(([opens, closes]) => opens <= closes);

type Whole = { stops: Stop[]; duties: Duty[]; breakIds: readonly (readonly number[])[] };

/** Narrows what the step stands for: its stop, the break, or the beginning or end of the day. */
function narrow(step: Fields, type: string, forced: Window, v: number, stop: number | undefined, whole: Whole): void {
  const narrowed = (windows: readonly Window[] | undefined): Window[] => {
    const left = within(windows, forced);
    return left.length > 0 ? left : step.fail('service_at', `or service_after and service_before leave no time inside the time windows (${JSON.stringify(windows ?? 'any')}).`);
  };
  const duty = whole.duties[v]!;
  if (stop !== undefined) whole.stops[stop] = { ...whole.stops[stop]!, windows: narrowed(whole.stops[stop]!.windows) };
  else if (type === 'break') {
    const rest = whole.breakIds[v]!.indexOf(step.need('id'));
    if (rest < 0) step.fail('id', 'the vehicle has no break of this number.');
    whole.duties[v] = { ...duty, breaks: duty.breaks!.map((one, k): Break => (k === rest ? { ...one, windows: narrowed(one.windows) } : one)) };
  } else step.fail('type', `is "${type}"; service_at, service_after and service_before belong to jobs, pickups, deliveries and breaks. For the day itself, narrow the vehicle's time_window.`);
}

/**
 * Routes to begin with, from the vehicles' `steps`; undefined when there are none. A step's forced time narrows the
 * windows of what it stands for, and keeps it with this vehicle.
 */
export function readSteps(steps: readonly (readonly Fields[])[], names: readonly StopName[], whole: Whole): number[][] | undefined {
  if (steps.every((one) => one.length === 0)) return undefined;
  const indexOf = new Map(names.map((name, s) => [`${name.type}/${name.id}`, s]));
  return steps.map((one, v) => one.flatMap((step) => {
    const type = step.text('type') ?? step.fail('type', 'is missing.');
    const isStop = type !== 'start' && type !== 'end' && type !== 'break';
    const stop = isStop ? indexOf.get(`${type}/${step.need('id')}`) ?? step.fail('id', `there is no ${type} of this number.`) : undefined;
    const forced = forcedBy(step);
    if (forced !== null) narrow(step, type, forced, v, stop, whole);
    if (forced !== null && stop !== undefined) whole.stops[stop] = { ...whole.stops[stop]!, pinned: v };
    return stop === undefined ? [] : [stop];
  }));
}
