import { type Duty, HOME_HELP_WEIGHTS, type Problem, type Solution, type Stop, isVisit } from '#engine';
import type { LatLng, ProviderId, TechnicianId, VisitId } from '#kernel';
import type { Technician } from '#modules/technicians';
import type { Work } from '#platform/work';
import type { Appointment } from '../appointment.ts';
import { type DayTotals, NOTHING, plus, totalsOf } from '../arranging.ts';
import { type DutyDay, type Promised, CELL_MINUTES, marginMinutes } from '../day.ts';
import { mayArrange } from '../may.ts';
import type { Needs } from '../needs.ts';
import { dutyDays, settled, wantedFor, whoComes } from './find-times.ts';

type UsesPlanning = Pick<Needs, 'visits' | 'technicians' | 'pricing' | 'people' | 'requests' | 'roads'>;

/** One provider's day as it stands: who works, what is promised, and who could serve each visit. */
export type PlanDay = Readonly<{
  provider: ProviderId; day: Temporal.PlainDate; days: readonly DutyDay[];
  /** Visits whose technician is not there that day (ill, suspended, other hours). */
  orphans: readonly (Promised & { technician: TechnicianId })[];
  visits: ReadonlyMap<string, Appointment>; could: ReadonlyMap<string, readonly TechnicianId[]>;
}>;

/** What a plan would change. `moves` in the order of the day; `left`: visits that nobody can keep inside their promise. */
export type Planning = Readonly<{
  before: DayTotals; after: DayTotals; left: readonly VisitId[];
  moves: readonly Readonly<{ visit: VisitId; to: TechnicianId; start: Temporal.Instant; /** Metres of detour in the old route minus in the new one. */ saves: number }>[];
}>;

/** Whoever searches: on a thread of its own where there is one. `seconds`: how long. */
export type Search = (problem: Problem, asked: Readonly<{ start: readonly (readonly number[])[]; seconds: number }>) => Promise<Solution>;

/** Reads what a plan of this provider's day is made from; undefined for whoever may not plan. `longer`: minutes of visits that run over. */
export async function plannable(needs: UsesPlanning, work: Work, asked: { provider: ProviderId; day: Temporal.PlainDate; longer?: ReadonlyMap<VisitId, number> | undefined }): Promise<PlanDay | undefined> {
  if (!mayArrange(work.by)) return undefined;
  const { provider, day } = asked;
  const country = (await needs.technicians.provider(work, provider))?.country;
  if (!country) return undefined;
  const crew = await needs.technicians.techniciansOf(work, provider);
  const shiftsOf = await needs.technicians.known.shiftsAhead(work, country, day, day);
  const rows = (await needs.visits.promised(work, crew.map(({ id }) => id), day, day)).map((row) => ({ ...row, minutes: asked.longer?.get(row.id as VisitId) ?? row.minutes }));
  const days = crew.flatMap((technician) => dutyDays(technician, shiftsOf(technician.id), rows, work.now));
  const held = new Set(days.flatMap((each) => each.promised.map((promised) => promised.id)));
  const visits = new Map((await needs.visits.visitsOn(work, crew.map(({ id }) => id), day)).map((visit) => [visit.id as string, visit]));
  const isAhead = (row: Promised): boolean => visits.get(row.id)?.state === 'booked' && row.start !== undefined && Temporal.Instant.compare(row.start, work.now) > 0;
  const orphans = rows.filter((row) => !held.has(row.id) && isAhead(row));
  const could = new Map<string, readonly TechnicianId[]>();
  for (const row of rows) if (isAhead(row)) could.set(row.id, await whoCouldServe(needs, work, visits.get(row.id), day));
  await needs.roads.learn([...crew.map(({ home }) => home), ...rows.map(({ at }) => at)]);
  return { provider, day, days, orphans, visits, could };
}

async function whoCouldServe(needs: UsesPlanning, work: Work, visit: Appointment | undefined, day: Temporal.PlainDate): Promise<readonly TechnicianId[]> {
  const wanted = visit && (await wantedFor(needs, work, visit.quote));
  const able: readonly Technician[] = wanted ? await whoComes(needs, work, wanted, day) : [];
  return able.map(({ id }) => id);
}

const CELL = CELL_MINUTES * 60;
const up = (seconds: number): number => Math.ceil(seconds / CELL) * CELL;

type Table = (points: readonly LatLng[]) => Readonly<{ seconds: Int32Array; metres: Int32Array }>;
type Made = Readonly<{ origin: number; problem: Problem; start: number[][]; stops: readonly { promised: Promised; technician: TechnicianId | undefined }[] }>;

