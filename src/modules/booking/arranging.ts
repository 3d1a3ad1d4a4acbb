import type { LatLng, TechnicianId, VisitId } from '#kernel';
import type { Appointment } from './appointment.ts';
import { type DutyDay, type Promised, type Window, marginMinutes } from './day.ts';
import { type RoadsForDays, drivesFor, pacedWay } from './on-the-road.ts';

/**
 * One visit given to somebody, on the board or by a plan. `start`: when it would be kept, inside the promise. `promised`:
 * another promise, which its household has agreed to. `expects`: what was seen when this was decided.
 */
export type Move = Readonly<{
  visit: VisitId; technician: TechnicianId; start?: Temporal.Instant | undefined; promised?: Window | undefined;
  expects: Readonly<{ technician: TechnicianId; sequence: number }>;
}>;

export const expectsOf = (visit: Pick<Appointment, 'technician' | 'sequence'>): Move['expects'] => ({ technician: visit.technician, sequence: visit.sequence });

/** A day in figures: whole metres and seconds of driving, home and back; seconds at work in homes; visits. */
export type DayTotals = Readonly<{ metres: number; driving: number; working: number; visits: number }>;
export const NOTHING: DayTotals = { metres: 0, driving: 0, working: 0, visits: 0 };
export const plus = (a: DayTotals, b: DayTotals): DayTotals =>
  ({ metres: a.metres + b.metres, driving: a.driving + b.driving, working: a.working + b.working, visits: a.visits + b.visits });

/** What an hour and a kilometre cost in our own reckoning, in cents: the engine's rates. */
const PER_HOUR = 3_300;
const PER_KM = 35;
export const centsOf = (totals: Pick<DayTotals, 'metres' | 'driving'>): number => Math.round((totals.driving * PER_HOUR) / 3_600 + (totals.metres * PER_KM) / 1_000);

type Ways = (from: LatLng, to: LatLng) => Readonly<{ metres: number; seconds: number }>;
type Stop = Pick<Promised, 'at' | 'way' | 'minutes'>;

/** Driving and work of a day in this order, from home and back. */
export function totalsOf(home: LatLng, stops: readonly Stop[], way: Ways): DayTotals {
  let at = home;
  let totals: DayTotals = { ...NOTHING, visits: stops.length, working: stops.reduce((sum, stop) => sum + stop.minutes * 60, 0) };
  const drive = (to: LatLng): void => {
    if (at === to) return;
    const { metres, seconds } = way(at, to);
    totals = { ...totals, metres: totals.metres + metres, driving: totals.driving + seconds };
    at = to;
  };
  for (const stop of stops) if (stop.way !== 'remote') drive(stop.at);
  drive(home);
  return totals;
}

/** A promise that would be broken by so many minutes. */
export type Late = Readonly<{ id: string; minutes: number }>;
const CELL_MS = 5 * 60_000;
const up = (ms: number): number => Math.ceil(ms / CELL_MS) * CELL_MS;

/** Driven in exactly this order, at the hours of the promises, without waiting for anybody's window to fit: who would be late, and by how much the day would end too late. */
export function driveThrough(day: Pick<DutyDay, 'country' | 'home' | 'from' | 'until' | 'breaks'>, inOrder: readonly Promised[], roads: Pick<RoadsForDays, 'travel' | 'paces'>): Readonly<{ late: readonly Late[]; over: number }> {
  let free = up(day.from.epochMilliseconds);
  let [at, place] = [day.home, 0];
  const way = pacedWay(roads, [undefined, ...drivesFor(roads, [day], inOrder)]);
  const breaks = day.breaks.toSorted((a, b) => Temporal.Instant.compare(a.from, b.from));
  const late: Late[] = [];
  for (const [i, stop] of inOrder.entries()) {
    const drive = stop.way === 'remote' ? 0 : up(way(at, stop.at, place, i + 1).seconds * 1_000);
    let start = Math.max(free + drive, stop.from.epochMilliseconds);
    const work = (stop.minutes + marginMinutes(stop.minutes)) * 60_000;
    for (const rest of breaks) {
      if (start < rest.until.epochMilliseconds && start + work > rest.from.epochMilliseconds) start = Math.max(start, rest.until.epochMilliseconds);
    }
    const minutes = Math.round((start - stop.until.epochMilliseconds) / 60_000);
    if (minutes > 0) late.push({ id: stop.id, minutes });
    free = start + work;
    if (stop.way !== 'remote') [at, place] = [stop.at, i + 1];
  }
  const back = free + (at === day.home ? 0 : up(way(at, day.home, place, 0).seconds * 1_000));
  return { late, over: Math.max(0, Math.round((back - day.until.epochMilliseconds) / 60_000)) };
}
