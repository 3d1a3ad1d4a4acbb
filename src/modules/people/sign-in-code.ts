import { type PersonId, isAfter } from '#kernel';
import type { Opened } from './session.ts';

/** Six digits sent to a telephone or a mailbox. Ten minutes, five tries, once. */
export type SignInCode = Readonly<{
  id: string;
  /** Keyed digest of the digits. */
  digest: string;
  /** Nobody, when no one we know is reached there: such a code is never sent, and never fits. */
  persons: readonly PersonId[];
  until: Temporal.Instant;
  tries: number;
  usedAt?: Temporal.Instant;
}>;

export const CODE_MINUTES = 10;
export const CODE_TRIES = 5;
/** So many codes an hour go to one telephone or mailbox; the answer stays the same, the message does not leave. */
export const CODES_AN_HOUR = 5;

/** What a try comes to. `which`: a shared telephone; the same digits are sent again with the person chosen. */
export type TryAnswer =
  | { kind: 'signed-in'; person: PersonId } & Opened
  | { kind: 'which'; persons: readonly { person: PersonId; givenName: string }[] }
  | { kind: 'wrong'; triesLeft: number }
  | { kind: 'over' };

export type Tried = 'fits' | 'wrong' | 'over';
export function tryCode(code: SignInCode, digest: string, now: Temporal.Instant): Tried {
  if (code.usedAt || code.tries >= CODE_TRIES || !isAfter(code.until, now)) return 'over';
  return code.digest === digest && code.persons.length > 0 ? 'fits' : 'wrong';
}
