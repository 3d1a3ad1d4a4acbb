import { type Calendar, type DutyIndex, type Offer, type Plan, type Problem, Random, type Stop, type Window, createCalendar, firstOf, isVisit, iterations, repair, seconds, solve } from '#engine';
import { cpuSeconds } from '#engine-host';
import { type Month, SHARES, type Team, type Wish } from './demand.ts';
import { type Booked, type Driven, type Firm, PROMISED, SPARE, type Way } from './day.ts';
import { driveDay } from './drive.ts';
import type { Region } from './region.ts';

const HOUR = 3600;
/** Cents an hour by which one day in twenty would miss a promise. */
const LATENESS = 2_000;
/** Of the minutes kept free after a visit, those that a sick colleague's visits may use. */
const HELD_BACK = 600;
type Day = { calendars: Calendar[]; booked: Map<Stop, Booked> };

/** Minutes kept free after a visit, since some take longer, as `booking` keeps them: a tenth in whole cells, and ten. */
const marginMinutes = (minutes: number): number => Math.max(5, Math.ceil(minutes / 50) * 5) + 10;
const hours = (half: Wish['half']): number[] => (half === 'morning' ? [8, 9, 10, 11] : half === 'afternoon' ? [13, 14, 15] : [8, 9, 10, 11, 13, 14, 15]);

/** The same month lived once: people ask, are given times, are visited. */
export function live(region: Region, team: Team, month: Month, way: Way): Driven {
  const seen: Driven = { asked: 0, served: 0, refused: 0, cancelled: 0, late: 0, broken: 0, km: 0, kmByDay: [], travelMinutes: 0, overtimeMinutes: 0, workedMinutes: 0 };
  const firms = Array.from({ length: team.providers }, (_, provider) => team.duties.flatMap((duty, v) => (duty.provider === provider ? [v] : [])));
  const roads = { seconds: (from: number, to: number) => region.seconds[from * region.places + to] ?? 0, metres: (from: number, to: number) => region.metres[from * region.places + to] ?? 0 };
  const days = Array.from({ length: month.days + 1 }, (): Day => ({ calendars: firms.map((firm) => createCalendar({ duties: firm.map((v) => team.duties[v]!), roads })), booked: new Map() }));
  for (const wish of month.wishes) {
    seen.asked += 1;
    if (!give(region, days, wish, way)) seen.refused += 1;
  }
  const chance = new Random(7);
  for (let day = 0; day < month.days; day += 1) {
    const before = seen.km;
    firms.forEach((firm, provider) => driveFirm({ region, team, firm, calendar: days[day]!.calendars[provider]!, booked: days[day]!.booked, sick: month.sick.get(day) ?? new Set(), way, seen, chance }));
    seen.kmByDay.push(seen.km - before);
  }
  return seen;
}

/** Gives a time: the wished day, else the next one. False: nobody has room. */
function give(region: Region, days: readonly Day[], wish: Wish, way: Way): boolean {
  for (const day of [wish.day, wish.day + 1]) {
    const { calendars, booked } = days[day] ?? {};
    const calendar = calendars?.[wish.provider];
    if (!calendar || !booked) continue;
    const windows = hours(wish.half).map((hour): Window => [hour * HOUR, hour * HOUR + PROMISED - SPARE]);
    const stop: Stop = { place: wish.door, service: (wish.minutes + marginMinutes(wish.minutes)) * 60, skills: wish.skills, provider: wish.provider, spread: wish.minutes * 60 * SHARES.overrunSpread };
    const best = windows.map((window) => ({ window, offer: cheapestIn(region, calendar, { ...stop, windows: [window] }) })).filter((one): one is { window: Window; offer: Offer } => one.offer !== undefined);
    const chosen = way.marksGreen && wish.takesGreen ? best.toSorted((a, b) => a.offer.cents - b.offer.cents)[0] : best[0];
    if (!chosen) continue;
    const kept = { ...stop, windows: [chosen.window] };
    if (!calendar.insert(chosen.offer.duty, chosen.offer.position, kept)) continue;
    booked.set(kept, { wish, stop: kept });
    return true;
  }
  return false;
}

