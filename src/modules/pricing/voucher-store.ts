import { type Country, type Currency, type HomeId, type PartnerId, type ProviderId, type RequestId, type SeriesId, type VoucherId, money, newId } from '#kernel';
import type { Db } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Declaration, Vouchers } from './needs.ts';
import type { Gives, Partner, Series, Voucher } from './voucher.ts';

type PartnerRow = { id: PartnerId; name: string; country: Country; contact: string; since: Temporal.Instant; ended_at: Temporal.Instant | null };
type SeriesRow = {
  id: SeriesId; partner_id: PartnerId; purpose: string; country: Country; currency: Currency; gives: Gives['kind']; amount_cents: number | null; basis_points: number | null; most_cents: number | null;
  count: number; until_day: Temporal.PlainDate; made_at: Temporal.Instant; made_by: string; stopped_at: Temporal.Instant | null;
};
type VoucherRow = { id: VoucherId; series_id: SeriesId; place: number; digest: string; sealed: string; request_id: RequestId | null; home_id: HomeId | null; taken_at: Temporal.Instant | null; used_at: Temporal.Instant | null };
type UseRow = { id: string; voucher_id: VoucherId; provider_id: ProviderId; number: string; currency: Currency; amount_cents: number; used_on: Temporal.PlainDate; written_at: Temporal.Instant };
type DeclarationRow = { request_id: RequestId; home_id: HomeId; word: Declaration['word']; partner_id: PartnerId | null; shown: string; lang: 'en' | 'fr'; said_at: Temporal.Instant; said_by: string };
type Tables = { 'pricing.partners': PartnerRow; 'pricing.voucher_series': SeriesRow; 'pricing.vouchers': VoucherRow; 'pricing.voucher_uses': UseRow; 'pricing.declarations': DeclarationRow };
type In = (work: Work) => Db<Tables>;

const partnerFrom = (row: PartnerRow): Partner => ({ id: row.id, name: row.name, country: row.country, contact: row.contact, since: row.since, endedAt: row.ended_at ?? undefined });
function givesFrom(row: SeriesRow): Gives {
  const amount = (cents: number | null) => money(cents ?? 0, row.currency);
  switch (row.gives) {
    case 'amount': return { kind: 'amount', amount: amount(row.amount_cents) };
    case 'percent': return { kind: 'percent', basisPoints: row.basis_points ?? 0, most: amount(row.most_cents) };
    case 'solidarity': return { kind: 'solidarity' };
  }
}
const seriesFrom = (row: SeriesRow): Series => ({ id: row.id, partner: row.partner_id, purpose: row.purpose, country: row.country, gives: givesFrom(row), count: row.count, until: row.until_day, madeAt: row.made_at, stoppedAt: row.stopped_at ?? undefined });
const declarationFrom = (row: DeclarationRow): Declaration => ({ request: row.request_id, home: row.home_id, word: row.word, partner: row.partner_id ?? undefined, shown: row.shown, lang: row.lang, saidAt: row.said_at });

