import { html } from 'hono/html';
import { z } from 'zod';
import { type InvoiceId, ZONE, isId } from '#kernel';
import { type Invoice, REFUND_WAYS, owedOf } from '#modules/billing';
import { type Call, type Door, type Reply, go, missing, screen } from '#platform/http/index';
import type { Frame } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, line, listOf } from '../parts/form.ts';

type Html = ReturnType<typeof html>;
const asks = z.object({
  way: z.enum(REFUND_WAYS, 'refund.way-missing'), refunded: z.string().trim().transform((typed) => Math.round(Number(typed.replace(/\s/g, '').replace(',', '.')) * 100)).pipe(z.number('work.price-unclear').int('work.price-unclear').min(1, 'work.price-unclear').max(10_000_000, 'work.price-unclear')),
  paidOn: z.iso.date('invoice.date-unclear'), reference: z.string().trim().max(140, 'where.too-long').optional(),
});
type Again = (call: Call, filled: Filled) => Promise<Reply> | Reply;

/** Money that went back to the person is written down by the firm's office or by finance; the person reads it on the same page. */
export const refundDoor = (has: WebHas, again: Again): Door => screen({
  method: 'POST', path: '/invoices/:invoice/refunds', who: ['provider', 'finance'], asks, again: (call, typed, problems) => again(call as unknown as Call, { typed, problems }),
  answer: (call) => {
    const id = call.params['invoice'] ?? '';
    if (!isId('Invoice', id)) return missing;
    const { asked } = call;
    return call.change(
      (work) => has.billing.recordRefund(work, { invoice: id as InvoiceId, way: asked.way, amount: asked.refunded, paidOn: Temporal.PlainDate.from(asked.paidOn), ...(asked.reference ? { reference: asked.reference } : {}) }),
      () => go(`/invoices/${id}`),
      (refusal) => (refusal.kind === 'no-such-invoice' ? missing : again(call as unknown as Call, { typed: { refunded: (asked.refunded / 100).toFixed(2), paidOn: asked.paidOn, way: asked.way, reference: asked.reference ?? '' }, problems: [{ field: refusal.kind === 'refunded-in-the-future' ? 'paidOn' : 'refunded', says: `billing.${refusal.kind}` }] })),
    );
  },
});

/** What is owed back, and what of it was paid: for everybody who may see the invoice. */
export function refundsPart({ words }: Frame, invoice: Invoice): Html {
  const back = -owedOf(invoice).cents;
  const paid = invoice.refunds ?? [];
  return html`${back > 0 ? html`<p class="note warm">${words.say('refund.owed-back', { amount: words.money({ cents: back, currency: invoice.gross.currency }) })}</p>` : ''}
    ${paid.length > 0 ? html`<section class="card"><h2>${words.say('refund.title')}</h2><ul>${paid.map((refund) => html`<li>${words.money(refund.amount)} · ${words.say(`invoice.means-${refund.way}`)} · ${words.date(refund.paidOn)}${refund.reference ? html` · ${refund.reference}` : ''}</li>`)}</ul></section>` : ''}`;
}

export function refundForm(has: WebHas, { words }: Frame, invoice: Invoice, filled: Filled): Html {
  const back = -owedOf(invoice).cents;
  if (back <= 0) return html``;
  const today = has.clock.now().toZonedDateTimeISO(ZONE[invoice.country]).toPlainDate().toString();
  return html`<section class="card next"><h2>${words.say('refund.record')}</h2><p>${words.say('refund.record-more')}</p>${form(`/invoices/${invoice.id}/refunds`, html`${line({ name: 'refunded', label: words.say('refund.amount'), value: (back / 100).toFixed(2), size: 'short', inputmode: 'decimal', filled, words })}
    ${listOf({ name: 'way', label: words.say('refund.way'), filled, words, options: REFUND_WAYS.map((value) => ({ value, label: words.say(`invoice.means-${value}`) })) })}${line({ name: 'paidOn', label: words.say('refund.paid-on'), type: 'date', size: 'medium', value: today, filled, words })}
    ${line({ name: 'reference', label: words.say('refund.reference'), size: 'medium', filled, words })}<button class="main">${words.say('refund.keep')}</button>`)}</section>`;
}
