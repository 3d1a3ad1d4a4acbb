import type { Country, ProviderId, VisitId } from '#kernel';

/** A plan was proposed, answered or replaced. `day` as YYYY-MM-DD. */
export type PlanChanged = Readonly<{ fact: 'plan-changed'; plan: string; provider: ProviderId; country: Country; day: string }>;
/** A visit runs over, and what follows cannot all be kept; or it can again. */
export type DayAtRisk = Readonly<{ fact: 'day-at-risk'; visit: VisitId; country: Country; day: string }>;
export type DispatchFact = PlanChanged | DayAtRisk;
