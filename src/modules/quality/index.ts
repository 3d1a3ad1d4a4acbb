/** Quality knows whether help was good: what came back, what both sides said, what somebody complained about. It decides on nobody. */
export { createQuality, type QualityHas } from './quality.ts';
export { ABOUT, answerBy, isDisputed, otherPathFrom, type About, type Complaint } from './complaint.ts';
export { FACTS_OF, HOUSEHOLD_FACTS, REVIEW_DAYS, TECHNICIAN_FACTS, closesAt, type FactCount, type Review, type Side } from './review.ts';
export type { CameBack, Complained, ComplaintAnswered, HowItGoes, QualityFact } from './facts.ts';
export { PAST_OUTCOMES, canComeBack, isGuaranteed, type AsksToBringVisit, type PastVisit } from './past-visit.ts';
export type { Due, Quality, Repeat, Shown, SubjectShown } from './front.ts';
export { PROMISED, type DoneHow, type Promised, type Step } from './next-step.ts';
export type { Office, Targets } from './do/watch.ts';
export { LEAST_MINUTES, MOST_MINUTES, WAITS_FOR, type Kept, type Target, type Wait, type Waiting } from './target.ts';
