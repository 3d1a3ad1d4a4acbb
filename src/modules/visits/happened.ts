import { isAfter } from '#kernel';
import type { Told } from './told.ts';
import type { VisitRecord } from './visit.ts';

/** What a telephone says happened longer ago than this is not believed. */
export const BELIEVED_HOURS = 24;
const HOUR = 3_600_000;

/**
 * When it happened, by the clock of the house. The clock of a telephone may be wrong; how long ago it was by that same
 * clock is believed, never for the future, and never before what is already known of the visit. Undefined: too long ago.
 */
export function happenedAt(visit: Pick<VisitRecord, 'arrivedAt' | 'startedAt' | 'spans'>, told: Pick<Told, 'at' | 'sent'>, now: Temporal.Instant): Temporal.Instant | undefined {
  const ago = Math.max(0, told.sent.epochMilliseconds - told.at.epochMilliseconds);
  if (ago > BELIEVED_HOURS * HOUR) return undefined;
  const known = [visit.arrivedAt, visit.startedAt, ...visit.spans.flatMap(({ from, until }) => [from, until])].filter((at) => at !== undefined);
  const stated = now.subtract({ milliseconds: ago });
  const latest = known.reduce((a, b) => (isAfter(b, a) ? b : a), stated);
  return isAfter(latest, now) ? now : latest;
}
