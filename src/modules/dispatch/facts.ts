import type { Country, ProviderId, VisitId } from '#kernel';

/** A plan was proposed, answered or replaced. `day` as YYYY-MM-DD. */
export type PlanChanged = Readonly<{ fact: 'plan-changed'; plan: string; provider: ProviderId; country: Country; day: string }>;
/** A visit runs over, and what follows cannot all be kept; or it can again. */
export type DayAtRisk = Readonly<{ fact: 'day-at-risk'; visit: VisitId; country: Country; day: string }>;
/** Somebody asked for a plan and waits for it; its row says which. */
export type PlanAsked = Readonly<{ fact: 'plan-asked'; plan: string }>;
/** A technician said that a visit takes longer. */
export type LongerSaid = Readonly<{ fact: 'longer-said'; visit: VisitId }>;
/** A visit begins later than planned. `expected`: when, as an instant in ISO 8601. `beyond`: later than was promised. */
export type VisitLate = Readonly<{ fact: 'visit-late'; visit: VisitId; expected: string; beyond: boolean }>;
export type DispatchFact = PlanChanged | DayAtRisk | PlanAsked | LongerSaid | VisitLate;
