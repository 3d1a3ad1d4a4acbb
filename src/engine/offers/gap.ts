import type { NumberRow, Stop, Window } from '../problem.ts';
import { driveWithBreaks, latestLeave, type Rests } from '../search/timetable.ts';
import { type CalendarDay, workOf } from './calendar-day.ts';

/** Travel between every place of the calendar and the new stop, by place index: seconds, and metres where known. */
export type TravelRows = Readonly<{ secondsTo: NumberRow; secondsFrom: NumberRow; metresTo?: NumberRow; metresFrom?: NumberRow }>;

const cell = (row: ArrayLike<number> | undefined, k: number): number => row?.[k] ?? 0;

/** Whether the amounts of the new stop fit after point p. */
export function fitsAt(day: CalendarDay, p: number, stop: Stop): boolean {
  const { capacity } = day.duty;
  if (capacity === undefined) return true;
  const wide = Math.max(capacity.length, stop.delivery?.length ?? 0, stop.pickup?.length ?? 0);
  for (let k = 0; k < wide; k++) {
    const limit = capacity[k] ?? 0;
    if (cell(day.mostBefore[k], p) + cell(stop.delivery, k) > limit || cell(day.mostAfter[k], p) + cell(stop.pickup, k) > limit) return false;
  }
  return true;
}

/** The latest instant to leave a new stop after point p with `here` breaks taken; `comes`: its place, when the follower's setup depends on it. */
function latestLeaveAt(day: CalendarDay, p: number, here: number, comes: number | undefined, out: number, breaks: Rests): number {
  const layers = day.rests + 1;
  let by = -Infinity;
  for (let later = here; later < layers; later++) {
    const reach = comes === undefined ? day.latest[p * layers + later]! : day.latestAt(p, later, comes);
    if (reach !== -Infinity) by = Math.max(by, latestLeave(breaks, day.firstRest + here, day.firstRest + later, reach, out));
  }
  return by;
}

/** The earliest arrival at a new stop after point p with `here` breaks taken. */
function soonestArrival(day: CalendarDay, p: number, here: number, into: number, breaks: Rests): number {
  let arrives = Infinity;
  for (let k = 0; k <= here; k++) {
    const leaves = day.depart[p * (day.rests + 1) + k]!;
    if (leaves !== Infinity) arrives = Math.min(arrives, driveWithBreaks(breaks, day.firstRest + k, day.firstRest + here, leaves, into));
  }
  return arrives;
}

const NONE: Window[] = [];

/**
 * Instants at which work at the new stop may start after point p so that every booked stop, break and the end of the
 * day still hold, inside the windows given (those of the stop, or some of them), even when the work takes `buffer` seconds longer. Sorted, disjoint.
 */
export function startsAt(day: CalendarDay, p: number, stop: Stop, windows: readonly Window[], into: number, out: number, buffer: number, breaks: Rests): Window[] {
  const layers = day.rests + 1;
  const work = workOf(stop, day.places[p]) + buffer;
  const isSetupNew = (day.stops[p]?.setup ?? 0) > 0;
  let spans: Window[] | undefined;
  for (let here = 0; here < layers; here++) {
    const arrives = soonestArrival(day, p, here, into, breaks);
    if (arrives === Infinity) continue;
    const by = latestLeaveAt(day, p, here, isSetupNew ? stop.place : undefined, out, breaks) - work;
    if (by >= arrives) (spans ??= []).push([arrives, by]);
  }
  if (spans === undefined) return NONE;
  const found: Window[] = [];
  for (const [earliest, latest] of spans.length > 1 ? merged(spans) : spans) {
    for (const [opens, closes] of windows) {
      const from = Math.max(opens, earliest);
      const until = Math.min(closes, latest);
      if (from <= until) found.push([from, until]);
    }
  }
  return found;
}

/** Overlapping or touching spans as one. */
export function merged(spans: readonly Window[]): Window[] {
  const sorted = [...spans].sort((a, b) => a[0] - b[0]);
  const result: [number, number][] = [];
  for (const [from, until] of sorted) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], until);
    else result.push([from, until]);
  }
  return result;
}
