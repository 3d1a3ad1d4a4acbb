import { type Calendar, type Offer as Fit, type Problem, type Stop, type StopIndex, type TravelRows, type Window as Span, createCalendar } from '#engine';
import type { LatLng } from '#kernel';
import { CELL_MINUTES, type DutyDay, type Job, type Offer, type ReadyDay, type Window } from '../day.ts';
import { type AtHours, jobWays } from './job-ways.ts';
import { type Drives, type RoadsForDays, type Rows, drivesFor, roadsOf, serviceOf } from '../on-the-road.ts';

const CELL = CELL_MINUTES * 60;

export const secondsIn = ({ travel: [table], places }: Problem) => (from: number, to: number): number => table?.seconds[from * places + to] ?? 0;
export const metresIn = ({ travel: [table], places }: Problem) => (from: number, to: number): number => table?.metres?.[from * places + to] ?? 0;

/** The engine's calendar of one day with these stops in this order. */
export function calendarOf(problem: Problem, order: readonly StopIndex[]): Calendar {
  return createCalendar({ duties: problem.duties, booked: [order.flatMap((i) => problem.stops[i] ?? [])], roads: { seconds: secondsIn(problem), metres: metresIn(problem) } });
}

/**
 * One gap of a day, between two points (0 is home): `room`, the longest work that fits into it without an interruption,
 * the ways left aside; `whole`: from the first instant at which one may leave to the last at which one must arrive.
 */
type Gap = { readonly from: number; readonly to: number; room: number; readonly opens: number; whole: number };

function gapsOf(calendar: Calendar, problem: Problem, order: readonly StopIndex[]): readonly Gap[] {
  const places = [0, ...order.map((i) => problem.stops[i]?.place ?? 0), 0];
  const gaps = new Map<number, Gap>();
  const nowhere = new Int32Array(problem.places + 1);
  for (const { position, from, until } of calendar.offers({ stop: { place: problem.places, service: 0 }, travel: { secondsTo: nowhere, secondsFrom: nowhere } })) {
    const gap = gaps.get(position) ?? { from: places[position] ?? 0, to: places[position + 1] ?? 0, room: 0, opens: from, whole: 0 };
    gap.room = Math.max(gap.room, until - from);
    gap.whole = Math.max(gap.whole, until - gap.opens);
    gaps.set(position, gap);
  }
  return [...gaps.values()];
}

const METRES_A_DEGREE = 111_000;
/** Metres as the crow flies, a little less than they are: good enough to say that somewhere is too far. */
function straightFrom(at: LatLng): (to: LatLng | undefined) => number {
  const east = METRES_A_DEGREE * Math.cos((at.lat * Math.PI) / 180) * 0.98;
  return (to) => (to ? Math.sqrt(((to.lat - at.lat) * METRES_A_DEGREE * 0.99) ** 2 + ((to.lng - at.lng) * east) ** 2) : 0);
}

/** The points beside those gaps into which a job might fit, home among them; none when it fits nowhere. */
function pointsBeside(gaps: readonly Gap[], points: readonly LatLng[], job: Job, least: (straightMetres: number) => number): number[] {
  const service = serviceOf(job.minutes);
  const access = 2 * least(0);
  const straight = straightFrom(job.at);
  const beside: number[] = [];
  for (const { room, whole, from, to } of gaps) {
    if (room < service || whole < service + access || least(straight(points[from])) + least(straight(points[to])) + service > whole) continue;
    if (!beside.includes(from)) beside.push(from);
    if (!beside.includes(to)) beside.push(to);
  }
  if (beside.length > 0 && !beside.includes(0)) beside.push(0);
  return beside;
}

/** Whether a job fits into any gap when the roads are at their fastest. */
function mayFit(roads: RoadsForDays, gaps: readonly Gap[], service: number, { drivingTo, drivingFrom }: Rows, beside: readonly number[]): boolean {
  const fastest = roads.paces.fastest();
  return gaps.some(({ room, whole, from, to }) => room >= service && beside.includes(from) && beside.includes(to)
    && roads.seconds(drivingTo[from] ?? 0, fastest) + service + roads.seconds(drivingFrom[to] ?? 0, fastest) <= whole);
}

