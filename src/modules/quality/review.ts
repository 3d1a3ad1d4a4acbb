import type { HomeId, ProviderId, TechnicianId, VisitId } from '#kernel';

export type Side = 'household' | 'technician';
/** Five short facts that whoever was helped can judge; each is a yes or a no, or left out. */
export const HOUSEHOLD_FACTS = ['explained', 'patient', 'respected', 'price-and-time', 'can-do-it-again'] as const;
/** What a technician can judge, so that the next visit goes well. */
export const TECHNICIAN_FACTS = ['as-described', 'time-enough', 'felt-safe'] as const;
export type HouseholdFact = (typeof HOUSEHOLD_FACTS)[number];
export type TechnicianFact = (typeof TECHNICIAN_FACTS)[number];
export const FACTS_OF: Readonly<Record<Side, readonly string[]>> = { household: HOUSEHOLD_FACTS, technician: TECHNICIAN_FACTS };
export type Answers = Readonly<Record<string, boolean>>;

export type Review = Readonly<{ visit: VisitId; side: Side; home: HomeId; technician: TechnicianId; provider: ProviderId; answers: Answers; words?: string | undefined; endedAt: Temporal.Instant; at: Temporal.Instant }>;

/** So long after the visit both sides may speak; then what was said is shown, even when the other side was silent. */
export const REVIEW_DAYS = 14;

const HOURS = 24;
export const closesAt = (endedAt: Temporal.Instant): Temporal.Instant => endedAt.add({ hours: REVIEW_DAYS * HOURS });

/** Whether anybody but who wrote it may read it: both sides have spoken, or the fortnight is over. */
export const isRevealed = (one: Pick<Review, 'visit' | 'endedAt'>, all: readonly Pick<Review, 'visit' | 'side'>[], now: Temporal.Instant): boolean =>
  Temporal.Instant.compare(now, closesAt(one.endedAt)) >= 0 || new Set(all.filter(({ visit }) => visit === one.visit).map(({ side }) => side)).size === 2;

/** How often each fact was answered, and how often with yes. */
export type FactCount = Readonly<{ fact: HouseholdFact; yes: number; of: number }>;
export const countFacts = (reviews: readonly Pick<Review, 'answers'>[]): FactCount[] => HOUSEHOLD_FACTS.map((fact) => {
  const answered = reviews.flatMap(({ answers }) => (fact in answers ? [answers[fact]] : []));
  return { fact, yes: answered.filter(Boolean).length, of: answered.length };
});
