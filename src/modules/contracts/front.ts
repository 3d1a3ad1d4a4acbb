import type { AgreementId, ChangeId, Country, ExtraId, HomeId, Lang, Money, PersonId, QuoteId, RequestId, Result, TechnicianId, VisitId } from '#kernel';
import type { Work } from '#platform/work';
import type { Agreement, Decision, ReceivedBy, ShownText, TechnicianChange, Withdrawal } from './agreement.ts';
import type { DoorTerms, Ground } from './at-the-door.ts';
import type { GoodsRules } from './goods.ts';
import type { Channel, ContractRule, ContractRuleBook } from './rules.ts';
import type { MayCall, SalesCall } from './selling.ts';
import type { Answer, Right } from './withdrawal.ts';

export type NoSuchQuote = { kind: 'no-such-quote' };
export type NoSuchAgreement = { kind: 'no-such-agreement' };
export type NoSuchRule = { kind: 'no-such-rule' };
export type NoSuchChange = { kind: 'no-such-change' };
/** The words are not those that were on the page: they are shown anew before anything is agreed. */
export type TermsChanged = { kind: 'terms-changed' };
/** Work inside the time of withdrawal needs the person's own wish. */
export type ExpressNeeded = { kind: 'express-request-needed' };
export type CannotExempt = { kind: 'no-such-ground' } | { kind: 'ground-not-described' };
export type CannotWithdraw = NoSuchAgreement | { kind: 'already-withdrawn'; at: Temporal.Instant } | { kind: 'withdrawal-too-late'; article: string } | { kind: 'withdrawal-fully-performed'; article: string }
  | { kind: 'withdrawal-small-amount'; article: string } | { kind: 'withdrawal-urgent-repair'; article: string };
/** `figure` in the place of the one in the file: days, years, cents or basis points, as the rule counts (see `figureOf`). */
export type AskedDecide = Readonly<{ rule: string; applies: boolean; figure?: number | undefined; why: string }>;
export type CannotDecide = NoSuchRule | { kind: 'figure-wrong' } | { kind: 'not-allowed' } | { kind: 'rule-is-confirmed' };
export type CannotChange = { kind: 'another-provider' };

type Window = Readonly<{ from: Temporal.Instant; until: Temporal.Instant }>;
/** What is asked about: the words before a visit. */
export type AskedTerms = Readonly<{ quote: QuoteId; lang: Lang; channel: Channel; promised?: Window | undefined; /** The version of the price at the time that is meant, where that is another than the quote's own. */ version?: string | undefined }>;
/** Extra work as it is proposed at the door. `most` is what it can cost at worst. */
export type DoorExtra = Readonly<{ extra: ExtraId; why: string; lines: readonly Readonly<{ says: string; gross: Money; most: Money }>[]; gross: Money; most: Money; ground?: Ground | undefined; urgentWhy?: string | undefined }>;
/** `channel`: how the yes is given; at the door unless the thing is in the workshop or the part is asked about later. */
export type AskedDoorTerms = Readonly<{ quote: QuoteId; lang: Lang; extra: DoorExtra; channel?: Channel | undefined }>;

/** Who agrees to what. `shown`: the digest of what was before them, in which language; without it nobody was informed. */
export type AskedAgree = AskedTerms & Readonly<{
  request: RequestId; home: HomeId; person?: PersonId | undefined; quiet: boolean; expressRequest: boolean; acknowledges: boolean; shown?: string | undefined;
}>;
export type AskedAgreeAtDoor = AskedDoorTerms & Readonly<{ request: RequestId; home: HomeId; person?: PersonId | undefined; quiet: boolean; startNow: boolean; shown?: string | undefined }>;
export type AskedWithdraw = Readonly<{ agreement: AgreementId; name: string; replyTo: string; receivedBy?: ReceivedBy | undefined; performedAt?: Temporal.Instant | undefined }>;
export type AskedChange = Readonly<{ visit: VisitId; quote: QuoteId; request: RequestId; home: HomeId; quiet: boolean; before: TechnicianId; after: TechnicianId }>;
/** A rule as the operator sees it: whether it holds now, and what was decided of it. */
export type SeenRule = Readonly<{ country: Country; rule: ContractRule; holds: boolean; decision?: Decision | undefined }>;
export type SeenAgreement = Readonly<{ agreement: Agreement; right: Right }>;

