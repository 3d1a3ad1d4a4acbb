import { type Country, type HomeId, type LatLng, type TechnicianId, ZONE } from '#kernel';
import type { Way } from './request.ts';

/** A time that was given to somebody, visit or hold: begins between `from` and `until`, and takes `minutes` at `at`. */
export type Promised = Readonly<{ id: string; at: LatLng; way: Way; from: Temporal.Instant; until: Temporal.Instant; minutes: number; start?: Temporal.Instant | undefined;
  /** Known of what comes from a row; see `OnDay`. */
  home?: HomeId | undefined; heldUntil?: Temporal.Instant | undefined; quiet?: boolean | undefined }>;

/** A promise with the row it comes from, as a day is rebuilt. */
export type OnDay = Promised & Readonly<{ technician: TechnicianId; day: Temporal.PlainDate; home: HomeId; start: Temporal.Instant; heldUntil?: Temporal.Instant | undefined }>;
/** Days that changed in transactions from `since` on. `horizon`: all below it were seen. `forgotten`: too long ago to tell, everything may have changed. */
export type DayChanges = Readonly<{ horizon: number; forgotten: boolean; days: readonly Readonly<{ technician: TechnicianId; day: string; changedIn: number }>[] }>;

/** One stretch of work of one technician on one day, with everything that was promised in it. */
export type DutyDay = Readonly<{
  technician: TechnicianId; day: Temporal.PlainDate; country: Country; home: LatLng; from: Temporal.Instant; until: Temporal.Instant;
  breaks: readonly Readonly<{ from: Temporal.Instant; until: Temporal.Instant }>[]; promised: readonly Promised[];
}>;

/** When a promise is kept, with the way that leads to it. Whole seconds and metres. */
export type Planned = Readonly<{ id: string; start: Temporal.Instant; travel: Readonly<{ seconds: number; metres: number }> }>;

export type Window = Readonly<{ from: Temporal.Instant; until: Temporal.Instant }>;
/** One more promise that would fit into a window: what it adds to the day in cents of our own reckoning and in metres of driving. */
export type Offer = Readonly<{ technician: TechnicianId; window: Window; cost: number; metres: number }>;
export type Job = Readonly<{ at: LatLng; way: Way; minutes: number }>;

/** A stretch of work that can be asked many times where one more job fits. `points`: home and all places of the day. */
export type ReadyDay = Readonly<{
  day: DutyDay; points: readonly LatLng[]; windows: readonly Window[];
  /** Whether there is any gap this long, wherever the job is: many days are turned down by this. */
  hasRoom(job: Pick<Job, 'minutes' | 'way'>): boolean;
  /** For each of these windows, by number and in order, the cheapest way in which the job can be added without breaking any promise. */
  offers(job: Job, among: readonly number[]): Offer[];
}>;

/** What booking wants from whoever knows how days are driven. */
export type Dispatcher = Readonly<{
  /** `windows` in order, none over another. */
  ready(day: DutyDay, windows: readonly Window[]): ReadyDay;
  /** The day with its promises kept, in driving order; undefined when that is not possible. */
  plan(day: DutyDay): Planned[] | undefined;
  /** Each broken rule of a plan, judged from its own statements; none when it can be driven. */
  faults(day: DutyDay, planned: readonly Planned[]): string[];
}>;

/** The unit in which a technician's time is given away. */
export const CELL_MINUTES = 5;
const CELL_SECONDS = CELL_MINUTES * 60;

/** The first five-minute mark from an instant on. */
export const onCell = (at: Temporal.Instant): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(Math.ceil(at.epochMilliseconds / (CELL_SECONDS * 1000)) * CELL_SECONDS * 1000);

/** Minutes rounded up to whole cells. */
export const wholeCells = (minutes: number): number => Math.max(CELL_MINUTES, Math.ceil(minutes / CELL_MINUTES) * CELL_MINUTES);

/** The cells of a promise: the way to it and the work. A cell is a number of five minutes since 1970. */
export function cellsOf(planned: Planned, minutes: number): number[] {
  const start = Math.floor(planned.start.epochMilliseconds / 1000);
  const first = Math.floor((start - planned.travel.seconds) / CELL_SECONDS);
  const after = Math.ceil((start + minutes * 60) / CELL_SECONDS);
  return Array.from({ length: after - first }, (_, place) => first + place);
}

/** Free minutes kept after a visit, since some take longer: a tenth of it, and ten. */
export const marginMinutes = (minutes: number): number => wholeCells(minutes / 10) + 10;

const HALF_HOUR_MS = 30 * 60_000;

/** The arrival windows of a stretch of work, on the half hours of the wall clock, an hour wide. */
export function windowsOf(stretch: Window, country: Country, wide: number, notBefore: Temporal.Instant): Window[] {
  const wall = stretch.from.toZonedDateTimeISO(ZONE[country]);
  const past = ((wall.minute % 30) * 60 + wall.second) * 1000 + wall.millisecond;
  const [until, soonest] = [stretch.until.epochMilliseconds, notBefore.epochMilliseconds];
  const windows: Window[] = [];
  for (let at = stretch.from.epochMilliseconds + (past === 0 ? 0 : HALF_HOUR_MS - past); at < until; at += 2 * HALF_HOUR_MS) {
    if (at >= soonest) windows.push({ from: Temporal.Instant.fromEpochMilliseconds(at), until: Temporal.Instant.fromEpochMilliseconds(at + wide * 60_000) });
  }
  return windows;
}