function cheapestIn(region: Region, calendar: Calendar, stop: Stop): Offer | undefined {
  const { places, seconds: all, metres } = region;
  const column = (table: Int32Array): Int32Array => Int32Array.from({ length: places }, (_, from) => table[from * places + stop.place] ?? 0);
  const row = (table: Int32Array): Int32Array => table.subarray(stop.place * places, (stop.place + 1) * places);
  const travel = { secondsTo: column(all), secondsFrom: row(all), metresTo: column(metres), metresFrom: row(metres) };
  return calendar.offers({ stop, travel }).reduce<Offer | undefined>((best, offer) => (!best || offer.cents < best.cents ? offer : best), undefined);
}


/** One firm's day: the evening before, the morning's bad news, the road. */
function driveFirm(has: Firm): void {
  const { region, team, firm, calendar, booked, way, seen } = has;
  const staysOn = (stop: Stop): boolean => booked.get(stop)?.wish.cancels !== 'before';
  let orders = firm.map((_, i) => calendar.day(i).stops.filter(staysOn));
  seen.cancelled += firm.reduce((sum, _, i) => sum + calendar.day(i).stops.length, 0) - orders.flat().length;
  const stops = orders.flat();
  const at = new Map(stops.map((stop, i) => [stop, i]));
  const starts = orders.map((order) => order.map((stop) => at.get(stop)!));
  const problem: Problem = { places: region.places, travel: [{ seconds: region.seconds, metres: region.metres }], stops, duties: firm.map((v) => team.duties[v]!), weights: { latenessRiskPerHour: LATENESS } };
  let plan: Plan = solve(problem, { start: starts, until: way.plans ? firstOf(seconds(way.planSeconds, cpuSeconds)) : iterations(0) }).plan;
  const sick = new Set(firm.flatMap((v, i) => (has.sick.has(v) ? [i] : [])));
  if (sick.size > 0) plan = way.plans ? repaired(problem, plan, sick) : passedOn(has, problem, plan, sick);
  seen.broken += plan.left.filter((stop) => booked.get(stops[stop]!)?.wish.cancels === undefined).length;
  orders = firm.map((_, i) => plan.routes.filter((route) => route.duty === i).flatMap((route) => route.steps.filter(isVisit).map((visit) => stops[visit.stop]!)));
  driveDay({ ...has, problem, orders });
}

/** A sick technician's visits as the engine finds them new technicians. */
function repaired(problem: Problem, plan: Plan, sick: ReadonlySet<DutyIndex>): Plan {
  const orphans = plan.routes.filter((route) => sick.has(route.duty)).flatMap((route) => route.steps.filter(isVisit).map((visit) => visit.stop));
  // What was kept free for bad days is there for this one.
  const stops = problem.stops.map((stop) => ({ ...stop, service: (stop.service ?? 0) - HELD_BACK, windows: stop.windows!.map(([opens, closes]): Window => [opens, closes + SPARE / 2]) }));
  const hole: Problem = { ...problem, stops, duties: problem.duties.map((duty, v) => (sick.has(v) ? { ...duty, maxStops: 0 } : duty)) };
  return repair(hole, { routes: plan.routes.filter((route) => !sick.has(route.duty)), left: [...plan.left, ...orphans].toSorted((a, b) => a - b) }, { until: firstOf(seconds(2, cpuSeconds)) }).plan;
}

/** The same by hand: one after the other goes where it costs least, as the days stand. */
function passedOn({ region }: Firm, problem: Problem, plan: Plan, sick: ReadonlySet<DutyIndex>): Plan {
  const live = problem.duties.map((duty, v) => (sick.has(v) ? { ...duty, maxStops: 0 } : duty));
  const days = createCalendar({ duties: live, roads: { seconds: (a, b) => region.seconds[a * region.places + b] ?? 0, metres: (a, b) => region.metres[a * region.places + b] ?? 0 } });
  for (const route of plan.routes) if (!sick.has(route.duty)) days.replace(route.duty, route.steps.filter(isVisit).map((visit) => problem.stops[visit.stop]!));
  const orphans = plan.routes.filter((route) => sick.has(route.duty)).flatMap((route) => route.steps.filter(isVisit).map((visit) => problem.stops[visit.stop]!));
  for (const stop of orphans) {
    const best = cheapestIn(region, days, stop);
    if (best) days.insert(best.duty, best.position, stop);
  }
  const index = new Map(problem.stops.map((stop, i) => [stop, i]));
  return solve({ ...problem, duties: live }, { start: live.map((_, v) => days.day(v).stops.map((stop) => index.get(stop)!)), until: iterations(0) }).plan;
}
