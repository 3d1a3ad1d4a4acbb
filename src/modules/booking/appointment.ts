import { type Country, type HomeId, type LatLng, type Money, type ProviderId, type QuoteId, type RequestId, type TechnicianId, type VisitId, ZONE } from '#kernel';
import type { Way } from './request.ts';
import { NARROW_MINUTES } from './slot.ts';

export type AppointmentState = 'booked' | 'cancelled' | 'done';

/**
 * A visit that was promised: the technician arrives between `promisedFrom` and `promisedUntil`. `plannedStart` moves inside
 * that promise when other visits join the day. `minutes` are worked at the home. `sequence` grows with every change that
 * a calendar must hear of. The door word and the code are sealed at rest and not part of it.
 */
export type Appointment = Readonly<{
  id: VisitId; request: RequestId; quote: QuoteId; provider: ProviderId; technician: TechnicianId; home: HomeId; country: Country;
  way: Way; promisedFrom: Temporal.Instant; promisedUntil: Temporal.Instant;
  plannedStart: Temporal.Instant; plannedEnd: Temporal.Instant; minutes: number;
  at: LatLng; quiet: boolean; state: AppointmentState; sequence: number; bookedAt: Temporal.Instant; narrowedAt?: Temporal.Instant | undefined;
  /** Owed for a late move or cancellation, as it was shown before. */
  fee?: Money | undefined;
}>;

/** The day of a visit, on the wall clock of its country. */
export const dayOf = (visit: Pick<Appointment, 'promisedFrom' | 'country'>): Temporal.PlainDate =>
  visit.promisedFrom.toZonedDateTimeISO(ZONE[visit.country]).toPlainDate();

/** So long after a visit its technician still opens it; longer while its page was not written yet. */
export const OPEN_AFTER = { over: { hours: 24 }, unfinished: { hours: 72 } } as const;
/** Whether whoever came still has something to do with this home: afterwards the visit is the household's and the office's. */
export const isStillOpen = (visit: Pick<Appointment, 'plannedEnd' | 'state'>, now: Temporal.Instant): boolean =>
  visit.state !== 'cancelled' && Temporal.Instant.compare(now, visit.plannedEnd.add(visit.state === 'booked' ? OPEN_AFTER.unfinished : OPEN_AFTER.over)) < 0;

/** Whether whoever comes, and their office, may read where it is: from the booking until a day after the visit, written up or not. */
export const isPlaceOpen = (visit: Pick<Appointment, 'plannedEnd' | 'state'>, now: Temporal.Instant): boolean =>
  visit.state !== 'cancelled' && Temporal.Instant.compare(now, visit.plannedEnd.add(OPEN_AFTER.over)) < 0;

const NARROWED_AT_HOUR = 18;
const STEP_MS = 5 * 60_000;

/** Six in the evening before, on the wall clock; undefined when the visit is booked later than that. */
export function narrowDueAt(visit: Pick<Appointment, 'promisedFrom' | 'country'>, now: Temporal.Instant): Temporal.Instant | undefined {
  const due = dayOf(visit).subtract({ days: 1 }).toZonedDateTime({ timeZone: ZONE[visit.country], plainTime: { hour: NARROWED_AT_HOUR } }).toInstant();
  return Temporal.Instant.compare(now, due) < 0 ? due : undefined;
}

/** Thirty minutes inside the promised window that hold the planned start, as near its middle as the promise allows, on five-minute marks. */
export function narrowed(visit: Pick<Appointment, 'promisedFrom' | 'promisedUntil' | 'plannedStart'>): { promisedFrom: Temporal.Instant; promisedUntil: Temporal.Instant } {
  const from = visit.promisedFrom.epochMilliseconds;
  const wide = NARROW_MINUTES * 60_000;
  const latest = Math.max(from, visit.promisedUntil.epochMilliseconds - wide);
  const middle = Math.floor((visit.plannedStart.epochMilliseconds - wide / 2) / STEP_MS) * STEP_MS;
  const opens = Math.min(Math.max(from, middle), latest);
  const closes = Math.min(opens + wide, visit.promisedUntil.epochMilliseconds);
  return { promisedFrom: Temporal.Instant.fromEpochMilliseconds(opens), promisedUntil: Temporal.Instant.fromEpochMilliseconds(closes) };
}
