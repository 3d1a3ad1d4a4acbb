import { type Calendar, type Offer as Fit, type Problem, type Stop, type StopIndex, type TravelRows, type Window as Span, createCalendar } from '#engine';
import type { LatLng } from '#kernel';
import { CELL_MINUTES, type DutyDay, type Offer, type ReadyDay, type Window } from './day.ts';
import { jobWays } from './job-ways.ts';
import { type Drives, type RoadsForDays, drivesFor, roadsOf, serviceOf } from './on-the-road.ts';

const CELL = CELL_MINUTES * 60;

export const secondsIn = ({ travel: [table], places }: Problem) => (from: number, to: number): number => table?.seconds[from * places + to] ?? 0;
export const metresIn = ({ travel: [table], places }: Problem) => (from: number, to: number): number => table?.metres?.[from * places + to] ?? 0;

/** The engine's calendar of one day with these stops in this order. */
export function calendarOf(problem: Problem, order: readonly StopIndex[]): Calendar {
  return createCalendar({ duties: problem.duties, booked: [order.flatMap((i) => problem.stops[i] ?? [])], roads: { seconds: secondsIn(problem), metres: metresIn(problem) } });
}

/** After each point of the day, the time between leaving it and having to be at the next, were there no way between them. */
function roomsOf(calendar: Calendar, problem: Problem, points: number): Float64Array {
  const rooms = new Float64Array(points).fill(-1);
  const nowhere = new Int32Array(problem.places + 1);
  for (const gap of calendar.offers({ stop: { place: problem.places, service: 0 }, travel: { secondsTo: nowhere, secondsFrom: nowhere } })) {
    rooms[gap.position] = Math.max(rooms[gap.position] ?? -1, gap.until - gap.from);
  }
  return rooms;
}

/** The larger of the two gaps beside each point; gap p follows the p-th stop of the order. */
function roomsBeside(problem: Problem, order: readonly StopIndex[], rooms: Float64Array): Float64Array {
  const beside = new Float64Array(rooms.length).fill(-1);
  const places = [0, ...order.map((i) => problem.stops[i]?.place ?? 0), 0];
  for (let gap = 0; gap < places.length - 1; gap += 1) {
    for (const place of [places[gap] ?? 0, places[gap + 1] ?? 0]) beside[place] = Math.max(beside[place] ?? -1, rooms[gap] ?? -1);
  }
  return beside;
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
  const rooms = roomsOf(calendar, problem, points.length);
  const most = rooms.reduce((a, b) => Math.max(a, b), -1);
  const spans = windows.map((window): Span => [at(window.from), Math.max(at(window.from), at(window.until) - CELL)]);
  const roomBeside = roomsBeside(problem, order, rooms);
  const drives: readonly (Drives | undefined)[] = [undefined, ...drivesFor(roads, [day], day.promised)];
  const waysTo = jobWays({ roads, own: roadsOf(roads, day), points, drives, windows });
  return {
    day, points, windows, hasRoom: (minutes) => serviceOf(minutes) <= most,
    offers(job, among) {
      const service = serviceOf(job.minutes);
      if (service > most || among.length === 0) return [];
      const best: (Fit | undefined)[] = [];
      const stop: Stop = { place: job.way === 'remote' ? 0 : problem.places, service };
      let alone = 0;
      const counts = (point: number): boolean => point === 0 || (roomBeside[point] ?? -1) >= service;
      for (const { travel, windows: alike } of job.way === 'remote' ? [{ travel: fromHome(problem), windows: among }] : waysTo(job, among, counts)) {
        alone = (travel.metresTo?.[0] ?? 0) + (travel.metresFrom?.[0] ?? 0);
        keepCheapest(calendar.offers({ stop: { ...stop, windows: alike.flatMap((i) => (spans[i] ? [spans[i]] : [])) }, travel }), alike, spans, best);
      }
      return among.flatMap((i): Offer[] => {
        const [fit, window] = [best[i], windows[i]];
        return fit && window ? [{ technician: day.technician, window, cost: fit.cents, metres: fit.detourMetres, alone }] : [];
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
