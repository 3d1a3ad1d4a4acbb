import { type Country, type HomeId, type Money, type PartnerId, type ProviderId, type RequestId, type Result, type SeriesId, type VoucherId, ZONE, least, money, no, ok, share, zero } from '#kernel';

/** An organisation that helps people to pay. `contact`: where accounts are sent, an address of the organisation. */
export type Partner = Readonly<{ id: PartnerId; name: string; country: Country; contact: string; since: Temporal.Instant; endedAt?: Temporal.Instant | undefined }>;

/** What one voucher is good for: an amount, a part of the bill up to an amount, or the partner's word for a solidarity rate. */
export type Gives = Readonly<{ kind: 'amount'; amount: Money } | { kind: 'percent'; basisPoints: number; most: Money } | { kind: 'solidarity' }>;

/** Vouchers made together. `until`: the last day on which a code can be put on a request. `stoppedAt`: the partner wants no more of them used. */
export type Series = Readonly<{
  id: SeriesId; partner: PartnerId; purpose: string; country: Country; gives: Gives; count: number; until: Temporal.PlainDate; madeAt: Temporal.Instant; stoppedAt?: Temporal.Instant | undefined;
}>;

/** One code. Used once; given back by a credit note it can be used again. */
export type Voucher = Readonly<{ id: VoucherId; series: Series; partner: Partner; request?: RequestId | undefined; home?: HomeId | undefined; usedAt?: Temporal.Instant | undefined }>;

/** What a voucher paid on one bill (below zero: what a credit note gave back), as the account with its partner lists it. `code`: the last four signs. */
export type VoucherUse = Readonly<{ voucher: VoucherId; code: string; purpose: string; provider: ProviderId; number: string; amount: Money; usedOn: Temporal.PlainDate }>;
export type SeriesSeen = Readonly<{ series: Series; taken: number; used: number; paid: Money }>;

/** Why a code is not taken; each is a sentence `pricing.<kind>`. */
export type CannotUseVoucher =
  | { kind: 'voucher-unknown' } | { kind: 'voucher-used-already' } | { kind: 'voucher-over'; since: Temporal.PlainDate } | { kind: 'voucher-stopped' }
  | { kind: 'voucher-other-country' } | { kind: 'voucher-no-money' } | { kind: 'voucher-no-word' } | { kind: 'voucher-one-already' } | { kind: 'voucher-not-here' };

/** What a bill of this much is paid by a voucher: never more than the bill. Nothing is given out, and what is left of it lapses. */
export function voucherPays(gives: Gives, bill: Money): Money {
  if (bill.cents <= 0 || gives.kind === 'solidarity') return zero(bill.currency);
  return gives.kind === 'amount' ? least(gives.amount, bill) : least(least(share(bill, gives.basisPoints, 10_000), gives.most), bill);
}

/** A code as its digest knows it: capital letters and figures, with what people confuse read alike. */
export const plainCode = (typed: string): string => typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
export const CODE_SIGNS = 10;
/** A code in two halves, to be read out and typed. */
export const shownCode = (plain: string): string => `${plain.slice(0, CODE_SIGNS / 2)}-${plain.slice(CODE_SIGNS / 2)}`;

/** Whether a voucher can be put on a request now. `wants`: money towards a bill, or the partner's word. */
export function mayUse(voucher: Voucher, about: Readonly<{ request: RequestId; country: Country; wants: 'money' | 'word' }>, now: Temporal.Instant): Result<true, CannotUseVoucher> {
  const { series, partner } = voucher;
  if (series.country !== about.country) return no({ kind: 'voucher-other-country' });
  if (voucher.usedAt || (voucher.request !== undefined && voucher.request !== about.request)) return no({ kind: 'voucher-used-already' });
  if (series.stoppedAt || partner.endedAt) return no({ kind: 'voucher-stopped' });
  if (Temporal.PlainDate.compare(now.toZonedDateTimeISO(ZONE[series.country]).toPlainDate(), series.until) > 0) return no({ kind: 'voucher-over', since: series.until });
  if (about.wants === 'money' && series.gives.kind === 'solidarity') return no({ kind: 'voucher-no-money' });
  return about.wants === 'word' && series.gives.kind !== 'solidarity' ? no({ kind: 'voucher-no-word' }) : ok(true);
}

export const mostOf = (series: Series): Money => {
  const currency = series.country === 'FR' ? 'EUR' : 'GBP';
  switch (series.gives.kind) {
    case 'amount': return money(series.gives.amount.cents * series.count, currency);
    case 'percent': return money(series.gives.most.cents * series.count, currency);
    case 'solidarity': return zero(currency);
  }
};
