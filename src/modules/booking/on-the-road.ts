import type { Country, LatLng } from '#kernel';
import { CELL_MINUTES, type DutyDay, type Promised, marginMinutes } from './day.ts';

type RoadTable = Readonly<{ n: number; metres: Int32Array; seconds: Int32Array }>;
export type Rows = Readonly<{ metresTo: Int32Array; metresFrom: Int32Array; drivingTo: Float64Array; drivingFrom: Float64Array }>;
/** What days are driven on: ways between doors, and how slow the roads are at an hour. */
export type RoadsForDays = Readonly<{
  travel(from: LatLng, to: LatLng, options?: { pace?: number }): Readonly<{ metres: number; seconds: number }>;
  table(points: readonly LatLng[], options?: { pace?(from: number, to: number, longest: number): number }): RoadTable;
  rows(at: LatLng, points: readonly LatLng[], counts: (point: number) => boolean): Rows;
  /** Whole seconds from door to door for seconds at the wheel, at a pace. */
  seconds(driving: number, pace: number): number;
  /** Seconds that a way over so many metres as the crow flies takes at the least, whatever the hour. */
  least(straightMetres: number): number;
  paces: Readonly<{ between(country: Country, from: number, until: number): number; slowest(): number; fastest(): number }>;
}>;

const CELL = CELL_MINUTES * 60;
/** Whole cells: then every plan lies on five-minute marks, as the cells do. */
export const up = (seconds: number): number => Math.ceil(seconds / CELL) * CELL;
/** Seconds at work, with what is kept free after it because some visits take longer. */
export const serviceOf = (minutes: number): number => (minutes + marginMinutes(minutes)) * 60;

/** Half an hour, one, two, a day: a drive is reckoned as if it took this long, the least that is not less than it takes. Few, so that many windows share one pace. */
export const LEADS = [1_800, 3_600, 7_200, 86_400] as const;
/** The place among the leads for a drive of so many seconds in the slowest hours. */
export const leadOf = (longest: number): number => LEADS.findIndex((lead) => lead >= up(longest));
/** One pace for each lead. */
export type ByLead = readonly number[];

/** A span in which a drive lies, and the pauses that may interrupt it. Seconds since 1970. */
type Span = Readonly<{ from: number; until: number }>;
const secondsAt = (at: Temporal.Instant): number => Math.round(at.epochMilliseconds / 1000);
export const spanOf = (window: Readonly<{ from: Temporal.Instant; until: Temporal.Instant }>): Span => ({ from: secondsAt(window.from), until: secondsAt(window.until) });

/** How long the pauses last that a span meets: a drive that one of them interrupts lasts so much longer. */
const pauses = (breaks: readonly Span[], from: number, until: number): number =>
  breaks.reduce((sum, rest) => (rest.from < until && rest.until > from ? sum + rest.until - rest.from : sum), 0);

/** What is asked of the roads on one day. */
export type RoadsOfDay = Readonly<{ paces: RoadsForDays['paces']; country: Country; breaks: readonly Span[] }>;
export const roadsOf = (roads: Pick<RoadsForDays, 'paces'>, day: Pick<DutyDay, 'country' | 'breaks'>): RoadsOfDay => ({ paces: roads.paces, country: day.country, breaks: day.breaks.map(spanOf) });

/**
 * The way to a promise need not end before its window opens: whoever is early sets off later. So it lies between the
 * window's opening less the drive itself, and the window's end.
 */
export const paceInto = ({ paces, country, breaks }: RoadsOfDay, window: Span, lead: number): number => {
  const from = window.from - (LEADS[lead] ?? 0);
  return paces.between(country, from - pauses(breaks, from, window.until), window.until);
};

/** Home is driven to as soon as the work is done: between the end of work begun when the window opens and that of work begun at its end with all that is kept free, and the drive. */
export const paceHome = ({ paces, country, breaks }: RoadsOfDay, window: Span, minutes: number, lead: number): number => {
  const [from, until] = [window.from + minutes * 60, window.until + serviceOf(minutes) + (LEADS[lead] ?? 0)];
  return paces.between(country, from, until + pauses(breaks, from, until));
};

/** The paces of the ways to a promise and from it home, by lead. */
export type Drives = Readonly<{ into: ByLead; home: ByLead }>;
export function drivesOf(day: RoadsOfDay, promised: Pick<Promised, 'from' | 'until' | 'minutes'>): Drives {
  const window = spanOf(promised);
  return { into: LEADS.map((_, lead) => paceInto(day, window, lead)), home: LEADS.map((_, lead) => paceHome(day, window, promised.minutes, lead)) };
}

const paceAt = (drives: readonly (Drives | undefined)[], from: number, to: number, lead: number): number => {
  const stop = drives[to];
  return (stop ? stop.into[lead] : drives[from]?.home[lead]) ?? 1;
};

/**
 * Every way between homes and promises, in whole cells, each at the pace of the slowest hours that its drive may touch.
 * The engine knows one table for a day: what fits with this one can be driven at the hours for which it was made.
 * `drives` by point; none for a home.
 */
export function travelOf(roads: Pick<RoadsForDays, 'table'>, points: readonly LatLng[], drives: readonly (Drives | undefined)[]): { seconds: Int32Array; metres: Int32Array } {
  const { metres, seconds } = roads.table(points, { pace: (from, to, longest) => paceAt(drives, from, to, leadOf(longest)) });
  return { seconds: seconds.map(up), metres };
}

/** The drives to and from promises of which it is not decided yet who comes: whoever it is may pause like any of the others, so all their pauses count. */
export function drivesFor(roads: Pick<RoadsForDays, 'paces'>, days: readonly Pick<DutyDay, 'country' | 'breaks'>[], promised: readonly Pick<Promised, 'from' | 'until' | 'minutes'>[]): readonly (Drives | undefined)[] {
  const [first] = days;
  const breaks = [...new Map(days.flatMap((day) => day.breaks).map((rest) => [`${rest.from.epochMilliseconds} ${rest.until.epochMilliseconds}`, rest])).values()];
  const own = first && roadsOf(roads, { country: first.country, breaks });
  return promised.map((one) => own && drivesOf(own, one));
}

/** The same as `travelOf`, one way after the other. */
export const pacedWay = (roads: Pick<RoadsForDays, 'travel' | 'paces'>, drives: readonly (Drives | undefined)[]) => (from: LatLng, to: LatLng, i: number, j: number): { seconds: number; metres: number } => {
  const lead = leadOf(roads.travel(from, to, { pace: roads.paces.slowest() }).seconds);
  return roads.travel(from, to, { pace: paceAt(drives, i, j, lead) });
};
