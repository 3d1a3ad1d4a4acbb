import { type Currency, type Money, money } from '#kernel';
import type { CreditNote, Invoice, InvoiceLine, Issuer, LineSource, Payment, Refund } from './invoice.ts';
import type { NewInvoice } from './needs.ts';
import type { InvoiceRow, IssuerRow, LineRow, NoteLineRow, NoteRow, PaymentRow, RefundRow } from './tables.ts';

const orNull = <T>(value: T | undefined): T | null => value ?? null;
const orNothing = <T>(value: T | null): T | undefined => value ?? undefined;

const issuerRow = ({ sapSince, ...issuer }: Issuer): IssuerRow => ({ ...issuer, ...(sapSince ? { sapSince: sapSince.toString() } : {}) });
const issuerFrom = ({ sapSince, ...issuer }: IssuerRow): Issuer => ({ ...issuer, ...(sapSince === undefined ? {} : { sapSince: Temporal.PlainDate.from(sapSince) }) });

export const invoiceRow = (invoice: NewInvoice, by: string): InvoiceRow => ({
  id: invoice.id, issuer_id: invoice.provider, series: invoice.series, sequence: invoice.sequence, number: invoice.number, kind: invoice.kind, visit_id: invoice.visit, request_id: invoice.request,
  home_id: invoice.home, person_id: orNull(invoice.person), quote_id: invoice.quote, currency: invoice.gross.currency, country: invoice.country, ceiling_cents: invoice.ceiling.cents, extras_cents: invoice.extrasCeiling.cents,
  missed_fee_cents: invoice.kind === 'missed-visit' ? invoice.fees.missedVisit : null, late_cancel_fee_cents: invoice.kind === 'late-cancel' ? invoice.fees.lateCancel : null,
  gross_cents: invoice.gross.cents, vat: invoice.vat, credit_rule: orNull(invoice.credit?.rule), credit_eligible_cents: orNull(invoice.credit?.eligible.cents), credit_cents: orNull(invoice.credit?.amount.cents),
  attended_minutes: invoice.minutes.attended, unattended_minutes: invoice.minutes.unattended, outcome: orNull(invoice.outcome), issuer: issuerRow(invoice.issuer), recipient: invoice.recipient, technician: invoice.technician,
  issued_at: invoice.issuedAt, issued_by: by, served_on: invoice.servedOn, due_on: invoice.dueOn, keep_until: invoice.keepUntil, forgotten_at: null, replaces_id: orNull(invoice.replaces),
});

export const lineRow = (invoice: NewInvoice, line: InvoiceLine, place: number): LineRow => {
  const { source } = line;
  return {
    id: line.id, invoice_id: invoice.id, quote_id: invoice.quote, place, source: source.kind, quote_line_id: 'line' in source ? source.line : null,
    deposit_id: source.kind === 'deposit' ? source.invoice : null, extra_id: source.kind === 'extra' ? source.extra : null, extra_place: source.kind === 'extra' ? source.place : null, kind: line.kind, item: orNull(line.item),
    says: typeof line.says === 'string' ? null : line.says, words: typeof line.says === 'string' ? line.says : null, unit: line.unit, quantity: line.quantity, unit_price_cents: line.unitPrice.cents, gross_cents: line.gross.cents,
    vat_basis_points: line.vatBasisPoints, every: line.every, renews_on: orNull(line.renewsOn), later_cents: orNull(line.later?.cents), credit_eligible_cents: orNull(line.eligible?.cents), payable_from: orNull(line.payableFrom),
  };
};

function sourceFrom(row: LineRow): LineSource {
  switch (row.source) {
    case 'quote': case 'above-ceiling': case 'withdrawn': {
      if (row.quote_line_id === null) throw new Error(`The invoice line (${row.id}) has lost its quote line.`);
      return { kind: row.source, line: row.quote_line_id };
    }
    case 'extra': {
      if (row.extra_id === null || row.extra_place === null) throw new Error(`The invoice line (${row.id}) has lost its extra.`);
      return { kind: 'extra', extra: row.extra_id, place: row.extra_place };
    }
    case 'fee': return { kind: 'fee' };
    case 'deposit': {
      if (row.deposit_id === null) throw new Error(`The invoice line (${row.id}) has lost its deposit.`);
      return { kind: 'deposit', invoice: row.deposit_id };
    }
  }
}

