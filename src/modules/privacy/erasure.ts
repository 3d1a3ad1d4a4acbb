import type { PersonId } from '#kernel';

/** So long does an erasure that was asked for by telephone wait: the person is told, and can stop it. */
export const ERASURE_WAITS = { hours: 72 } as const;

export type Erasure = Readonly<{ id: string; person: PersonId; askedAt: Temporal.Instant; dueAt: Temporal.Instant }>;
