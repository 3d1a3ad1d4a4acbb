import { type Country, type ProviderId, type TechnicianId, type VisitId, isAfter } from '#kernel';
import { type Appointment, dayOf } from '#modules/booking';

/** What a technician may say they need more. */
export const MORE_CHOICES = [15, 30, 60] as const;
export type MoreMinutes = (typeof MORE_CHOICES)[number];
/** A visit that takes until then, as its technician said. */
export type Longer = Readonly<{ visit: VisitId; technician: TechnicianId; until: Temporal.Instant; saidAt: Temporal.Instant }>;

/** A visit that begins later than planned. `told`: the time that its household was told last. */
export type Late = Readonly<{ visit: VisitId; planned: Temporal.Instant; expected: Temporal.Instant; told?: Temporal.Instant | undefined }>;

/** Worth a message: a quarter of an hour later than planned, or than was told last. */
const WORTH_MINUTES = 15;
export function isWorthTelling({ planned, expected, told }: Late): boolean {
  return expected.since(told ?? planned).total('minutes') >= WORTH_MINUTES;
}
/** The hour that a household was told instead of the one it was promised; undefined when none was, or when the visit has another time since. */
export function hourNow({ planned, told }: Late, visit: Pick<Appointment, 'plannedStart' | 'promisedFrom' | 'country'>): Temporal.Instant | undefined {
  if (told === undefined || isAfter(visit.plannedStart, told) || !isAfter(told, planned)) return undefined;
  return dayOf(visit).equals(dayOf({ ...visit, promisedFrom: told })) ? told : undefined;
}

/** Who would wait beyond the promise is told at once by the operator, or by the house after so many minutes: nobody waits without a word. */
export const UNTOLD_MINUTES = 10;

/** A time that became free. */
export type Freed = Readonly<{
  visit: VisitId; provider: ProviderId; technician: TechnicianId; country: Country; day: Temporal.PlainDate; opens: Temporal.Instant; closes: Temporal.Instant; state: 'open' | 'used' | 'left';
}>;
