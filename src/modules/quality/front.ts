import type { ComplaintId, ExtraId, HomeId, PersonId, ProviderId, QuoteId, Refusal, RequestId, Result, TechnicianId, VisitId } from '#kernel';
import type { Lang } from '#kernel';
import type { AskOutput } from '#modules/booking';
import type { ProvedSkill } from '#modules/technicians';
import type { Facts } from '#platform/facts';
import type { Work } from '#platform/work';
import type { About, Complaint } from './complaint.ts';
import type { MinutesOut, NotAllowed, Office, Targets } from './do/watch.ts';
import type { AsksToBringVisit, PastVisit } from './past-visit.ts';
import type { Step } from './next-step.ts';
import type { Target, Waiting } from './target.ts';
import type { Answers, FactCount, Review, Side } from './review.ts';

export type NoSuchVisit = { kind: 'no-such-visit' };
export type NotOver = { kind: 'visit-not-over' };
export type GuaranteeOver = { kind: 'guarantee-over'; until: Temporal.Instant };
export type AlreadyBack = { kind: 'already-came-back'; reference: string };
export type NoSuchComplaint = { kind: 'no-such-complaint' };
/** The request that puts it right, with the code that brings its asker back: shown this once. */
export type Repeat = Readonly<{ request: RequestId; quote: QuoteId; reference: string; code: string }>;
type Say<T, E extends Refusal> = Promise<Result<T, E>>;

/** What a provider or technician has shown in a span of time. Counts, never stars. */
export type Shown = Readonly<{
  facts: readonly FactCount[];
  reviews: number;
  /** Visits that solved something, and those of them whose fault did not come back within thirty days. Only visits that are thirty days old count. */
  solved: number; stayedSolved: number;
  /** The same by what it turned out to be (a leaf of the taxonomy), the most frequent first. A visit with several counts for each. */
  subjects: readonly SubjectShown[];
}>;
/** `cameBack`: repeat calls about it within thirty days. */
export type SubjectShown = Readonly<{ leaf: string; solved: number; cameBack: number }>;
/** What the operator must see to, the most urgent first. */
export type Due = Readonly<{ complaints: readonly Complaint[]; repeats: readonly Readonly<{ visit: VisitId; request: RequestId; home: HomeId; at: Temporal.Instant; words: string }>[] }>;

