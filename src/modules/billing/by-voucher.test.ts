import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { jobActor, newId } from '#kernel';
import type { Work } from '#platform/work';
import { eur } from '../../../test/golden/tariffs.ts';
import { payWithVoucher, returnToVoucher, voucherPaymentOf } from './do/by-voucher.ts';
import type { Invoice, Payment } from './invoice.ts';

const work = { by: jobActor('test'), now: Temporal.Instant.from('2026-11-25T10:00:00Z'), audit: async () => undefined } as unknown as Work;
const bill = (payments: readonly Payment[] = [], more: Partial<Invoice> = {}): Invoice =>
  ({ id: newId('Invoice'), number: 'F-1', kind: 'visit', provider: newId('Provider'), request: newId('Request'), home: newId('Home'), country: 'FR', lines: [], gross: eur(60), payments, creditNotes: [], refunds: [], ...more }) as unknown as Invoice;
const paid = (cents: number, more: Partial<Payment> = {}): Payment => ({ id: newId('Payment'), invoice: newId('Invoice'), means: 'voucher', amount: eur(cents), receivedOn: Temporal.PlainDate.from('2026-11-25'), reference: 'Mairie', recordedAt: work.now, ...more });

/** Billing's needs with a voucher of so much, and what was written down. */
function needsWith(worth: number) {
  const written: Payment[] = [];
  const returned: { paid: number; stays: number; number: string }[] = [];
  const asked: number[] = [];
  return {
    written, returned, asked,
    invoices: { addPayment: async (_: Work, payment: Payment) => { written.push(payment); } },
    pricing: { known: {
      payByVoucher: async (_: Work, of: { gross: { cents: number } }) => { asked.push(of.gross.cents); return worth === 0 ? undefined : { amount: eur(Math.min(worth, of.gross.cents / 100)), by: 'Mairie' }; },
      returnVoucher: async (_: Work, of: { paid: { cents: number }; stays: { cents: number }; number: string }) => { returned.push({ paid: of.paid.cents, stays: of.stays.cents, number: of.number }); },
    } },
  };
}
type Needs = Parameters<typeof payWithVoucher>[0];

describe('a voucher on a bill', () => {
  test('is a payment of its organisation: the price stays whole, and nobody without one is paid for', async () => {
    const needs = needsWith(15);
    const [payment] = await payWithVoucher(needs as unknown as Needs, work, bill());
    assert.deepEqual([payment?.means, payment?.amount, payment?.reference], ['voucher', eur(15), 'Mairie']);
    assert.deepEqual(await payWithVoucher(needsWith(0) as unknown as Needs, work, bill()), []);
  });
  test('pays for work, never a fee for somebody who was not at home, and nothing that must wait by law', async () => {
    const needs = needsWith(15);
    assert.deepEqual(await payWithVoucher(needs as unknown as Needs, work, bill([], { kind: 'missed-visit' })), []);
    assert.deepEqual(needs.asked, []);
    const held = { id: 'a', gross: eur(50), payableFrom: Temporal.PlainDate.from('2026-12-02') } as Invoice['lines'][number];
    await payWithVoucher(needs as unknown as Needs, work, bill([], { lines: [held] }));
    assert.deepEqual(needs.asked, [1_000], 'of 60 only the 10 that may be paid today');
  });
  test('gets back what a credit note takes away from below it, and all of it with the whole bill', async () => {
    const needs = needsWith(15);
    const own = paid(15);
    await returnToVoucher(needs as unknown as Needs, work, bill([own]), { number: 'A-1', gross: eur(40) });
    assert.deepEqual([needs.written, needs.returned], [[], []], 'twenty are left: the voucher still pays fifteen of them');
    await returnToVoucher(needs as unknown as Needs, work, bill([own]), { number: 'A-2', gross: eur(50) });
    assert.deepEqual(needs.written.map(({ amount, takesBack }) => [amount.cents, takesBack]), [[-1_500, own.id], [1_000, undefined]]);
    await returnToVoucher(needs as unknown as Needs, work, bill([own]), { number: 'A-3', gross: eur(60) });
    assert.deepEqual(needs.returned, [{ paid: 1_500, stays: 1_000, number: 'A-2' }, { paid: 1_500, stays: 0, number: 'A-3' }]);
  });
  test('is found as it stands, not as it was before it was taken back', () => {
    const first = paid(15);
    const second = paid(10);
    assert.equal(voucherPaymentOf(bill([first, paid(-15, { takesBack: first.id }), second]))?.id, second.id);
    assert.equal(voucherPaymentOf(bill([paid(20, { means: 'card' })])), undefined);
  });
});
