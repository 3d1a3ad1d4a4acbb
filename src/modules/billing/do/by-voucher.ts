import { type Money, money, newId, zero } from '#kernel';
import type { Work } from '#platform/work';
import { type Invoice, type Payment, creditedOf, payableOn } from '../invoice.ts';
import type { Needs } from '../needs.ts';
import { nameOf } from '../who.ts';
import { dayIn } from './day.ts';

type Uses = Pick<Needs, 'invoices' | 'pricing'>;

async function write(needs: Uses, work: Work, invoice: Invoice, amount: Money, more: Pick<Payment, 'reference' | 'takesBack'>): Promise<Payment> {
  const payment: Payment = { id: newId('Payment'), invoice: invoice.id, means: 'voucher', amount, receivedOn: dayIn(work.now, invoice.country), ...more, recordedAt: work.now };
  await needs.invoices.addPayment(work, payment, nameOf(work.by));
  await work.audit({ did: 'record-voucher', to: payment.id, home: invoice.home });
  return payment;
}

/** What the request's voucher pays of an invoice that was just written; what must wait by law waits for the voucher too. */
export async function payWithVoucher(needs: Uses, work: Work, invoice: Invoice): Promise<readonly Payment[]> {
  if (invoice.kind !== 'visit') return [];
  const on = dayIn(work.now, invoice.country);
  const paid = await needs.pricing.known.payByVoucher(work, { request: invoice.request, provider: invoice.provider, number: invoice.number, on, gross: payableOn(invoice, on) });
  return paid ? [await write(needs, work, invoice, paid.amount, { reference: paid.by })] : [];
}

/** The payment by voucher that still stands on an invoice. */
export const voucherPaymentOf = (invoice: Pick<Invoice, 'payments'>): Payment | undefined =>
  invoice.payments.find(({ id, means, takesBack }) => means === 'voucher' && takesBack === undefined && !invoice.payments.some((other) => other.takesBack === id));

/** After a credit note: a voucher never pays more than what is left of the bill, and with nothing left it is whole again. */
export async function returnToVoucher(needs: Uses, work: Work, invoice: Invoice, note: Readonly<{ number: string; gross: Money }>): Promise<void> {
  const payment = voucherPaymentOf(invoice);
  if (!payment) return;
  const left = Math.max(0, invoice.gross.cents - creditedOf(invoice).cents - note.gross.cents);
  if (left >= payment.amount.cents) return;
  const stays = left === 0 ? zero(payment.amount.currency) : money(left, payment.amount.currency);
  await write(needs, work, invoice, money(-payment.amount.cents, payment.amount.currency), { takesBack: payment.id, reference: payment.reference });
  if (stays.cents > 0) await write(needs, work, invoice, stays, { reference: payment.reference });
  await needs.pricing.known.returnVoucher(work, { request: invoice.request, provider: invoice.provider, number: note.number, on: dayIn(work.now, invoice.country), paid: payment.amount, stays });
}
