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

const NONE: Window[] = [];

/**
 * Instants at which work at the new stop may start after point p so that every booked stop, break and the end of the
 * day still hold, inside the windows given (those of the stop, or some of them), even when the work takes `buffer` seconds longer. Sorted, disjoint.
 */
export function startsAt(day: CalendarDay, p: number, stop: Stop, windows: readonly Window[], into: number, out: number, buffer: number, breaks: Rests): Window[] {
  const { rests, firstRest, depart, latest } = day;
  const layers = rests + 1;
  const work = workOf(stop, day.places[p]) + buffer;
  const follower = day.stops[p];
  const isSetupNew = follower !== undefined && (follower.setup ?? 0) > 0;
  let found: Window[] | undefined;
  for (let k = 0; k < layers; k++) {
    const leaves = depart[p * layers + k]!;
    if (leaves === Infinity) continue;
    for (let here = k; here < layers; here++) {
      const arrives = driveWithBreaks(breaks, firstRest + k, firstRest + here, leaves, into);
      if (arrives === Infinity) continue;
      let by = -Infinity;
      for (let later = here; later < layers; later++) {
        const reach = isSetupNew ? day.latestAt(p, later, stop.place) : latest[p * layers + later]!;
        if (reach !== -Infinity) by = Math.max(by, latestLeave(breaks, firstRest + here, firstRest + later, reach, out) - work);
      }
      if (by < arrives) continue;
      for (const [opens, closes] of windows) {
        const from = Math.max(opens, arrives);
        const until = Math.min(closes, by);
        if (from <= until) (found ??= []).push([from, until]);
      }
    }
  }
  return found === undefined ? NONE : found.length < 2 ? found : merged(found);
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