const maybeMoney = (cents: number | null, currency: Currency): Money | undefined => (cents === null ? undefined : money(cents, currency));

const lineFrom = (row: LineRow, currency: Currency): InvoiceLine => ({
  id: row.id, source: sourceFrom(row), kind: row.kind, says: row.says ?? row.words ?? '', unit: row.unit, quantity: row.quantity, unitPrice: money(row.unit_price_cents, currency), gross: money(row.gross_cents, currency),
  vatBasisPoints: row.vat_basis_points, every: row.every, renewsOn: orNothing(row.renews_on), later: maybeMoney(row.later_cents, currency), item: orNothing(row.item), eligible: maybeMoney(row.credit_eligible_cents, currency), payableFrom: orNothing(row.payable_from),
});

const paymentFrom = (row: PaymentRow): Payment => ({
  id: row.id, invoice: row.invoice_id, means: row.means, amount: money(row.amount_cents, row.currency), receivedOn: row.received_on, reference: orNothing(row.reference), takesBack: orNothing(row.takes_back_id), why: orNothing(row.why), recordedAt: row.recorded_at,
});
const refundFrom = (row: RefundRow): Refund => ({ id: row.id, invoice: row.invoice_id, way: row.way, amount: money(row.amount_cents, row.currency), paidOn: row.paid_on, reference: orNothing(row.reference), recordedAt: row.recorded_at });
const noteFrom = (row: NoteRow, lines: readonly NoteLineRow[]): CreditNote => ({
  id: row.id, number: row.number, invoice: row.invoice_id, why: row.why, gross: money(row.gross_cents, row.currency), vat: row.vat, issuedAt: row.issued_at,
  lines: lines.filter((line) => line.credit_note_id === row.id).map((line) => ({ line: line.line_id, gross: money(line.gross_cents, row.currency) })),
});

/** What belongs to some invoices, read in one go. */
export type Parts = Readonly<{ refunds: readonly RefundRow[]; lines: readonly LineRow[]; payments: readonly PaymentRow[]; notes: readonly NoteRow[]; noteLines: readonly NoteLineRow[] }>;

export function invoiceFrom(row: InvoiceRow, parts: Parts): Invoice {
  const { currency } = row;
  const credit = row.credit_rule === null ? undefined : { rule: row.credit_rule, eligible: money(row.credit_eligible_cents ?? 0, currency), amount: money(row.credit_cents ?? 0, currency) };
  return {
    id: row.id, number: row.number, kind: row.kind, provider: row.issuer_id, visit: row.visit_id, request: row.request_id, home: row.home_id, person: orNothing(row.person_id), quote: row.quote_id, country: row.country,
    lines: parts.lines.filter((line) => line.invoice_id === row.id).toSorted((a, b) => a.place - b.place).map((line) => lineFrom(line, currency)),
    gross: money(row.gross_cents, currency), vat: row.vat, ceiling: money(row.ceiling_cents, currency), extrasCeiling: money(row.extras_cents, currency), credit,
    minutes: { attended: row.attended_minutes, unattended: row.unattended_minutes }, outcome: orNothing(row.outcome), issuer: issuerFrom(row.issuer),
    recipient: { name: row.recipient.name ?? '', address: row.recipient.address ?? { line: '', postcode: '', town: '', country: row.country }, largePrint: row.recipient.largePrint ?? false },
    technician: row.technician, issuedAt: row.issued_at, servedOn: row.served_on, dueOn: row.due_on, replaces: orNothing(row.replaces_id),
    refunds: parts.refunds.filter((refund) => refund.invoice_id === row.id).map(refundFrom),
    payments: parts.payments.filter((payment) => payment.invoice_id === row.id).map(paymentFrom),
    creditNotes: parts.notes.filter((note) => note.invoice_id === row.id).map((note) => noteFrom(note, parts.noteLines)),
  };
}
