import { type Duty, HOME_HELP_WEIGHTS, type Problem, type Solution, type Stop, isVisit } from '#engine';
import type { HomeId, LatLng, ProviderId, QuoteId, TechnicianId, VisitId } from '#kernel';
import type { Technician } from '#modules/technicians';
import type { Work } from '#platform/work';
import type { Appointment } from '../appointment.ts';
import { type DayTotals, NOTHING, plus, totalsOf } from '../arranging.ts';
import { type DutyDay, type Promised, onCell } from '../day.ts';
import { mayArrange } from '../may.ts';
import type { Needs } from '../needs.ts';
import { type RoadsForDays, drivesFor, pacedWay, serviceOf, up } from '../on-the-road.ts';
import { dutyDays, settled, wantedFor, whoComes } from './find-times.ts';
import { type Joining, begunLast, joiningFor, soonestThere } from './joining-day.ts';
import { travelTable } from './travel-table.ts';

type UsesPlanning = Pick<Needs, 'visits' | 'technicians' | 'pricing' | 'people' | 'requests' | 'roads' | 'whenOf'>;

/** One provider's day as it stands: who works, what is promised, and who could serve each visit. */
export type PlanDay = Readonly<{
  provider: ProviderId; day: Temporal.PlainDate; days: readonly DutyDay[];
  /** Visits whose technician is not there that day (ill, suspended, other hours). */
  orphans: readonly (Promised & { technician: TechnicianId })[];
  visits: ReadonlyMap<string, Appointment>; could: ReadonlyMap<string, readonly TechnicianId[]>;
  /** Visits of those who need us most: when not all can be kept, these are. */
  first: ReadonlySet<string>;
  /** Somebody more who is to be fitted in. */
  joins?: Joining | undefined;
}>;

/**
 * What a plan would change. `moves` in the order of the day; `left`: visits that nobody can keep inside their promise; `shifts`: visits
 * that stay with whoever comes, at another minute inside their promise, on the days that change; `joined`: who comes to whom was fitted in, and when.
 */
export type Planning = Readonly<{
  before: DayTotals; after: DayTotals; left: readonly VisitId[];
  moves: readonly Readonly<{ visit: VisitId; to: TechnicianId; start: Temporal.Instant; /** Metres of detour in the old route minus in the new one. */ saves: number }>[];
  shifts: readonly Readonly<{ visit: VisitId; technician: TechnicianId; from: Temporal.Instant; to: Temporal.Instant }>[];
  joined?: Readonly<{ technician: TechnicianId; start: Temporal.Instant }> | undefined;
}>;

/** How far a search is: the cheapest day so far in cents of our own reckoning, and how many it leaves without anybody. */
export type Searching = Readonly<{ best: number; left: number }>;

/** Whoever searches: on a thread of its own where there is one. `seconds`: how long. */
export type Search = (problem: Problem, asked: Readonly<{ start: readonly (readonly number[])[]; seconds: number; report?: ((how: Searching) => void) | undefined }>) => Promise<Solution>;

export type AsksPlannable = Readonly<{ provider: ProviderId; day: Temporal.PlainDate; longer?: ReadonlyMap<VisitId, number> | undefined; fits?: QuoteId | undefined }>;

