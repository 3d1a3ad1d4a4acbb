import type { FileId, Country, ExtraId, HomeId, Lang, Money, PersonId, ProviderId, Refusal, RequestId, Result, TechnicianId, VisitId } from '#kernel';
import type { CannotExempt, DoorTerms, ShownText, TermsChanged } from '#modules/contracts';
import type { Device } from '#modules/devices';
import type { CannotSend } from '#modules/technicians';
import type { Work } from '#platform/work';
import type { AsksOfPart, AsksToGiveBack, AsksToHandOn, AsksToMakeReady, AsksToOfferRepair, AsksToOrderPart, AsksToSayPartComes, AsksToWriteReceipt } from './asks.ts';
import type { AsksForClock, AsksToAddPart, AsksToAnswerExtra, AsksToCheckIn, AsksToEnd, AsksToFreeze, AsksToHandBack, AsksToNote, AsksToNoteDevice, AsksToProposeExtra, AsksToSign, AsksToTick, AsksToUnfreeze, AsksToWriteSheet } from './asks.ts';
import type { TaskList } from './checklist.ts';
import type { CannotReady, Custody, NoReceipt, ReceiptSigned, Stage } from './custody.ts';
import type { BadExtra, Extra } from './extra.ts';
import type { OutcomeRule } from './outcome.ts';
import type { CannotCallOff, PartOrder, PartState } from './part-order.ts';
import type { Sheet, SheetFault } from './sheet.ts';
import type { MinutesByTask } from './time.ts';
import type { Bill, HandedBack, Note, Part, SheetToRead, Signature, TakenAlong, Taught, Told } from './told.ts';
import type { CannotEnd, NotArrived, NotStarted, VisitFrozen, VisitOver, VisitRecord } from './visit.ts';

export type NoSuchVisit = { kind: 'no-such-visit' };
/** The household said no to whoever was to come instead of somebody else. */
export type PersonRefused = { kind: 'person-refused' };
export type NoSuchExtra = { kind: 'no-such-extra' };
export type NoSuchTask = { kind: 'no-such-task' };
export type NoSuchLeaf = { kind: 'no-such-leaf' };
export type CannotTell = NoSuchVisit | { kind: 'told-too-late' } | { kind: 'written-meanwhile' };
export type NotWorking = VisitOver | VisitFrozen | NotStarted;

/** Everything about one visit, for whoever may see it. Notes and `worry` (what was said when it was stopped, why it went on) are for staff: empty for the household. */
export type VisitSeen = Readonly<{
  visit: VisitId; request: RequestId; home: HomeId; provider: ProviderId; technician: TechnicianId; country: Country;
  record: VisitRecord; minutes: MinutesByTask;
  /** The language in which the sheet must be written. */
  sheetLang: Lang;
  checklist: readonly TaskList[]; parts: readonly Part[]; extras: readonly Extra[]; notes: readonly Note[];
  handedBack: readonly HandedBack[]; sheet?: Sheet; sheetFaults: readonly SheetFault[]; signature?: Signature; worry: Readonly<{ said?: string; wentOn?: string }>; rule?: OutcomeRule;
}>;
/** A wrong code must be counted, so it is an answer: `wrong` is how many so far. */
export type CodeWrong = Readonly<{ came: 'wrong'; wrong: number; triesLeft: number }>;
export type CodeFroze = Readonly<{ came: 'frozen' }>;

/** So much more takes the person's own yes; nothing was agreed. That it was tried is kept, so it is an answer. */
export type OwnYesNeeded = Readonly<{ came: 'own-yes-needed' }>;

export type NoSuchPart = { kind: 'no-such-part' };
export type CannotEndAway = { kind: 'receipt-missing' } | { kind: 'device-not-given-back' };
/** A thing in our hands, with what was agreed about it. */
export type CustodySeen = Readonly<{ custody: Custody; stage: Stage; offer?: Extra | undefined; extras: readonly Extra[] }>;
/** A part on order, and how far it is. */
export type PartSeen = Readonly<{ order: PartOrder; state: PartState; extra?: Extra | undefined }>;
type CannotKeep = NoSuchVisit | NoReceipt;
type NotYet = { kind: 'answer-awaited' } | { kind: 'part-over' };
type InThePast = { kind: 'expected-in-the-past' };

