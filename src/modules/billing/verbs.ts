import type { AgreementId, HomeId, InvoiceId, Money, PaymentId, PersonId, ProviderId, Result, VisitId } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Custody } from '#modules/visits';
import type { Work } from '#platform/work';
import type { Gone, GoneWhy } from './gone.ts';
import type { AskedWithdrawal, Foreseen, Withdrawn } from './do/withdraw.ts';
import type { Unpaid } from './do/remind.ts';
import type { Certificate } from './certificate.ts';
import type { CannotWithdraw } from '#modules/contracts';
import type { CreditNote, Invoice, PaidByHand, Payment, Refund, RefundWay } from './invoice.ts';

export type NoSuchVisit = { kind: 'no-such-visit' };
export type NoSuchInvoice = { kind: 'no-such-invoice' };
export type NoSuchPayment = { kind: 'no-such-payment' };
export type CannotBill = NoSuchVisit | { kind: 'visit-not-ended' } | { kind: 'visit-goes-on' } | { kind: 'nothing-to-bill' }
  /** With an earlier bill of the same quote this one would be above what was promised. */
  | { kind: 'above-ceiling' }
  /** The fee of a missed visit: nobody asks for it any more, or the office decides about it. */
  | { kind: 'fee-waived' } | { kind: 'office-decides' };
/** A fee that is not asked for, and why. */
export const WAIVED_WHY = ['doubted', 'ill', 'our-mistake', 'goodwill'] as const;
export type WaivedWhy = (typeof WAIVED_WHY)[number];
export type Waived = Readonly<{ visit: VisitId; why: WaivedWhy; at: Temporal.Instant }>;
export type CannotPay = NoSuchInvoice | { kind: 'more-than-owed'; owed: Money } | { kind: 'must-wait'; payable: Money } | { kind: 'received-in-the-future' } | { kind: 'means-not-in-this-country' };
export type CannotTakeBack = NoSuchPayment | { kind: 'payment-already-taken-back' };
export type CannotCredit = NoSuchInvoice | { kind: 'no-such-line' } | { kind: 'more-than-billed' } | { kind: 'nothing-left-to-give-back' };

export type CannotRefund = NoSuchInvoice | { kind: 'nothing-to-refund' } | { kind: 'more-than-owed-back'; owed: Money } | { kind: 'refunded-in-the-future' };
export type CannotAskDeposit = { kind: 'no-such-part' } | { kind: 'answer-awaited' } | { kind: 'nothing-to-bill' };
export type AskedRefund = Readonly<{ invoice: InvoiceId; way: RefundWay; amount: number; paidOn: Temporal.PlainDate; reference?: string | undefined }>;

export type AskedPayment = Readonly<{ invoice: InvoiceId; means: PaidByHand; amount: number; receivedOn: Temporal.PlainDate; reference?: string | undefined }>;
export type AskedCreditNote = Readonly<{ invoice: InvoiceId; why: string; lines?: readonly Readonly<{ line: string; gross: number }>[] | undefined }>;

/** `ahead`: visits that are booked; `underWay`: at this moment; `waiting`: begun and to go on; `held`: things of theirs; `guaranteed`: done, and inside the guarantee. */
export type OpenPromises = Readonly<{ ahead: readonly Appointment[]; underWay: readonly Appointment[]; waiting: readonly Appointment[]; guaranteed: readonly Appointment[]; owedBack: readonly Invoice[]; held: readonly Custody[] }>;

