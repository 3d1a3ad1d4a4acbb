import type { Agreement } from '#modules/contracts';
import type { Appointment } from '#modules/booking';
import { type Actual, type BillOutcome, type Quote, ruleOn } from '#modules/pricing';
import type { Bill } from '#modules/visits';
import type { Work } from '#platform/work';
import { type AgreedExtra, type Unnumbered, extrasDone, visitInvoice } from '../make-invoice.ts';
import type { Needs } from '../needs.ts';
import { type DoneSoFar, afterWithdrawal } from '../withdrawn.ts';
import { dayIn } from './day.ts';

/** What a quote's earlier visits left open and this one ends: minutes, parts and extras of all of them, travel once. */
export async function wholeBill(needs: Pick<Needs, 'booking' | 'visits'>, work: Work, visit: Appointment, last: Bill): Promise<Bill[]> {
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

export const minutesOf = (bills: readonly Bill[]): { attended: number; unattended: number } =>
  ({ attended: bills.reduce((total, bill) => total + bill.attendedMinutes, 0), unattended: bills.reduce((total, bill) => total + bill.unattendedMinutes, 0) });

function actualOf(bills: readonly Bill[], outcome: BillOutcome, extras: readonly AgreedExtra[]): Actual {
  const perTask = addMinutes(bills);
  const { attended, unattended } = minutesOf(bills);
  return { attendedMinutes: attended, unattendedMinutes: unattended, ...(perTask ? { perTask } : {}), items: bills.flatMap((bill) => bill.items), outcome, extras: extrasDone(extras) };
}

/** Of extra work that was withdrawn from, only what was done at the person's own wish is owed. */
const isOwed = (agreement: Agreement | undefined): boolean => agreement?.withdrawal === undefined || (agreement.expressAt !== undefined && agreement.informedAt !== undefined && agreement.withdrawal.performedAt !== undefined);

const extrasOf = (bills: readonly Bill[], agreements: readonly Agreement[]): AgreedExtra[] => bills.flatMap((bill) => bill.approvedExtras
  .filter((extra) => isOwed(agreements.find((agreement) => agreement.extra === extra.id))).map(({ id, visit, worst, lines, payableFrom }) => ({ id, visit, worst, lines, payableFrom })));

/** The contract of a quote: the last one that was made on it. */
export const contractOf = (agreements: readonly Agreement[], quote: Quote): Agreement | undefined => agreements.filter(({ kind, quote: of }) => kind === 'visit' && of === quote.id).at(-1);

const SERVICES: ReadonlySet<string> = new Set(['labour', 'training', 'travel']);

async function doneSoFar(needs: Pick<Needs, 'pricing'>, work: Work, quote: Quote, agreement: Agreement, bills: readonly Bill[]): Promise<DoneSoFar> {
  const scope = await needs.pricing.known.scopeOf(work, quote.id);
  const price = quote.lines.filter(({ kind }) => SERVICES.has(kind)).reduce((cents, { gross }) => cents + gross.cents, 0);
  const ended = bills.map(({ endedAt }) => endedAt).toSorted(Temporal.Instant.compare)[0] ?? work.now;
  const until = agreement.withdrawal?.declaredAt ?? work.now;
  return {
    price: { cents: Math.max(0, price), currency: quote.ceiling.currency }, minutes: minutesOf(bills).attended, agreedMinutes: scope?.tasks.reduce((total, task) => total + task.minutes.expected, 0) ?? 0,
    days: Math.max(0, Math.floor(until.since(ended).total('hours') / 24)), expressAt: agreement.expressAt, informedAt: agreement.informedAt,
  };
}

export type Worked = Readonly<{ visit: Appointment; quote: Quote; bills: readonly Bill[]; outcome: BillOutcome }>;

/** What the work comes to by the tariff, held at its ceiling; after a withdrawal, what is owed of it. `asIf`: as if this contract were withdrawn from now. */
export async function workInvoice(needs: Needs, work: Work, { visit, quote, bills, outcome }: Worked, asIf?: Agreement): Promise<Unnumbered | undefined> {
  const agreements = await needs.contracts.known.agreementsOf(work, visit.request);
  const extras = extrasOf(bills, agreements);
  const bill = await needs.pricing.known.bill(work, visit.quote, actualOf(bills, outcome, extras));
  const rule = ruleOn(needs.pricing.rules, visit.country, 'tax-credit', dayIn(work.now, visit.country));
  const made = bill && visitInvoice(bill, extras, rule?.id);
  const agreement = contractOf(agreements, quote);
  const isOver = agreement !== undefined && (agreement.withdrawal !== undefined || asIf?.id === agreement.id);
  return made && isOver ? afterWithdrawal(made, await doneSoFar(needs, work, quote, agreement, bills)) : made;
}
