import { type Result, money, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { RefundPaid } from '../facts.ts';
import { type Refund, owedOf } from '../invoice.ts';
import { mayGiveBack } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { AskedRefund, CannotRefund } from '../verbs.ts';
import { nameOf } from '../who.ts';
import { dayIn } from './day.ts';

/** Writes down that money went back to the person: when, how, under which reference. Never more than is owed back. */
export async function recordRefund(needs: Pick<Needs, 'invoices'>, work: Work, asked: AskedRefund): Promise<Result<Refund, CannotRefund>> {
  const seen = await needs.invoices.find(work, asked.invoice);
  if (!seen || !mayGiveBack(work.by, seen.provider)) return no({ kind: 'no-such-invoice' });
  await needs.invoices.lock(work, seen.quote);
  const invoice = (await needs.invoices.find(work, asked.invoice)) ?? seen;
  const back = -owedOf(invoice).cents;
  if (back <= 0) return no({ kind: 'nothing-to-refund' });
  if (asked.amount > back) return no({ kind: 'more-than-owed-back', owed: money(back, invoice.gross.currency) });
  if (Temporal.PlainDate.compare(asked.paidOn, dayIn(work.now, invoice.country)) > 0) return no({ kind: 'refunded-in-the-future' });
  const refund: Refund = { id: newId('Payment'), invoice: invoice.id, way: asked.way, amount: money(asked.amount, invoice.gross.currency), paidOn: asked.paidOn, reference: asked.reference, recordedAt: work.now };
  await needs.invoices.addRefund(work, refund, nameOf(work.by));
  await work.audit({ did: 'record-refund', to: refund.id, home: invoice.home });
  await work.announce({ fact: 'refund-paid', refund: refund.id, invoice: invoice.id, visit: invoice.visit, request: invoice.request, home: invoice.home } satisfies RefundPaid);
  return ok(refund);
}
