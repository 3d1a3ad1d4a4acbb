import { type Duty, type Problem, type Stop, type StopIndex, type Travel, createCalendar, isVisit, iterations, judge, solve } from '#engine';
import type { LatLng } from '#kernel';
import { CELL_MINUTES, type Dispatcher, type DutyDay, type Job, type Offer, type Planned, type Promised, type Window, marginMinutes } from './day.ts';

type RoadTable = Readonly<{ n: number; metres: Int32Array; seconds: Int32Array }>;
export type RoadsForDays = Readonly<{ table(points: readonly LatLng[]): RoadTable }>;

const CELL = CELL_MINUTES * 60;
/** How hard another order of one day is looked for before a time is refused. */
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
  const stops: Stop[] = day.promised.map((promised, i) => ({
    place: placeOf(promised, i + 1), service: serviceOf(promised.minutes), windows: [[at(promised.from), at(promised.until)]],
  }));
  const points = [day.home, ...day.promised.map((promised) => promised.at)];
  return { places: points.length, travel: [travelOf(roads, points)], stops, duties: [dutyOf(day, at)] };
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

function planDay(roads: RoadsForDays, day: DutyDay): Planned[] | undefined {
  if (day.promised.length === 0) return [];
  const problem = problemOf(roads, day);
  const kept = solve(problem, { start: [orderOf(day)], until: iterations(0) });
  const found = kept.plan.left.length === 0 && kept.faults.length === 0 ? kept : solve(problem, { start: [orderOf(day)], until: iterations(EFFORT) });
  const [route] = found.plan.routes;
  if (found.plan.left.length > 0 || found.faults.length > 0 || !route) return undefined;
  const origin = originOf(day);
  const [travel] = problem.travel;
  let place = 0;
  return route.steps.filter(isVisit).map((visit) => {
    const next = problem.stops[visit.stop]?.place ?? 0;
    const way = place * problem.places + next;
    place = next;
    return {
      id: day.promised[visit.stop]?.id ?? '', start: Temporal.Instant.fromEpochMilliseconds((origin + visit.start) * 1000),
      travel: { seconds: travel?.seconds[way] ?? 0, metres: travel?.metres?.[way] ?? 0 },
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

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

/** The cheapest way in which the job fits into each window of one day. Place 0 is home, 1 the job, the others what is promised. */
function offersOn(roads: RoadsForDays, day: DutyDay, index: number, job: Job, windows: readonly Window[]): Offer[] {
  const at = secondsFrom(originOf(day));
  const points = [day.home, job.at, ...day.promised.map((promised) => promised.at)];
  const travel = travelOf(roads, points);
  const n = points.length;
  const seconds = (from: number, to: number): number => travel.seconds[from * n + to] ?? 0;
  const metres = (from: number, to: number): number => travel.metres?.[from * n + to] ?? 0;
  const booked = orderOf(day).flatMap((i): Stop[] => {
    const promised = day.promised[i];
    return promised ? [{ place: placeOf(promised, i + 2), service: serviceOf(promised.minutes), windows: [[at(promised.from), at(promised.until)]] }] : [];
  });
  const calendar = createCalendar({ duties: [dutyOf(day, at)], booked: [booked], roads: { seconds, metres } });
  const here = placeOf(job, 1);
  const rows = {
    secondsTo: range(n).map((p) => seconds(p, here)), secondsFrom: range(n).map((p) => seconds(here, p)),
    metresTo: range(n).map((p) => metres(p, here)), metresFrom: range(n).map((p) => metres(here, p)),
  };
  return windows.flatMap((window) => {
    const stop: Stop = { place: here, service: serviceOf(job.minutes), windows: [[at(window.from), at(window.until)]] };
    const [best] = calendar.offers({ stop, travel: rows }).toSorted((a, b) => a.cents - b.cents);
    return best ? [{ day: index, window, cost: best.cents, metres: best.detourMetres, alone: metres(0, here) + metres(here, 0) }] : [];
  });
}

/** The dispatcher that drives the engine. It knows instants and places; the engine knows seconds and indices. */
export const createDispatcher = (roads: RoadsForDays): Dispatcher => ({
  offers: (days, job, windowsOf) => days.flatMap((day, index) => {
    const windows = windowsOf(day);
    return windows.length === 0 ? [] : offersOn(roads, day, index, job, windows);
  }),
  plan: (day) => planDay(roads, day),
  faults: (day, planned) => faultsOf(roads, day, planned),
});