/** What billing does and tells. Porchlight never holds money: these are the provider's own claims and receipts. */
export type Billing = Readonly<{
  /** One step from the visit to its invoice. Asked again it gives the same one, unless that was taken back. */
  invoiceFor(work: Work, asked: { visit: VisitId }): Promise<Result<Invoice, CannotBill>>;
  /** The fee of a late move or cancellation, as booking told it before. */
  invoiceLateFee(work: Work, asked: { visit: VisitId }): Promise<Result<Invoice, CannotBill>>;
  /** Not asked for: they were ill, or doubted who stood there. A bill that was made goes back whole; `says` stands on its credit note. */
  waiveFee(work: Work, asked: { visit: VisitId; why: WaivedWhy; says: string }): Promise<Result<Waived, NoSuchVisit | { kind: 'no-fee-here' }>>;
  /** `amount` in cents. */
  recordPayment(work: Work, asked: AskedPayment): Promise<Result<Payment, CannotPay>>;
  takeBackPayment(work: Work, asked: { payment: PaymentId; why: string }): Promise<Result<Payment, CannotTakeBack>>;
  /** Gives back lines or parts of them (cents, with the sign of the line); without lines, all that is left. */
  creditNote(work: Work, asked: AskedCreditNote): Promise<Result<CreditNote, CannotCredit>>;

  /** Writes down that money was paid back; `amount` in cents, never more than is owed back. */
  recordRefund(work: Work, asked: AskedRefund): Promise<Result<Refund, CannotRefund>>;
  /** The deposit on a part that was agreed to, as a bill ahead of the work; the bill for the work takes it off. */
  invoiceDeposit(work: Work, asked: { part: string }): Promise<Result<Invoice, CannotAskDeposit>>;
  /** The deposit on a part that was called off goes back whole. Undefined: there was none. */
  giveBackDeposit(work: Work, asked: { part: string }): Promise<Result<CreditNote | undefined, { kind: 'no-such-part' } | { kind: 'part-not-called-off' }>>;
  /** What a firm has promised, owes, holds and guarantees; for the operator. Undefined for others. */
  openPromises(work: Work, provider: ProviderId): Promise<OpenPromises | undefined>;
  /** A firm is gone: its visits fall away free of charge, what was paid ahead goes back, each household is told and compares anew. */
  providerGone(work: Work, asked: { provider: ProviderId; why: GoneWhy; words?: string | undefined }): Promise<Result<{ gone: Gone; told: number; back: readonly CreditNote[] }, { kind: 'no-such-provider' } | { kind: 'already-gone' } | { kind: 'visit-under-way' }>>;
  /** Since when and why a firm is gone; undefined while it works here. */
  goneProvider(work: Work, provider: ProviderId): Promise<Gone | undefined>;
  /** Withdraws from a contract: the declaration, the visits that fall away, what is owed for what was done, what goes back. `why` stands on credit notes. */
  withdraw(work: Work, asked: AskedWithdrawal, why: string): Promise<Result<Withdrawn, CannotWithdraw>>;
  /** What that would mean now; undefined for who may not see the contract. */
  foreseeWithdrawal(work: Work, agreement: AgreementId): Promise<Foreseen | undefined>;

  invoice(work: Work, id: InvoiceId): Promise<Result<Invoice, NoSuchInvoice>>;
  /** The newest first; only what the caller may see. */
  invoicesOf(work: Work, home: HomeId): Promise<readonly Invoice[]>;
  invoicesFor(work: Work, visit: VisitId): Promise<readonly Invoice[]>;
  /** Whether the bills of a visit are theirs to read, whether there are any or not: so that nobody is told of none who may not know. */
  mayRead(work: Work, visit: VisitId): Promise<boolean>;
  /** For the provider's office and finance: issued from (included) until (excluded). */
  invoicesOfProvider(work: Work, provider: ProviderId, from: Temporal.Instant, until: Temporal.Instant): Promise<readonly Invoice[]>;
  /** What counts for the tax credit of a year, by what was paid and how. Undefined where the country has none or nothing counts. */
  certificate(work: Work, asked: { home: HomeId; provider: ProviderId; year: number }): Promise<Certificate | undefined>;
  known: Readonly<{
    invoice(work: Work, id: InvoiceId): Promise<Invoice | undefined>;
    /** The fee of a missed visit that is not asked for. */
    waived(work: Work, visit: VisitId): Promise<Waived | undefined>;
    /** The bill of a visit that stands, as whoever was there is told of it: its number and what it comes to. */
    billOf(work: Work, visit: VisitId): Promise<Readonly<{ number: string; gross: Money }> | undefined>;
    /** Every bill of a visit, whoever looks. */
    ofVisit(work: Work, visit: VisitId): Promise<readonly Invoice[]>;
    /** Whether a number is ours, and whose: for "is this really you?". */
    withNumber(work: Work, number: string): Promise<Invoice | undefined>;
    /** The highest bill that was written for a visit: for who watches prices. */
    highestFor(work: Work, visit: VisitId): Promise<Money | undefined>;
    /** What may still be paid of a bill, in cents, and when it was due; undefined when nothing. */
    unpaid(work: Work, id: InvoiceId): Promise<Unpaid | undefined>;
    remindedAt(work: Work, id: InvoiceId): Promise<Temporal.Instant | undefined>;
    /** For the sweep: bills that were due a week ago are reminded of, once; how many. */
    remindOfBills(work: Work): Promise<number>;
    /** Blanks names after the legal time: for the nightly job. */
    forgetOld(work: Work): Promise<number>;
  }>;
  aboutPerson: Readonly<{
    export(work: Work, person: PersonId): Promise<Record<string, unknown>>;
    /** The law keeps bills for ten years: nothing is erased before that, and `keptUntil` says when it is. */
    erase(work: Work, person: PersonId): Promise<{ erased: number; keptUntil?: Temporal.PlainDate }>;
  }>;
}>;
