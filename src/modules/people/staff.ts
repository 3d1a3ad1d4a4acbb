import { type PersonId, type Role, isAfter } from '#kernel';
import type { Opened } from './session.ts';

/** How someone who works here signs in: a name, a password and the digits of a phone, or a passkey. Technicians have no role. */
export type Staff = Readonly<{
  person: PersonId;
  login: string;
  passwordHash: string;
  /** The secret of the digits, sealed. */
  totpSealed: string;
  /** The last 30-second step that was used: digits work once. */
  totpStep: number;
  roles: readonly Role[];
  wrong: number;
  waitUntil?: Temporal.Instant;
  endedAt?: Temporal.Instant;
}>;
export const ROLES: readonly Role[] = ['operator', 'vetting', 'finance', 'admin'];

/** What a sign-in comes to. A wrong one must be counted, so it is an answer and not a refusal. */
export type SignInAnswer =
  | { kind: 'signed-in'; person: PersonId } & Opened
  | { kind: 'wrong' }
  | { kind: 'wait'; until: Temporal.Instant };

export const WRONG_BEFORE_WAIT = 5;
/** After five wrong tries: one minute, then two, four … up to an hour. */
export function waitAfter(wrong: number, now: Temporal.Instant): Temporal.Instant | undefined {
  if (wrong < WRONG_BEFORE_WAIT) return undefined;
  return now.add({ minutes: Math.min(60, 2 ** (wrong - WRONG_BEFORE_WAIT)) });
}
export const mustWait = (staff: Pick<Staff, 'waitUntil'>, now: Temporal.Instant): boolean => staff.waitUntil !== undefined && isAfter(staff.waitUntil, now);