const partnersIn = (db: In): Pick<Vouchers, 'addPartner' | 'changePartner' | 'partners' | 'partner' | 'addSeries' | 'stopSeries' | 'seriesOf' | 'series' | 'codesOf' | 'usesOf'> => ({
  async addPartner(work, partner) { await db(work).insertInto('pricing.partners').values({ id: partner.id, name: partner.name, country: partner.country, contact: partner.contact, since: partner.since, ended_at: null }).execute(); },
  async changePartner(work, id, to) { await db(work).updateTable('pricing.partners').set({ name: to.name, contact: to.contact, ended_at: to.ended ? work.now : null }).where('id', '=', id).execute(); },
  async partners(work) { return (await db(work).selectFrom('pricing.partners').selectAll().orderBy('name').orderBy('id').execute()).map(partnerFrom); },
  async partner(work, id) { const row = await db(work).selectFrom('pricing.partners').selectAll().where('id', '=', id).executeTakeFirst(); return row && partnerFrom(row); },
  async addSeries(work, series, codes, by) {
    const { gives } = series;
    await db(work).insertInto('pricing.voucher_series').values({
      id: series.id, partner_id: series.partner, purpose: series.purpose, country: series.country, currency: series.country === 'FR' ? 'EUR' : 'GBP', gives: gives.kind,
      amount_cents: gives.kind === 'amount' ? gives.amount.cents : null, basis_points: gives.kind === 'percent' ? gives.basisPoints : null, most_cents: gives.kind === 'percent' ? gives.most.cents : null,
      count: series.count, until_day: series.until, made_at: series.madeAt, made_by: by, stopped_at: null,
    }).execute();
    await db(work).insertInto('pricing.vouchers').values(codes.map((code, place) => ({ id: code.id, series_id: series.id, place, digest: code.digest, sealed: code.sealed, request_id: null, home_id: null, taken_at: null, used_at: null }))).execute();
  },
  async stopSeries(work, id) { await db(work).updateTable('pricing.voucher_series').set({ stopped_at: work.now }).where('id', '=', id).where('stopped_at', 'is', null).execute(); },
  async seriesOf(work, partner) {
    const rows = await db(work).selectFrom('pricing.voucher_series').selectAll().where('partner_id', '=', partner).orderBy('made_at', 'desc').orderBy('id').execute();
    return Promise.all(rows.map(async (row) => {
      const own = await db(work).selectFrom('pricing.vouchers').select((e) => [e.fn.count<number>('request_id').as('taken'), e.fn.count<number>('used_at').as('used')]).where('series_id', '=', row.id).executeTakeFirst();
      const paid = await db(work).selectFrom('pricing.voucher_uses').innerJoin('pricing.vouchers', 'pricing.vouchers.id', 'pricing.voucher_uses.voucher_id').select((e) => e.fn.sum<number>('amount_cents').as('paid')).where('series_id', '=', row.id).executeTakeFirst();
      return { series: seriesFrom(row), taken: Number(own?.taken ?? 0), used: Number(own?.used ?? 0), paid: money(Number(paid?.paid ?? 0), row.currency) };
    }));
  },
  async series(work, id) { const row = await db(work).selectFrom('pricing.voucher_series').selectAll().where('id', '=', id).executeTakeFirst(); return row && seriesFrom(row); },
  async codesOf(work, series) {
    const rows = await db(work).selectFrom('pricing.vouchers').select(['id', 'sealed', 'taken_at', 'used_at']).where('series_id', '=', series).orderBy('place').execute();
    return rows.map((row) => ({ id: row.id, sealed: row.sealed, state: row.used_at ? 'used' as const : row.taken_at ? 'taken' as const : 'free' as const }));
  },
  async usesOf(work, partner) {
    const rows = await db(work).selectFrom('pricing.voucher_uses').innerJoin('pricing.vouchers', 'pricing.vouchers.id', 'pricing.voucher_uses.voucher_id').innerJoin('pricing.voucher_series', 'pricing.voucher_series.id', 'pricing.vouchers.series_id')
      .select(['pricing.voucher_uses.voucher_id', 'pricing.vouchers.sealed', 'pricing.voucher_series.purpose', 'pricing.voucher_uses.provider_id', 'pricing.voucher_uses.number', 'pricing.voucher_uses.currency', 'pricing.voucher_uses.amount_cents', 'pricing.voucher_uses.used_on'])
      .where('pricing.voucher_series.partner_id', '=', partner).orderBy('pricing.voucher_uses.written_at').orderBy('pricing.voucher_uses.id').execute();
    return rows.map((row) => ({ voucher: row.voucher_id, sealed: row.sealed, purpose: row.purpose, provider: row.provider_id, number: row.number, amount: money(row.amount_cents, row.currency), usedOn: row.used_on }));
  },
});

