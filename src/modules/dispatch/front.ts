import type { Country, ProviderId, Result, TechnicianId, VisitId } from '#kernel';
import type { Appointment, CannotArrange, Move, Weighed } from '#modules/booking';
import type { Actor } from '#kernel';
import type { Work } from '#platform/work';
import type { Alert, BoardMove, Plan, PlanId, PlanKind, WeekLine } from './plan.ts';

export type NoSuchPlan = { kind: 'no-such-plan' };
export type PlanAnswered = { kind: 'plan-answered' };
export type NothingToUndo = { kind: 'nothing-to-undo' };
/** The dropped time lies outside of what was promised: the household must agree to another first. */
export type PromiseWouldBreak = { kind: 'promise-would-break' };
/** What was drawn on the board: this visit to this technician, to start then. */
export type Drop = Readonly<{ visit: VisitId; technician: TechnicianId; at?: Temporal.Instant | undefined; agreed?: boolean | undefined; expects: Move['expects'] }>;
/** What a drop would bring; `asks`: it would break the promise, which the household must agree to. */
export type Consequences = Weighed & Readonly<{ asks: boolean; cents: number }>;

type Answer<T, E extends { kind: string }> = Promise<Result<T, E>>;

/** The work of a dispatcher: proposals, moves on the board, what runs over, the week. For the operator. */
export type Dispatch = Readonly<{
  /** Makes a proposal, outside of any work: seconds of search on a thread. Undefined when there is nothing worth changing. The same picture twice is one plan. */
  makePlan(by: Actor, asked: { kind: PlanKind; provider: ProviderId; day: Temporal.PlainDate; seconds?: number | undefined }): Promise<Plan | undefined>;
  /** Takes a proposal, whole or some lines: all chosen or none. */
  takePlan(work: Work, asked: { plan: PlanId; lines?: readonly number[] | undefined }): Answer<Plan, NoSuchPlan | PlanAnswered | CannotArrange>;
  dismissPlan(work: Work, asked: { plan: PlanId }): Answer<Plan, NoSuchPlan | PlanAnswered>;
  weigh(work: Work, drop: Drop): Promise<Consequences | undefined>;
  moveVisit(work: Work, drop: Drop): Answer<Appointment, CannotArrange | PromiseWouldBreak>;
  /** Undoes one move of the board, unless somebody changed the visit since. */
  undo(work: Work, asked: { move: string }): Answer<BoardMove, NothingToUndo | CannotArrange>;

  plan(work: Work, id: PlanId): Promise<Plan | undefined>;
  /** Proposals of one day that wait for an answer. */
  plansOf(work: Work, on: { country: Country; day: Temporal.PlainDate }): Promise<readonly Plan[]>;
  /** The last moves of one day that were not undone, the newest first. */
  movesOf(work: Work, on: { country: Country; day: Temporal.PlainDate }): Promise<readonly BoardMove[]>;
  alertsOf(work: Work, on: { country: Country; day: Temporal.PlainDate }): Promise<readonly Alert[]>;
  /** Seven days from this one, by technician. */
  week(work: Work, of: { country: Country; from: Temporal.PlainDate }): Promise<readonly WeekLine[]>;
  known: Readonly<{
    /** The evening's proposals for tomorrow: each provider with visits, once. Returns how many were made. */
    planEvening(): Promise<number>;
    /** Visits that run over: moves what follows, or raises an alert. Returns how many alerts stand. */
    watchRuns(): Promise<number>;
  }>;
}>;
