import { type InvoiceId, type TechnicianId, newId } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { BillOutcome, Quote } from '#modules/pricing';
import type { Work } from '#platform/work';
import type { InvoiceIssued } from '../facts.ts';
import { DUE_DAYS, type Invoice, type InvoiceKind, KEEP_YEARS, type Recipient, type WhoCame } from '../invoice.ts';
import type { Unnumbered } from '../make-invoice.ts';
import type { Needs, NewInvoice } from '../needs.ts';
import { numberOf, seriesOf } from '../number.ts';
import { payWithVoucher } from './by-voucher.ts';
import { dayIn } from './day.ts';

async function recipientOf(needs: Pick<Needs, 'booking' | 'people'>, work: Work, visit: Appointment): Promise<{ recipient: Recipient; person: Invoice['person'] }> {
  const request = await needs.booking.known.request(work, visit.request);
  const [resident] = request?.person === undefined ? await needs.people.known.residentsOf(work, visit.home) : [];
  const person = request?.person === undefined ? resident : await needs.people.known.person(work, request.person);
  const home = await needs.people.known.home(work, visit.home);
  if (!home) throw new Error(`The visit (${visit.id}) has lost its home. Maybe it was erased before it was billed.`);
  return { person: person?.id, recipient: { name: person ? `${person.givenName} ${person.familyName}` : '', address: home.address, largePrint: person?.largePrint ?? false } };
}

async function whoCame(needs: Pick<Needs, 'issuers'>, work: Work, technician: TechnicianId): Promise<WhoCame> {
  const found = await needs.issuers.technician(work, technician);
  return found ? { name: `${found.firstName} ${found.lastInitial}.`, badge: found.badge } : { name: '', badge: '' };
}

export type ToIssue = Readonly<{
  kind: InvoiceKind; visit: Appointment; quote: Quote; made: Unnumbered; minutes: Invoice['minutes']; outcome?: BillOutcome; servedAt: Temporal.Instant; replaces?: InvoiceId | undefined;
}>;

/** Gives an invoice its number and writes it: from here on nothing of it changes. */
export async function issue(needs: Pick<Needs, 'invoices' | 'booking' | 'people' | 'pricing' | 'issuers'>, work: Work, what: ToIssue): Promise<Invoice> {
  const { visit, quote, made } = what;
  const issuer = await needs.issuers.provider(work, visit.provider);
  if (!issuer) throw new Error(`The provider (${visit.provider}) of a visit is gone.`);
  const issuedOn = dayIn(work.now, visit.country);
  const series = seriesOf(visit.provider, 'invoice', issuedOn);
  const id = newId('Invoice');
  const { recipient, person } = await recipientOf(needs, work, visit);
  const technician = await whoCame(needs, work, visit.technician);
  const sequence = await needs.invoices.next(work, visit.provider, series);
  const invoice: NewInvoice = {
    id, number: numberOf(series, sequence), kind: what.kind, provider: visit.provider, visit: visit.id, request: visit.request, home: visit.home, person, quote: quote.id, country: visit.country,
    lines: made.lines.map((line, place) => ({ ...line, id: `${id}.${place}` })), gross: made.gross, vat: made.vat, ceiling: quote.ceiling,
    extrasCeiling: { cents: made.extras.reduce((total, { worst }) => total + worst.cents, 0), currency: made.gross.currency }, credit: made.credit, minutes: what.minutes, outcome: what.outcome,
    issuer: { name: issuer.name, legalName: issuer.legalName, companyNumber: issuer.companyNumber, address: issuer.address, phone: issuer.phone, email: issuer.email, pay: issuer.pay, guaranteeDays: quote.guaranteeDays,
      vat: issuer.vat, sapNumber: issuer.sapNumber, sapSince: issuer.sapSince, mediator: issuer.mediator },
    recipient, technician, issuedAt: work.now, servedOn: dayIn(what.servedAt, visit.country), dueOn: issuedOn.add({ days: DUE_DAYS }), replaces: what.replaces,
    series, sequence, extras: made.extras, keepUntil: issuedOn.add({ years: KEEP_YEARS }), fees: { missedVisit: quote.fees.missedVisit.cents, lateCancel: quote.fees.lateCancel.cents },
  };
  await needs.invoices.add(work, invoice);
  await work.audit({ did: 'issue-invoice', to: id, home: visit.home });
  await work.announce({ fact: 'invoice-issued', invoice: id, visit: visit.id, request: visit.request, home: visit.home } satisfies InvoiceIssued);
  const written: Invoice = { ...invoice, payments: [], creditNotes: [], refunds: [] };
  return { ...written, payments: await payWithVoucher(needs, work, written) };
}