/** Keeps for each window the cheapest of the ways found; each way begins in one of `spans`, which lie in order. */
function keepCheapest(found: readonly Fit[], among: readonly number[], spans: readonly Span[], best: (Fit | undefined)[]): void {
  for (const fit of found) {
    for (const i of among) {
      const [opens, closes] = spans[i] ?? [0, -1];
      if (fit.from > closes) continue;
      const least = best[i];
      if (fit.from >= opens && (!least || fit.cents < least.cents)) best[i] = fit;
      break;
    }
  }
}

/** What a day is made ready from: the engine's problem, the order in which it is driven now, and its clock. */
export type Ready = Readonly<{ day: DutyDay; windows: readonly Window[]; problem: Problem; order: readonly StopIndex[]; at(instant: Temporal.Instant): number }>;

/** One stretch of work made ready to be asked many times. */
export function ready(roads: RoadsForDays, { day, windows, problem, order, at }: Ready): ReadyDay {
  const calendar = calendarOf(problem, order);
  const points: readonly LatLng[] = [day.home, ...day.promised.map((promised) => promised.at)];
  const gaps = gapsOf(calendar, problem, order);
  const [most, whole] = [Math.max(-1, ...gaps.map((gap) => gap.room)), Math.max(-1, ...gaps.map((gap) => gap.whole))];
  const spans = windows.map((window): Span => [at(window.from), Math.max(at(window.from), at(window.until) - CELL)]);
  const drives: readonly (Drives | undefined)[] = [undefined, ...drivesFor(roads, [day], day.promised)];
  const waysTo = jobWays({ roads, own: roadsOf(roads, day), points, drives, windows });
  /** The ways at each sort of hour; none when the job fits nowhere, which is so for most days. */
  function waysAtHours(job: Job, among: readonly number[]): Iterable<AtHours> {
    const beside = pointsBeside(gaps, points, job, roads.least);
    if (beside.length === 0) return [];
    const rows = roads.rows(job.at, points, (point) => beside.includes(point));
    return mayFit(roads, gaps, serviceOf(job.minutes), rows, beside) ? waysTo(job, among, beside, rows) : [];
  }

  return {
    day, points, windows,
    hasRoom: ({ minutes, way }) => serviceOf(minutes) <= most && (way === 'remote' || serviceOf(minutes) + 2 * roads.least(0) <= whole),
    offers(job, among) {
      const service = serviceOf(job.minutes);
      if (service > most || among.length === 0) return [];
      const best: (Fit | undefined)[] = [];
      const stop: Stop = { place: job.way === 'remote' ? 0 : problem.places, service };
      for (const { travel, windows: alike } of job.way === 'remote' ? [{ travel: fromHome(problem), windows: among }] : waysAtHours(job, among)) {
        keepCheapest(calendar.offers({ stop: { ...stop, windows: alike.flatMap((i) => (spans[i] ? [spans[i]] : [])) }, travel }), alike, spans, best);
      }
      return among.flatMap((i): Offer[] => {
        const [fit, window] = [best[i], windows[i]];
        return fit && window ? [{ technician: day.technician, window, cost: fit.cents, metres: fit.detourMetres }] : [];
      });
    },
  };
}

/** Work that is done from home has the ways of home. */
function fromHome(problem: Problem): TravelRows {
  const [seconds, metres] = [secondsIn(problem), metresIn(problem)];
  const all = Array.from({ length: problem.places }, (_, p) => p);
  return { secondsTo: all.map((p) => seconds(p, 0)), secondsFrom: all.map((p) => seconds(0, p)), metresTo: all.map((p) => metres(p, 0)), metresFrom: all.map((p) => metres(0, p)) };
}
