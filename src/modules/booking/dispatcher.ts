import { type Calendar, type Duty, type Offer as Fit, type Problem, type Solution, type Stop, type StopIndex, type Travel, type TravelRows, createCalendar, isVisit, iterations, judge, solve } from '#engine';
import type { LatLng } from '#kernel';
import { CELL_MINUTES, type Dispatcher, type DutyDay, type Job, type Offer, type Planned, type Promised, type ReadyDay, type Window, marginMinutes } from './day.ts';

type RoadTable = Readonly<{ n: number; metres: Int32Array; seconds: Int32Array }>;
export type RoadsForDays = Readonly<{
  table(points: readonly LatLng[]): RoadTable;
  travel(from: LatLng, to: LatLng): Readonly<{ metres: number; seconds: number }>;
}>;

const CELL = CELL_MINUTES * 60;
/** How hard another order of one day is looked for when the one it has cannot be kept. */
const EFFORT = 256;

const up = (seconds: number): number => Math.ceil(seconds / CELL) * CELL;
const secondsFrom = (origin: number) => (at: Temporal.Instant): number => Math.round(at.epochMilliseconds / 1000) - origin;
const originOf = (day: Pick<DutyDay, 'from'>): number => Math.floor(day.from.epochMilliseconds / 1000 / 86_400) * 86_400;
/** Seconds at work, with what is kept free after it because some visits take longer. */
const serviceOf = (minutes: number): number => (minutes + marginMinutes(minutes)) * 60;

/** Ways between the points, in whole cells: then every plan lies on five-minute marks, as the cells do. */
function travelOf(roads: RoadsForDays, points: readonly LatLng[]): Travel {
  const { metres, seconds } = roads.table(points);
  return { seconds: seconds.map(up), metres };
}

// Help over the screen is given from home: it needs no way of its own.
const placeOf = (promised: Pick<Promised, 'way'>, index: number): number => (promised.way === 'remote' ? 0 : index);

/** One stretch of work as the engine's problem: place 0 is home, place i + 1 that of promise i. */
function problemOf(roads: RoadsForDays, day: DutyDay): Problem {
  const at = secondsFrom(originOf(day));
  const stops = day.promised.map((promised, i): Stop => stopAt(placeOf(promised, i + 1), promised.minutes, promised, at));
  const points = [day.home, ...day.promised.map((promised) => promised.at)];
  return { places: points.length, travel: [travelOf(roads, points)], stops, duties: [dutyOf(day, at)] };
}

const stopAt = (place: number, minutes: number, window: Window, at: (instant: Temporal.Instant) => number): Stop =>
  ({ place, service: serviceOf(minutes), windows: [[at(window.from), at(window.until)]] });

const secondsIn = ({ travel: [table], places }: Problem) => (from: number, to: number): number => table?.seconds[from * places + to] ?? 0;
const metresIn = ({ travel: [table], places }: Problem) => (from: number, to: number): number => table?.metres?.[from * places + to] ?? 0;

/** The engine's calendar of one day with these stops in this order. */
function calendarOf(problem: Problem, order: readonly StopIndex[]): Calendar {
  return createCalendar({ duties: problem.duties, booked: [order.flatMap((i) => problem.stops[i] ?? [])], roads: { seconds: secondsIn(problem), metres: metresIn(problem) } });
}

/** Where one more stop would fit into this order, the cheapest way first. */
function fitting(problem: Problem, order: readonly StopIndex[], stop: Stop): Fit[] {
  const [seconds, metres] = [secondsIn(problem), metresIn(problem)];
  const all = Array.from({ length: problem.places }, (_, p) => p);
  const travel = {
    secondsTo: all.map((p) => seconds(p, stop.place)), secondsFrom: all.map((p) => seconds(stop.place, p)),
    metresTo: all.map((p) => metres(p, stop.place)), metresFrom: all.map((p) => metres(stop.place, p)),
  };
  return calendarOf(problem, order).offers({ stop, travel }).toSorted((a, b) => a.cents - b.cents);
}

const dutyOf = (day: DutyDay, at: (instant: Temporal.Instant) => number): Duty => ({
  start: 0, end: 0, shift: [up(at(day.from)), at(day.until)],
  breaks: day.breaks.map((rest) => ({ windows: [[at(rest.from), at(rest.from)]], duration: at(rest.until) - at(rest.from) })),
});

/** The order in which a day is driven now: by planned start, those without one where their window opens. */
const orderOf = (day: DutyDay): StopIndex[] =>
  day.promised.map((_, i) => i).toSorted((a, b) => startOf(day, a) - startOf(day, b));
const startOf = (day: DutyDay, i: number): number => {
  const promised = day.promised[i];
  return promised ? (promised.start ?? promised.from).epochMilliseconds : 0;
};

/** The order with whoever joins where it costs least, found as an offer is found; undefined when there is no room. */
function orderWith(problem: Problem, day: DutyDay): StopIndex[] | undefined {
  const order = orderOf(day);
  const joins = order.filter((i) => day.promised[i]?.start === undefined);
  const [joiner] = joins;
  if (joiner === undefined || joins.length > 1) return order;
  const staying = order.filter((i) => i !== joiner);
  const stop = problem.stops[joiner];
  const best = stop && fitting(problem, staying, stop)[0];
  return best && [...staying.slice(0, best.position), joiner, ...staying.slice(best.position)];
}

const isWhole = (found: Solution): boolean => found.plan.left.length === 0 && found.faults.length === 0;