/** What leaves a home and comes back, and what is not there yet. */
export type Away = Readonly<{
  writeReceipt(work: Work, asked: AsksToWriteReceipt): Answer<Custody, NoSuchVisit | NotWorking | ReceiptSigned | InThePast | { kind: 'no-diagnosis-fee' } | { kind: 'diagnosis-too-high' }>;
  signReceipt(work: Work, asked: AsksToSign): Answer<{ came: 'signed'; custody: Custody } | CodeWrong | CodeFroze, NoSuchVisit | NotWorking | NoReceipt | ReceiptSigned>;
  handOn(work: Work, asked: AsksToHandOn): Answer<Custody, CannotKeep | { kind: 'already-returned' }>;
  /** Within what the receipt allows it is agreed at once; above it, it waits for a yes. */
  offerRepair(work: Work, asked: AsksToOfferRepair): Answer<Extra, CannotKeep | BadExtra | { kind: 'already-ready' } | { kind: 'answer-awaited' }>;
  makeReady(work: Work, asked: AsksToMakeReady): Answer<Custody, CannotKeep | CannotReady>;
  giveBackDevice(work: Work, asked: AsksToGiveBack): Answer<Custody, CannotKeep | { kind: 'not-ready' } | { kind: 'already-returned' } | { kind: 'no-return-visit' }>;
  orderPart(work: Work, asked: AsksToOrderPart): Answer<PartOrder, NoSuchVisit | NotWorking | BadExtra | InThePast | { kind: 'deposit-too-high' } | { kind: 'part-not-agreed' }>;
  partOrdered(work: Work, asked: AsksOfPart): Answer<PartOrder, NoSuchPart | NotYet>;
  partComes(work: Work, asked: AsksToSayPartComes): Answer<PartOrder, NoSuchPart | NotYet | InThePast>;
  partArrived(work: Work, asked: AsksOfPart): Answer<PartOrder, NoSuchPart | NotYet>;
  /** By the household free of charge while nothing was ordered or once it is late; by the office always. The deposit goes back: see billing. */
  callOffPart(work: Work, asked: AsksOfPart): Answer<PartOrder, NoSuchPart | CannotCallOff>;
  /** What left the home on this visit, for whoever may see it. */
  custody(work: Work, visit: VisitId): Promise<CustodySeen | undefined>;
  partsOnOrder(work: Work, visit: VisitId): Promise<readonly PartSeen[]>;
  /** Everything of a provider that is not back at home: for the provider's office, the operator and finance. */
  inTheirHands(work: Work, provider: ProviderId): Promise<readonly CustodySeen[]>;
  /** Parts that a provider still has to order or waits for: for its office, the operator, and each technician their own. */
  partsAwaited(work: Work, provider: ProviderId): Promise<readonly PartSeen[]>;
}>;

type Answer<T, E extends Refusal> = Promise<Result<T, E>>;

