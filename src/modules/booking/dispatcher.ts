import { type Duty, type Offer as Fit, type Problem, type Solution, type Stop, type StopIndex, isVisit, iterations, judge, solve } from '#engine';
import type { Dispatcher, DutyDay, Planned, Promised, Window } from './day.ts';
import { type RoadsForDays, drivesOf, roadsOf, serviceOf, travelOf, up } from './on-the-road.ts';
import { calendarOf, metresIn, ready, secondsIn } from './do/ready-day.ts';

/** How hard another order of one day is looked for when the one it has cannot be kept. */
const EFFORT = 256;

const secondsFrom = (origin: number) => (at: Temporal.Instant): number => Math.round(at.epochMilliseconds / 1000) - origin;
const originOf = (day: Pick<DutyDay, 'from'>): number => Math.floor(day.from.epochMilliseconds / 1000 / 86_400) * 86_400;
// Help over the screen is given from home: it needs no way of its own.
const placeOf = (promised: Pick<Promised, 'way'>, index: number): number => (promised.way === 'remote' ? 0 : index);

/** One stretch of work as the engine's problem: place 0 is home, place i + 1 that of promise i. `driven`: the promises by whose windows the hours of the drives are judged. */
function problemOf(roads: RoadsForDays, day: DutyDay, driven: readonly Promised[] = day.promised): Problem {
  const at = secondsFrom(originOf(day));
  const stops = day.promised.map((promised, i): Stop => stopAt(placeOf(promised, i + 1), promised.minutes, promised, at));
  const points = [day.home, ...day.promised.map((promised) => promised.at)];
  const own = roadsOf(roads, day);
  return { places: points.length, travel: [travelOf(roads, points, [undefined, ...driven.map((promised) => drivesOf(own, promised))])], stops, duties: [dutyOf(day, at)] };
}

const stopAt = (place: number, minutes: number, window: Window, at: (instant: Temporal.Instant) => number): Stop =>
  ({ place, service: serviceOf(minutes), windows: [[at(window.from), at(window.until)]] });

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

/** Rebuilds the plan from what is written down (starts and order) and lets the engine's judge look at it, each drive at the very hour at which it is made. */
function faultsOf(roads: RoadsForDays, day: DutyDay, planned: readonly Planned[]): string[] {
  if (planned.length !== day.promised.length) return ['once: a promise is missing from the plan'];
  if (planned.length === 0) return [];
  const starts = new Map(planned.map((each) => [each.id, each.start]));
  const problem = problemOf(roads, day, day.promised.map((promised) => ({ ...promised, from: starts.get(promised.id) ?? promised.from, until: starts.get(promised.id) ?? promised.until })));
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

/** The dispatcher that drives the engine. It knows instants and places; the engine knows seconds and indices. */
export const createDispatcher = (roads: RoadsForDays): Dispatcher => ({
  ready: (day, windows) => ready(roads, { day, windows, problem: problemOf(roads, day), order: orderOf(day), at: secondsFrom(originOf(day)) }),
  plan: (day) => planDay(roads, day),
  faults: (day, planned) => faultsOf(roads, day, planned),
});
