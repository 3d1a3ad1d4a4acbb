import { type HomeId, type Result, type TechnicianId, type VisitId, isAfter, isBefore, no, ok } from '#kernel';

export const SECRET_KINDS = ['device-password', 'key-safe', 'absence'] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];
export type WhyDestroyed = 'over' | 'cancelled' | 'technician-changed' | 'phone-changed' | 'taken-back';

/** A key-safe code or times of absence open so long before the promise. */
export const EARLY_MINUTES = 15;
/** So long after the promise a technician may still be at the door. */
export const LATE_MINUTES = 120;
/** So long after the visit everything is destroyed. */
export const DESTROY_HOURS = 24;
/** As many are kept for one visit. */
export const MOST_SECRETS = 5;

/** What is known of a secret without opening it. `label` says what it is for, in the person's words. */
export type Secret = Readonly<{
  id: string; visit: VisitId; home: HomeId; kind: SecretKind; label: string; technician: TechnicianId; phone: string; madeAt: Temporal.Instant; opened: boolean;
  closedUntil?: Temporal.Instant; destroyedAt?: Temporal.Instant; destroyedWhy?: WhyDestroyed;
}>;
/** As it lies in the database: the label is sealed too, and of what is destroyed nothing is left. */
export type KeptSecret = Secret & Readonly<{ sealed: string | null; wrapped: string | null; half: string | null }>;
/** What the browser made: the closed text, half of the key wrapped for one telephone, and the other half. All base64. */
export type Sealed = Readonly<{ sealed: string; wrapped: string; half: string }>;

/** What decides when a secret opens: the promise, and what happened at the door. */
export type Moment = Readonly<{ state: 'booked' | 'cancelled' | 'done'; promisedFrom: Temporal.Instant; promisedUntil: Temporal.Instant; door: 'expected' | 'at-door' | 'working' | 'frozen' | 'ended'; endedAt?: Temporal.Instant | undefined }>;

export type CannotOpen = { kind: 'secret-gone' } | { kind: 'secret-closed-for-now' } | { kind: 'secret-too-early'; from: Temporal.Instant } | { kind: 'secret-after-check-in' } | { kind: 'secret-over' };

/** Whether it may be opened at this instant: a password once the person has let them in, the rest from a quarter of an hour before. */
export function mayOpenNow(secret: Pick<Secret, 'kind' | 'closedUntil' | 'destroyedAt'>, at: Moment, now: Temporal.Instant): Result<true, CannotOpen> {
  if (secret.destroyedAt) return no({ kind: 'secret-gone' });
  if (secret.closedUntil && isBefore(now, secret.closedUntil)) return no({ kind: 'secret-closed-for-now' });
  if (at.state !== 'booked' || at.door === 'ended' || at.door === 'frozen') return no({ kind: 'secret-over' });
  if (at.door === 'working') return ok(true);
  if (secret.kind === 'device-password') return no({ kind: 'secret-after-check-in' });
  const from = at.promisedFrom.subtract({ minutes: EARLY_MINUTES });
  if (isBefore(now, from)) return no({ kind: 'secret-too-early', from });
  return isAfter(now, at.promisedUntil.add({ minutes: LATE_MINUTES })) ? no({ kind: 'secret-over' }) : ok(true);
}

/** When it is destroyed: a day after the visit closed; at once when nobody comes any more. */
export function destroyAt(at: Moment): Temporal.Instant {
  if (at.state === 'cancelled') return at.promisedFrom.subtract({ hours: 24 * 365 });
  return (at.endedAt ?? at.promisedUntil.add({ minutes: LATE_MINUTES })).add({ hours: DESTROY_HOURS });
}