export type Quality = Readonly<{
  /** "It came back": within the guarantee the same provider puts it right for nothing. Opens a request that goes straight to its times. */
  cameBack(work: Work, asked: { visit: VisitId; words: string }): Say<Repeat, NoSuchVisit | NotOver | GuaranteeOver | AlreadyBack | Refusal>;
  /** How long the guarantee of this visit lasts; undefined when it is not theirs, not over, or nothing was repaired. */
  guaranteeOf(work: Work, visit: VisitId): Promise<Readonly<{ until: Temporal.Instant; isOver: boolean; repeat?: RequestId | undefined }> | undefined>;
  review(work: Work, asked: { visit: VisitId; answers: Answers; words?: string | undefined }): Say<Review, NoSuchVisit | NotOver | { kind: 'review-closed' } | { kind: 'already-reviewed' }>;
  /** What may be read of a visit by whoever asks: their own words, and the other side's once revealed. */
  reviewsOf(work: Work, visit: VisitId): Promise<Readonly<{ side: Side; mine?: Review | undefined; theirs?: Review | undefined; open: boolean }> | undefined>;
  /** `extra`: extra work that they say they did not agree to, or not so; its money waits for the answer. Disputed twice it is one complaint. */
  complain(work: Work, asked: { visit: VisitId; about: About; words: string; wish?: string | undefined; extra?: ExtraId | undefined }): Say<Complaint, NoSuchVisit>;
  complaintsOf(work: Work, visit: VisitId): Promise<readonly Complaint[]>;
  answerComplaint(work: Work, asked: { complaint: ComplaintId; answer: string }): Say<Complaint, NoSuchComplaint | { kind: 'already-answered' }>;
  /** The person says whether the answer settles it. */
  settleComplaint(work: Work, asked: { complaint: ComplaintId; settled: boolean }): Say<Complaint, NoSuchComplaint | { kind: 'not-answered' }>;
  /** For the operator all of it; for the office of a firm the complaints about it. Undefined for others. */
  due(work: Work): Promise<Due | undefined>;
  /** Calls that were promised when a visit ended and not made yet: the office sees its own, the operator all. Undefined for others. */
  promised(work: Work): Promise<readonly Step[] | undefined>;
  stepOf(work: Work, visit: VisitId): Promise<Step | undefined>;
  rang(work: Work, asked: { visit: VisitId; words: string }): Say<Step, NoSuchVisit | { kind: 'already-rung' }>;
  /** Hears how visits end, and what was booked after. */
  listen(facts: Pick<Facts, 'listen'>): void;
  /** Writes down who began to wait and whose waiting is over. `others`: those who wait for what stands in other modules. For the sweep. */
  watch(work: Work, others: readonly Waiting[], office: Office): Promise<{ began: number; ended: number }>;
  /** Who waits, what we mean to keep to, and how it went. `zone`: where the office's clock hangs. Operators only. */
  targets(work: Work, zone: string): Promise<Targets | undefined>;
  setTarget(work: Work, asked: Target): Say<true, NotAllowed | MinutesOut>;
  /** Facts with counts, for anyone: only what is revealed. */
  bringVisit(work: Work, asked: AsksToBringVisit): Promise<Result<PastVisit, { kind: 'no-such-home' }>>;
  /** Visits of a home from before this house kept them: for the home, who may ask for it, and the operator. */
  pastVisitsOf(work: Work, home: HomeId): Promise<readonly PastVisit[]>;
  /** One that repaired something, for who may ask for its home; undefined like one that is not there. */
  pastVisit(work: Work, id: string): Promise<PastVisit | undefined>;
  /** "It came back", of a visit of before: a new request for its home, once; it counts as come back. `lastTime`: who came when and for what, kept with their words. */
  pastCameBack(work: Work, asked: { past: string; words: string; lang: Lang; lastTime: string }): Say<AskOutput, NoSuchVisit | AlreadyBack | Refusal>;
  /** The levels of a technician that certificates or repairs of the last year prove; a repair counts when it is thirty days old. */
  skillsOf(work: Work, technician: TechnicianId): Promise<readonly ProvedSkill[]>;
  shownOf(work: Work, who: { technician: TechnicianId } | { provider: ProviderId }): Promise<Shown>;
  known: Readonly<{
    complaint(work: Work, id: ComplaintId): Promise<Complaint | undefined>;
    /** What was promised with the end of a visit, whoever looks. */
    stepOf(work: Work, visit: VisitId): Promise<Step | undefined>;
    /** Whether something about a visit is complained of that has no answer, or none that they can live with: nobody is pressed for its money meanwhile. */
    isDisputed(work: Work, visit: VisitId): Promise<boolean>;
    /** For the sweep: who was helped a fortnight ago is asked whether it still works; how many were. */
    askHowItGoes(work: Work): Promise<number>;
    /** How sure it is that people find each of them clear and patient, 0 to 1 (Wilson’s lower bound of both answers); with fewer than five answers, the middle. */
    suits(work: Work, technicians: readonly TechnicianId[]): Promise<ReadonlyMap<TechnicianId, number>>;
    /** Of these visits, how many came back within thirty days of their end: they were not solved the first time. */
    cameBackOf(work: Work, visits: readonly Readonly<{ id: VisitId; endedAt: Temporal.Instant }>[]): Promise<number>;
  }>;
  aboutPerson: Readonly<{ export(work: Work, person: PersonId): Promise<Record<string, unknown>>; erase(work: Work, person: PersonId): Promise<{ erased: number }> }>;
}>;
