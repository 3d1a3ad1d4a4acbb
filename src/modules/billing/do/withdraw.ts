import { type AgreementId, type Money, type Result, money, no, ok, sum } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Agreement, CannotWithdraw, ReceivedBy, Withdrawal } from '#modules/contracts';
import type { Quote } from '#modules/pricing';
import type { Bill } from '#modules/visits';
import type { Work } from '#platform/work';
import { type CreditNote, type Invoice, creditedOf, owedOf, stateOf } from '../invoice.ts';
import type { Needs } from '../needs.ts';
import { backOf } from '../withdrawn.ts';
import { depositOf, isStanding as isDeposit, takenOff } from '../deposit.ts';
import { giveBack, leftOf } from './credit-note.ts';
import { backWhole } from './deposits.ts';
import { issue } from './issue.ts';
import { minutesOf, workInvoice } from './work-done.ts';

export type AskedWithdrawal = Readonly<{ agreement: AgreementId; name: string; replyTo: string; receivedBy?: ReceivedBy | undefined }>;
/** What follows from a withdrawal. `owed`: what is still to be paid for what was done; `refund`: what goes back of what was paid, by `withdrawal.refundBy`. */
export type Withdrawn = Readonly<{ withdrawal: Withdrawal; owed: Money; refund: Money; invoice?: Invoice | undefined; creditNotes: readonly CreditNote[]; cancelled: readonly Appointment[] }>;
/** The same before it is declared: whether it still counts, the minutes that were worked, and what would be owed for them. */
export type Foreseen = Readonly<{ counts: true; minutes: number; owed: Money; billed: Money } | { counts: false; why: string; article: string }>;

type Scene = Readonly<{ agreement: Agreement; quote: Quote; ahead: readonly Appointment[]; over: readonly Readonly<{ visit: Appointment; bill: Bill; readyAt?: Temporal.Instant | undefined }>[] }>;

async function sceneOf(needs: Needs, work: Work, agreement: Agreement): Promise<Scene> {
  const quote = await needs.pricing.known.quote(work, agreement.quote);
  if (!quote) throw new Error(`The agreement (${agreement.id}) has lost its quote.`);
  const visits = (await needs.booking.known.visitsOfRequest(work, agreement.request)).filter((visit) => visit.quote === agreement.quote);
  const bills = await Promise.all(visits.map(async (visit) => ({ visit, bill: await needs.visits.known.bill(work, visit.id), readyAt: (await needs.visits.known.custody(work, visit.id))?.readyAt })));
  const over = bills.flatMap(({ visit, bill, readyAt }) => (bill ? [{ visit, bill, readyAt }] : []));
  return { agreement, quote, ahead: bills.filter(({ visit, bill }) => visit.state === 'booked' && !bill).map(({ visit }) => visit), over: over.toSorted((a, b) => Temporal.Instant.compare(a.bill.endedAt, b.bill.endedAt)) };
}

const WORKED: ReadonlySet<string> = new Set(['work', 'no-fix']);

/** Work away from the door is done when the thing is ready, a part when the visit that brings it has ended; never before. */
function extraPerformedAt(over: Scene['over'], { extra }: Agreement): Temporal.Instant | undefined {
  const found = over.find(({ bill }) => bill.approvedExtras.some(({ id }) => id === extra));
  const away = found?.bill.approvedExtras.find(({ id }) => id === extra)?.away;
  if (away === 'repair' || away === 'diagnosis') return found?.readyAt;
  return away === 'part' ? over.find(({ bill }) => WORKED.has(bill.rule.money))?.bill.endedAt : found?.bill.endedAt;
}

/** When all of it had been done; undefined while something is still to come. */
function performedAt({ agreement, ahead, over }: Scene): Temporal.Instant | undefined {
  if (agreement.kind === 'extra') return extraPerformedAt(over, agreement);
  const last = over.at(-1);
  return ahead.length === 0 && last && WORKED.has(last.bill.rule.money) ? last.bill.endedAt : undefined;
}

const worked = ({ over }: Scene): readonly Bill[] => over.map(({ bill }) => bill).filter(({ rule }) => rule.money === 'later' || WORKED.has(rule.money));

/** What is owed for what was done, as an invoice without a number. */
async function due(needs: Needs, work: Work, scene: Scene, asIf?: Agreement) {
  const bills = worked(scene);
  const last = scene.over.findLast(({ bill }) => bills.includes(bill));
  if (!last) return undefined;
  const made = await workInvoice(needs, work, { visit: last.visit, quote: scene.quote, bills, outcome: last.bill.rule.money === 'later' ? 'partly' : last.bill.outcome }, asIf);
  return made && { made, bills, visit: last.visit, endedAt: last.bill.endedAt };
}

const standing = (invoices: readonly Invoice[], kind: Invoice['kind']): Invoice[] => invoices.filter((invoice) => invoice.kind === kind && stateOf(invoice) !== 'taken-back');
const isPartOf = (agreement: Agreement) => (line: Invoice['lines'][number]): boolean => (agreement.kind === 'extra' ? line.source.kind === 'extra' && line.source.extra === agreement.extra : line.source.kind !== 'extra');

