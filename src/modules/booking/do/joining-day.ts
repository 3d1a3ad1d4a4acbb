import { type Country, type LatLng, type QuoteId, type TechnicianId, ZONE } from '#kernel';
import type { Work } from '#platform/work';
import { type DutyDay, type Promised, type Window, onCell } from '../day.ts';
import type { Needs } from '../needs.ts';
import type { Way } from '../request.ts';
import { wantedFor, whoComes } from './find-times.ts';

/** Somebody more for a day that is running: where, how long, by whom, and when it is priced as their quote says. */
export type Joining = Readonly<{ quote: QuoteId; at: LatLng; way: Way; minutes: number; windows: readonly Window[]; could: readonly TechnicianId[] }>;

/** Nobody sets off sooner than this after a plan is made: it has to be read, agreed to and told. */
export const SET_OFF_MINUTES = 10;
const HALF_HOUR = 30;

/** The stretches of a day, from now on, in which a visit that begins is priced as this. Both ends may be begun at. */
export function pricedSo(day: Temporal.PlainDate, country: Country, isSo: (at: Temporal.Instant) => boolean, soonest: Temporal.Instant): Window[] {
  const windows: { from: Temporal.Instant; until: Temporal.Instant }[] = [];
  let at = day.toZonedDateTime(ZONE[country]);
  while (at.toPlainDate().equals(day)) {
    const from = at.toInstant();
    at = at.add({ minutes: HALF_HOUR });
    const until = at.toInstant().subtract({ minutes: 5 });
    const opens = Temporal.Instant.compare(from, soonest) < 0 ? onCell(soonest) : from;
    if (!isSo(from) || Temporal.Instant.compare(opens, until) > 0) continue;
    const last = windows.at(-1);
    if (last && last.until.add({ minutes: 5 }).equals(opens)) last.until = until;
    else windows.push({ from: opens, until });
  }
  return windows;
}

type UsesJoining = Pick<Needs, 'technicians' | 'pricing' | 'people' | 'requests' | 'roads' | 'whenOf'>;
/** Reads what somebody who is to be fitted in needs; undefined when there is no such quote of this provider, or its home is not placed. */
export async function joiningFor(needs: UsesJoining, work: Work, asked: { quote: QuoteId; provider: string; day: Temporal.PlainDate; country: Country }): Promise<Joining | undefined> {
  const wanted = await wantedFor(needs, work, asked.quote);
  if (!wanted || wanted.quote.provider !== asked.provider) return undefined;
  const could = (await whoComes(needs, work, wanted, asked.day)).map(({ id }) => id);
  const windows = pricedSo(asked.day, asked.country, (at) => needs.whenOf(at, asked.country) === wanted.quote.when, work.now.add({ minutes: SET_OFF_MINUTES }));
  return { quote: asked.quote, at: wanted.at, way: wanted.quote.way, minutes: wanted.minutes, windows, could };
}

type Ways = (from: LatLng, to: LatLng) => Readonly<{ seconds: number }>;
/** When somebody can be there who sets off from where they are: after what they have begun, and not before they have been told. */
export function soonestThere(day: DutyDay, before: Promised | undefined, to: Pick<Promised, 'at' | 'way'>, now: Temporal.Instant, way: Ways): Temporal.Instant {
  const told = now.add({ minutes: SET_OFF_MINUTES });
  const ended = before?.start?.add({ minutes: before.minutes }) ?? day.from;
  const leaves = [told, ended, day.from].reduce((last, at) => (Temporal.Instant.compare(at, last) > 0 ? at : last));
  const from = before && before.way !== 'remote' ? before.at : day.home;
  return to.way === 'remote' ? onCell(leaves) : onCell(leaves.add({ seconds: Math.round(way(from, to.at).seconds) }));
}

/** What somebody has begun, or is on the way to: the last of it. */
export function begunLast(promised: readonly Promised[]): Promised | undefined {
  return promised.filter((one) => one.start !== undefined && one.from.equals(one.until)).toSorted((a, b) => Temporal.Instant.compare(a.from, b.from)).at(-1);
}
