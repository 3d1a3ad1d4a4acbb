import { type PaymentId, type Result, money, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { PaymentRecorded } from '../facts.ts';
import { type Invoice, type Means, type Payment, owedOf, payableOn } from '../invoice.ts';
import { mayGiveBack, mayRecord } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { AskedPayment, CannotPay, CannotTakeBack } from '../verbs.ts';
import { nameOf } from '../who.ts';
import { dayIn } from './day.ts';

const ONLY_IN_FRANCE: ReadonlySet<Means> = new Set(['cesu']);

const about = (invoice: Invoice) => ({ invoice: invoice.id, visit: invoice.visit, request: invoice.request, home: invoice.home });

/** The technician who was there may write down what was paid at the door. */
async function mayPay(needs: Pick<Needs, 'booking'>, work: Work, invoice: Invoice): Promise<boolean> {
  const visit = await needs.booking.known.visit(work, invoice.visit);
  return visit !== undefined && mayRecord(work.by, visit, work.now);
}

/** Writes down that the provider was paid; never more than is owed. */
export async function recordPayment(needs: Pick<Needs, 'invoices' | 'booking'>, work: Work, asked: AskedPayment): Promise<Result<Payment, CannotPay>> {
  const seen = await needs.invoices.find(work, asked.invoice);
  if (!seen || !(await mayPay(needs, work, seen))) return no({ kind: 'no-such-invoice' });
  await needs.invoices.lock(work, seen.quote);
  const invoice = (await needs.invoices.find(work, asked.invoice)) ?? seen;
  if (Temporal.PlainDate.compare(asked.receivedOn, dayIn(work.now, invoice.country)) > 0) return no({ kind: 'received-in-the-future' });
  if (ONLY_IN_FRANCE.has(asked.means) && invoice.country !== 'FR') return no({ kind: 'means-not-in-this-country' });
  const owed = owedOf(invoice);
  if (asked.amount > owed.cents) return no({ kind: 'more-than-owed', owed });
  const payable = payableOn(invoice, asked.receivedOn);
  if (asked.amount > payable.cents) return no({ kind: 'must-wait', payable });

  const payment: Payment = { id: newId('Payment'), invoice: invoice.id, means: asked.means, amount: money(asked.amount, invoice.gross.currency), receivedOn: asked.receivedOn, reference: asked.reference, recordedAt: work.now };
  await needs.invoices.addPayment(work, payment, nameOf(work.by));
  await work.audit({ did: 'record-payment', to: payment.id, home: invoice.home });
  await work.announce({ fact: 'payment-recorded', payment: payment.id, ...about(invoice) } satisfies PaymentRecorded);
  return ok(payment);
}

/** Takes back a payment that was written down by mistake, by a row of its own. */
export async function takeBackPayment(needs: Pick<Needs, 'invoices'>, work: Work, asked: { payment: PaymentId; why: string }): Promise<Result<Payment, CannotTakeBack>> {
  const seen = await needs.invoices.withPayment(work, asked.payment);
  if (!seen || !mayGiveBack(work.by, seen.provider)) return no({ kind: 'no-such-payment' });
  await needs.invoices.lock(work, seen.quote);
  const invoice = (await needs.invoices.find(work, seen.id)) ?? seen;
  const wrong = invoice.payments.find(({ id }) => id === asked.payment);
  if (!wrong || wrong.takesBack || wrong.means === 'voucher') return no({ kind: 'no-such-payment' });
  if (invoice.payments.some(({ takesBack }) => takesBack === wrong.id)) return no({ kind: 'payment-already-taken-back' });

  const payment: Payment = { id: newId('Payment'), invoice: invoice.id, means: wrong.means, amount: money(-wrong.amount.cents, wrong.amount.currency), receivedOn: wrong.receivedOn, takesBack: wrong.id, why: asked.why, recordedAt: work.now };
  await needs.invoices.addPayment(work, payment, nameOf(work.by));
  await work.audit({ did: 'take-back-payment', to: wrong.id, home: invoice.home });
  await work.announce({ fact: 'payment-recorded', payment: payment.id, ...about(invoice) } satisfies PaymentRecorded);
  return ok(payment);
}
