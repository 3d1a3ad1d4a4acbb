import { type Result, no, ok } from '#kernel';
import type { Quote } from '#modules/pricing';
import type { PartSeen } from '#modules/visits';
import type { Work } from '#platform/work';
import { type DepositFor, depositInvoice, depositOf, isStanding, takenOff } from '../deposit.ts';
import type { CreditNote, Invoice } from '../invoice.ts';
import { mayIssue, mayKeepOf, maySee } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { CannotAskDeposit } from '../verbs.ts';
import { giveBack } from './credit-note.ts';
import { issue } from './issue.ts';

function sourceOf(quote: Quote, { order, extra }: PartSeen): DepositFor | undefined {
  if (extra) return { says: order.says, deposit: order.deposit, vatBasisPoints: extra.lines[0]?.vatBasisPoints ?? 0, from: { extra: { id: extra.id, visit: extra.visit, worst: extra.worst, payableFrom: extra.payableFrom, lines: extra.lines } } };
  const line = quote.lines.find((one) => 'item' in one && one.item === order.item);
  return line && order.item ? { says: order.says, deposit: order.deposit, vatBasisPoints: line.vatBasisPoints, from: { line: line.id, item: order.item } } : undefined;
}
/** Whether a deposit was asked for this very part. */
const isFor = (invoice: Invoice, source: DepositFor): boolean => { const of = depositOf(invoice); return 'extra' in source.from ? of.extra === source.from.extra.id : of.line === source.from.line; };

/** The deposit on a part that was agreed to: a bill of its own. Asked again it is the same one. */
export async function invoiceDeposit(needs: Needs, work: Work, asked: { part: string }): Promise<Result<Invoice, CannotAskDeposit>> {
  const part = await needs.visits.known.partOrder(work, asked.part);
  const visit = part && (await needs.booking.known.visit(work, part.order.visit));
  if (!part || !visit || !(mayIssue(work.by, visit, work.now) || mayKeepOf(work.by, visit))) return no({ kind: 'no-such-part' });
  if (part.state === 'asked') return no({ kind: 'answer-awaited' });
  if (part.state === 'cancelled' || part.order.deposit.cents === 0) return no({ kind: 'nothing-to-bill' });
  await needs.invoices.lock(work, visit.quote);
  const quote = await needs.pricing.known.quote(work, visit.quote);
  const source = quote && sourceOf(quote, part);
  if (!quote || !source) return no({ kind: 'nothing-to-bill' });
  const invoices = await needs.invoices.ofQuote(work, visit.quote);
  const before = invoices.find((invoice) => isStanding(invoice) && isFor(invoice, source));
  if (before) return ok(before);
  // Once the work is billed there is nothing left to ask ahead of it.
  if (invoices.some((invoice) => invoice.kind === 'visit' && invoice.lines.some(({ source: of }) => ('extra' in source.from ? of.kind === 'extra' && of.extra === source.from.extra.id : of.kind === 'quote' && of.line === source.from.line)))) return no({ kind: 'nothing-to-bill' });
  return ok(await issue(needs, work, { kind: 'deposit', visit, quote, made: depositInvoice(source), minutes: { attended: 0, unattended: 0 }, servedAt: work.now }));
}

/** Of a part that was called off the deposit goes back whole, whoever called it off.  Undefined: there was none. */
export async function giveBackDeposit(needs: Needs, work: Work, asked: { part: string }): Promise<Result<CreditNote | undefined, { kind: 'no-such-part' } | { kind: 'part-not-called-off' }>> {
  const part = await needs.visits.known.partOrder(work, asked.part);
  const visit = part && (await needs.booking.known.visit(work, part.order.visit));
  if (!part || !visit || !(maySee(work.by, visit) || mayKeepOf(work.by, visit))) return no({ kind: 'no-such-part' });
  if (part.state !== 'cancelled') return no({ kind: 'part-not-called-off' });
  await needs.invoices.lock(work, visit.quote);
  const quote = await needs.pricing.known.quote(work, visit.quote);
  const source = quote && sourceOf(quote, part);
  const invoices = await needs.invoices.ofQuote(work, visit.quote);
  const off = takenOff(invoices);
  const deposit = source && invoices.find((invoice) => isStanding(invoice) && !off.has(invoice.id) && isFor(invoice, source));
  return ok(deposit ? await backWhole(needs, work, deposit) : undefined);
}

/** A deposit goes back whole, with a word why in the language of the request. */
export async function backWhole(needs: Pick<Needs, 'invoices' | 'pricing' | 'booking' | 'depositBackSays'>, work: Work, deposit: Invoice): Promise<CreditNote> {
  const lang = (await needs.booking.known.request(work, deposit.request))?.lang ?? 'en';
  const note = await giveBack(needs, work, deposit, undefined, needs.depositBackSays?.(lang) ?? deposit.number);
  if (!note.ok) throw new Error(`The deposit (${deposit.number}) could not be given back (${note.error.kind}).`);
  return note.value;
}
