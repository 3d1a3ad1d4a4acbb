import type { Address, Country, FileId, HoldId, HomeId, Lang, LatLng, Money, PersonId, ProviderId, QuoteId, Refusal, RequestId, Result, TaskId, TechnicianId, VisitId } from '#kernel';
import type { Work } from '#platform/work';
import type { Round, When } from '#modules/pricing';
import type { Appointment } from './appointment.ts';
import type { AlreadyBooked, CannotReach, ExpressNeeded, FeeChanged, HoldExpired, NoSuchHold, NoSuchHome, NoSuchQuote, NoSuchRequest, NoSuchTask, NoSuchVisit, NotASlot, NotAllowed, NotPlaced, NotUnderstood, QuoteChanged, QuoteExpired, RequestClosedAlready, SecondYesNeeded, TermsChanged, TimePassed, TimeTaken, VisitOver, WayNotOffered } from './refusals.ts';
import type { Move } from './arranging.ts';
import type { CannotArrange, Weighed } from './do/arrange-visits.ts';
import type { FitIn, FittedIn } from './do/fit-in.ts';
import type { AsksPlannable, PlanDay, Planning, Searching } from './do/plan-days.ts';
import type { DayBreaks } from './do/run-longer.ts';
import type { AskedFor, Comfort, Flag, Request, Source, Way } from './request.ts';
import type { Hold, Slot, Wish } from './slot.ts';

/** Who somebody is, as they say it. Phone and e-mail in any spelling; neither is an identity. */
export type Who = Readonly<{
  givenName: string; familyName: string; phone?: string | undefined; email?: string | undefined;
  prefers: 'sms' | 'mail' | 'letter' | 'phone'; largePrint?: boolean | undefined; comfort?: Comfort | undefined;
}>;
export type AskInput = Readonly<{
  words: string; lang: Lang; country?: Country | undefined; askedFor: AskedFor; source: Source; photos?: readonly FileId[] | undefined; comfort?: Comfort | undefined;
  /** A line of ours about what was before: kept with their words, and not searched for things to do. */
  lastTime?: string | undefined;
}>;
/** `code` is shown this once; only its digest is kept. */
export type AskOutput = Readonly<{ request: RequestId; reference: string; code: string; quiet: boolean; safety: readonly Flag[] }>;
/** `at`: where a pin was put or a place was found. `helper`: who asks for someone else; they get a mandate. */
export type WhoInput = Readonly<{
  request: RequestId; who: Who; address: Address; at?: LatLng | undefined; precision?: 'door' | 'street' | 'postcode' | 'town' | 'pin' | undefined;
  accessNotes?: string | undefined; helper?: Who | undefined;
}>;
/** `unplaced`: we do not know where that is, so we ring; nobody guesses a price. */
export type WhoOutput = Readonly<{ request: Request; person: PersonId; home: HomeId; unplaced: boolean }>;
/** `shown`: the words of the contract that were before them, by digest, and whether what full performance means was acknowledged. Without it nobody was informed, and the time of withdrawal is the longer one. */
export type Shown = Readonly<{ digest: string; lang: Lang; acknowledges: boolean }>;
export type Terms = Readonly<{ expressRequest: boolean; termsHash: string; shown?: Shown | undefined }>;
export type Fee = Readonly<{ fee: Money; freeUntil?: Temporal.Instant | undefined }>;
/** A person who tries to come back. Wrong tries are counted, so a wrong code is a good answer that says so. */
export type CameBack = Readonly<{ came: true; request: RequestId } | { came: false; waitUntil?: Temporal.Instant | undefined }>;
export type QuotesAnswer = Readonly<{ quotes: readonly QuoteId[]; missing: readonly Readonly<{ provider: ProviderId; why: string }>[] }>;
/** One technician's day: the visits in the order of driving, with travel before each (from home for the first). */
export type Day = Readonly<{
  technician: TechnicianId; day: Temporal.PlainDate; version: number; shift?: Readonly<{ from: Temporal.Instant; until: Temporal.Instant }> | undefined;
  visits: readonly Readonly<{ appointment: Appointment; travel: Readonly<{ metres: number; seconds: number }> }>[];
}>;
export type Board = Readonly<{ day: Temporal.PlainDate; country: Country; days: readonly Day[]; waiting: readonly Request[] }>;

