import type { Lang, PersonId } from '#kernel';
import type { DbOf, Work } from '#platform/work';
import type { Consent, How, Purpose } from './consent.ts';
import type { Erasure } from './erasure.ts';

type Instant = Temporal.Instant;
type ConsentRow = { id: string; person_id: PersonId; purpose: Purpose; said: string; lang: Lang; given_how: How; given_at: Instant; given_by: string; withdrawn_how: How | null; withdrawn_at: Instant | null; withdrawn_by: string | null };
type ErasureRow = { id: string; person_id: PersonId; asked_at: Instant; asked_by: string; due_at: Instant; stopped_at: Instant | null; done_at: Instant | null };
type BulkRow = { id: string; what: string; why: string; asked_by: string; asked_at: Instant; allowed_by: string | null; allowed_at: Instant | null; used_at: Instant | null };
type Tables = { 'privacy.consents': ConsentRow; 'privacy.erasures': ErasureRow; 'privacy.bulk_exports': BulkRow };

const consentFrom = (row: ConsentRow): Consent => ({
  id: row.id, person: row.person_id, purpose: row.purpose, said: row.said, lang: row.lang, givenHow: row.given_how, givenAt: row.given_at,
  ...(row.withdrawn_how ? { withdrawnHow: row.withdrawn_how } : {}), ...(row.withdrawn_at ? { withdrawnAt: row.withdrawn_at } : {}),
});
const erasureFrom = (row: ErasureRow): Erasure => ({ id: row.id, person: row.person_id, askedAt: row.asked_at, dueAt: row.due_at });

/** Consents, erasures that wait, and exports that take two: the tables of privacy. */
export const wishesIn = (dbOf: DbOf) => {
  const db = (work: Work) => dbOf<Tables>(work);
  const living = (work: Work) => db(work).selectFrom('privacy.erasures').selectAll().where('stopped_at', 'is', null).where('done_at', 'is', null);
  return {
    async consentsOf(work: Work, person: PersonId): Promise<Consent[]> {
      return (await db(work).selectFrom('privacy.consents').selectAll().where('person_id', '=', person).orderBy('given_at', 'desc').orderBy('id', 'desc').execute()).map(consentFrom);
    },
    /** False when there is a living one already. */
    async addConsent(work: Work, consent: Consent, by: string): Promise<boolean> {
      const row = { id: consent.id, person_id: consent.person, purpose: consent.purpose, said: consent.said, lang: consent.lang, given_how: consent.givenHow, given_at: consent.givenAt, given_by: by, withdrawn_how: null, withdrawn_at: null, withdrawn_by: null };
      return ((await db(work).insertInto('privacy.consents').values(row).onConflict((on) => on.columns(['person_id', 'purpose']).where('withdrawn_at', 'is', null).doNothing()).executeTakeFirst()).numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
    async withdraw(work: Work, person: PersonId, purpose: Purpose, how: How, by: string): Promise<boolean> {
      return (await db(work).updateTable('privacy.consents').set({ withdrawn_how: how, withdrawn_at: work.now, withdrawn_by: by }).where('person_id', '=', person).where('purpose', '=', purpose).where('withdrawn_at', 'is', null).executeTakeFirst()).numUpdatedRows > 0n;
    },
    /** Receipts of consents that ended before an instant. */
    async forgetConsents(work: Work, before: Instant): Promise<number> {
      return Number((await db(work).deleteFrom('privacy.consents').where('withdrawn_at', '<', before).executeTakeFirst()).numDeletedRows);
    },
    async erasureOf(work: Work, person: PersonId): Promise<Erasure | undefined> {
      const row = await living(work).where('person_id', '=', person).executeTakeFirst();
      return row && erasureFrom(row);
    },
    async addErasure(work: Work, erasure: Erasure, by: string): Promise<void> {
      await db(work).insertInto('privacy.erasures').values({ id: erasure.id, person_id: erasure.person, asked_at: erasure.askedAt, asked_by: by, due_at: erasure.dueAt, stopped_at: null, done_at: null }).execute();
    },
    dueErasures: async (work: Work): Promise<Erasure[]> => (await living(work).where('due_at', '<=', work.now).orderBy('due_at').orderBy('id').execute()).map(erasureFrom),
    async endErasure(work: Work, person: PersonId, how: 'stopped' | 'done'): Promise<boolean> {
      return (await db(work).updateTable('privacy.erasures').set(how === 'done' ? { done_at: work.now } : { stopped_at: work.now }).where('person_id', '=', person).where('stopped_at', 'is', null).where('done_at', 'is', null).executeTakeFirst()).numUpdatedRows > 0n;
    },
    async forget(work: Work, person: PersonId): Promise<number> {
      return Number((await db(work).deleteFrom('privacy.consents').where('person_id', '=', person).executeTakeFirst()).numDeletedRows);
    },
    async bulk(work: Work, id: string): Promise<BulkRow | undefined> { return db(work).selectFrom('privacy.bulk_exports').selectAll().where('id', '=', id).forUpdate().executeTakeFirst(); },
    bulkSince: (work: Work, since: Instant): Promise<BulkRow[]> => db(work).selectFrom('privacy.bulk_exports').selectAll().where('asked_at', '>', since).orderBy('asked_at', 'desc').orderBy('id').execute(),
    async askBulk(work: Work, asked: Readonly<{ id: string; what: string; why: string; by: string }>): Promise<void> {
      await db(work).insertInto('privacy.bulk_exports').values({ id: asked.id, what: asked.what, why: asked.why, asked_by: asked.by, asked_at: work.now, allowed_by: null, allowed_at: null, used_at: null }).execute();
    },
    async allowBulk(work: Work, id: string, by: string): Promise<void> { await db(work).updateTable('privacy.bulk_exports').set({ allowed_by: by, allowed_at: work.now }).where('id', '=', id).execute(); },
    async useBulk(work: Work, id: string): Promise<void> { await db(work).updateTable('privacy.bulk_exports').set({ used_at: work.now }).where('id', '=', id).execute(); },
  };
};
export type Wishes = ReturnType<typeof wishesIn>;
