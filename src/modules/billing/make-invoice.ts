import { type Currency, type ExtraId, type Money, least, sum } from '#kernel';
import { type BillDraft, type ExtraDone, type LineKind, type Quote, type Unit, type VatShare, missedFee, vatOf } from '#modules/pricing';
import type { InvoiceLine } from './invoice.ts';

/** A line before its invoice has an id. */
export type NewLine = Omit<InvoiceLine, 'id'>;

/** Extra work that got its yes, as the visit kept it. */
export type AgreedExtra = Readonly<{
  id: ExtraId; visit: string; worst: Money; payableFrom?: Temporal.PlainDate | undefined;
  lines: readonly Readonly<{ kind: LineKind; says: string; unit: Unit; quantity: number; unitPrice: Money; gross: Money; vatBasisPoints: number; task?: ExtraDone['task']; item?: string }>[];
}>;

const keyOf = (extra: AgreedExtra, place: number): string => `${extra.id} ${place}`;

/** What pricing must know of the extras. */
export const extrasDone = (extras: readonly AgreedExtra[]): ExtraDone[] => extras.flatMap((extra) =>
  extra.lines.map((line, place) => ({ id: keyOf(extra, place), kind: line.kind, task: line.task, item: line.item, unit: line.unit, quantity: line.quantity, unitPrice: line.unitPrice, gross: line.gross })));

function quotedLines(bill: BillDraft): NewLine[] {
  return bill.lines.map(({ line, from, why }): NewLine => ({
    source: { kind: why === 'as-quoted' ? 'quote' : 'above-ceiling', line: from }, kind: line.kind, says: line.says, unit: line.unit, quantity: line.quantity,
    unitPrice: line.unitPrice, gross: line.gross, vatBasisPoints: line.vatBasisPoints, every: line.every, item: 'item' in line ? line.item : undefined, eligible: line.credit?.eligible,
    ...(line.every === 'once' ? {} : { renewsOn: line.renewsOn, later: line.later }),
  }));
}

function extraLines(bill: BillDraft, extras: readonly AgreedExtra[]): NewLine[] {
  const due = new Map(bill.extras.map((extra) => [extra.id, extra]));
  return extras.flatMap((extra) => extra.lines.flatMap((line, place): NewLine[] => {
    const found = due.get(keyOf(extra, place));
    if (!found) return [];
    return [{
      source: { kind: 'extra', extra: extra.id, place }, kind: line.kind, says: line.says, unit: line.unit, quantity: line.quantity, unitPrice: line.unitPrice,
      gross: line.gross, vatBasisPoints: found.vatBasisPoints, every: 'once', item: line.item, eligible: found.credit?.eligible, payableFrom: extra.payableFrom,
    }];
  }));
}

/** An invoice before it has a number. */
export type Unnumbered = Readonly<{ lines: readonly NewLine[]; gross: Money; vat: readonly VatShare[]; extras: readonly AgreedExtra[]; credit?: Readonly<{ rule: string; eligible: Money; amount: Money }> | undefined }>;

const eligibleOf = (lines: readonly NewLine[], currency: Currency): Money => sum(lines.flatMap(({ eligible }) => (eligible ? [eligible] : [])), currency);

/** The lines of a visit's invoice: what was quoted, as it turned out and held at its ceiling, and the extras that are due. */
export function visitInvoice(bill: BillDraft, extras: readonly AgreedExtra[], rule: string | undefined): Unnumbered {
  const { currency } = bill.ceiling;
  const lines = [...quotedLines(bill), ...extraLines(bill, extras)];
  const billed = new Set(lines.flatMap(({ source }) => (source.kind === 'extra' ? [source.extra] : [])));
  return {
    lines, gross: sum(lines.map(({ gross }) => gross), currency), vat: vatOf(lines, currency), extras: extras.filter(({ id }) => billed.has(id)),
    ...(bill.credit && rule !== undefined ? { credit: { rule, eligible: eligibleOf(lines, currency), amount: bill.credit } } : {}),
  };
}

/** A fee that was told before booking: never above what the tariff said, nor above what the whole visit could cost. */
export function feeInvoice(kind: 'missed-visit' | 'late-cancel', quote: Quote, asked: Money): Unnumbered | undefined {
  const { currency } = quote.ceiling;
  const told = kind === 'missed-visit' ? missedFee(quote) : least(quote.fees.lateCancel, quote.ceiling);
  const gross = least(asked, told);
  if (gross.cents <= 0) return undefined;
  const line: NewLine = {
    source: { kind: 'fee' }, kind: 'travel', says: { key: `billing.fee-${kind}`, with: {} }, unit: 'visit', quantity: 1, unitPrice: gross, gross, vatBasisPoints: quote.lines[0]?.vatBasisPoints ?? 0, every: 'once',
  };
  return { lines: [line], gross, vat: vatOf([line], currency), extras: [] };
}
