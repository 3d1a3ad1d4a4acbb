import { type Country, type HomeId, type LatLng, ZONE, metresBetween } from '#kernel';
import type { Promised, Window } from './day.ts';

const NOON = 13;
const halfOf = (at: Temporal.Instant, country: Country): string => {
  const local = at.toZonedDateTimeISO(ZONE[country]);
  return `${local.toPlainDate().toString()} ${local.hour < NOON ? 'morning' : 'afternoon'}`;
};

/** Where somebody wants help: their home, and within how many metres (as the crow flies) a visit counts as nearby. */
export type Near = Readonly<{ at: LatLng; home: HomeId; country: Country; metres: number }>;

/**
 * Whether an arrival shares its way with a visit that stands already: another home, nearby, the same half-day of the same
 * technician (`promised` is theirs). A time that is only held does not count, and neither does help over the screen; a quiet
 * request never shows in what others are offered.
 */
export const sharesWay = (window: Pick<Window, 'from'>, promised: readonly Promised[], near: Near): boolean => promised.some((each) =>
  each.way !== 'remote' && each.heldUntil === undefined && each.quiet !== true && each.home !== undefined && each.home !== near.home
  && halfOf(each.from, near.country) === halfOf(window.from, near.country) && metresBetween(each.at, near.at) <= near.metres);
