import { type PartnerId, type RequestId, type Result, type SeriesId, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksForPartner, AsksForSeries } from '../asks-vouchers.ts';
import { mayAnswer, mayKeepPartners } from '../may.ts';
import type { Needs, Quotes } from '../needs.ts';
import type { Quote } from '../quote.ts';
import { CODE_SIGNS, type CannotUseVoucher, type Partner, type Series, type SeriesSeen, type Voucher, type VoucherUse, mayUse, plainCode, shownCode } from '../voucher.ts';
import { nameOf } from '../who.ts';

type Uses = Pick<Needs, 'vouchers' | 'keys'>;
export type NoSuchPartner = { kind: 'no-such-partner' };
export type NoSuchSeries = { kind: 'no-such-series' };
export type NotKeeper = { kind: 'not-allowed' };

/** What a code is sealed for. */
export const codeSeal = (series: SeriesId): string => `voucher code of ${series}`;
const digestOf = (keys: Needs['keys'], plain: string): string => keys.digest(`voucher ${plain}`);

export async function addPartner(needs: Uses, work: Work, asked: AsksForPartner): Promise<Result<Partner, NotKeeper>> {
  if (!mayKeepPartners(work.by)) return no({ kind: 'not-allowed' });
  const partner: Partner = { id: newId('Partner'), name: asked.name, country: asked.country, contact: asked.contact, since: work.now };
  await needs.vouchers.addPartner(work, partner);
  await work.audit({ did: 'add-partner', to: partner.id });
  return ok(partner);
}

/** New words, or the end of working together: then none of its codes is taken any more; what is on a request stays. */
export async function changePartner(needs: Uses, work: Work, asked: { partner: PartnerId; name: string; contact: string; ended: boolean }): Promise<Result<true, NoSuchPartner>> {
  const found = mayKeepPartners(work.by) ? await needs.vouchers.partner(work, asked.partner) : undefined;
  if (!found) return no({ kind: 'no-such-partner' });
  await needs.vouchers.changePartner(work, asked.partner, asked);
  await work.audit({ did: asked.ended ? 'end-partner' : 'change-partner', to: asked.partner });
  return ok(true as const);
}

/** So many codes, each of ten signs that nobody can guess (fifty bits). */
export async function makeVouchers(needs: Uses, work: Work, asked: AsksForSeries & { partner: PartnerId }): Promise<Result<Series, NoSuchPartner>> {
  const partner = mayKeepPartners(work.by) ? await needs.vouchers.partner(work, asked.partner) : undefined;
  if (!partner || partner.endedAt) return no({ kind: 'no-such-partner' });
  const series: Series = { id: newId('Series'), partner: partner.id, purpose: asked.purpose, country: partner.country, gives: asked.gives, count: asked.count, until: asked.until, madeAt: work.now };
  const codes = Array.from({ length: asked.count }, () => {
    const plain = plainCode(newId('Voucher').slice(-CODE_SIGNS));
    return { id: newId('Voucher'), digest: digestOf(needs.keys, plain), sealed: needs.keys.seal(plain, codeSeal(series.id)) };
  });
  await needs.vouchers.addSeries(work, series, codes, nameOf(work.by));
  await work.audit({ did: 'make-vouchers', to: series.id });
  return ok(series);
}

export async function stopVouchers(needs: Uses, work: Work, asked: { series: SeriesId }): Promise<Result<true, NoSuchSeries>> {
  const found = mayKeepPartners(work.by) ? await needs.vouchers.series(work, asked.series) : undefined;
  if (!found) return no({ kind: 'no-such-series' });
  await needs.vouchers.stopSeries(work, asked.series);
  await work.audit({ did: 'stop-vouchers', to: asked.series });
  return ok(true as const);
}

type PartnerSeen = Readonly<{ partner: Partner; series: readonly SeriesSeen[] }>;
export type CodeSeen = Readonly<{ code: string; state: 'free' | 'taken' | 'used' }>;

export const partnersSeen = async (needs: Uses, work: Work): Promise<readonly Partner[]> => (mayKeepPartners(work.by) ? needs.vouchers.partners(work) : []);
export async function partnerSeen(needs: Uses, work: Work, id: PartnerId): Promise<PartnerSeen | undefined> {
  const partner = mayKeepPartners(work.by) ? await needs.vouchers.partner(work, id) : undefined;
  return partner && { partner, series: await needs.vouchers.seriesOf(work, id) };
}

