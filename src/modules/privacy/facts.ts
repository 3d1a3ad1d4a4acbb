import type { PersonId } from '#kernel';

/** Somebody's erasure was asked for by telephone; it happens in three days unless it is stopped. */
export type ErasureAsked = Readonly<{ fact: 'erasure-asked'; person: PersonId; erasure: string }>;
export type ErasureStopped = Readonly<{ fact: 'erasure-stopped'; person: PersonId; erasure: string }>;
/** One of us opened more addresses within an hour than anybody needs. */
export type ManyAddressesOpened = Readonly<{ fact: 'many-addresses-opened'; by: PersonId; homes: number }>;
