import { type Address, type Country, type ExtraId, type HomeId, type InvoiceId, type Money, type PaymentId, type PersonId, type ProviderId, type QuoteId, type QuoteLineId, type RequestId, type VisitId, add, minus, sum } from '#kernel';
import type { BillOutcome, Every, LineKind, Says, Unit, VatShare } from '#modules/pricing';

/** What is claimed: the work of a visit, the fee of one to which nobody opened, the fee of a late change, or part of a price ahead. */
export type InvoiceKind = 'visit' | 'missed-visit' | 'late-cancel' | 'deposit';

/** Where a line comes from. Nothing is billed that nobody said yes to. */
export type LineSource = Readonly<
  | { kind: 'quote'; line: QuoteLineId }
  /** What goes off because the ceiling of these lines was reached. */
  | { kind: 'above-ceiling'; line: QuoteLineId }
  /** What goes off because the contract was withdrawn from before all of it was done. */
  | { kind: 'withdrawn'; line: QuoteLineId }
  | { kind: 'extra'; extra: ExtraId; place: number }
  | { kind: 'fee' }
  /** What goes off because it was billed ahead, on this invoice. */
  | { kind: 'deposit'; invoice: InvoiceId }
>;

export type InvoiceLine = Readonly<{
  id: string;
  source: LineSource;
  kind: LineKind;
  /** A sentence of the catalogue, or the words that the extra was agreed in. */
  says: Says | string;
  unit: Unit;
  quantity: number;
  unitPrice: Money;
  gross: Money;
  vatBasisPoints: number;
  every: Every;
  renewsOn?: Temporal.PlainDate | undefined;
  later?: Money | undefined;
  item?: string | undefined;
  /** The part that a tax credit covers. */
  eligible?: Money | undefined;
  /** No money for this line before that day: it was agreed at the door, and the law has it wait. */
  payableFrom?: Temporal.PlainDate | undefined;
}>;

/** How a provider is paid: printed on its own invoices. We never hold money. */
export type PayTo = Readonly<{ kind: 'iban'; iban: string; bic?: string | undefined; name: string } | { kind: 'sort-code'; sortCode: string; account: string; name: string }>;
/** Who bills, copied when the invoice was issued. */
export type Issuer = Readonly<{
  name: string; legalName: string; companyNumber: string; address: Address; phone: string; email: string; pay: PayTo; guaranteeDays: number;
  vat: Readonly<{ registered: true; number: string } | { registered: false; mention: string }>;
  sapNumber?: string | undefined; sapSince?: Temporal.PlainDate | undefined; mediator?: string | undefined;
}>;
export type Recipient = Readonly<{ name: string; address: Address; largePrint: boolean }>;
export type WhoCame = Readonly<{ name: string; badge: string }>;

export type Invoice = Readonly<{
  id: InvoiceId;
  number: string;
  kind: InvoiceKind;
  provider: ProviderId; visit: VisitId; request: RequestId; home: HomeId; person?: PersonId | undefined; quote: QuoteId;
  country: Country;
  lines: readonly InvoiceLine[];
  gross: Money;
  vat: readonly VatShare[];
  /** What was agreed: the quote's ceiling, and the most that approved extras may cost. `gross` is never above their sum. */
  ceiling: Money; extrasCeiling: Money;
  /** The eligible part, and what could come back of it if it is paid by a means that counts. Apart from the price. */
  credit?: Readonly<{ rule: string; eligible: Money; amount: Money }> | undefined;
  minutes: Readonly<{ attended: number; unattended: number }>;
  outcome?: BillOutcome | undefined;
  issuer: Issuer; recipient: Recipient; technician: WhoCame;
  issuedAt: Temporal.Instant; servedOn: Temporal.PlainDate; dueOn: Temporal.PlainDate;
  replaces?: InvoiceId | undefined;
  payments: readonly Payment[]; creditNotes: readonly CreditNote[];
  /** Money that went back to the person. */
  refunds?: readonly Refund[] | undefined;
}>;

