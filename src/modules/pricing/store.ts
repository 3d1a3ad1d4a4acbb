import { type HomeId, type PersonId, type ProviderId, type QuoteId, type RequestId, type TariffId, money } from '#kernel';
import { type Db, json, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { SecondEyes } from './answers.ts';
import type { EyesOfHomes, Kept, Quotes, Tariffs } from './needs.ts';
import type { Quote } from './quote.ts';
import { keptFrom, lineRow, quoteRow, tariffFrom } from './rows.ts';
import type { EyesRow, QuoteRow, Tables } from './tables.ts';

type In = (work: Work) => Db<Tables>;
const within = (dbOf: DbOf): In => (work) => dbOf<Tables>(work);

const withLines = async (db: Db<Tables>, rows: readonly QuoteRow[]): Promise<Kept[]> => {
  if (rows.length === 0) return [];
  const lines = await db.selectFrom('pricing.quote_lines').selectAll().where('quote_id', 'in', rows.map(({ id }) => id)).execute();
  return rows.map((row) => keptFrom(row, lines));
};

const readsIn = (db: In): Pick<Quotes, 'find' | 'ofRequest' | 'placeOf' | 'scopeOf' | 'ofHomes' | 'withFirstYes'> => ({
  async find(work: Work, id: QuoteId) {
    const row = await db(work).selectFrom('pricing.quotes').selectAll().where('id', '=', id).executeTakeFirst();
    return row && (await withLines(db(work), [row]))[0];
  },
  async ofRequest(work: Work, request: RequestId, locked = false) {
    const asked = db(work).selectFrom('pricing.quotes').selectAll().where('request_id', '=', request).orderBy('id');
    const rows = await (locked ? asked.forUpdate() : asked).execute();
    return withLines(db(work), rows.toSorted((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1)));
  },
  async placeOf(work: Work, id: QuoteId) {
    return (await db(work).selectFrom('pricing.quotes').select('place').where('id', '=', id).executeTakeFirst())?.place ?? 0;
  },
  async scopeOf(work: Work, id: QuoteId) {
    return (await db(work).selectFrom('pricing.quotes').select('scope').where('id', '=', id).executeTakeFirst())?.scope;
  },
  async ofHomes(work: Work, homes: readonly HomeId[]) {
    if (homes.length === 0) return [];
    const rows = await db(work).selectFrom('pricing.quotes').selectAll().where('home_id', 'in', homes).orderBy('computed_at').execute();
    return (await withLines(db(work), rows)).map(({ quote }) => quote);
  },
  async withFirstYes(work: Work, homes: readonly HomeId[]) {
    if (homes.length === 0) return [];
    const rows = await db(work).selectFrom('pricing.quotes').selectAll().where('home_id', 'in', homes).where('first_yes_at', 'is not', null).where('state', '=', 'offered').orderBy('first_yes_at').orderBy('id').execute();
    return (await withLines(db(work), rows)).map(({ quote }) => quote);
  },
});

export function quotesIn(dbOf: DbOf): Quotes {
  const db = within(dbOf);
  return {
    ...readsIn(db),
    async add(work, quote, scope, place) {
      const sold = new Map(quote.lines.flatMap((line) => ('item' in line && line.item !== undefined ? [[line.item, { key: line.item, kind: line.kind as 'parts', every: line.every }] as const] : [])));
      if (sold.size > 0) await db(work).insertInto('pricing.items').values([...sold.values()]).onConflict((on) => on.column('key').doNothing()).execute();
      const row = quoteRow(quote, scope, place);
      await db(work).insertInto('pricing.quotes').values({ ...row, not_included: json(row.not_included), dearer_when: json(row.dearer_when), scope: json(row.scope), travel: row.travel && json(row.travel), unsolved: row.unsolved && json(row.unsolved) }).execute();
      const lines = quote.lines.map((line, at) => lineRow(quote, line, at)).map((line) => ({ ...line, says: json(line.says) }));
      if (lines.length > 0) await db(work).insertInto('pricing.quote_lines').values(lines).execute();
    },
    async place(work, id, place, outlier: Quote['outlier']) {
      await db(work).updateTable('pricing.quotes').set({ place, outlier: outlier ?? null }).where('id', '=', id).execute();
    },
    async answer(work, id, state, by) {
      await db(work).updateTable('pricing.quotes').set({ state, answered_at: work.now, answered_by: by }).where('id', '=', id).execute();
    },
    async firstYes(work, id, by) {
      await db(work).updateTable('pricing.quotes').set({ first_yes_at: work.now, first_yes_by: by }).where('id', '=', id).execute();
    },
    async letGo(work, provider, requests) {
      const gone = { state: 'withdrawn' as const, kept_at: null, answered_at: work.now, answered_by: 'provider-gone' };
      const open = () => db(work).updateTable('pricing.quotes').set(gone).where('provider_id', '=', provider).where('state', 'in', ['offered', 'accepted']);
      const loose = await open().where('kept_at', 'is', null).executeTakeFirst();
      const booked = requests.length > 0 ? await open().where('request_id', 'in', requests).executeTakeFirst() : undefined;
      return Number(loose.numUpdatedRows) + Number(booked?.numUpdatedRows ?? 0n);
    },
    async keep(work, id) {
      const kept = await db(work).updateTable('pricing.quotes').set({ kept_at: work.now }).where('id', '=', id).where('state', '=', 'accepted').where('kept_at', 'is', null).executeTakeFirst();
      if (kept.numUpdatedRows > 0n) return;
      const row = await db(work).selectFrom('pricing.quotes').select(['state', 'kept_at']).where('id', '=', id).executeTakeFirst();
      if (!row?.kept_at) throw new Error(`The quote (${id}) cannot be kept: it is (${row?.state ?? 'nowhere'}). Maybe it was booked before it was accepted.`);
    },
  };
}

export function tariffsIn(dbOf: DbOf): Tariffs {
  const db = within(dbOf);
  return {
    async add(work, { id, provider, country, currency, since, ...shapes }) {
      await db(work).insertInto('pricing.tariffs').values({ id, provider_id: provider, country, currency, since, shapes: json(shapes) }).execute();
    },
    async inForce(work, provider: ProviderId) {
      const row = await db(work).selectFrom('pricing.tariffs').selectAll().where('provider_id', '=', provider).where('since', '<=', work.now).orderBy('since', 'desc').orderBy(sql`written`, 'desc').limit(1).executeTakeFirst();
      return row && tariffFrom(row);
    },
    async find(work, id: TariffId) {
      const row = await db(work).selectFrom('pricing.tariffs').selectAll().where('id', '=', id).executeTakeFirst();
      return row && tariffFrom(row);
    },
  };
}

const eyesFrom = (row: EyesRow): SecondEyes => ({ home: row.home_id, person: row.person_id, above: money(row.above_cents, row.currency), ...(row.ends_at ? { endsAt: row.ends_at } : {}) });

export function eyesIn(dbOf: DbOf): EyesOfHomes {
  const db = within(dbOf);
  return {
    async of(work, home: HomeId) {
      const row = await db(work).selectFrom('pricing.second_eyes').selectAll().where('home_id', '=', home).where((e) => e.or([e('ends_at', 'is', null), e('ends_at', '>', work.now)])).executeTakeFirst();
      return row && eyesFrom(row);
    },
    async set(work, eyes, by) {
      const says = { person_id: eyes.person, above_cents: eyes.above.cents, currency: eyes.above.currency, set_at: work.now, set_by: by, ends_at: null };
      await db(work).insertInto('pricing.second_eyes').values({ home_id: eyes.home, ...says }).onConflict((on) => on.column('home_id').doUpdateSet(says)).execute();
    },
    async drop(work, home) { await db(work).deleteFrom('pricing.second_eyes').where('home_id', '=', home).execute(); },
    async endAt(work, home, at) { await db(work).updateTable('pricing.second_eyes').set({ ends_at: at }).where('home_id', '=', home).execute(); },
    async namedAs(work, person: PersonId) {
      return (await db(work).selectFrom('pricing.second_eyes').selectAll().where('person_id', '=', person).execute()).map(eyesFrom);
    },
    async forget(work, person) {
      return Number((await db(work).deleteFrom('pricing.second_eyes').where('person_id', '=', person).executeTakeFirst()).numDeletedRows);
    },
  };
}
