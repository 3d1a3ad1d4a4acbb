import { type Lang, type RequestId, type Result, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { mayAnswer } from '../may.ts';
import type { Declaration, Needs } from '../needs.ts';
import type { CannotUseVoucher } from '../voucher.ts';
import { nameOf } from '../who.ts';
import { voucherFor } from './vouchers.ts';

export type AskedSolidarity = Readonly<{ request: RequestId; /** The partner's word, where one was given. */ code?: string | undefined; /** The sentences that were read. */ shown: string; lang: Lang }>;
type NoSuchQuote = { kind: 'no-such-quote' };

async function mine(needs: Pick<Needs, 'quotes'>, work: Work, request: RequestId) {
  const all = await needs.quotes.ofRequest(work, request, true);
  const quote = all.map((kept) => kept.quote).find((one) => mayAnswer(work.by, one));
  return quote && !all.some(({ keptAt }) => keptAt) ? quote : undefined;
}

/** Somebody says that money is short, or brings a partner's word. It counts for the prices of this request from the next time they are worked out. */
export async function askSolidarity(needs: Pick<Needs, 'quotes' | 'vouchers' | 'keys' | 'fingerprint'>, work: Work, asked: AskedSolidarity): Promise<Result<Declaration, NoSuchQuote | CannotUseVoucher>> {
  const quote = await mine(needs, work, asked.request);
  if (!quote) return no({ kind: 'no-such-quote' });
  const voucher = asked.code === undefined ? undefined : await voucherFor(needs, work, asked.code, { request: asked.request, country: quote.country, wants: 'word' });
  if (voucher && !voucher.ok) return voucher;
  const said: Declaration = {
    request: asked.request, home: quote.home, word: voucher ? 'partner-word' : 'own-word', partner: voucher?.value.partner.id, shown: needs.fingerprint(asked.shown), lang: asked.lang, saidAt: work.now,
  };
  if (voucher) {
    await needs.vouchers.take(work, voucher.value.id, { request: asked.request, home: quote.home });
    await needs.vouchers.use(work, voucher.value.id, { provider: quote.provider, number: '', on: work.now.toZonedDateTimeISO('UTC').toPlainDate() }, { ...quote.expected, cents: 0 });
  }
  await needs.vouchers.declare(work, said, nameOf(work.by));
  await work.audit({ did: 'ask-solidarity', to: asked.request, home: quote.home });
  return ok(said);
}

/** Taken back before anything is booked: the prices are as they were, and nothing of it is kept. */
export async function dropSolidarity(needs: Pick<Needs, 'quotes' | 'vouchers'>, work: Work, request: RequestId): Promise<Result<true, NoSuchQuote>> {
  const quote = await mine(needs, work, request);
  if (!quote) return no({ kind: 'no-such-quote' });
  await needs.vouchers.takeBackWord(work, request);
  await work.audit({ did: 'drop-solidarity', to: request, home: quote.home });
  return ok(true as const);
}
