import type { HomeId, InvoiceId, Lang, PaymentId, PersonId, ProviderId, QuoteId, TechnicianId, VisitId } from '#kernel';
import type { Booking } from '#modules/booking';
import type { Contracts } from '#modules/contracts';
import type { People } from '#modules/people';
import type { Pricing } from '#modules/pricing';
import type { Visits } from '#modules/visits';
import type { Work } from '#platform/work';
import type { CreditNote, Invoice, Issuer, Payment, Refund } from './invoice.ts';
import type { Gone } from './gone.ts';
import type { Waived } from './verbs.ts';
import type { AgreedExtra } from './make-invoice.ts';

/** Everything that is written of an invoice before the database gives it its number. */
export type NewInvoice = Omit<Invoice, 'payments' | 'creditNotes' | 'refunds'> & Readonly<{ series: string; sequence: number; extras: readonly AgreedExtra[]; keepUntil: Temporal.PlainDate; fees: Readonly<{ missedVisit: number; lateCancel: number }> }>;

export type Invoices = Readonly<{
  /** Nobody else bills this quote until the work is over. */
  lock(work: Work, quote: QuoteId): Promise<void>;
  /** The next number of a series; the series stays locked until the work is over, and a work that is rolled back takes no number. */
  next(work: Work, issuer: ProviderId, series: string): Promise<number>;
  add(work: Work, invoice: NewInvoice): Promise<void>;
  find(work: Work, id: InvoiceId): Promise<Invoice | undefined>;
  ofVisit(work: Work, visit: VisitId): Promise<readonly Invoice[]>;
  ofQuote(work: Work, quote: QuoteId): Promise<readonly Invoice[]>;
  ofHome(work: Work, home: HomeId): Promise<readonly Invoice[]>;
  ofProvider(work: Work, provider: ProviderId, from: Temporal.Instant, until: Temporal.Instant): Promise<readonly Invoice[]>;
  ofPerson(work: Work, person: PersonId): Promise<readonly Invoice[]>;
  withNumber(work: Work, number: string): Promise<Invoice | undefined>;
  withPayment(work: Work, payment: PaymentId): Promise<Invoice | undefined>;
  addPayment(work: Work, payment: Payment, by: string): Promise<void>;
  waived(work: Work, visit: VisitId): Promise<Waived | undefined>;
  addWaived(work: Work, waived: Waived & Readonly<{ provider: ProviderId }>, by: string): Promise<void>;
  gone(work: Work, provider: ProviderId): Promise<Gone | undefined>;
  addGone(work: Work, gone: Gone, by: string): Promise<void>;
  /** Bills that were due from (included) until (included) a day, are not paid or given back whole, and of which nobody was reminded; the oldest first. */
  unpaidAndUntold(work: Work, from: Temporal.PlainDate, until: Temporal.PlainDate, most: number): Promise<readonly Invoice[]>;
  addReminder(work: Work, invoice: InvoiceId): Promise<void>;
  /** When somebody was reminded of it; undefined: never. */
  remindedAt(work: Work, invoice: InvoiceId): Promise<Temporal.Instant | undefined>;
  addRefund(work: Work, refund: Refund, by: string): Promise<void>;
  addCreditNote(work: Work, note: CreditNote & Readonly<{ series: string; sequence: number; provider: ProviderId }>, by: string): Promise<void>;
  /** Blanks names and addresses of invoices whose legal time is over. */
  forgetAfter(work: Work, day: Temporal.PlainDate): Promise<number>;
}>;

/** What billing must know of who bills and who came; `technicians` tells it, though billing may not use it by name. */
export type Issuers = Readonly<{
  provider(work: Work, id: ProviderId): Promise<Issuer | undefined>;
  technician(work: Work, id: TechnicianId): Promise<Readonly<{ firstName: string; lastInitial: string; badge: string }> | undefined>;
}>;
export type BookingNeeded = Readonly<{ known: Pick<Booking['known'], 'visit' | 'visitsOfRequest' | 'visitsBetween' | 'request' | 'cancelWithdrawn' | 'cancelGone' | 'compareAnew'> }>;
export type VisitsNeeded = Pick<Visits, 'callOffPart'> & Readonly<{ known: Pick<Visits['known'], 'bill' | 'record' | 'custody' | 'partOrder' | 'partOrders' | 'heldBy'> }>;
export type PricingNeeded = Pick<Pricing, 'rules'> & Readonly<{ known: Pick<Pricing['known'], 'quote' | 'letGo' | 'bill' | 'scopeOf' | 'payByVoucher' | 'returnVoucher'> }>;
export type PeopleNeeded = Readonly<{ known: Pick<People['known'], 'person' | 'home' | 'residentsOf'> }>;

export type ContractsNeeded = Pick<Contracts, 'withdraw' | 'agreement'> & Readonly<{ known: Pick<Contracts['known'], 'agreement' | 'agreementsOf' | 'mayWithdraw'> }>;

export type Needs = Readonly<{ invoices: Invoices; contracts: ContractsNeeded; booking: BookingNeeded; visits: VisitsNeeded; pricing: PricingNeeded; people: PeopleNeeded; issuers: Issuers;
  /** What stands on a credit note by which a deposit goes back. */
  depositBackSays?: ((lang: Lang) => string) | undefined;
  /** Whether a complaint about this visit still waits for its answer; `quality` tells it, though billing may not use it by name. */
  isDisputed?: ((work: Work, visit: VisitId) => Promise<boolean>) | undefined }>;
