import type { HomeId, Lang, MandateInForce, RequestId, Role } from '#kernel';
import type { Person } from './person.ts';

/** What is handed to the browser: 256 random bits, base64url. Only its SHA-256 is kept. */
export type Opened = Readonly<{ token: string; until: Temporal.Instant }>;

/** Whom a living session stands for, and when it was opened and used. */
export type Holder = { openedAt: Temporal.Instant; seenAt: Temporal.Instant; idleMinutes: number } & ({ request: RequestId } | { person: Person; homes: readonly HomeId[]; roles: readonly Role[]; byCode: boolean; isStaff: boolean });

/** Whom a token stands for. The composition adds technician and provider and makes the Actor. */
export type Holds = Readonly<{
  person?: Person;
  request?: RequestId;
  homes: readonly HomeId[];
  mandates: readonly MandateInForce[];
  /** None in a session that a code alone has opened. */
  roles: readonly Role[];
  /** Opened with a code that was sent: one factor, which opens nothing of anybody's work. */
  byCode?: boolean;
  /** Whether they have a way to sign in to their work. */
  isStaff?: boolean;
  lang?: Lang;
  /** Minutes since it was last used. */
  unusedMinutes: number;
  /** When this session was opened: a proof of who it is. */
  openedAt: Temporal.Instant;
  /** Whether its use is to be written down again. */
  seenLongAgo: boolean;
}>;

/**
 * What holds how long (`until`), and how long unused (`idle`): a person at home is not asked again for a season, staff sign
 * in every day and after an hour away from the screen, a technician's phone every week and after a long weekend.
 */
export const LASTS = {
  home: { until: { hours: 24 * 90 }, idleMinutes: 30 * 24 * 60 },
  staff: { until: { hours: 12 }, idleMinutes: 60 },
  field: { until: { hours: 24 * 7 }, idleMinutes: 4 * 24 * 60 },
} as const;
export type Keeps = keyof typeof LASTS;

/** Of a session in use this is written down once in so many minutes, so that looking at a page stays a look. */
export const seenEveryMinutes = (idleMinutes: number): number => Math.min(60, idleMinutes / 12);