/** Reads what a plan of this provider's day is made from; undefined for whoever may not plan. `longer`: minutes of visits that run over; `fits`: the quote of somebody more. */
export async function plannable(needs: UsesPlanning, work: Work, asked: AsksPlannable): Promise<PlanDay | undefined> {
  if (!mayArrange(work.by)) return undefined;
  const { provider, day } = asked;
  const country = (await needs.technicians.provider(work, provider))?.country;
  if (!country) return undefined;
  const crew = await needs.technicians.techniciansOf(work, provider);
  const shiftsOf = await needs.technicians.known.shiftsAhead(work, country, day, day);
  const rows = (await needs.visits.promised(work, crew.map(({ id }) => id), day, day)).map((row) => ({ ...row, minutes: asked.longer?.get(row.id as VisitId) ?? row.minutes }));
  const days = crew.flatMap((technician) => dutyDays(technician, shiftsOf(technician.id), rows, work.now)).map((duty) => heldUp(duty, rows, asked.longer, work.now));
  const held = new Set(days.flatMap((each) => each.promised.map((promised) => promised.id)));
  const visits = new Map((await needs.visits.visitsOn(work, crew.map(({ id }) => id), day)).map((visit) => [visit.id as string, visit]));
  const isAhead = (row: Promised): boolean => visits.get(row.id)?.state === 'booked' && row.start !== undefined && Temporal.Instant.compare(row.start, work.now) > 0;
  const orphans = rows.filter((row) => !held.has(row.id) && isAhead(row));
  const could = new Map<string, readonly TechnicianId[]>();
  for (const row of rows) if (isAhead(row)) could.set(row.id, await whoCouldServe(needs, work, visits.get(row.id), day));
  const joins = asked.fits && (await joiningFor(needs, work, { quote: asked.fits, provider, day, country }));
  await needs.roads.learn([...crew.map(({ home }) => home), ...rows.map(({ at }) => at), ...(joins ? [joins.at] : [])]);
  return { provider, day, days, orphans, visits, could, first: await firstOf(needs, work, visits), ...(joins ? { joins } : {}) };
}

/** Behind a visit that runs over nobody is on the way yet: what was to begin soon can still be given to a colleague, inside its promise. */
function heldUp(duty: DutyDay, rows: readonly Promised[], longer: AsksPlannable['longer'], now: Temporal.Instant): DutyDay {
  const runs = duty.promised.find(({ id }) => longer?.has(id as VisitId));
  const soonest = onCell(now.add({ minutes: SOONEST_MINUTES }));
  const free = (one: Promised): Promised => {
    const row = rows.find(({ id }) => id === one.id);
    if (!runs?.start || !one.start || !row || Temporal.Instant.compare(one.start, now) <= 0 || Temporal.Instant.compare(one.start, runs.start) <= 0) return one;
    const from = Temporal.Instant.compare(row.from, soonest) < 0 ? soonest : row.from;
    return Temporal.Instant.compare(from, row.until) <= 0 ? { ...one, from, until: row.until } : one;
  };
  return { ...duty, promised: duty.promised.map(free) };
}

/** Visits to homes where somebody needs us most. */
async function firstOf(needs: Pick<UsesPlanning, 'people'>, work: Work, visits: PlanDay['visits']): Promise<ReadonlySet<string>> {
  const first = new Set<string>();
  const asked = new Map<HomeId, boolean>();
  for (const { id, home } of visits.values()) {
    const isFirst = asked.get(home) ?? (await needs.people.known.residentsOf(work, home)).some(({ vulnerable }) => vulnerable !== undefined);
    asked.set(home, isFirst);
    if (isFirst) first.add(id);
  }
  return first;
}

async function whoCouldServe(needs: UsesPlanning, work: Work, visit: Appointment | undefined, day: Temporal.PlainDate): Promise<readonly TechnicianId[]> {
  const wanted = visit && (await wantedFor(needs, work, visit.quote));
  const able: readonly Technician[] = wanted ? await whoComes(needs, work, wanted, day) : [];
  return able.map(({ id }) => id);
}

/** Nobody who is without a technician is reached sooner than this. */
const SOONEST_MINUTES = 10;

type Made = Readonly<{ origin: number; problem: Problem; start: number[][]; stops: readonly Placed[] }>;
type Placed = Readonly<{ promised: Promised; technician: TechnicianId | undefined; duty: number; joins?: Joining | undefined }>;
/** `must`: whoever joins comes before everybody else; otherwise all who were promised a time come before them. `notBefore`: nobody can be with them sooner. */
type Wish = Readonly<{ now: Temporal.Instant; must: boolean; notBefore: Temporal.Instant }>;

/** The name under which whoever joins stands in a plan, until there is a visit. */
const JOINS = 'joins';
/** What leaving out costs: whoever needs us most before others, and before or after all whoever is to be fitted in. */
const PRIORITY = { joins: 0, visit: 1, first: 2, must: 3 } as const;