export type Visits = Away & Readonly<{
  /** Shortly before: what a telephone needs at a door without signal. Whoever asks closes it before it leaves the house. */
  takeAlong(work: Work, asked: { visit: VisitId }): Answer<TakenAlong, NoSuchVisit | { kind: 'not-now' }>;
  /** One thing that happened there and is told later: done with `todo`, as of when it happened; told twice it is done once. */
  tellLater<T, E extends Refusal>(work: Work, asked: { visit: VisitId; told: Told }, todo: (then: Work) => Promise<Result<T, E>>): Promise<Result<{ came: 'before' } | { came: 'now'; value: T }, CannotTell | E>>;
  /** The technician is on the way: who waits is told, once. From two hours before the promise to two hours after it. */
  setOut(work: Work, asked: { visit: VisitId }): Answer<VisitRecord, NoSuchVisit | VisitOver | VisitFrozen | { kind: 'too-early'; from: Temporal.Instant } | { kind: 'too-late' } | PersonRefused>;
  /** The technician who was promised is at the door: from two hours before the promise to two hours after it. Answers with the word to say. */
  arrive(work: Work, asked: { visit: VisitId }): Answer<{ doorWord: string; record: VisitRecord }, NoSuchVisit | VisitOver | VisitFrozen | { kind: 'too-early'; from: Temporal.Instant } | { kind: 'too-late' } | PersonRefused | CannotSend>;
  /** The person's code starts the clock; the third wrong one freezes the visit. */
  checkIn(work: Work, asked: AsksToCheckIn): Answer<{ came: 'right'; record: VisitRecord } | CodeWrong | CodeFroze, NoSuchVisit | NoSuchTask | VisitOver | VisitFrozen | NotArrived>;
  tick(work: Work, asked: AsksToTick): Answer<{ task: string; step: string }, NoSuchVisit | NoSuchTask | NotWorking | { kind: 'no-such-step' }>;
  startTime(work: Work, asked: AsksForClock): Answer<VisitRecord, NoSuchVisit | NoSuchTask | NotWorking>;
  stopTime(work: Work, asked: AsksForClock): Answer<VisitRecord, NoSuchVisit | NotWorking | { kind: 'no-clock-runs' }>;
  /** Only what the quote or an approved extra names; anything else is proposed first. */
  addPart(work: Work, asked: AsksToAddPart): Answer<Part, NoSuchVisit | NoSuchTask | NotWorking | { kind: 'part-not-agreed' }>;
  removePart(work: Work, asked: { visit: VisitId; part: string }): Answer<true, NoSuchVisit | NotWorking | { kind: 'no-such-part' }>;
  note(work: Work, asked: AsksToNote): Answer<Note, NoSuchVisit | NoSuchTask | NotWorking>;
  noteDevice(work: Work, asked: AsksToNoteDevice): Answer<Device, NoSuchVisit | NotWorking | { kind: 'no-such-home' }>;
  proposeExtra(work: Work, asked: AsksToProposeExtra): Answer<Extra, NoSuchVisit | NoSuchTask | NotWorking | BadExtra | CannotExempt>;
  /** Yes: by the person's code on the technician's phone as far as it covers, on the person's own screen, under a mandate to approve extras, or on the telephone to the operator. No: by any of them, or the technician. */
  answerExtra(work: Work, asked: AsksToAnswerExtra): Answer<{ came: 'answered'; extra: Extra } | CodeWrong | CodeFroze | OwnYesNeeded, NoSuchExtra | NotWorking | { kind: 'extra-already-answered' } | { kind: 'extra-lapsed' } | { kind: 'code-needed' } | { kind: 'who-spoke-missing' } | TermsChanged>;
  writeSheet(work: Work, asked: AsksToWriteSheet): Answer<{ sheet: Sheet; faults: readonly SheetFault[] }, NoSuchVisit | NotWorking>;
  handBack(work: Work, asked: AsksToHandBack): Answer<HandedBack, NoSuchVisit | NoSuchTask | NotWorking>;
  sign(work: Work, asked: AsksToSign): Answer<{ came: 'signed'; signature: Signature } | CodeWrong | CodeFroze, NoSuchVisit | NotWorking | { kind: 'sheet-incomplete' }>;
  /** "Something is wrong": the household, a helper or the operator stops everything. */
  freeze(work: Work, asked: AsksToFreeze): Answer<VisitRecord, NoSuchVisit | VisitOver>;
  /** The operator alone, with a reason. */
  unfreeze(work: Work, asked: AsksToUnfreeze): Answer<VisitRecord, NoSuchVisit | VisitOver | { kind: 'visit-not-frozen' }>;
  end(work: Work, asked: AsksToEnd): Answer<{ record: VisitRecord; rule: OutcomeRule }, NoSuchVisit | NoSuchTask | NoSuchLeaf | CannotEnd | CannotEndAway>;

  see(work: Work, visit: VisitId): Promise<VisitSeen | undefined>;
  /** The word again, once at the door: for the technician who is there. */
  doorWord(work: Work, visit: VisitId): Promise<string | undefined>;
  extra(work: Work, id: ExtraId): Promise<Extra | undefined>;
  extrasOf(work: Work, visit: VisitId): Promise<readonly Extra[]>;
  /** How much more the person's code can agree to; above it only a yes of their own counts. For whoever may see prices. */
  codeCovers(work: Work, visit: VisitId): Promise<Money | undefined>;
  /** The words that a yes to extra work agrees to, in the language of whoever asked for help; their digest goes back with the yes. */
  extraTerms(work: Work, extra: ExtraId): Promise<Readonly<{ text: ShownText; terms: DoorTerms }> | undefined>;
  /** The sheet, once the visit has ended: for the household and its helpers, the technician and staff. */
  sheet(work: Work, visit: VisitId): Promise<SheetToRead | undefined>;
  /** Frozen visits, the oldest first: for the operator. */
  frozen(work: Work): Promise<readonly VisitRecord[]>;
  known: Readonly<{
    record(work: Work, visit: VisitId): Promise<VisitRecord>;
    /** Of many visits at once, those that somebody has come to: how far they are and how they ended. */
    states(work: Work, visits: readonly VisitId[]): Promise<readonly Pick<VisitRecord, 'id' | 'state' | 'startedAt' | 'outcome'>[]>;
    /** Undefined until the visit has ended. */
    bill(work: Work, visit: VisitId): Promise<Bill | undefined>;
    /** Visits of these technicians that solved what they came for, ended within a span. */
    solvedBy(work: Work, technicians: readonly TechnicianId[], span: { from: Temporal.Instant; until: Temporal.Instant }): Promise<readonly Readonly<{ id: VisitId; endedAt: Temporal.Instant }>[]>;
    /** What these visits turned out to be, as leaves of the taxonomy; those of which nobody said it are left out. */
    foundAt(work: Work, visits: readonly VisitId[]): Promise<ReadonlyMap<VisitId, readonly string[]>>;
    extra(work: Work, id: ExtraId): Promise<Extra | undefined>;
    custody(work: Work, visit: VisitId): Promise<Custody | undefined>;
    heldBy(work: Work, provider: ProviderId): Promise<readonly Custody[]>;
    partOrder(work: Work, id: string): Promise<PartSeen | undefined>;
    partOrders(work: Work, visit: VisitId): Promise<readonly PartOrder[]>;
    /** Extra work that they said yes to and then withdrew from. */
    withdrawnFrom(work: Work, visit: VisitId): Promise<readonly ExtraId[]>;
    /** For the sweep: reminds those who did not fetch what is theirs, and tells of parts that are late; how many were told. */
    remindOfAway(work: Work): Promise<number>;
    sheet(work: Work, visit: VisitId): Promise<SheetToRead | undefined>;
    /** For triage's nightly learning: people's words of finished requests and what they were; what a technician found counts for more than what was chosen at the start. */
    taught(work: Work): Promise<readonly Taught[]>;
    /** Photos of notes and drawn signatures. */
    filesInUse(work: Work): Promise<readonly FileId[]>;
  }>;
  aboutPerson: Readonly<{
    export(work: Work, person: PersonId): Promise<Record<string, unknown>>;
    erase(work: Work, person: PersonId): Promise<{ erased: number }>;
  }>;
}>;