function planDay(roads: RoadsForDays, day: DutyDay): Planned[] | undefined {
  if (day.promised.length === 0) return [];
  const problem = problemOf(roads, day);
  const order = orderWith(problem, day);
  if (!order) return undefined;
  const kept = solve(problem, { start: [order], until: iterations(0) });
  const found = isWhole(kept) ? kept : solve(problem, { start: [order], until: iterations(EFFORT) });
  const [route] = found.plan.routes;
  if (!isWhole(found) || !route) return undefined;
  const origin = originOf(day);
  const [seconds, metres] = [secondsIn(problem), metresIn(problem)];
  let place = 0;
  return route.steps.filter(isVisit).map((visit) => {
    const [from, to] = [place, problem.stops[visit.stop]?.place ?? 0];
    place = to;
    return {
      id: day.promised[visit.stop]?.id ?? '', start: Temporal.Instant.fromEpochMilliseconds((origin + visit.start) * 1000),
      travel: { seconds: seconds(from, to), metres: metres(from, to) },
    };
  });
}

/** Rebuilds the plan from what is written down (starts and order) and lets the engine's judge look at it. */
function faultsOf(roads: RoadsForDays, day: DutyDay, planned: readonly Planned[]): string[] {
  if (planned.length !== day.promised.length) return ['once: a promise is missing from the plan'];
  if (planned.length === 0) return [];
  const problem = problemOf(roads, day);
  const at = secondsFrom(originOf(day));
  const index = new Map(day.promised.map((promised, i) => [promised.id, i]));
  const sequence = planned.map((each) => index.get(each.id) ?? -1);
  const solved = solve(pinned(problem, sequence, planned.map((each) => at(each.start))), { start: [sequence], until: iterations(0) });
  if (solved.plan.left.length > 0) return ['windows: these starts cannot all be kept'];
  return judge(problem, solved.plan).map((fault) => `${fault.rule}: ${fault.says}`);
}

/** The same problem where each stop starts when the plan says, and at no other time. */
const pinned = (problem: Problem, sequence: readonly StopIndex[], starts: readonly number[]): Problem => ({
  ...problem, stops: problem.stops.map((stop, i) => {
    const start = starts[sequence.indexOf(i)] ?? -1;
    return { ...stop, windows: [[start, start]] };
  }),
});

/** A way so long that no gap holds it: stands where a way need not be known. */
const NO_WAY = 10_000_000;

/** The ways between a new place and those points of a day that count, in whole cells; to and from home where the work is done from there. */
function rowsOf(roads: RoadsForDays, problem: Problem, points: readonly LatLng[], job: Job, counts: (point: number) => boolean): TravelRows {
  const n = points.length;
  const rows = { secondsTo: new Int32Array(n).fill(NO_WAY), secondsFrom: new Int32Array(n).fill(NO_WAY), metresTo: new Int32Array(n), metresFrom: new Int32Array(n) };
  const [seconds, metres] = [secondsIn(problem), metresIn(problem)];
  for (const [p, point] of points.entries()) {
    if (!counts(p)) continue;
    const [to, from] = job.way === 'remote' ? [{ seconds: seconds(p, 0), metres: metres(p, 0) }, { seconds: seconds(0, p), metres: metres(0, p) }] : [roads.travel(point, job.at), roads.travel(job.at, point)];
    rows.secondsTo[p] = up(to.seconds);
    rows.metresTo[p] = to.metres;
    rows.secondsFrom[p] = up(from.seconds);
    rows.metresFrom[p] = from.metres;
  }
  return rows;
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

/** Of all ways found, the cheapest in each of these windows. */
function cheapestIn(day: ReadyDay['day'], windows: readonly Window[], spans: readonly (readonly [number, number])[], among: readonly number[], found: readonly Fit[], alone: number): Offer[] {
  return among.flatMap((i) => {
    const [[opens, closes] = [0, -1], window] = [spans[i], windows[i]];
    const best = found.reduce<Fit | undefined>((least, fit) => (fit.from >= opens && fit.from <= closes && (!least || fit.cents < least.cents) ? fit : least), undefined);
    return best && window ? [{ technician: day.technician, window, cost: best.cents, metres: best.detourMetres, alone }] : [];
  });
}

/** One stretch of work made ready to be asked many times. */
function ready(roads: RoadsForDays, day: DutyDay, windows: readonly Window[]): ReadyDay {
  const problem = problemOf(roads, day);
  const order = orderOf(day);
  const calendar = calendarOf(problem, order);
  const points = [day.home, ...day.promised.map((promised) => promised.at)];
  const rooms = roomsOf(calendar, problem, points.length);
  const most = rooms.reduce((a, b) => Math.max(a, b), -1);
  const at = secondsFrom(originOf(day));
  const spans = windows.map((window) => [at(window.from), Math.max(at(window.from), at(window.until) - CELL)] as const);
  const roomBeside = roomsBeside(problem, order, rooms);
  return {
    day, points, windows, hasRoom: (minutes) => serviceOf(minutes) <= most,
    offers(job, among) {
      const service = serviceOf(job.minutes);
      if (service > most || among.length === 0) return [];
      const asked = among.flatMap((i) => (spans[i] ? [spans[i]] : []));
      const travel = rowsOf(roads, problem, points, job, (point) => point === 0 || (roomBeside[point] ?? -1) >= service);
      const alone = (travel.metresTo?.[0] ?? 0) + (travel.metresFrom?.[0] ?? 0);
      const found = calendar.offers({ stop: { place: job.way === 'remote' ? 0 : problem.places, service, windows: asked }, travel });
      return found.length === 0 ? [] : cheapestIn(day, windows, spans, among, found, alone);
    },
  };
}

/** The dispatcher that drives the engine. It knows instants and places; the engine knows seconds and indices. */
export const createDispatcher = (roads: RoadsForDays): Dispatcher => ({
  ready: (day, windows) => ready(roads, day, windows),
  plan: (day) => planDay(roads, day),
  faults: (day, planned) => faultsOf(roads, day, planned),
});
