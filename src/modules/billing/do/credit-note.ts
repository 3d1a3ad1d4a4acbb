import { type Money, type Result, money, newId, no, ok, sum } from '#kernel';
import { vatOf } from '#modules/pricing';
import type { Work } from '#platform/work';
import type { CreditNoteIssued } from '../facts.ts';
import { type CreditNote, type Invoice, creditedOf } from '../invoice.ts';
import { mayGiveBack } from '../may.ts';
import type { Needs } from '../needs.ts';
import { numberOf, seriesOf } from '../number.ts';
import type { AskedCreditNote, CannotCredit } from '../verbs.ts';
import { nameOf } from '../who.ts';
import { returnToVoucher } from './by-voucher.ts';
import { dayIn } from './day.ts';

type Back = Readonly<{ line: string; gross: Money }>;

/** What is left of each line after earlier credit notes. */
export const leftOf = (invoice: Invoice): Back[] => invoice.lines.map((line) => {
  const before = invoice.creditNotes.flatMap((note) => note.lines).filter((back) => back.line === line.id).reduce((total, { gross }) => total + gross.cents, 0);
  return { line: line.id, gross: money(line.gross.cents - before, line.gross.currency) };
});

/** Whether a part is of what is left: with its sign, and no more than it. */
const isPartOf = (asked: number, left: number): boolean => Math.sign(asked) === Math.sign(left) && Math.abs(asked) <= Math.abs(left);

/** Which lines go back and how much of each. */
export function givenBack(invoice: Invoice, asked: AskedCreditNote['lines']): Result<readonly Back[], CannotCredit> {
  const left = leftOf(invoice).filter(({ gross }) => gross.cents !== 0);
  const lines: Back[] = asked === undefined ? left : [];
  for (const { line, gross } of asked ?? []) {
    if (!invoice.lines.some(({ id }) => id === line) || lines.some((one) => one.line === line)) return no({ kind: 'no-such-line' });
    if (gross === 0 || !isPartOf(gross, left.find((one) => one.line === line)?.gross.cents ?? 0)) return no({ kind: 'more-than-billed' });
    lines.push({ line, gross: money(gross, invoice.gross.currency) });
  }
  const total = lines.reduce((cents, { gross }) => cents + gross.cents, 0);
  if (total <= 0) return no({ kind: 'nothing-left-to-give-back' });
  return total > invoice.gross.cents - creditedOf(invoice).cents ? no({ kind: 'more-than-billed' }) : ok(lines);
}

/** Gives back all or parts of an invoice. The invoice stays as it was; this one stands beside it. */
export async function creditNote(needs: Pick<Needs, 'invoices' | 'pricing'>, work: Work, asked: AskedCreditNote): Promise<Result<CreditNote, CannotCredit>> {
  const seen = await needs.invoices.find(work, asked.invoice);
  if (!seen || !mayGiveBack(work.by, seen.provider)) return no({ kind: 'no-such-invoice' });
  await needs.invoices.lock(work, seen.quote);
  const invoice = (await needs.invoices.find(work, asked.invoice)) ?? seen;
  return giveBack(needs, work, invoice, asked.lines, asked.why);
}

/** The credit note itself, on an invoice whose quote is locked; who may was asked before. */
export async function giveBack(needs: Pick<Needs, 'invoices' | 'pricing'>, work: Work, invoice: Invoice, lines: AskedCreditNote['lines'], why: string): Promise<Result<CreditNote, CannotCredit>> {
  const back = givenBack(invoice, lines);
  if (!back.ok) return back;

  const series = seriesOf(invoice.provider, 'credit-note', dayIn(work.now, invoice.country));
  const sequence = await needs.invoices.next(work, invoice.provider, series);
  const { currency } = invoice.gross;
  const rates = back.value.map(({ line, gross }) => ({ gross, vatBasisPoints: invoice.lines.find(({ id }) => id === line)?.vatBasisPoints ?? 0 }));
  const note: CreditNote = { id: newId('Invoice'), number: numberOf(series, sequence), invoice: invoice.id, why, lines: back.value, gross: sum(back.value.map(({ gross }) => gross), currency), vat: vatOf(rates, currency), issuedAt: work.now };
  await needs.invoices.addCreditNote(work, { ...note, series, sequence, provider: invoice.provider }, nameOf(work.by));
  await returnToVoucher(needs, work, invoice, note);
  await work.audit({ did: 'issue-credit-note', to: note.id, home: invoice.home });
  await work.announce({ fact: 'credit-note-issued', creditNote: note.id, invoice: invoice.id, visit: invoice.visit, request: invoice.request, home: invoice.home } satisfies CreditNoteIssued);
  return ok(note);
}
