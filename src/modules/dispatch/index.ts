/** Dispatch proposes better days, keeps what the board moved, and watches what runs over. It gives out no time itself: booking does, and judges every day. */
export { createDispatch, type DispatchHas } from './dispatch.ts';
export type { DayAtRisk, DispatchFact, LongerSaid, PlanAsked, PlanChanged, VisitLate } from './facts.ts';
export type { Consequences, Dispatch, Drop, Earlier, NoSuchPlan, NothingToUndo, PlanAnswered, PromiseWouldBreak } from './front.ts';
export { dispatchSweeps } from './jobs.ts';
export { MORE_CHOICES, hourNow, type Freed, type Late, type Longer, type MoreMinutes } from './late.ts';
export { lineState, spread, travelShare, type Alert, type BoardMove, type LineState, type Plan, type PlanId, type PlanJoins, type PlanKind, type PlanLine, type WeekLine } from './plan.ts';
export { isRunning, secondsOf, type Run } from './run.ts';