/** Everything of the day: what is promised to each technician, what is without one, and whoever joins. */
function placedOn(plan: PlanDay, now: Temporal.Instant): readonly Placed[] {
  const { joins } = plan;
  const [from, until] = [joins?.windows[0]?.from, joins?.windows.at(-1)?.until];
  return [
    ...plan.days.flatMap((day, duty) => day.promised.map((promised) => ({ promised, technician: day.technician, duty }))),
    ...plan.orphans.map((orphan) => ({ promised: settled({ ...orphan, start: undefined }, now), technician: undefined, duty: -1 })),
    ...(joins && from && until ? [{ promised: { id: JOINS, at: joins.at, way: joins.way, minutes: joins.minutes, from, until }, technician: undefined, duty: -1, joins }] : []),
  ];
}

/** When a stop may begin, in seconds; nobody who is moved is reached before anybody can set off. */
function opensAt(placed: Placed, { now, notBefore }: Wish, at: (instant: Temporal.Instant) => number): [number, number][] {
  const { promised, duty, joins } = placed;
  if (joins) {
    const open = joins.windows.flatMap(({ from, until }): [number, number][] => (at(until) < at(notBefore) ? [] : [[Math.max(at(from), up(at(notBefore))), at(until)]]));
    return open.length > 0 ? open : [[at(joins.windows.at(-1)?.until ?? now), at(joins.windows.at(-1)?.until ?? now)]];
  }
  const soonest = now.add({ minutes: SOONEST_MINUTES });
  const opens = duty < 0 && Temporal.Instant.compare(promised.from, soonest) < 0 ? up(at(soonest)) : at(promised.from);
  return [[opens, Math.max(opens, at(promised.until))]];
}

function priorityOf(plan: PlanDay, placed: Placed, { must }: Wish): number {
  if (placed.joins) return must ? PRIORITY.must : PRIORITY.joins;
  return plan.first.has(placed.promised.id) ? PRIORITY.first : PRIORITY.visit;
}

/** The day as the engine's problem: homes first, then a place for each promise; what has begun or is only held stays with its technician. */
async function problemOf(plan: PlanDay, wish: Wish, roads: RoadsForDays): Promise<Made> {
  const origin = Math.min(...plan.days.map((day) => day.from.epochMilliseconds)) / 1000;
  const at = (instant: Temporal.Instant): number => Math.round(instant.epochMilliseconds / 1000 - origin);
  const stops = placedOn(plan, wish.now);
  const crew = [...new Set(plan.days.map((day) => day.technician))];
  const points = [...plan.days.map((day) => day.home), ...stops.map(({ promised }) => promised.at)];
  const placeOf = new Map(crew.map((id, index) => [id, index]));
  const inCrew = (ids: readonly TechnicianId[]): number[] => [...new Set(ids.flatMap((id) => placeOf.get(id) ?? []))].toSorted((a, b) => a - b);
  const asStop = (placed: Placed, i: number): Stop => {
    const { promised, technician, duty } = placed;
    const able = placed.joins?.could ?? plan.could.get(promised.id);
    const isFixed = able === undefined || (duty >= 0 && at(promised.from) === at(promised.until));
    return {
      place: plan.days.length + i, service: serviceOf(promised.minutes), windows: opensAt(placed, wish, at), priority: priorityOf(plan, placed, wish),
      ...(isFixed && duty >= 0 ? { pinned: duty } : { only: inCrew([...(able ?? []), ...(technician ? [technician] : [])]) }),
      ...(technician ? { before: { technician: crew.indexOf(technician), ...(promised.start ? { start: at(promised.start) } : {}) } } : {}),
    };
  };
  const duties = plan.days.map((day, d): Duty => ({
    technician: crew.indexOf(day.technician), start: d, end: d, shift: [up(at(day.from)), at(day.until)],
    breaks: day.breaks.map((rest) => ({ windows: [[at(rest.from), at(rest.from)]], duration: at(rest.until) - at(rest.from) })),
  }));
  const startOf = (i: number): number => (stops[i]?.promised.start ?? stops[i]?.promised.from)?.epochMilliseconds ?? 0;
  const start = plan.days.map((_, duty) => stops.flatMap((stop, i) => (stop.duty === duty ? [i] : [])).toSorted((a, b) => startOf(a) - startOf(b)));
  // Work over the screen is done from home: no way of its own is reckoned.
  const placed = stops.map((stop, i) => (stop.promised.way === 'remote' && stop.duty >= 0 ? { ...asStop(stop, i), place: stop.duty, pinned: stop.duty } : asStop(stop, i)));
  return { origin, problem: { places: points.length, travel: [await travelTable(points, pacedWay(roads, [...plan.days.map(() => undefined), ...drivesFor(roads, plan.days, stops.map(({ promised }) => promised))]), up)], stops: placed, duties, weights: HOME_HELP_WEIGHTS }, start, stops };
}

