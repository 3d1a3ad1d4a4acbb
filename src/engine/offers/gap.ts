import type { NumberRow, Stop } from '../problem.ts';
import { driveWithBreaks, latestLeave, type Rests } from '../search/timetable.ts';
import { setupBy } from '../work-times.ts';
import type { CalendarDay, Laden } from './calendar-day.ts';
import { GAP, type Gaps } from './gaps.ts';

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

/**
 * Spans of instants found by `spansAt`, disjoint and in order: `earliest[k] … latest[k]`; and `onTime`: whoever starts up
 * to then, and not before `soonest`, ends the day without more overtime. Reused by every question.
 */
export const SPANS = { earliest: new Float64Array(64), latest: new Float64Array(64), count: 0, soonest: 0, onTime: 0 };

/** What `spansAt` is asked: gap number `gap` of the calendar, after point p of a day, for a stop with `work` seconds to do there. */
export type Place = { day: CalendarDay; gap: number; p: number; place: number; into: number; out: number; work: number; buffer: number; laden: Laden | null };

const NOTHING: readonly number[] = [];

/** The earliest arrival at a new stop behind point p with `here` breaks taken. */
function soonestArrival(times: Float64Array, breaks: Rests, at: number, { day, p, into, laden }: Place, here: number): number {
  let arrives = Infinity;
  for (let k = 0; k <= here; k++) {
    const leaves = times[at + k]!;
    if (leaves === Infinity || (laden !== null && !day.mayRest(k, here, p, laden.delivery))) continue;
    const time = k === here ? leaves + into : driveWithBreaks(breaks, day.firstRest + k, day.firstRest + here, leaves, into);
    if (time < arrives) arrives = time;
  }
  return arrives;
}

/** The latest leaving from a new stop with `here` breaks taken, when the follower must be reached by `reach[at + layer]`. */
function latestLeaving(reach: Float64Array, at: number, breaks: Rests, { day, p, out, laden }: Place, here: number): number {
  let by = -Infinity;
  for (let later = here; later <= day.rests; later++) {
    const arrive = reach[at + later]!;
    if (arrive === -Infinity || (laden !== null && !day.mayRest(here, later, p, laden.pickup))) continue;
    const time = later === here ? arrive - out : latestLeave(breaks, day.firstRest + here, day.firstRest + later, arrive, out);
    if (time > by) by = time;
  }
  return by;
}

/** Live times of one gap of a laden day, in the order of `Gaps.times`. */
const LADEN = new Float64Array(192);

function ladenTimes({ depart, latest, onTime }: Laden, p: number, rests: number, layers: number): Float64Array {
  const from = p * (rests + 1);
  for (let k = 0; k <= rests; k++) {
    LADEN[k] = depart[from + k]!;
    LADEN[layers + k] = latest[from + k]!;
    LADEN[2 * layers + k] = onTime[from + k]!;
  }
  return LADEN;
}

/** Arrivals at a follower whose setup has changed, by layer. */
const CHANGED = new Float64Array(64);

/**
 * Instants at which work at a new stop may start so that every booked stop, break and the end of the day still hold,
 * even when the work takes `buffer` longer; its own windows apart. Fills SPANS; exact, for leaving earlier is never worse.
 */
// Asked for every gap that has room at first sight (npm run bench offers).
// oxlint-disable-next-line complexity
export function spansAt(gaps: Gaps, breaks: Rests, asked: Place): void {
  const { day, gap, p, place, work, buffer, laden } = asked;
  const { layers, numbers } = gaps;
  const { rests } = day;
  const times = laden === null ? gaps.times : ladenTimes(laden, p, rests, layers);
  const departs = laden === null ? gap * 3 * layers : 0;
  const to = numbers[gap * GAP.size + GAP.to]!;
  // The follower's setup appears or vanishes with the place one comes from.
  const isSetupNew = (place === to) !== (numbers[gap * GAP.size + GAP.from] === to) && setupBy(day.stops[p], day.duty) > 0;
  if (isSetupNew) for (let k = 0; k <= rests; k++) CHANGED[k] = day.latestAt(p, k, place, laden?.latest ?? day.latest, laden?.pickup ?? NOTHING);
  SPANS.count = 0;
  SPANS.onTime = -Infinity;
  for (let here = 0; here <= rests; here++) {
    const arrives = soonestArrival(times, breaks, departs, asked, here);
    if (arrives === Infinity) continue;
    const by = latestLeaving(isSetupNew ? CHANGED : times, isSetupNew ? 0 : departs + layers, breaks, asked, here) - work - buffer;
    if (by >= arrives) addSpan(arrives, by);
    if (isSetupNew || SPANS.onTime > -Infinity) continue;
    SPANS.soonest = arrives;
    SPANS.onTime = latestLeaving(times, departs + 2 * layers, breaks, asked, here) - work;
  }
}

/** Adds a span in order; overlapping or touching spans become one. */
function addSpan(from: number, until: number): void {
  const { earliest, latest } = SPANS;
  let k = SPANS.count++;
  for (; k > 0 && earliest[k - 1]! > from; k--) {
    earliest[k] = earliest[k - 1]!;
    latest[k] = latest[k - 1]!;
  }
  earliest[k] = from;
  latest[k] = until;
  let kept = 0;
  for (let next = 1; next < SPANS.count; next++) {
    if (earliest[next]! <= latest[kept]! + 1) latest[kept] = Math.max(latest[kept]!, latest[next]!);
    else {
      earliest[++kept] = earliest[next]!;
      latest[kept] = latest[next]!;
    }
  }
  SPANS.count = kept + 1;
}
