import { type PersonId, type Result, type TechnicianId, isAfter, no, ok } from '#kernel';

/** So long until a person must have decided. */
export const DECIDE_MINUTES = 30;
export type Decision = 'lifted' | 'kept';

/** A technician is stopped by a rule until a person has looked. */
export type Quarantine = Readonly<{
  id: string; technician: TechnicianId; because: string; beganAt: Temporal.Instant; dueAt: Temporal.Instant; pagedAgainAt?: Temporal.Instant;
  decision?: Decision; reasons?: string; decidedBy?: PersonId; decidedAt?: Temporal.Instant;
  appeal?: string; appealedAt?: Temporal.Instant; answer?: string; answeredBy?: PersonId; answeredAt?: Temporal.Instant;
}>;

export type Over = { kind: 'quarantine-decided' };
type NotYours = { kind: 'not-allowed' };

/** A person decides and says why; never about themselves. */
export function decide(one: Quarantine, decision: Decision, reasons: string, by: PersonId, about: PersonId, now: Temporal.Instant): Result<Quarantine, Over | NotYours> {
  if (one.decision) return no({ kind: 'quarantine-decided' });
  return by === about ? no({ kind: 'not-allowed' }) : ok({ ...one, decision, reasons, decidedBy: by, decidedAt: now });
}

/** The technician's own word on it: once, before or after the decision. */
export const appeal = (one: Quarantine, text: string, now: Temporal.Instant): Result<Quarantine, { kind: 'appealed-already' }> =>
  (one.appeal ? no({ kind: 'appealed-already' }) : ok({ ...one, appeal: text, appealedAt: now }));

/** The appeal is answered by somebody who did not decide, unless nobody else is there. */
export function answerAppeal(one: Quarantine, decision: Decision, answer: string, by: { person: PersonId; alone: boolean }, now: Temporal.Instant): Result<Quarantine, { kind: 'no-appeal' } | { kind: 'appeal-needs-second-person' }> {
  if (!one.appeal || one.answer || !one.decision) return no({ kind: 'no-appeal' });
  if (one.decidedBy === by.person && !by.alone) return no({ kind: 'appeal-needs-second-person' });
  return ok({ ...one, decision, answer, answeredBy: by.person, answeredAt: now });
}

export const isOverdue = (one: Quarantine, now: Temporal.Instant): boolean => one.decision === undefined && isAfter(now, one.dueAt);
