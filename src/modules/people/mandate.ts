import { type HomeId, type MandateId, type MandateInForce, type PersonId, type Result, type Scope, isAfter, isBefore, no, ok } from '#kernel';

/** How a mandate was given. One that a helper claims waits for the yes of the person at home. */
export type GivenHow = 'on-screen' | 'paper' | 'phone' | 'claimed-by-helper';
export const GIVEN_HOW: readonly GivenHow[] = ['on-screen', 'paper', 'phone', 'claimed-by-helper'];
export const SCOPES: readonly Scope[] = ['see-appointments', 'see-quotes', 'see-invoices', 'ask', 'answer-quotes', 'approve-extras'];

/** What a trusted helper may do for a home, from when until when. Never secrets. */
export type Mandate = Readonly<{
  id: MandateId;
  home: HomeId;
  helper: PersonId;
  scopes: readonly Scope[];
  from: Temporal.Instant;
  until: Temporal.Instant;
  givenHow: GivenHow;
  /** When the person at home said yes; a mandate without it gives nothing. */
  confirmedAt?: Temporal.Instant;
  revokedAt?: Temporal.Instant;
}>;

/** Another helper than before begins so much later: the one before, and those at home, have time to say no. */
export const CHANGE_WAITS = { hours: 72 } as const;
/** A helper counts as the one before for so long after they ended. */
const STILL_THE_ONE_BEFORE = { hours: 24 * 30 } as const;

/** Whether this helper would be another one than before: a home's first helper, or one who helps it already, is none. */
export function isAnotherHelper(helper: PersonId, mandates: readonly Mandate[], now: Temporal.Instant): boolean {
  const since = now.subtract(STILL_THE_ONE_BEFORE);
  const lately = mandates.filter(({ confirmedAt, until, revokedAt }) => confirmedAt !== undefined && isAfter(until, since) && (revokedAt === undefined || isAfter(revokedAt, since)));
  return lately.some((one) => one.helper !== helper) && !lately.some((one) => one.helper === helper && isInForce(one, now));
}

/** Longer than this a mandate is not given at once: it is asked again. */
export const LONGEST_DAYS = 731;

export type CannotGive = { kind: 'mandate-too-long' } | { kind: 'mandate-ends-before-it-begins' } | { kind: 'mandate-without-scope' };

export function checkMandate(from: Temporal.Instant, until: Temporal.Instant, scopes: readonly Scope[]): Result<true, CannotGive> {
  if (scopes.length === 0) return no({ kind: 'mandate-without-scope' });
  if (!isAfter(until, from)) return no({ kind: 'mandate-ends-before-it-begins' });
  if (until.since(from).total('hours') > LONGEST_DAYS * 24) return no({ kind: 'mandate-too-long' });
  return ok(true);
}

/** Whether a mandate gives anything at this instant: said yes to, begun, not ended, not taken back. */
export const isInForce = (mandate: Mandate, now: Temporal.Instant): boolean =>
  mandate.confirmedAt !== undefined && !isAfter(mandate.confirmedAt, now) && !isAfter(mandate.from, now) && isBefore(now, mandate.until)
  && (mandate.revokedAt === undefined || isAfter(mandate.revokedAt, now));

export const inForce = (mandates: readonly Mandate[], now: Temporal.Instant): readonly MandateInForce[] =>
  mandates.filter((mandate) => isInForce(mandate, now)).map(({ home, scopes }) => ({ home, scopes }));