/** Metres that leaving out one stop of a route would spare. */
function detour(route: readonly Promised[], at: number, home: LatLng, way: (from: LatLng, to: LatLng) => { metres: number }): number {
  const here = route[at];
  if (!here || here.way === 'remote') return 0;
  const [before, after] = [route[at - 1]?.at ?? home, route[at + 1]?.at ?? home];
  return way(before, here.at).metres + way(here.at, after).metres - (before === after ? 0 : way(before, after).metres);
}

type Planned = Planning['moves'][number];
type Old = Readonly<{ plan: PlanDay; made: Made; oldRoutes: readonly (readonly Promised[])[]; way: RoadsForDays['travel'] }>;

/** One step of a new route, as a change: nothing when the visit stays with its technician or cannot be given to others. */
function movedBy({ plan, made, oldRoutes, way }: Old, day: DutyDay, inOrder: readonly Promised[], place: number, step: { stop: number; start: number }): Planned[] {
  const stop = made.stops[step.stop];
  if (!stop || !plan.could.has(stop.promised.id) || stop.technician === day.technician) return [];
  const old = oldRoutes.findIndex((route) => route.includes(stop.promised));
  const route = oldRoutes[old];
  const saves = route ? detour(route, route.indexOf(stop.promised), plan.days[old]?.home ?? day.home, way) - detour(inOrder, place, day.home, way) : 0;
  return [{ visit: stop.promised.id as VisitId, to: day.technician, start: Temporal.Instant.fromEpochMilliseconds((made.origin + step.start) * 1000), saves }];
}

type AsksPlan = Readonly<{ now: Temporal.Instant; seconds: number; must?: boolean | undefined; report?: ((how: Searching) => void) | undefined }>;
type Found = Readonly<{ plan: PlanDay; made: Made; found: Solution }>;

/** The steps of a found route with what is promised at each. */
const stepsOf = ({ made }: Pick<Found, 'made'>, route: Solution['plan']['routes'][number]) =>
  route.steps.filter(isVisit).flatMap((step) => { const stop = made.stops[step.stop]; return stop ? [{ stop, start: Temporal.Instant.fromEpochMilliseconds((made.origin + step.start) * 1000), step }] : []; });

/** Where whoever joins is reached, and by when they could really be: from where the technician is by then. */
function joinedIn(found: Found, now: Temporal.Instant): Readonly<{ technician: TechnicianId; start: Temporal.Instant; soonest: Temporal.Instant }> | undefined {
  for (const route of found.found.plan.routes) {
    const day = found.plan.days[route.duty];
    const steps = stepsOf(found, route);
    const place = steps.findIndex(({ stop }) => stop.joins !== undefined);
    const [here, before] = [steps[place], steps[place - 1]];
    if (!day || !here) continue;
    const last = before && { ...before.stop.promised, start: before.start };
    // As slow as the search reckons the way at that hour.
    const { places, stops, travel: [table] } = found.made.problem;
    const [from, to] = [before ? (stops[before.step.stop]?.place ?? route.duty) : route.duty, stops[here.step.stop]?.place ?? 0];
    const drive = () => ({ seconds: table?.seconds[from * places + to] ?? 0 });
    return { technician: day.technician, start: here.start, soonest: soonestThere(day, last, here.stop.promised, now, drive) };
  }
  return undefined;
}

