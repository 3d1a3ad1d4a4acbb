import { type Currency, money } from '#kernel';
import type { Kept } from './needs.ts';
import type { Quote, QuoteLine } from './quote.ts';
import type { LineRow, QuoteRow, TariffRow } from './tables.ts';
import type { Tariff } from './tariff.ts';
import { vatOf } from './totals.ts';

export const tariffFrom = (row: TariffRow): Tariff => ({ ...row.shapes, id: row.id, provider: row.provider_id, country: row.country, currency: row.currency, since: row.since });

const orNull = <T>(value: T | undefined): T | null => value ?? null;
const item = (line: QuoteLine): string | null => ('item' in line ? orNull(line.item) : null);

export const lineRow = (quote: Quote, line: QuoteLine, place: number): LineRow => ({
  id: line.id, quote_id: quote.id, place, slot: line.slot, task_id: orNull(line.task), kind: line.kind, item: item(line), says: line.says, unit: line.unit,
  quantity: line.quantity, unit_price_cents: line.unitPrice.cents, gross_cents: line.gross.cents, worst_quantity: line.worst.quantity, worst_gross_cents: line.worst.gross.cents,
  vat_basis_points: line.vatBasisPoints, every: line.every,
  renews_on: line.every === 'once' ? null : line.renewsOn, later_cents: line.every === 'once' ? null : line.later.cents, minimum_months: line.every === 'once' ? null : orNull(line.minimumMonths),
  credit_rule: orNull(line.credit?.rule), credit_eligible_cents: orNull(line.credit?.eligible.cents), credit_cents: orNull(line.credit?.amount.cents),
});

export function lineFrom(row: LineRow, currency: Currency): QuoteLine {
  const base = {
    id: row.id, slot: row.slot, task: row.task_id ?? undefined, says: row.says, unit: row.unit, quantity: row.quantity, unitPrice: money(row.unit_price_cents, currency),
    gross: money(row.gross_cents, currency), worst: { quantity: row.worst_quantity, gross: money(row.worst_gross_cents, currency) }, vatBasisPoints: row.vat_basis_points,
    ...(row.credit_rule === null ? {} : { credit: { rule: row.credit_rule, eligible: money(row.credit_eligible_cents ?? 0, currency), amount: money(row.credit_cents ?? 0, currency) } }),
  };
  // The table's checks hold what the type says: parts never renew, subscriptions always do, what is sold is named.
  return {
    ...base, kind: row.kind, every: row.every, ...(row.item === null ? {} : { item: row.item }),
    ...(row.renews_on === null ? {} : { renewsOn: row.renews_on, later: money(row.later_cents ?? 0, currency) }),
    ...(row.minimum_months === null ? {} : { minimumMonths: row.minimum_months }),
  } as QuoteLine;
}

export const quoteRow = (quote: Quote, scope: QuoteRow['scope'], place: number) => ({
  id: quote.id, request_id: quote.request, home_id: quote.home, provider_id: quote.provider, tariff_id: quote.tariff, way: quote.way, starts_when: quote.when, country: quote.country,
  currency: quote.ceiling.currency, expected_cents: quote.expected.cents, ceiling_cents: quote.ceiling.cents, after_12_cents: quote.after12.cents, after_24_cents: quote.after24.cents,
  credit_cents: orNull(quote.credit?.cents), deposit_cents: orNull(quote.deposit?.cents), missed_fee_cents: quote.fees.missedVisit.cents, late_cancel_fee_cents: quote.fees.lateCancel.cents,
  late_cancel_hours: quote.fees.lateCancelHours, guarantee_days: quote.guaranteeDays, unsolved: orNull(quote.unsolved), not_included: quote.notIncluded, dearer_when: quote.dearerWhen, scope, travel: orNull(quote.travel),
  place, outlier: orNull(quote.outlier), version: quote.version, computed_at: quote.computedAt, valid_until: quote.validUntil, state: 'offered' as const,
  answered_at: null, answered_by: null, first_yes_at: null, first_yes_by: null, kept_at: null, round_id: orNull(quote.round),
});

export function keptFrom(row: QuoteRow, rows: readonly LineRow[]): Kept {
  const { currency } = row;
  const amount = (cents: number) => money(cents, currency);
  const lines = rows.filter((line) => line.quote_id === row.id).toSorted((a, b) => a.place - b.place).map((line) => lineFrom(line, currency));
  const quote: Quote = {
    id: row.id, request: row.request_id, home: row.home_id, provider: row.provider_id, way: row.way, when: row.starts_when, country: row.country, ...(row.scope.quiet ? { quiet: true } : {}), lines,
    expected: amount(row.expected_cents), ceiling: amount(row.ceiling_cents), after12: amount(row.after_12_cents), after24: amount(row.after_24_cents),
    ...(row.credit_cents === null ? {} : { credit: amount(row.credit_cents) }), ...(row.deposit_cents === null ? {} : { deposit: amount(row.deposit_cents) }),
    vat: vatOf(lines, currency), validUntil: row.valid_until, state: row.state, guaranteeDays: row.guarantee_days, notIncluded: row.not_included, dearerWhen: row.dearer_when,
    fees: { missedVisit: amount(row.missed_fee_cents), lateCancel: amount(row.late_cancel_fee_cents), lateCancelHours: Number(row.late_cancel_hours) },
    ...(row.unsolved === null ? {} : { unsolved: row.unsolved }), ...(row.travel === null ? {} : { travel: row.travel }), ...(row.scope.cheaper ? { cheaper: row.scope.cheaper } : {}), tariff: row.tariff_id, computedAt: row.computed_at, version: row.version,
    ...(row.outlier === null ? {} : { outlier: row.outlier }), ...(row.round_id === null ? {} : { round: row.round_id }),
  };
  return { quote, firstYes: row.first_yes_at !== null, ...(row.kept_at === null ? {} : { keptAt: row.kept_at }) };
}