/** One way of doing the work: from how much, at most how much for that price, and how many providers offer it. */
export type WayPrice = Readonly<{ way: Way; from: Money; most: Money; providers: number }>;

type Say<T, E extends Refusal> = Promise<Result<T, E>>;

/** What this module does and tells. Every verb takes the work first; `known` reads are for other modules and check nobody. */
export type Booking = Readonly<{
  ask(work: Work, asked: AskInput): Say<AskOutput, NotAllowed>;
  /** A request like the one of a past visit, for who may change that one: what was done did not hold. */
  askAgain(work: Work, asked: { visit: VisitId; words: string }): Say<AskOutput, NoSuchVisit>;
  /** One task more on a request that is not booked yet. */
  addTask(work: Work, asked: { request: RequestId; words: string }): Say<Request, NoSuchRequest | RequestClosedAlready>;
  addPhotos(work: Work, asked: { request: RequestId; photos: readonly FileId[] }): Say<Request, NoSuchRequest | RequestClosedAlready>;
  /** `leaf: null` is "none of these": we then ring first. */
  understandBetter(work: Work, asked: { request: RequestId; task: TaskId; leaf: string | null; answers?: Readonly<Record<string, string>> | undefined }): Say<Request, NoSuchRequest | NoSuchTask | RequestClosedAlready>;
  chooseWay(work: Work, asked: { request: RequestId; way: Way }): Say<Request, NoSuchRequest | RequestClosedAlready | NotUnderstood | WayNotOffered>;
  tellWho(work: Work, asked: WhoInput): Say<WhoOutput, NoSuchRequest | RequestClosedAlready | CannotReach | Refusal>;
  /** A signed-in person, or their helper, names a home that is theirs to ask for. */
  tellHome(work: Work, asked: { request: RequestId; home: HomeId }): Say<WhoOutput, NoSuchRequest | NoSuchHome | RequestClosedAlready>;
  askForQuotes(work: Work, asked: { request: RequestId; when?: When | undefined }): Say<QuotesAnswer, NoSuchRequest | RequestClosedAlready | NotUnderstood | NotPlaced | AlreadyBooked | Refusal>;
  /** Opens the request to everybody who could come, for quotes of their own until a stated time. `brief`: what they read. */
  openRound(work: Work, asked: { request: RequestId; brief: string; until: Temporal.Instant }): Promise<Result<Round, Refusal>>;
  hold(work: Work, asked: { quote: QuoteId; slot: string }): Say<Hold, NoSuchQuote | NotASlot | TimePassed | TimeTaken | QuoteExpired | AlreadyBooked | NotPlaced>;
  releaseHold(work: Work, asked: { hold: HoldId }): Say<Hold, NoSuchHold>;
  /** Accepts the quote and makes the promise, in one step. `termsHash` is the quote's version, as it was shown. */
  book(work: Work, asked: Readonly<{ hold: HoldId } | { quote: QuoteId; slot: string }> & Terms): Say<Appointment, NoSuchHold | NoSuchQuote | NotASlot | TimePassed | TimeTaken | HoldExpired | QuoteExpired | QuoteChanged | AlreadyBooked | ExpressNeeded | TermsChanged | SecondYesNeeded | NotPlaced | Refusal>;
  /** `fee`: what was shown. */
  moveVisit(work: Work, asked: { visit: VisitId; slot: string; fee: Money }): Say<Appointment, NoSuchVisit | VisitOver | NotASlot | TimePassed | TimeTaken | FeeChanged>;
  /** We cannot come: free of charge, told as such; the agreed price stands for another time. For the firm that promised it and for the operator, until the planned start. */
  callOff(work: Work, asked: { visit: VisitId; why: string }): Say<Appointment, NoSuchVisit | VisitOver>;
  cancelVisit(work: Work, asked: { visit: VisitId; fee: Money; why?: string | undefined }): Say<Appointment, NoSuchVisit | VisitOver | FeeChanged>;
  closeRequest(work: Work, asked: { request: RequestId; why: string }): Say<Request, NoSuchRequest | AlreadyBooked>;
  comeBack(work: Work, asked: { reference: string; code: string }): Say<CameBack, never>;
  /** Visits given to other technicians or times, all or none: for the board and for plans. */
  arrange(work: Work, asked: { moves: readonly Move[] }): Say<readonly Appointment[], CannotArrange>;
  /** What that would bring, without doing it; undefined when there is no such visit for whoever asks. */
  weigh(work: Work, asked: { moves: readonly Move[] }): Promise<Weighed | undefined>;
  /** One provider's day, read for a plan; undefined for whoever may not plan. `longer`: minutes of visits that run over; `fits`: the quote of somebody more. */
  plannable(work: Work, asked: AsksPlannable): Promise<PlanDay | undefined>;
  /** Looks for a better day, outside of any work; changes nothing. Undefined when there is nothing to plan. */
  planDays(plan: PlanDay, asked: { now: Temporal.Instant; seconds: number; must?: boolean | undefined; report?: ((how: Searching) => void) | undefined }): Promise<Planning | undefined>;
  /** Somebody who cannot wait, in a day that is running: what makes room is moved inside its promises and the visit is promised, or nothing is. */
  fitIn(work: Work, asked: FitIn): Promise<Result<FittedIn, Refusal>>;
  /** A visit goes on until then: what follows moves inside its promises, or it is said who would be late. */
  runsLonger(work: Work, asked: { visit: VisitId; until: Temporal.Instant }): Say<Appointment, NoSuchVisit | VisitOver | DayBreaks>;
  /** A visit is over (told by `visits`): the request is done, unless it goes on with another time at the same price. */
  visitDone(work: Work, asked: { visit: VisitId; requestGoesOn?: boolean | undefined }): Say<Appointment, NoSuchVisit>;

  /** How at home somebody feels with such things; asked once, kept with the request (and the person, when there is one). */
  sayComfort(work: Work, asked: { request: RequestId; comfort: Comfort }): Say<Request, NoSuchRequest | RequestClosedAlready>;
  /** The ways in which all tasks together can be helped, the cheapest sufficient first; empty when not theirs or not understood. */
  waysOf(work: Work, request: RequestId): Promise<readonly Way[]>;
  /** A time that is kept for the caller's own request; undefined once it ran out. */
  holdOf(work: Work, hold: HoldId): Promise<Hold | undefined>;
  /** The best price now for each way in which the request can be done; nothing is kept of it. */
  wayPrices(work: Work, request: RequestId): Promise<readonly WayPrice[]>;
  /** Providers of the country that have no price for this request, each with its reason, as when the quotes were computed. */
  missingQuotes(work: Work, request: RequestId): Promise<readonly Readonly<{ provider: ProviderId; why: string }>[]>;

  request(work: Work, id: RequestId): Promise<Request | undefined>;
  requestByReference(work: Work, reference: string): Promise<Request | undefined>;
  /** Open and past requests of the person who asks, newest first; never the quiet ones of others. */
  requestsOf(work: Work, of: { person: PersonId } | { home: HomeId }): Promise<readonly Request[]>;
  visit(work: Work, id: VisitId): Promise<Appointment | undefined>;
  visitsOf(work: Work, home: HomeId): Promise<readonly Appointment[]>;
  visitFor(work: Work, request: RequestId): Promise<Appointment | undefined>;
  /** Times of the next fortnight, soonest first; none when the quote is not theirs or not placed. */
  times(work: Work, quote: QuoteId, wish?: Wish): Promise<readonly Slot[]>;
  /** For moving: times of the same quote, as if this visit were not there. */
  timesToMove(work: Work, visit: VisitId): Promise<readonly Slot[]>;
  /** For who lost a race: the three times nearest to the one that is gone. */
  otherTimes(work: Work, asked: { quote: QuoteId; slot: string }): Promise<readonly Slot[]>;
  /** What moving or cancelling now would cost: the same for both. Undefined when it cannot be changed by who asks. */
  feeFor(work: Work, visit: VisitId, what?: 'move' | 'cancel'): Promise<Fee | undefined>;
  /** Two friendly words. The person and their helper only; not the technician (see visits.arrive). */
  doorWordFor(work: Work, visit: VisitId): Promise<string | undefined>;
  /** Four digits. The person only. */
  visitCodeFor(work: Work, visit: VisitId): Promise<string | undefined>;
  /** Operator: requests that wait for our call. */
  unplaced(work: Work): Promise<readonly Request[]>;
  find(work: Work, text: string): Promise<readonly Request[]>;
  board(work: Work, on: { day: Temporal.PlainDate; country: Country }): Promise<Board | undefined>;
  dayOf(work: Work, technician: TechnicianId, day: Temporal.PlainDate): Promise<Day | undefined>;
  /** The visit for a person's own calendar, in the language of the request. */
  visitCalendar(work: Work, visit: VisitId): Promise<string | undefined>;
  /** For `confirmationPdf(parts, words, house)`, outside of the work. For the person only: it holds the code. */
  confirmationLetter(work: Work, visit: VisitId): Promise<LetterParts | undefined>;
  aboutPerson: Readonly<{ export(work: Work, person: PersonId): Promise<Record<string, unknown>>; erase(work: Work, person: PersonId): Promise<{ erased: number }> }>;
  known: Readonly<{
    request(work: Work, id: RequestId): Promise<Request | undefined>;
    visit(work: Work, id: VisitId): Promise<Appointment | undefined>;
    /** For privacy's nightly job: requests that never became a visit, not touched since; how many were emptied. */
    forgetNeverBooked(work: Work, country: Country, before: Temporal.Instant): Promise<number>;
    photosInUse(work: Work): Promise<readonly FileId[]>;
    /** When something was last asked by this person or for these homes, or somebody went there. */
    lastContact(work: Work, person: PersonId, homes: readonly HomeId[]): Promise<Temporal.Instant | undefined>;
    /** Whether a request has this reference, in any spelling. */
    hasReference(work: Work, typed: string): Promise<boolean>;
    /** Every visit that a request was promised, cancelled ones too. */
    visitsOfRequest(work: Work, id: RequestId): Promise<readonly Appointment[]>;
    visitsBetween(work: Work, from: Temporal.Instant, until: Temporal.Instant): Promise<readonly Appointment[]>;
    /** For triage's nightly learning: the words of finished tasks and what they were taken for at the start; null when nobody said. */
    taught(work: Work): Promise<readonly Readonly<{ task: TaskId; text: string; category: string | null }>[]>;
    /** The door word and the person's code, opened. */
    doorOf(work: Work, visit: VisitId): Promise<Readonly<{ word: string; code: string }> | undefined>;
    /** Whether a visit that began then would cost what was agreed. */
    isPricedAlike(work: Work, asked: { visit: VisitId; from: Temporal.Instant }): Promise<boolean>;
    /** Narrows promises that are due, at most `limit` (200); returns how many. For the sweep, in a work of a job. */
    narrowWindows(work: Work, limit?: number): Promise<number>;
    /** Drops holds that ran out, so that their times show at once; returns how many. */
    dropHolds(work: Work): Promise<number>;
    /** Has everybody's days at hand, so that nobody waits who asks for times; how many. For each process by itself. */
    keepWarm(work: Work, country: Country): Promise<number>;
    /** A firm is gone: its visit does not take place, free of charge, and its request may be compared anew. */
    cancelGone(work: Work, visit: VisitId): Promise<Result<Appointment, NoSuchVisit>>;
    compareAnew(work: Work, request: RequestId): Promise<void>;
    /** Nothing more is to come for a request; who may was checked by whoever calls. */
    requestOver(work: Work, request: RequestId): Promise<void>;
    /** The contract of a visit was withdrawn from: it does not take place, free of charge. Who may was checked there. */
    cancelWithdrawn(work: Work, visit: VisitId): Promise<Result<Appointment, NoSuchVisit>>;
  }>;
}>;

/** What a confirmation letter is made from; `confirmationPdf` lays it out, outside of any work. */
export type LetterParts = Readonly<{
  appointment: Appointment; reference: string; doorWord: string; code: string; lang: Lang;
  to: readonly string[]; technician: string; provider: string; largePrint: boolean; at: Temporal.Instant;
}>;
