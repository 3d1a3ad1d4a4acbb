import { type Result, type VisitId, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import { type Actual, type Quote, ruleOn } from '#modules/pricing';
import type { Bill } from '#modules/visits';
import type { Work } from '#platform/work';
import { type Invoice, creditedOf, stateOf } from '../invoice.ts';
import { type AgreedExtra, type Unnumbered, extrasDone, feeInvoice, visitInvoice } from '../make-invoice.ts';
import { mayIssue } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { CannotBill } from '../verbs.ts';
import { dayIn, issue } from './issue.ts';

/** What a quote's earlier visits left open and this one ends: minutes, parts and extras of all of them, travel once. */
async function wholeBill(needs: Pick<Needs, 'booking' | 'visits'>, work: Work, visit: Appointment, last: Bill): Promise<Bill[]> {
  const bills: Bill[] = [];
  for (const other of await needs.booking.known.visitsOfRequest(work, visit.request)) {
    if (other.id === visit.id || other.quote !== visit.quote) continue;
    const bill = await needs.visits.known.bill(work, other.id);
    if (bill?.rule.money === 'later') bills.push(bill);
  }
  return [...bills, last];
}

function addMinutes(bills: readonly Bill[]): Actual['perTask'] {
  if (!bills.every(({ perTask }) => perTask)) return undefined;
  const sums: Record<string, { attended: number; unattended: number }> = {};
  for (const bill of bills) for (const [task, { attended, unattended }] of Object.entries(bill.perTask ?? {})) {
    const sofar = sums[task] ?? { attended: 0, unattended: 0 };
    sums[task] = { attended: sofar.attended + attended, unattended: sofar.unattended + unattended };
  }
  return sums;
}

const extrasOf = (bills: readonly Bill[]): AgreedExtra[] => bills.flatMap((bill) => bill.approvedExtras.map(({ id, visit, worst, lines }) => ({ id, visit, worst, lines })));

function actualOf(bills: readonly Bill[], last: Bill, extras: readonly AgreedExtra[]): Actual {
  const perTask = addMinutes(bills);
  return {
    attendedMinutes: bills.reduce((total, bill) => total + bill.attendedMinutes, 0), unattendedMinutes: bills.reduce((total, bill) => total + bill.unattendedMinutes, 0),
    ...(perTask ? { perTask } : {}), items: bills.flatMap((bill) => bill.items), outcome: last.outcome, extras: extrasDone(extras),
  };
}

/** What was billed already for the work of this quote and still stands. */
const claimedOf = (invoices: readonly Invoice[]): number => invoices.filter(({ kind }) => kind === 'visit').reduce((total, invoice) => total + invoice.gross.cents - creditedOf(invoice).cents, 0);

type Found = Readonly<{ visit: Appointment; quote: Quote; before: readonly Invoice[]; all: readonly Invoice[] }>;

async function open(needs: Needs, work: Work, id: VisitId): Promise<Found | undefined> {
  const visit = await needs.booking.known.visit(work, id);
  if (!visit || !mayIssue(work.by, visit)) return undefined;
  await needs.invoices.lock(work, visit.quote);
  const quote = await needs.pricing.known.quote(work, visit.quote);
  if (!quote) throw new Error(`The visit (${id}) has lost its quote.`);
  const all = await needs.invoices.ofQuote(work, visit.quote);
  return { visit, quote, all, before: all.filter((invoice) => invoice.visit === id) };
}

/** One step from a visit that has ended to its invoice. What still stands is given back as it is. */
export async function invoiceFor(needs: Needs, work: Work, asked: { visit: VisitId }): Promise<Result<Invoice, CannotBill>> {
  const found = await open(needs, work, asked.visit);
  if (!found) return no({ kind: 'no-such-visit' });
  const { visit, quote } = found;
  const mine = found.before.filter(({ kind }) => kind !== 'late-cancel');
  const standing = mine.find((invoice) => stateOf(invoice) !== 'taken-back');
  if (standing) return ok(standing);

  const last = await needs.visits.known.bill(work, visit.id);
  if (!last) return no({ kind: 'visit-not-ended' });
  if (last.rule.money === 'later') return no({ kind: 'visit-goes-on' });
  const bills = await wholeBill(needs, work, visit, last);
  const extras = extrasOf(bills);
  const missed = last.rule.money === 'missed-fee';
  const made = missed
    ? feeInvoice('missed-visit', quote, quote.fees.missedVisit)
    : await workInvoice(needs, work, visit, actualOf(bills, last, extras), extras);
  if (!made || made.gross.cents <= 0) return no({ kind: 'nothing-to-bill' });
  if (!missed && claimedOf(found.all) + made.gross.cents > quote.ceiling.cents + made.extras.reduce((total, { worst }) => total + worst.cents, 0)) return no({ kind: 'above-ceiling' });
  const minutes = { attended: bills.reduce((total, bill) => total + bill.attendedMinutes, 0), unattended: bills.reduce((total, bill) => total + bill.unattendedMinutes, 0) };
  return ok(await issue(needs, work, { kind: missed ? 'missed-visit' : 'visit', visit, quote, made, minutes, outcome: last.outcome, servedAt: last.endedAt, replaces: mine.at(-1)?.id }));
}

async function workInvoice(needs: Needs, work: Work, visit: Appointment, actual: Actual, extras: readonly AgreedExtra[]): Promise<Unnumbered | undefined> {
  const bill = await needs.pricing.known.bill(work, visit.quote, actual);
  const rule = ruleOn(needs.pricing.rules, visit.country, 'tax-credit', dayIn(work.now, visit.country));
  return bill && visitInvoice(bill, extras, rule?.id);
}

/** The fee of a late move or cancellation, as booking told it before it was done. */
export async function invoiceLateFee(needs: Needs, work: Work, asked: { visit: VisitId }): Promise<Result<Invoice, CannotBill>> {
  const found = await open(needs, work, asked.visit);
  if (!found) return no({ kind: 'no-such-visit' });
  const { visit, quote } = found;
  const mine = found.before.filter(({ kind }) => kind === 'late-cancel');
  const standing = mine.find((invoice) => stateOf(invoice) !== 'taken-back');
  if (standing) return ok(standing);

  const made = visit.fee && feeInvoice('late-cancel', quote, visit.fee);
  if (!made) return no({ kind: 'nothing-to-bill' });
  return ok(await issue(needs, work, { kind: 'late-cancel', visit, quote, made, minutes: { attended: 0, unattended: 0 }, servedAt: work.now, replaces: mine.at(-1)?.id }));
}