/** The codes of a series, for the list that the partner hands out. That somebody took them out is written down. */
export async function codesSeen(needs: Uses, work: Work, id: SeriesId): Promise<readonly CodeSeen[]> {
  const series = mayKeepPartners(work.by) ? await needs.vouchers.series(work, id) : undefined;
  if (!series) return [];
  await work.audit({ did: 'read-voucher-codes', to: id });
  return (await needs.vouchers.codesOf(work, id)).map(({ sealed, state }) => ({ code: shownCode(needs.keys.open(sealed, codeSeal(id)) ?? ''), state }));
}

/** The account with a partner: what its vouchers paid on which bill, and what came back. No person's name. */
export async function usesSeen(needs: Uses, work: Work, partner: PartnerId): Promise<readonly VoucherUse[]> {
  if (!mayKeepPartners(work.by)) return [];
  const series = await needs.vouchers.seriesOf(work, partner);
  return (await needs.vouchers.usesOf(work, partner)).map(({ sealed, ...use }) => ({
    ...use, code: (series.map((one) => needs.keys.open(sealed, codeSeal(one.series.id))).find((plain) => plain !== undefined) ?? '').slice(-4),
  }));
}

type Asker = Pick<Needs, 'vouchers' | 'keys' | 'vouchersPay'> & { quotes: Pick<Quotes, 'ofRequest'> };
type NoSuchQuote = { kind: 'no-such-quote' };
const answerable = async (needs: Asker, work: Work, request: RequestId): Promise<Quote | undefined> =>
  (await needs.quotes.ofRequest(work, request)).map(({ quote }) => quote).find((quote) => mayAnswer(work.by, quote));

/** Finds the voucher that a code names, if it can be put on a request now. The row stays locked. */
export async function voucherFor(needs: Pick<Needs, 'vouchers' | 'keys'>, work: Work, typed: string, about: Parameters<typeof mayUse>[1]): Promise<Result<Voucher, CannotUseVoucher>> {
  const plain = plainCode(typed);
  const found = plain.length === CODE_SIGNS ? await needs.vouchers.byDigest(work, digestOf(needs.keys, plain)) : undefined;
  if (!found) return no({ kind: 'voucher-unknown' });
  const may = mayUse(found, about, work.now);
  return may.ok ? ok(found) : may;
}

/** Puts a voucher on a request: it pays part of whatever bill comes of it. One at a time. */
export async function takeVoucher(needs: Asker, work: Work, asked: { request: RequestId; code: string }): Promise<Result<Voucher, CannotUseVoucher | NoSuchQuote>> {
  const quote = await answerable(needs, work, asked.request);
  if (!quote) return no({ kind: 'no-such-quote' });
  const before = await needs.vouchers.ofRequest(work, asked.request);
  const found = await voucherFor(needs, work, asked.code, { request: asked.request, country: quote.country, wants: 'money' });
  if (!found.ok) return found;
  if (before?.id === found.value.id) return ok(before);
  if (before) return no({ kind: 'voucher-one-already' });
  if (!(await needs.vouchersPay(work, quote.country))) return no({ kind: 'voucher-not-here' });
  await needs.vouchers.take(work, found.value.id, { request: asked.request, home: quote.home });
  await work.audit({ did: 'take-voucher', to: found.value.id, home: quote.home });
  return ok({ ...found.value, request: asked.request, home: quote.home });
}

/** Takes it off again; it can then be used for something else. */
export async function dropVoucher(needs: Asker, work: Work, asked: { request: RequestId }): Promise<Result<true, NoSuchQuote>> {
  const quote = await answerable(needs, work, asked.request);
  const voucher = quote && (await needs.vouchers.ofRequest(work, asked.request));
  if (!quote || !voucher || voucher.usedAt) return no({ kind: 'no-such-quote' });
  await needs.vouchers.release(work, asked.request);
  await work.audit({ did: 'drop-voucher', to: voucher.id, home: quote.home });
  return ok(true as const);
}

/** The voucher on a request, for whoever may see its prices. */
export async function voucherSeen(needs: Asker, work: Work, request: RequestId): Promise<Voucher | undefined> {
  return (await answerable(needs, work, request)) ? needs.vouchers.ofRequest(work, request) : undefined;
}
