import { type ExtraId, type InvoiceId, type Money, type QuoteLineId, money, sum } from '#kernel';
import { vatOf } from '#modules/pricing';
import type { Invoice } from './invoice.ts';
import type { AgreedExtra, NewLine, Unnumbered } from './make-invoice.ts';
import { stateOf } from './invoice.ts';

/** The part that a deposit is for: as its extra was agreed, or as the quote has it. */
export type DepositFor = Readonly<{ says: string; deposit: Money; vatBasisPoints: number; from: Readonly<{ extra: AgreedExtra }> | Readonly<{ line: QuoteLineId; item: string }> }>;

/** A bill ahead of the work: one line, with the tax of the part. */
export function depositInvoice(part: DepositFor): Unnumbered {
  const line: NewLine = {
    source: 'extra' in part.from ? { kind: 'extra', extra: part.from.extra.id, place: 0 } : { kind: 'quote', line: part.from.line }, kind: 'parts', says: 'extra' in part.from ? part.says : { key: 'billing.deposit-line', with: {} },
    unit: 'piece', quantity: 1, unitPrice: part.deposit, gross: part.deposit, vatBasisPoints: part.vatBasisPoints, every: 'once',
    ...('item' in part.from ? { item: part.from.item } : { payableFrom: part.from.extra.payableFrom }),
  };
  return { lines: [line], gross: part.deposit, vat: vatOf([line], part.deposit.currency), extras: 'extra' in part.from ? [part.from.extra] : [] };
}

export const isStanding = (invoice: Invoice): boolean => invoice.kind === 'deposit' && stateOf(invoice) !== 'taken-back';
/** Of what a deposit is: the extra or the line of the quote. */
export const depositOf = (invoice: Invoice): Readonly<{ extra?: ExtraId; line?: QuoteLineId }> => {
  const source = invoice.lines[0]?.source;
  return source?.kind === 'extra' ? { extra: source.extra } : source?.kind === 'quote' ? { line: source.line } : {};
};
/** Deposits that another bill has taken off already. */
export const takenOff = (invoices: readonly Invoice[]): ReadonlySet<InvoiceId> => new Set(
  invoices.filter((invoice) => invoice.kind === 'visit' && stateOf(invoice) !== 'taken-back').flatMap(({ lines }) => lines.flatMap(({ source }) => (source.kind === 'deposit' ? [source.invoice] : []))));

export type Settled = Readonly<{ made: Unnumbered | undefined; back: readonly Invoice[] }>;
/**
 * The bill for the work, less the deposits of what it bills. A deposit for something that is not billed, or that is more than
 * what is left to ask, goes back whole instead: nothing is kept that was not earned.
 */
export function settleDeposits(made: Unnumbered | undefined, deposits: readonly Invoice[]): Settled {
  if (!made) return { made, back: deposits };
  const bills = (deposit: Invoice): boolean => {
    const of = depositOf(deposit);
    return made.lines.some(({ source }) => (source.kind === 'extra' ? source.extra === of.extra : source.kind === 'quote' && source.line === of.line));
  };
  const off: NewLine[] = [];
  const back: Invoice[] = [];
  let left = made.gross.cents;
  for (const deposit of deposits) {
    if (!bills(deposit) || left - deposit.gross.cents <= 0) { back.push(deposit); continue; }
    left -= deposit.gross.cents;
    const amount = money(-deposit.gross.cents, deposit.gross.currency);
    off.push({ source: { kind: 'deposit', invoice: deposit.id }, kind: 'parts', says: { key: 'billing.deposit-off', with: { number: deposit.number } }, unit: 'piece', quantity: 1, unitPrice: amount, gross: amount, vatBasisPoints: deposit.lines[0]?.vatBasisPoints ?? 0, every: 'once' });
  }
  const lines = [...made.lines, ...off];
  const { currency } = made.gross;
  return { made: { ...made, lines, gross: sum(lines.map(({ gross }) => gross), currency), vat: vatOf(lines, currency) }, back };
}
