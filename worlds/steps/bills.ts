import { type Actor, type Country, type InvoiceId, ZONE } from '#kernel';
import { type Invoice, type PaidByHand, owedOf, payableOn } from '#modules/billing';
import { type Soul, type Stage, act, actorOf } from '../stage.ts';
import type { PlannedVisit } from './visits.ts';

const MEANS_OF: Readonly<Record<Country, readonly PaidByHand[]>> = { FR: ['transfer', 'card', 'cheque', 'cesu', 'transfer', 'cash', 'cheque'], GB: ['transfer', 'card', 'transfer', 'cheque', 'cash', 'transfer'] };
const SORRY = { fr: 'Une partie du problème reste : nous rendons un peu du prix.', en: 'Part of the trouble is left, so we give back part of the price.' } as const;

/** Whoever runs the office of the firm that came. */
export function officeOf(stage: Stage, { visit }: PlannedVisit): Actor {
  const office: Soul | undefined = [...stage.souls.values()].find((soul) => soul.provider === visit.provider);
  if (!office) throw new Error(`Nobody runs the office of (${visit.provider}).`);
  return actorOf(office);
}

/** The bill of a visit that has ended: at the door for some, from the office the next morning for the others. */
export function planBill(stage: Stage, planned: PlannedVisit): void {
  const office = officeOf(stage, planned);
  const ended = stage.clock.now();
  const nextMorning = ended.toZonedDateTimeISO(ZONE[planned.visit.country]).add({ days: 1 }).with({ hour: 9, minute: 5 + (planned.pick % 50), second: 0, millisecond: 0 }).toInstant();
  stage.agenda.at(planned.pick % 3 === 0 ? ended.add({ minutes: 4 }) : nextMorning, () => bill(stage, planned, office));
}

/** One step from the visit to its invoice. A firm that asks nothing when nothing was fixed has none to write. */
async function bill(stage: Stage, planned: PlannedVisit, office: Actor): Promise<void> {
  const made = await stage.works.inWork(office, (work) => stage.app.billing.invoiceFor(work, { visit: planned.visit.id }));
  if (!made.ok && made.error.kind === 'nothing-to-bill') return;
  if (!made.ok) throw new Error(`The visit (${planned.visit.id}) of (${planned.house.key}) could not be billed: ${JSON.stringify(made.error)}.`);
  stage.told.invoices += 1;
  if (planned.ending === 'partly') stage.agenda.at(stage.clock.now().add({ hours: 3 }), () => giveBack(stage, planned, office, made.value));
  planPayment(stage, planned, office, made.value.id);
}

/** A fifth of the dearest line, where something was left undone. */
async function giveBack(stage: Stage, { house }: PlannedVisit, office: Actor, invoice: Invoice): Promise<void> {
  const [dearest] = invoice.lines.toSorted((a, b) => b.gross.cents - a.gross.cents);
  if (!dearest) return;
  await act(stage, office, (work) => stage.app.billing.creditNote(work, { invoice: invoice.id, why: SORRY[house.lang], lines: [{ line: dearest.id, gross: Math.round(dearest.gross.cents / 5) }] }));
}

/** Most pay within days, some in two parts, a few not yet. */
function planPayment(stage: Stage, planned: PlannedVisit, office: Actor, invoice: InvoiceId): void {
  const { pick } = planned;
  if (pick % 9 === 4) return;
  const first = pick % 3 === 0 ? { minutes: 10 } : { hours: 24 * (2 + (pick % 11)) + 3 };
  const when = stage.clock.now().add({ hours: 4 });
  stage.agenda.at(when.add(first), () => pay(stage, planned, office, invoice, pick % 8 === 2 ? 2 : 1));
  if (pick % 8 === 2) stage.agenda.at(when.add(first).add({ hours: 24 * 21 }), () => pay(stage, planned, office, invoice, 1));
}

/** What is owed, or its half, written down by the office. */
async function pay(stage: Stage, planned: PlannedVisit, office: Actor, id: InvoiceId, parts: 1 | 2): Promise<void> {
  const { visit, pick } = planned;
  const found = await stage.works.looking(office, (work) => stage.app.billing.invoice(work, id));
  if (!found.ok) throw new Error(`The office cannot see its own invoice (${id}).`);
  const owed = owedOf(found.value).cents;
  if (owed <= 0) return;
  const means = MEANS_OF[visit.country][pick % MEANS_OF[visit.country].length] ?? 'transfer';
  const receivedOn = stage.clock.now().toZonedDateTimeISO(ZONE[visit.country]).toPlainDate();
  // Extra work agreed at the door may have to wait: the rest comes once it may be paid.
  const payable = payableOn(found.value, receivedOn).cents;
  if (payable < owed && parts === 1) stage.agenda.at(stage.clock.now().add({ hours: 24 * 8 }), () => pay(stage, planned, office, id, 1));
  if (payable <= 0) return;
  await act(stage, office, (work) => stage.app.billing.recordPayment(work, { invoice: id, means, amount: Math.min(payable, Math.ceil(owed / parts)), receivedOn, ...(means === 'transfer' ? { reference: found.value.number } : {}) }));
}