/** The day as the engine's problem: homes first, then a place for each promise; what has begun or is only held stays with its technician. */
function problemOf(plan: PlanDay, now: Temporal.Instant, table: Table): Made {
  const origin = Math.min(...plan.days.map((day) => day.from.epochMilliseconds)) / 1000;
  const at = (instant: Temporal.Instant): number => Math.round(instant.epochMilliseconds / 1000 - origin);
  const stops = [...plan.days.flatMap((day, duty) => day.promised.map((promised) => ({ promised, technician: day.technician as TechnicianId | undefined, duty }))),
    ...plan.orphans.map((orphan) => ({ promised: settled({ ...orphan, start: undefined }, now), technician: undefined, duty: -1 }))];
  const crew = [...new Set(plan.days.map((day) => day.technician))];
  const points = [...plan.days.map((day) => day.home), ...stops.map(({ promised }) => promised.at)];
  const { seconds, metres } = table(points);
  const soonest = now.add({ minutes: 10 });
  const asStop = ({ promised, technician, duty }: (typeof stops)[number], i: number): Stop => {
    const able = plan.could.get(promised.id);
    const isFixed = able === undefined || at(promised.from) === at(promised.until);
    const opens = duty < 0 && Temporal.Instant.compare(promised.from, soonest) < 0 ? up(at(soonest)) : at(promised.from);
    return {
      place: plan.days.length + i, service: (promised.minutes + marginMinutes(promised.minutes)) * 60, windows: [[opens, Math.max(opens, at(promised.until))]],
      ...(isFixed && duty >= 0 ? { pinned: duty } : { only: crew.flatMap((id, index) => (able?.includes(id) || id === technician ? [index] : [])) }),
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
  return { origin, problem: { places: points.length, travel: [{ seconds: seconds.map(up), metres }], stops: placed, duties, weights: HOME_HELP_WEIGHTS }, start, stops };
}

/** Metres that leaving out one stop of a route would spare. */
function detour(route: readonly Promised[], at: number, home: LatLng, way: (from: LatLng, to: LatLng) => { metres: number }): number {
  const here = route[at];
  if (!here || here.way === 'remote') return 0;
  const [before, after] = [route[at - 1]?.at ?? home, route[at + 1]?.at ?? home];
  return way(before, here.at).metres + way(here.at, after).metres - (before === after ? 0 : way(before, after).metres);
}

type Planned = Planning['moves'][number];
type Old = Readonly<{ plan: PlanDay; made: Made; oldRoutes: readonly (readonly Promised[])[]; way: Ways['travel'] }>;

/** One step of a new route, as a change: nothing when the visit stays with its technician or cannot be given to others. */
function movedBy({ plan, made, oldRoutes, way }: Old, day: DutyDay, inOrder: readonly Promised[], place: number, step: { stop: number; start: number }): Planned[] {
  const stop = made.stops[step.stop];
  if (!stop || !plan.could.has(stop.promised.id) || stop.technician === day.technician) return [];
  const old = oldRoutes.findIndex((route) => route.includes(stop.promised));
  const route = oldRoutes[old];
  const saves = route ? detour(route, route.indexOf(stop.promised), plan.days[old]?.home ?? day.home, way) - detour(inOrder, place, day.home, way) : 0;
  return [{ visit: stop.promised.id as VisitId, to: day.technician, start: Temporal.Instant.fromEpochMilliseconds((made.origin + step.start) * 1000), saves }];
}

type Ways = Readonly<{ table: Table; travel(from: LatLng, to: LatLng): Readonly<{ metres: number; seconds: number }> }>;

/** Looks for a better day, outside of any work. Nothing is changed: what comes out is a proposal, judged by the engine. Undefined when nobody works. */
export async function planDays(has: { roads: Ways; search: Search }, plan: PlanDay, asked: { now: Temporal.Instant; seconds: number }): Promise<Planning | undefined> {
  if (plan.days.length === 0) return plan.orphans.length > 0 ? { before: NOTHING, after: NOTHING, moves: [], left: plan.orphans.map(({ id }) => id as VisitId) } : undefined;
  const made = problemOf(plan, asked.now, has.roads.table);
  const found = await has.search(made.problem, { start: made.start, seconds: asked.seconds });
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
  const left = found.plan.left.flatMap((i) => made.stops[i]?.promised.id as VisitId);
  return { before, after, left, moves: moves.toSorted((a, b) => Temporal.Instant.compare(a.start, b.start)) };
}
