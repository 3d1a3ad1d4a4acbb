import type { Lang, PersonId } from '#kernel';

/** What we ask somebody's consent for; each is asked apart, and none of them is needed to be helped. */
export const PURPOSES = ['note', 'follow-up', 'offers'] as const;
export type Purpose = (typeof PURPOSES)[number];
export type How = 'on-screen' | 'phone' | 'paper';

/** A dated receipt: what was agreed to in the very words, when, how, and when it was taken back. */
export type Consent = Readonly<{
  id: string; person: PersonId; purpose: Purpose; said: string; lang: Lang; givenHow: How; givenAt: Temporal.Instant; withdrawnHow?: How | undefined; withdrawnAt?: Temporal.Instant | undefined;
}>;

export const isLiving = ({ withdrawnAt }: Consent): boolean => withdrawnAt === undefined;
