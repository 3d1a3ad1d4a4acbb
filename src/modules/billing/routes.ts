import { z } from 'zod';
import { type InvoiceId, type PaymentId, isId } from '#kernel';
import { type Call, type Door, type Reply, idShape, instantShape, json, listAsks, missing, moneyShape, onePage, pageOf, placeIn, problem, route } from '#platform/http/index';
import { asksForCertificate, asksForCreditNote, asksForInvoice, asksToWithdraw, asksToRecordPayment, asksToTakeBackPayment } from './asks.ts';
import { ALL_MEANS, type Invoice, type Payment, owedOf, stateOf } from './invoice.ts';
import type { Billing } from './verbs.ts';

const line = z.object({ id: z.string(), from: z.enum(['quote', 'above-ceiling', 'withdrawn', 'extra', 'fee', 'deposit']), kind: z.string(), unit: z.string(), quantity: z.number(), unitPrice: moneyShape, gross: moneyShape, vatBasisPoints: z.number() });
const payment = z.object({ id: idShape('pay'), means: z.enum(ALL_MEANS), amount: moneyShape, receivedOn: z.string() });
const invoice = z.object({
  id: idShape('inv'), number: z.string(), kind: z.enum(['visit', 'missed-visit', 'late-cancel', 'deposit']), state: z.enum(['open', 'paid', 'taken-back']), visit: idShape('vis'), quote: idShape('quo'), gross: moneyShape, ceiling: moneyShape, owed: moneyShape,
  issuedAt: instantShape, dueOn: z.string(), lines: z.array(line), payments: z.array(payment),
});

const note = z.object({ id: idShape('inv'), number: z.string(), invoice: idShape('inv'), gross: moneyShape, issuedAt: instantShape });
const certificate = z.object({ home: idShape('hom'), provider: idShape('pro'), year: z.number(), rule: z.string(), total: moneyShape, notCounted: moneyShape, visits: z.array(z.object({ visit: idShape('vis'), number: z.string(), on: z.string(), minutes: z.number(), eligible: moneyShape })) });

const seenPayment = ({ id, means, amount, receivedOn }: Payment) => ({ id, means, amount, receivedOn: receivedOn.toString() });
const seen = (bill: Invoice) => ({
  id: bill.id, number: bill.number, kind: bill.kind, state: stateOf(bill), visit: bill.visit, quote: bill.quote, gross: bill.gross, ceiling: bill.ceiling, owed: owedOf(bill), issuedAt: bill.issuedAt, dueOn: bill.dueOn.toString(),
  lines: bill.lines.map(({ id, source, kind, unit, quantity, unitPrice, gross, vatBasisPoints }) => ({ id, from: source.kind, kind, unit, quantity, unitPrice, gross, vatBasisPoints })), payments: bill.payments.map(seenPayment),
});
const MISSING = new Set(['no-such-visit', 'no-such-invoice', 'no-such-payment', 'no-such-agreement']);
const refused = ({ kind }: { kind: string }): Reply => (MISSING.has(kind) ? problem(404, kind) : problem(409, kind));
const withInvoice = (call: Pick<Call, 'params'>, todo: (id: InvoiceId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['invoice'] ?? ''; return isId('Invoice', id) ? todo(id) : missing; };

/** Bills and what was paid, for programs. */
export const billingRoutes = (billing: Billing): Door[] => [
  route({
    method: 'POST', path: '/invoices', who: ['technician', 'provider', 'operator', 'finance'], summary: 'Make the invoice of a visit that has ended; asked again it is the same one', asks: asksForInvoice, gives: invoice,
    answer: (call) => call.change((work) => billing.invoiceFor(work, { visit: call.asked.visit as Invoice['visit'] }), (made) => json(seen(made), 201), refused),
  }),
  route({ method: 'GET', path: '/invoices/:invoice', who: ['asker'], summary: 'An invoice, line by line', gives: invoice, answer: (call) => withInvoice(call, async (id) => { const found = await call.look((work) => billing.invoice(work, id)); return found.ok ? json(seen(found.value)) : refused(found.error); }) }),
  route({
    method: 'GET', path: '/homes/:home/invoices', who: ['asker'], summary: 'The invoices of a home, newest first', asks: listAsks, gives: pageOf(invoice),
    answer: async (call) => { const id = call.params['home'] ?? ''; return isId('Home', id) ? onePage(await call.look((work) => billing.invoicesOf(work, id)), call.asked, { of: (one) => placeIn(one.issuedAt, one.id), order: 'down' }, seen) : missing; },
  }),
  route({
    method: 'POST', path: '/invoices/:invoice/credit-notes', who: ['provider', 'finance'], summary: 'Give back all that is left, or parts of lines', asks: asksForCreditNote.omit({ invoice: true }), gives: note,
    answer: (call) => withInvoice(call, (id) => call.change((work) => billing.creditNote(work, { ...call.asked, invoice: id }), ({ id: made, number, invoice: of, gross, issuedAt }) => json({ id: made, number, invoice: of, gross, issuedAt }, 201), refused)),
  }),
  route({
    method: 'POST', path: '/agreements/:agreement/withdrawal', who: ['asker'], summary: 'Withdraw from a contract; answers with the acknowledgement and by when money comes back', asks: asksToWithdraw, gives: z.object({ id: idShape('wdr'), declaredAt: instantShape, article: z.string(), refundBy: z.string() }),
    answer: (call) => {
      const id = call.params['agreement'] ?? '';
      return isId('Agreement', id) ? call.change((work) => billing.withdraw(work, { agreement: id, name: call.asked.name, replyTo: call.asked.replyTo }, call.asked.why), ({ withdrawal }) => json({ id: withdrawal.id, declaredAt: withdrawal.declaredAt, article: withdrawal.article, refundBy: withdrawal.refundBy.toString() }, 201), refused) : missing;
    },
  }),
  route({
    method: 'GET', path: '/certificates', who: ['person'], summary: 'What counts for the tax credit of a year, by what was paid and how', asks: asksForCertificate, gives: certificate,
    answer: async (call) => {
      const { home, provider, year } = call.asked;
      const found = await call.look((work) => billing.certificate(work, { home: home as Invoice['home'], provider: provider as Invoice['provider'], year }));
      return found ? json({ home, provider, year, rule: found.rule, total: found.total, notCounted: found.notCounted, visits: found.visits.map(({ visit, number, on, minutes, eligible }) => ({ visit, number, on: on.toString(), minutes, eligible })) }) : missing;
    },
  }),
  route({
    method: 'POST', path: '/payments', who: ['technician', 'provider', 'operator', 'finance'], summary: 'Write down that the provider was paid', asks: asksToRecordPayment, gives: payment,
    answer: (call) => call.change((work) => billing.recordPayment(work, { ...call.asked, invoice: call.asked.invoice as InvoiceId }), (paid) => json(seenPayment(paid), 201), refused),
  }),
  route({
    method: 'POST', path: '/payments/:payment/taking-back', who: ['provider', 'finance'], summary: 'Take back a payment that was written down by mistake', asks: asksToTakeBackPayment.omit({ payment: true }), gives: payment,
    answer: (call) => { const id = call.params['payment'] ?? ''; return isId('Payment', id) ? call.change((work) => billing.takeBackPayment(work, { payment: id as PaymentId, why: call.asked.why }), (back) => json(seenPayment(back), 201), refused) : missing; },
  }),
];
