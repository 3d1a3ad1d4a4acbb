import type { Country, Currency, ExtraId, HomeId, InvoiceId, PaymentId, PersonId, ProviderId, QuoteId, QuoteLineId, RequestId, VisitId } from '#kernel';
import type { BillOutcome, Every, LineKind, Says, Unit, VatShare } from '#modules/pricing';
import type { InvoiceKind, Issuer, Means, Recipient, WhoCame, RefundWay } from './invoice.ts';
import type { GoneWhy } from './gone.ts';
import type { WaivedWhy } from './verbs.ts';

/** `sapSince` is written as text. */
export type IssuerRow = Omit<Issuer, 'sapSince'> & { sapSince?: string };
export type InvoiceRow = {
  id: InvoiceId; issuer_id: ProviderId; series: string; sequence: number; number: string; kind: InvoiceKind; visit_id: VisitId; request_id: RequestId; home_id: HomeId; person_id: PersonId | null;
  quote_id: QuoteId; currency: Currency; country: Country; ceiling_cents: number; extras_cents: number; missed_fee_cents: number | null; late_cancel_fee_cents: number | null; gross_cents: number;
  vat: readonly VatShare[]; credit_rule: string | null; credit_eligible_cents: number | null; credit_cents: number | null; attended_minutes: number; unattended_minutes: number; outcome: BillOutcome | null;
  issuer: IssuerRow; recipient: Partial<Recipient>; technician: WhoCame; issued_at: Temporal.Instant; issued_by: string; served_on: Temporal.PlainDate; due_on: Temporal.PlainDate; keep_until: Temporal.PlainDate;
  forgotten_at: Temporal.Instant | null; replaces_id: InvoiceId | null;
};
export type ExtraRow = { invoice_id: InvoiceId; visit_id: string; extra_id: ExtraId; worst_cents: number };
export type LineRow = {
  id: string; invoice_id: InvoiceId; quote_id: QuoteId; place: number; source: 'quote' | 'above-ceiling' | 'withdrawn' | 'extra' | 'fee' | 'deposit'; deposit_id: InvoiceId | null; quote_line_id: QuoteLineId | null; extra_id: ExtraId | null; extra_place: number | null;
  kind: LineKind; item: string | null; says: Says | null; words: string | null; unit: Unit; quantity: number; unit_price_cents: number; gross_cents: number; vat_basis_points: number; every: Every;
  renews_on: Temporal.PlainDate | null; later_cents: number | null; credit_eligible_cents: number | null; payable_from: Temporal.PlainDate | null;
};
export type NoteRow = { id: InvoiceId; issuer_id: ProviderId; series: string; sequence: number; number: string; invoice_id: InvoiceId; currency: Currency; why: string; gross_cents: number; vat: readonly VatShare[]; issued_at: Temporal.Instant; issued_by: string };
export type NoteLineRow = { credit_note_id: InvoiceId; invoice_id: InvoiceId; line_id: string; gross_cents: number };
export type RefundRow = { id: PaymentId; invoice_id: InvoiceId; currency: Currency; way: RefundWay; amount_cents: number; paid_on: Temporal.PlainDate; reference: string | null; recorded_at: Temporal.Instant; recorded_by: string };
export type WaivedRow = { visit_id: VisitId; provider_id: ProviderId; why: WaivedWhy; waived_at: Temporal.Instant; waived_by: string };
export type GoneRow = { provider_id: ProviderId; why: GoneWhy; words: string | null; gone_at: Temporal.Instant; said_by: string };
export type PaymentRow = { id: PaymentId; invoice_id: InvoiceId; currency: Currency; means: Means; amount_cents: number; received_on: Temporal.PlainDate; reference: string | null; takes_back_id: PaymentId | null; why: string | null; recorded_at: Temporal.Instant; recorded_by: string };
export type Tables = {
  'billing.series': { issuer_id: ProviderId; series: string; last: number };
  'billing.invoices': InvoiceRow; 'billing.invoice_extras': ExtraRow; 'billing.invoice_lines': LineRow;
  'billing.credit_notes': NoteRow; 'billing.credit_note_lines': NoteLineRow; 'billing.payments': PaymentRow; 'billing.refunds': RefundRow; 'billing.gone_providers': GoneRow; 'billing.reminders': { invoice_id: InvoiceId; told_at: Temporal.Instant }; 'billing.waived_fees': WaivedRow;
};
