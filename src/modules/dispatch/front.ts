import type { Country, ProviderId, QuoteId, Refusal, Result, TechnicianId, VisitId } from '#kernel';
import type { Appointment, CannotArrange, Move, Terms, Weighed } from '#modules/booking';
import type { Actor } from '#kernel';
import type { Work } from '#platform/work';
import type { Freed, Late, Longer, MoreMinutes } from './late.ts';
import type { Alert, BoardMove, Plan, PlanId, PlanKind, WeekLine } from './plan.ts';
import type { Run } from './run.ts';

export type NoSuchPlan = { kind: 'no-such-plan' };
export type PlanAnswered = { kind: 'plan-answered' };
export type NoSuchProvider = { kind: 'no-such-provider' };
export type NoSuchVisit = { kind: 'no-such-visit' };
export type NoSuchFreed = { kind: 'no-such-freed' };
/** Whoever is fitted in says yes to the terms first. */
export type TermsNeeded = { kind: 'terms-needed' };
/** There is only room when somebody else agrees to another time: they are rung first. */
export type CallsFirst = { kind: 'calls-first' };
export type NothingLate = { kind: 'nothing-late' };
export type VisitOver = { kind: 'visit-over' };
export type NotStarted = { kind: 'visit-not-started' };
export type CannotUse = CannotArrange | { kind: 'freed-answered' };
/** Somebody who is promised a later day: what they would be promised instead, and metres and cents of our own reckoning that it saves. */
export type Earlier = Readonly<{ visit: Appointment; promised: Readonly<{ from: Temporal.Instant; until: Temporal.Instant }>; metres: number; cents: number }>;
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
  makePlan(by: Actor, asked: { kind: PlanKind; provider: ProviderId; day: Temporal.PlainDate; seconds?: number | undefined; fits?: QuoteId | undefined }): Promise<Plan | undefined>;
  /** Asks for a plan, which is looked into in the background: `run` says how far that is, and the plan bears the same name. `fits`: the quote of somebody who cannot wait. */
  askForPlan(work: Work, asked: { kind: PlanKind; provider: ProviderId; day: Temporal.PlainDate; fits?: QuoteId | undefined }): Answer<{ plan: PlanId }, NoSuchProvider>;
  run(work: Work, id: PlanId): Promise<Run | undefined>;
  /** Takes a proposal, whole or some lines: all chosen or none. */
  takePlan(work: Work, asked: { plan: PlanId; lines?: readonly number[] | undefined }): Answer<Plan, NoSuchPlan | PlanAnswered | TermsNeeded | CannotArrange>;
  /** Takes a proposal that fits somebody in, on the terms they agreed to: the changes and the visit, or nothing. */
  fitIn(work: Work, asked: { plan: PlanId; lines?: readonly number[] | undefined; terms: Terms }): Answer<Appointment, NoSuchPlan | PlanAnswered | CallsFirst | Refusal>;
  dismissPlan(work: Work, asked: { plan: PlanId }): Answer<Plan, NoSuchPlan | PlanAnswered>;
  weigh(work: Work, drop: Drop): Promise<Consequences | undefined>;
  moveVisit(work: Work, drop: Drop): Answer<Appointment, CannotArrange | PromiseWouldBreak>;
  /** Undoes one move of the board, unless somebody changed the visit since. */
  undo(work: Work, asked: { move: string }): Answer<BoardMove, NothingToUndo | CannotArrange>;

  /** The technician who is there needs more time. What follows is moved and told by the house. */
  sayLonger(work: Work, asked: { visit: VisitId; minutes: MoreMinutes }): Answer<Longer, NoSuchVisit | VisitOver | NotStarted>;
  /** Has those told who would wait beyond their promise because of this visit. */
  tellWhoWaits(work: Work, asked: { visit: VisitId }): Answer<{ told: number }, NoSuchVisit | NothingLate>;
  /** Times of one day that became free and that somebody could still have. */
  freedOn(work: Work, on: { country: Country; day: Temporal.PlainDate }): Promise<readonly Freed[]>;
  freed(work: Work, visit: VisitId): Promise<Freed | undefined>;
  /** Who could come into a free time instead of their later day; nobody is moved. */
  earlierFor(work: Work, asked: { visit: VisitId }): Promise<readonly Earlier[]>;
  /** They said yes to it. */
  useFreed(work: Work, asked: { freed: VisitId; visit: VisitId; expects: Move['expects'] }): Answer<Appointment, NoSuchFreed | CannotUse>;
  leaveFreed(work: Work, asked: { freed: VisitId }): Answer<Freed, NoSuchFreed>;

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
    /** Takes up plans that were asked for and that nobody looks into, and forgets what days long over left behind. Returns how many were taken up. */
    takeUpRuns(): Promise<number>;
    /** Until when a visit takes, as its technician said. For whoever shows that visit, and has checked. */
    longer(work: Work, visit: VisitId): Promise<Longer | undefined>;
    /** Whether somebody would wait beyond their promise because of this visit. */
    isAtRisk(work: Work, visit: VisitId): Promise<boolean>;
    /** Of these visits, those that begin later than was planned. */
    late(work: Work, visits: readonly VisitId[]): Promise<readonly Late[]>;
  }>;
}>;