type Say<T, E extends { kind: string }> = Promise<Result<T, E>>;

export type Contracts = Readonly<{
  /** The words before a visit is booked, for whoever may see the quote; the digest goes back with the yes. */
  termsFor(work: Work, asked: AskedTerms): Promise<ShownText | undefined>;
  /** The agreements of a request, the oldest first; only what the caller may see. */
  agreementsOf(work: Work, request: RequestId): Promise<readonly SeenAgreement[]>;
  agreement(work: Work, id: AgreementId): Promise<SeenAgreement | undefined>;
  /** Exactly what was shown, for whoever may see the agreement. */
  textOf(work: Work, id: AgreementId): Promise<ShownText | undefined>;
  /** The declaration itself. What follows from it (the visit, the money) is for the modules above: see billing.withdraw. */
  withdraw(work: Work, asked: AskedWithdraw): Say<Withdrawal, CannotWithdraw>;
  /** The person's answer to another technician. After a no the visit can be cancelled or moved free of charge. */
  answerChange(work: Work, asked: { change: ChangeId; answer: 'agreed' | 'refused' }): Say<TechnicianChange, NoSuchChange>;
  changeOf(work: Work, visit: VisitId): Promise<TechnicianChange | undefined>;
  /** The operator's word on a rule that is not confirmed. */
  decide(work: Work, asked: AskedDecide): Say<Decision, CannotDecide>;
  /** All rules with their sources, for the operator. */
  rules(work: Work): Promise<readonly SeenRule[]>;
  mayCallToSell(work: Work, call: Omit<SalesCall, 'at'>): Promise<MayCall>;
  book: ContractRuleBook;
  known: Readonly<{
    /** Writes down what was agreed when a visit is booked; the caller has checked who may. */
    agree(work: Work, asked: AskedAgree): Say<Agreement, NoSuchQuote | TermsChanged | ExpressNeeded>;
    /** The words before extra work; composed again when it is answered. */
    doorText(work: Work, asked: AskedDoorTerms): Promise<Result<Readonly<{ text: ShownText; terms: DoorTerms }>, NoSuchQuote | CannotExempt>>;
    agreeAtDoor(work: Work, asked: AskedAgreeAtDoor): Say<Agreement, NoSuchQuote | TermsChanged | CannotExempt>;
    /** Whether a partner's voucher counts as a payment in a country now. */
    vouchersPay(work: Work, country: Country): Promise<boolean>;
    /** Which grounds let a contract at the door be paid at once. */
    grounds(work: Work, country: Country): Promise<readonly Readonly<{ ground: Ground; article: string }>[]>;
    /** The rules of things that are taken along, and of parts on order, as they hold in a country today. */
    goods(work: Work, country: Country): Promise<GoodsRules>;
    /** Whether work at a time lies inside the time of withdrawal of a contract made now. */
    isEarly(work: Work, asked: { country: Country; channel: Channel; at: Temporal.Instant }): Promise<boolean>;
    agreement(work: Work, id: AgreementId): Promise<Agreement | undefined>;
    agreementsOf(work: Work, request: RequestId): Promise<readonly Agreement[]>;
    text(work: Work, id: AgreementId): Promise<ShownText | undefined>;
    mayWithdraw(work: Work, agreement: Agreement, performedAt: Temporal.Instant | undefined): Promise<Answer>;
    /** Told before, so that it can be refused. Undefined where the household itself chose. */
    announceChange(work: Work, asked: AskedChange): Promise<Result<TechnicianChange | undefined, CannotChange>>;
    /** Whether a change stands that was not agreed to: then moving and cancelling cost nothing. */
    isFreeToLeave(work: Work, visit: VisitId): Promise<boolean>;
    /** Whether the household said no to this person and nothing else was agreed since: then they do not come. */
    isRefused(work: Work, visit: VisitId, technician: TechnicianId): Promise<boolean>;
    change(work: Work, id: ChangeId): Promise<TechnicianChange | undefined>;
    forgetOld(work: Work): Promise<number>;
  }>;
  aboutPerson: Readonly<{
    export(work: Work, person: PersonId): Promise<Record<string, unknown>>;
    erase(work: Work, person: PersonId): Promise<{ erased: number; keptUntil?: Temporal.PlainDate }>;
  }>;
}>;