/** A search may send somebody from where they no longer are: then it is asked again, from when they can be there. */
const TRIES = 3;

async function searched(has: { roads: RoadsForDays; search: Search }, plan: PlanDay, asked: AsksPlan): Promise<Found & Readonly<{ joined: ReturnType<typeof joinedIn> }>> {
  const way = has.roads.travel;
  const { joins } = plan;
  const able = joins ? plan.days.filter((day) => joins.could.includes(day.technician)).map((day) => soonestThere(day, begunLast(day.promised), joins, asked.now, way)) : [];
  let notBefore = able.toSorted(Temporal.Instant.compare)[0] ?? asked.now;
  for (let tries = 1; ; tries += 1) {
    const made = await problemOf(plan, { now: asked.now, must: asked.must ?? false, notBefore }, has.roads);
    const found = { plan, made, found: await has.search(made.problem, { start: made.start, seconds: asked.seconds, report: asked.report }) };
    const joined = joinedIn(found, asked.now);
    if (!joined || Temporal.Instant.compare(joined.start, joined.soonest) >= 0) return { ...found, joined };
    if (tries === TRIES) return { ...found, joined: undefined };
    notBefore = joined.soonest;
  }
}

/** Visits of a changed day that stay with whoever comes, at another minute. */
function shiftsIn(found: Found): Planning['shifts'] {
  return found.found.plan.routes.flatMap((route) => {
    const day = found.plan.days[route.duty];
    const steps = stepsOf(found, route);
    const isSame = day !== undefined && steps.length === day.promised.length && steps.every(({ stop }) => stop.technician === day.technician);
    if (!day || isSame) return [];
    return steps.flatMap(({ stop: { promised, technician }, start }) => (technician === day.technician && promised.start && !promised.start.equals(start) && found.plan.visits.has(promised.id)
      ? [{ visit: promised.id as VisitId, technician, from: promised.start, to: start }] : []));
  });
}

/** Looks for a better day, outside of any work. Nothing is changed: what comes out is a proposal, judged by the engine. Undefined when nobody works. */
export async function planDays(has: { roads: RoadsForDays; search: Search }, plan: PlanDay, asked: AsksPlan): Promise<Planning | undefined> {
  if (plan.days.length === 0) return plan.orphans.length > 0 ? { before: NOTHING, after: NOTHING, moves: [], shifts: [], left: plan.orphans.map(({ id }) => id as VisitId) } : undefined;
  const all = await searched(has, plan, asked);
  const { made, found, joined } = all;
  if (found.faults.length > 0) return undefined;
  const oldRoutes = made.start.map((route) => route.flatMap((i) => made.stops[i]?.promised ?? []));
  const before = plan.days.map((day, d) => totalsOf(day.home, oldRoutes[d] ?? [], has.roads.travel)).reduce(plus, NOTHING);
  let after = NOTHING;
  const moves: Planned[] = [];
  for (const route of found.plan.routes) {
    const day = plan.days[route.duty];
    if (!day) continue;
    const steps = route.steps.filter(isVisit);
    const inOrder = steps.flatMap((step) => made.stops[step.stop]?.promised ?? []);
    after = plus(after, totalsOf(day.home, inOrder, has.roads.travel));
    for (const [place, step] of steps.entries()) moves.push(...movedBy({ plan, made, oldRoutes, way: has.roads.travel }, day, inOrder, place, step));
  }
  const left = found.plan.left.flatMap((i) => (made.stops[i] && !made.stops[i].joins ? [made.stops[i].promised.id as VisitId] : []));
  return { before, after, left, moves: moves.toSorted((a, b) => Temporal.Instant.compare(a.start, b.start)), shifts: shiftsIn(all), ...(joined ? { joined: { technician: joined.technician, start: joined.start } } : {}) };
}
