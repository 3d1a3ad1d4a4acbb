import { type Money, type ProviderId, type RequestId, minus } from '#kernel';
import type { Work } from '#platform/work';
import type { Needs } from '../needs.ts';
import { voucherPays } from '../voucher.ts';

/** A bill that is being written, or given back: whose, its number, the day. */
export type Bill = Readonly<{ request: RequestId; provider: ProviderId; number: string; on: Temporal.PlainDate }>;

/** What the request's voucher pays of a bill that is written now; undefined where there is none. `by`: the organisation. */
export async function payByVoucher(needs: Pick<Needs, 'vouchers'>, work: Work, bill: Bill & { gross: Money }): Promise<Readonly<{ amount: Money; by: string }> | undefined> {
  const voucher = await needs.vouchers.ofRequest(work, bill.request);
  if (!voucher || voucher.usedAt) return undefined;
  const amount = voucherPays(voucher.series.gives, bill.gross);
  if (amount.cents === 0) return undefined;
  await needs.vouchers.use(work, voucher.id, bill, amount);
  await work.audit({ did: 'use-voucher', to: voucher.id });
  return { amount, by: voucher.partner.name };
}

/** What a credit note leaves of what a voucher paid: `stays` is still paid by it. With nothing left the voucher is whole again. */
export async function returnVoucher(needs: Pick<Needs, 'vouchers'>, work: Work, bill: Bill & { paid: Money; stays: Money }): Promise<void> {
  const voucher = await needs.vouchers.ofRequest(work, bill.request);
  if (!voucher?.usedAt) return;
  await needs.vouchers.giveBack(work, voucher.id, bill, minus(bill.paid, bill.stays), bill.stays.cents === 0);
  await work.audit({ did: 'give-back-voucher', to: voucher.id });
}
