import type { HomeId, PersonId, ProviderId, RequestId, TechnicianId } from './ids.ts';

/** What a mandate lets a trusted helper do for a home. Never secrets. */
export type Scope = 'see-appointments' | 'see-quotes' | 'see-invoices' | 'ask' | 'answer-quotes' | 'approve-extras';

/** What staff may be. One person can hold several. */
export type Role = 'operator' | 'vetting' | 'finance' | 'admin';

/** A mandate in force at the moment of acting. */
export type MandateInForce = Readonly<{ home: HomeId; scopes: readonly Scope[] }>;

/**
 * Who acts: a signed-in person (their homes, mandates in force, roles, and the reason they gave), someone who holds a
 * request's code, or a job of the house itself. Always derived from the session, never from a body.
 */
export type Actor = Readonly<
  | {
      kind: 'person'; person: PersonId; homes: readonly HomeId[]; mandates: readonly MandateInForce[];
      roles: readonly Role[]; technician?: TechnicianId; provider?: ProviderId; reason?: string;
      /** A technician who may not be sent: they keep their own account, and nothing of anybody's home is theirs to see. */
      stopped?: Readonly<{ technician: TechnicianId; why: 'suspended' | 'checks' }>;
      /** Somebody who works here and came in with a sent code alone: nothing of their work is theirs in this session, nor a key to it. */
      onlyAtHome?: true;
    }
  | { kind: 'asker'; request: RequestId }
  | { kind: 'visitor' }
  | { kind: 'job'; job: string }
>;

export const jobActor = (job: string): Actor => ({ kind: 'job', job });
export const visitor: Actor = { kind: 'visitor' };

export const isStaff = (by: Actor, role: Role): boolean => by.kind === 'person' && (by.roles.includes(role) || by.roles.includes('admin'));
export const ownsHome = (by: Actor, home: HomeId): boolean => by.kind === 'person' && by.homes.includes(home);

/** Whether someone may act for a home: it is theirs, or a mandate in force covers this. */
export const mayActFor = (by: Actor, home: HomeId, scope: Scope): boolean =>
  ownsHome(by, home) || (by.kind === 'person' && by.mandates.some((mandate) => mandate.home === home && mandate.scopes.includes(scope)));
