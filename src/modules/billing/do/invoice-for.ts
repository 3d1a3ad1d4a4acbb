import { type Result, type VisitId, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Quote } from '#modules/pricing';
import type { Bill } from '#modules/visits';
import type { Work } from '#platform/work';
import { type Invoice, creditedOf, stateOf } from '../invoice.ts';
import { isStanding, settleDeposits, takenOff } from '../deposit.ts';
import { feeInvoice } from '../make-invoice.ts';
import { mayBillClosedDoor, mayIssue, mayKeepOf } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { CannotBill } from '../verbs.ts';
import { backWhole } from './deposits.ts';
import { issue } from './issue.ts';
import { contractOf, minutesOf, wholeBill, workInvoice } from './work-done.ts';

/** What was billed already for the work of this quote and still stands. */
const claimedOf = (invoices: readonly Invoice[]): number => invoices.filter(({ kind }) => kind === 'visit' || kind === 'deposit').reduce((total, invoice) => total + invoice.gross.cents - creditedOf(invoice).cents, 0);

type Found = Readonly<{ visit: Appointment; quote: Quote; before: readonly Invoice[]; all: readonly Invoice[] }>;

async function open(needs: Needs, work: Work, id: VisitId): Promise<Found | undefined> {
  const visit = await needs.booking.known.visit(work, id);
  if (!visit || !(mayIssue(work.by, visit, work.now) || (mayKeepOf(work.by, visit) && (await needs.visits.known.custody(work, id)) !== undefined))) return undefined;
  await needs.invoices.lock(work, visit.quote);
  const quote = await needs.pricing.known.quote(work, visit.quote);
  if (!quote) throw new Error(`The visit (${id}) has lost its quote.`);
  const all = await needs.invoices.ofQuote(work, visit.quote);
  return { visit, quote, all, before: all.filter((invoice) => invoice.visit === id) };
}

/** Why nothing is billed now: it goes on, or the fee of a missed visit is not asked for. */
async function notAsked(needs: Pick<Needs, 'invoices'>, work: Work, visit: Appointment, { outcome, rule }: Bill): Promise<CannotBill | undefined> {
  if (rule.money === 'later') return { kind: 'visit-goes-on' };
  if (rule.money !== 'missed-fee') return undefined;
  if (await needs.invoices.waived(work, visit.id)) return { kind: 'fee-waived' };
  return outcome === 'entry-refused' && !mayBillClosedDoor(work.by, visit.provider) ? { kind: 'office-decides' } : undefined;
}

/** One step from a visit that has ended to its invoice. What still stands is given back as it is. */
export async function invoiceFor(needs: Needs, work: Work, asked: { visit: VisitId }): Promise<Result<Invoice, CannotBill>> {
  const found = await open(needs, work, asked.visit);
  if (!found) return no({ kind: 'no-such-visit' });
  const { visit, quote } = found;
  const mine = found.before.filter(({ kind }) => kind === 'visit' || kind === 'missed-visit');
  const standing = mine.find((invoice) => stateOf(invoice) !== 'taken-back');
  if (standing) return ok(standing);

  const last = await needs.visits.known.bill(work, visit.id);
  if (!last) return no({ kind: 'visit-not-ended' });
  const bills = await wholeBill(needs, work, visit, last);
  const missed = last.rule.money === 'missed-fee';
  const kept = await notAsked(needs, work, visit, last);
  if (kept) return no(kept);
  const worked = missed ? feeInvoice('missed-visit', quote, quote.fees.missedVisit) : await workInvoice(needs, work, { visit, quote, bills, outcome: last.outcome });
  // What was asked ahead of it goes off, or back; a fee for a missed visit touches no deposit.
  const off = takenOff(found.all);
  const { made, back } = missed ? { made: worked, back: [] } : settleDeposits(worked, found.all.filter((invoice) => isStanding(invoice) && !off.has(invoice.id)));
  for (const deposit of back) await backWhole(needs, work, deposit);
  if (!made || made.gross.cents <= 0) return no({ kind: 'nothing-to-bill' });
  const claimed = claimedOf(await needs.invoices.ofQuote(work, visit.quote));
  if (!missed && claimed + made.gross.cents > quote.ceiling.cents + made.extras.reduce((total, { worst }) => total + worst.cents, 0)) return no({ kind: 'above-ceiling' });
  return ok(await issue(needs, work, { kind: missed ? 'missed-visit' : 'visit', visit, quote, made, minutes: minutesOf(bills), outcome: last.outcome, servedAt: last.endedAt, replaces: mine.at(-1)?.id }));
}

/** The fee of a late move or cancellation, as booking told it before it was done. Who withdrew from the contract owes none. */
export async function invoiceLateFee(needs: Needs, work: Work, asked: { visit: VisitId }): Promise<Result<Invoice, CannotBill>> {
  const found = await open(needs, work, asked.visit);
  if (!found) return no({ kind: 'no-such-visit' });
  const { visit, quote } = found;
  const mine = found.before.filter(({ kind }) => kind === 'late-cancel');
  const standing = mine.find((invoice) => stateOf(invoice) !== 'taken-back');
  if (standing) return ok(standing);

  if (await needs.invoices.waived(work, visit.id)) return no({ kind: 'fee-waived' });
  const contract = contractOf(await needs.contracts.known.agreementsOf(work, visit.request), quote);
  const made = contract?.withdrawal ? undefined : visit.fee && feeInvoice('late-cancel', quote, visit.fee);
  if (!made) return no({ kind: 'nothing-to-bill' });
  return ok(await issue(needs, work, { kind: 'late-cancel', visit, quote, made, minutes: { attended: 0, unattended: 0 }, servedAt: work.now, replaces: mine.at(-1)?.id }));
}