const codesIn = (db: In): Pick<Vouchers, 'byDigest' | 'ofRequest' | 'take' | 'release' | 'use' | 'giveBack'> => {
  async function whole(work: Work, row: VoucherRow | undefined): Promise<Voucher | undefined> {
    if (!row) return undefined;
    const series = await db(work).selectFrom('pricing.voucher_series').selectAll().where('id', '=', row.series_id).executeTakeFirstOrThrow();
    const partner = await db(work).selectFrom('pricing.partners').selectAll().where('id', '=', series.partner_id).executeTakeFirstOrThrow();
    return { id: row.id, series: seriesFrom(series), partner: partnerFrom(partner), request: row.request_id ?? undefined, home: row.home_id ?? undefined, usedAt: row.used_at ?? undefined };
  }
  const write = (work: Work, id: VoucherId, use: { provider: ProviderId; number: string; on: Temporal.PlainDate }, amount: { cents: number; currency: Currency }) => db(work).insertInto('pricing.voucher_uses')
    .values({ id: newId('Part'), voucher_id: id, provider_id: use.provider, number: use.number, currency: amount.currency, amount_cents: amount.cents, used_on: use.on, written_at: work.now }).execute();
  return {
    async byDigest(work, digest) { return whole(work, await db(work).selectFrom('pricing.vouchers').selectAll().where('digest', '=', digest).forUpdate().executeTakeFirst()); },
    async ofRequest(work, request) {
      const paying = db(work).selectFrom('pricing.voucher_series').select('id').where('gives', '<>', 'solidarity');
      return whole(work, await db(work).selectFrom('pricing.vouchers').selectAll().where('request_id', '=', request).where('series_id', 'in', paying).executeTakeFirst());
    },
    async take(work, id, whose) { await db(work).updateTable('pricing.vouchers').set({ request_id: whose.request, home_id: whose.home, taken_at: work.now }).where('id', '=', id).execute(); },
    async release(work, request) {
      const done = await db(work).updateTable('pricing.vouchers').set({ request_id: null, home_id: null, taken_at: null }).where('request_id', '=', request).where('used_at', 'is', null).executeTakeFirst();
      return Number(done.numUpdatedRows);
    },
    async use(work, id, use, amount) {
      await db(work).updateTable('pricing.vouchers').set({ used_at: work.now }).where('id', '=', id).execute();
      if (amount.cents !== 0) await write(work, id, use, amount);
    },
    async giveBack(work, id, use, amount, isFree) {
      if (amount.cents !== 0) await write(work, id, use, { cents: -amount.cents, currency: amount.currency });
      if (isFree) await db(work).updateTable('pricing.vouchers').set({ used_at: null }).where('id', '=', id).execute();
    },
  };
};

/** Partners, their vouchers, and who asked for a solidarity rate. */
export function vouchersIn(dbOf: DbOf): Vouchers {
  const db: In = (work) => dbOf<Tables>(work);
  return {
    ...partnersIn(db), ...codesIn(db),
    async declare(work, said, by) {
      const row = { home_id: said.home, word: said.word, partner_id: said.partner ?? null, shown: said.shown, lang: said.lang, said_at: said.saidAt, said_by: by };
      await db(work).insertInto('pricing.declarations').values({ request_id: said.request, ...row }).onConflict((on) => on.column('request_id').doUpdateSet(row)).execute();
    },
    async takeBackWord(work, request) {
      await db(work).deleteFrom('pricing.declarations').where('request_id', '=', request).execute();
      const words = db(work).selectFrom('pricing.voucher_series').select('id').where('gives', '=', 'solidarity');
      await db(work).updateTable('pricing.vouchers').set({ request_id: null, home_id: null, taken_at: null, used_at: null }).where('request_id', '=', request).where('series_id', 'in', words).execute();
    },
    async declared(work, request) { const row = await db(work).selectFrom('pricing.declarations').selectAll().where('request_id', '=', request).executeTakeFirst(); return row && declarationFrom(row); },
    async declaredBy(work, homes) { return homes.length === 0 ? [] : (await db(work).selectFrom('pricing.declarations').selectAll().where('home_id', 'in', homes).orderBy('said_at').execute()).map(declarationFrom); },
    async forgetWords(work, homes) { return homes.length === 0 ? 0 : Number((await db(work).deleteFrom('pricing.declarations').where('home_id', 'in', homes).executeTakeFirst()).numDeletedRows); },
  };
}