/** How a provider was paid. Cash keeps no French tax credit. */
export type PaidByHand = 'transfer' | 'card' | 'cheque' | 'cash' | 'cesu' | 'direct-debit';
export const MEANS: readonly PaidByHand[] = ['transfer', 'card', 'cheque', 'cash', 'cesu', 'direct-debit'];
/** A voucher is redeemed by the house when the invoice is written: its organisation settles with the provider. It is a payment, so price and tax stay whole, and no one's tax credit counts it. */
export type Means = PaidByHand | 'voucher';
export const ALL_MEANS: readonly Means[] = [...MEANS, 'voucher'];
/** `amount` is negative on a payment that takes back one recorded by mistake. */
export type Payment = Readonly<{ id: PaymentId; invoice: InvoiceId; means: Means; amount: Money; receivedOn: Temporal.PlainDate; reference?: string | undefined; takesBack?: PaymentId | undefined; /** Why it was taken back. */ why?: string | undefined; recordedAt: Temporal.Instant }>;
/** Money paid back to the person, as the provider wrote it down. */
export type Refund = Readonly<{ id: PaymentId; invoice: InvoiceId; way: RefundWay; amount: Money; paidOn: Temporal.PlainDate; reference?: string | undefined; recordedAt: Temporal.Instant }>;
export const REFUND_WAYS = ['transfer', 'card', 'cheque', 'cash'] as const;
export type RefundWay = (typeof REFUND_WAYS)[number];
/** What was given back of an invoice, line by line. Its id is that of a bill, as it is one that goes the other way. */
export type CreditNote = Readonly<{ id: InvoiceId; number: string; invoice: InvoiceId; why: string; lines: readonly Readonly<{ line: string; gross: Money }>[]; gross: Money; vat: readonly VatShare[]; issuedAt: Temporal.Instant }>;

export const creditedOf = (invoice: Pick<Invoice, 'creditNotes' | 'gross'>): Money => sum(invoice.creditNotes.map(({ gross }) => gross), invoice.gross.currency);
export const paidOf = (invoice: Pick<Invoice, 'payments' | 'gross'>): Money => sum(invoice.payments.map(({ amount }) => amount), invoice.gross.currency);
type Amounts = Pick<Invoice, 'payments' | 'creditNotes' | 'gross' | 'refunds'>;
export const refundedOf = (invoice: Pick<Invoice, 'refunds' | 'gross'>): Money => sum((invoice.refunds ?? []).map(({ amount }) => amount), invoice.gross.currency);
/** What is still to be paid; below zero is what the provider owes back. */
export const owedOf = (invoice: Amounts): Money => add(minus(minus(invoice.gross, creditedOf(invoice)), paidOf(invoice)), refundedOf(invoice));

/** What must wait on a day: lines that were agreed at the door and whose day has not come, without what was given back of them. */
export function heldOn(invoice: Pick<Invoice, 'lines' | 'creditNotes' | 'gross'>, day: Temporal.PlainDate): Money {
  const held = invoice.lines.filter(({ payableFrom }) => payableFrom !== undefined && Temporal.PlainDate.compare(day, payableFrom) < 0);
  const back = invoice.creditNotes.flatMap((note) => note.lines).filter((one) => held.some(({ id }) => id === one.line));
  return minus(sum(held.map(({ gross }) => gross), invoice.gross.currency), sum(back.map(({ gross }) => gross), invoice.gross.currency));
}
/** What may be paid on a day: what is owed without what must wait. */
export function payableOn(invoice: Amounts & Pick<Invoice, 'lines'>, day: Temporal.PlainDate): Money {
  const now = minus(owedOf(invoice), heldOn(invoice, day));
  return now.cents < 0 ? { ...now, cents: 0 } : now;
}

export type InvoiceState = 'open' | 'paid' | 'taken-back';
export function stateOf(invoice: Amounts): InvoiceState {
  if (creditedOf(invoice).cents >= invoice.gross.cents) return 'taken-back';
  return owedOf(invoice).cents <= 0 ? 'paid' : 'open';
}

/** Days to pay. */
export const DUE_DAYS = 14;
/** Accounts are kept for ten years in France, six in the United Kingdom; we keep ten for both. */
export const KEEP_YEARS = 10;
