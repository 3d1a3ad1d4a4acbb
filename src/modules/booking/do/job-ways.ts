import type { TravelRows } from '#engine';
import type { LatLng } from '#kernel';
import type { Job, Window } from '../day.ts';
import { type ByLead, type Drives, LEADS, type RoadsForDays, type RoadsOfDay, type Rows, leadOf, paceHome, paceInto, spanOf, up } from '../on-the-road.ts';

/** A way so long that no gap holds it: stands where a way need not be known. */
const NO_WAY = 10_000_000;

/** A window, with what is known of its hours before anybody asks. `kind`: the same number for windows with the same paces into them. */
type Opening = Readonly<{ span: ReturnType<typeof spanOf>; into: ByLead; kind: number }>;
/** Windows whose ways take as long: the paces into them by lead, and that of the way home from them. */
type Hours = Readonly<{ into: ByLead; kind: number; home: number; windows: number[] }>;

/** One day that is asked for the ways to many jobs. `drives` by point: none for home, which is point 0. */
export type DayAsked = Readonly<{ roads: RoadsForDays; own: RoadsOfDay; points: readonly LatLng[]; drives: readonly (Drives | undefined)[]; windows: readonly Window[] }>;

function openingsOf({ own, windows }: DayAsked): readonly Opening[] {
  const kinds: string[] = [];
  return windows.map((window) => {
    const span = spanOf(window);
    const into = LEADS.map((_, lead) => paceInto(own, span, lead));
    const kind = into.join(' ');
    if (!kinds.includes(kind)) kinds.push(kind);
    return { span, into, kind: kinds.indexOf(kind) };
  });
}

/** Windows that share their paces are asked for together: a working day has three or four sorts of hours. */
function hoursOf(own: RoadsOfDay, openings: readonly Opening[], among: readonly number[], job: { minutes: number; leadHome: number }): readonly Hours[] {
  const all: Hours[] = [];
  for (const i of among) {
    const opening = openings[i];
    if (!opening) continue;
    const home = paceHome(own, opening.span, job.minutes, job.leadHome);
    const alike = all.find((hours) => hours.home === home && hours.kind === opening.kind);
    if (alike) alike.windows.push(i);
    else all.push({ into: opening.into, kind: opening.kind, home, windows: [i] });
  }
  return all;
}

/** Ways to a job and back from the points that count, in whole cells; `windows`: for which arrivals they hold. The rows are filled anew for the next hours: to be used before they are asked for. */
export type AtHours = Readonly<{ travel: TravelRows; windows: readonly number[] }>;

/** Answers, for a job, the ways at each sort of hour. `asked`: the points that count, home among them, for which `rows` are filled in. */
export function jobWays(day: DayAsked): (job: Job, among: readonly number[], asked: readonly number[], rows: Rows) => Generator<AtHours> {
  const { roads, own, points, drives } = day;
  const n = points.length;
  let openings: readonly Opening[] | undefined;
  return function* waysOf(job, among, asked, { metresTo, metresFrom, drivingTo, drivingFrom }) {
    const slowest = roads.paces.slowest();
    const leadAt = (driving: number | undefined): number => leadOf(roads.seconds(driving ?? 0, slowest));
    const secondsAt = (driving: number | undefined, pace: number | undefined): number => up(roads.seconds(driving ?? 0, pace ?? slowest));
    const [secondsTo, secondsFrom] = [new Int32Array(n).fill(NO_WAY), new Int32Array(n).fill(NO_WAY)];
    const leads = asked.map((p) => leadAt(drivingTo[p]));
    for (const p of asked) if (p > 0) secondsFrom[p] = secondsAt(drivingFrom[p], drives[p]?.into[leadAt(drivingFrom[p])]);
    openings ??= openingsOf(day);
    for (const hours of hoursOf(own, openings, among, { minutes: job.minutes, leadHome: leadAt(drivingFrom[0]) })) {
      asked.forEach((p, k) => { secondsTo[p] = secondsAt(drivingTo[p], hours.into[leads[k] ?? 0]); });
      secondsFrom[0] = secondsAt(drivingFrom[0], hours.home);
      yield { travel: { secondsTo, secondsFrom, metresTo, metresFrom }, windows: hours.windows };
    }
  };
}
