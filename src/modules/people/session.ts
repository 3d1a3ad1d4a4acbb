import type { HomeId, Lang, MandateInForce, RequestId, Role } from '#kernel';
import type { Person } from './person.ts';

/** What is handed to the browser: 256 random bits, base64url. Only its SHA-256 is kept. */
export type Opened = Readonly<{ token: string; until: Temporal.Instant }>;

/** Whom a token stands for. The composition adds technician and provider and makes the Actor. */
export type Holds = Readonly<{
  person?: Person;
  request?: RequestId;
  homes: readonly HomeId[];
  mandates: readonly MandateInForce[];
  roles: readonly Role[];
  lang?: Lang;
}>;

/** What holds how long: a person at home is not asked again for a season, staff sign in every day, a technician's phone every week. */
export const LASTS = { home: { hours: 24 * 90 }, staff: { hours: 12 }, field: { hours: 24 * 7 } } as const;
export type Keeps = keyof typeof LASTS;