/** Gives back of an invoice what is not owed of this contract's lines. */
async function settle(needs: Needs, work: Work, invoice: Invoice, agreement: Agreement, owed: Money, why: string): Promise<CreditNote[]> {
  const own = leftOf(invoice).filter(({ line }) => invoice.lines.some((one) => one.id === line && isPartOf(agreement)(one)));
  const left = own.reduce((cents, { gross }) => cents + gross.cents, 0);
  const back = money(Math.max(0, left - owed.cents), owed.currency);
  if (back.cents === 0) return [];
  const note = await giveBack(needs, work, invoice, backOf(own, back), why);
  return note.ok ? [note.value] : [];
}

async function settleAll(needs: Needs, work: Work, scene: Scene, why: string): Promise<{ invoice?: Invoice | undefined; creditNotes: CreditNote[] }> {
  const { agreement, quote } = scene;
  const invoices = await needs.invoices.ofQuote(work, quote.id);
  const now = await due(needs, work, scene);
  const own = now?.made.lines.filter((line) => isPartOf(agreement)({ ...line, id: '' })) ?? [];
  const owed = sum(own.map(({ gross }) => gross), quote.ceiling.currency);
  const creditNotes: CreditNote[] = [];
  for (const invoice of standing(invoices, 'visit')) creditNotes.push(...await settle(needs, work, invoice, agreement, owed, why));
  // What was paid ahead for a part goes back with the contract that it was part of; the work that was done is billed on its own.
  const off = takenOff(invoices);
  for (const deposit of invoices.filter((invoice) => isDeposit(invoice) && !off.has(invoice.id))) {
    if (agreement.kind === 'visit' || depositOf(deposit).extra === agreement.extra) creditNotes.push(await backWhole(needs, work, deposit));
  }
  if (agreement.kind === 'visit') for (const invoice of standing(invoices, 'late-cancel')) creditNotes.push(...await settle(needs, work, invoice, agreement, money(0, owed.currency), why));
  const isBilled = standing(invoices, 'visit').length > 0;
  // What was begun and will not be finished is billed now: no later visit would do it.
  if (agreement.kind === 'visit' && !isBilled && now && now.made.gross.cents > 0) {
    return { creditNotes, invoice: await issue(needs, work, { kind: 'visit', visit: now.visit, quote, made: now.made, minutes: minutesOf(now.bills), outcome: 'to-be-continued', servedAt: now.endedAt }) };
  }
  return { creditNotes };
}

/**
 * Withdraws from a contract, and all that follows in one step: the declaration with its instant, visits that will not
 * take place, what is owed for what was done, and what goes back. Who may is asked where the declaration is made.
 */
export async function withdraw(needs: Needs, work: Work, asked: AskedWithdrawal, why: string): Promise<Result<Withdrawn, CannotWithdraw>> {
  const agreement = await needs.contracts.known.agreement(work, asked.agreement);
  if (!agreement) return no({ kind: 'no-such-agreement' });
  await needs.invoices.lock(work, agreement.quote);
  const scene = await sceneOf(needs, work, agreement);
  const declared = await needs.contracts.withdraw(work, { ...asked, performedAt: performedAt(scene) });
  if (!declared.ok) return declared;

  const cancelled: Appointment[] = [];
  // Who stands at the door or works already ends the visit; its bill is then that of a withdrawn contract.
  if (agreement.kind === 'visit') for (const visit of scene.ahead) {
    if ((await needs.visits.known.record(work, visit.id)).state !== 'expected') continue;
    const gone = await needs.booking.known.cancelWithdrawn(work, visit.id);
    if (gone.ok) cancelled.push(gone.value);
  }
  const settled = await settleAll(needs, work, scene, why);
  const invoices = await needs.invoices.ofQuote(work, agreement.quote);
  const open = invoices.map(owedOf);
  const currency = scene.quote.ceiling.currency;
  const total = (pick: (cents: number) => boolean): Money => sum(open.filter(({ cents }) => pick(cents)), currency);
  const back = total((cents) => cents < 0);
  return ok({ withdrawal: declared.value, owed: total((cents) => cents > 0), refund: money(-back.cents, currency), ...settled, cancelled });
}

/** What a withdrawal would mean now, for the page that asks whether one is sure. */
export async function foreseeWithdrawal(needs: Needs, work: Work, id: AgreementId): Promise<Foreseen | undefined> {
  // Whoever may see the contract may know what leaving it costs.
  const seen = await needs.contracts.agreement(work, id);
  if (!seen) return undefined;
  const { agreement } = seen;
  const scene = await sceneOf(needs, work, agreement);
  const answer = await needs.contracts.known.mayWithdraw(work, agreement, performedAt(scene));
  if (!answer.counts) return { counts: false, why: answer.why, article: answer.article };
  const now = await due(needs, work, scene, agreement);
  const own = now?.made.lines.filter((line) => isPartOf(agreement)({ ...line, id: '' })) ?? [];
  const currency = scene.quote.ceiling.currency;
  // Extra work that is still to be done costs nothing, however long the visit before it took.
  const isDone = agreement.kind === 'visit' || (agreement.expressAt !== undefined && agreement.informedAt !== undefined && performedAt(scene) !== undefined);
  const invoices = standing(await needs.invoices.ofQuote(work, scene.quote.id), 'visit');
  return {
    counts: true, minutes: now ? minutesOf(now.bills).attended : 0, owed: isDone ? sum(own.map(({ gross }) => gross), currency) : money(0, currency),
    billed: sum(invoices.map((invoice) => money(invoice.gross.cents - creditedOf(invoice).cents, currency)), currency),
  };
}
