import type { HomeId, ProviderId, RequestId, TechnicianId } from '#kernel';
import type { Db } from '#platform/db';
import { present, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { PastVisit } from './past-visit.ts';

type Row = {
  id: string; home_id: HomeId; provider_id: ProviderId; technician_id: TechnicianId | null; on_day: Temporal.PlainDate; what: string; outcome: PastVisit['outcome']; came_back_on: Temporal.PlainDate | null;
  guaranteed_until: Temporal.PlainDate; brought_at: Temporal.Instant; brought_by: string;
  again_request: RequestId | null; again_at: Temporal.Instant | null;
};
type Tables = { 'quality.past_visits': Row };
const visitFrom = (row: Row): PastVisit => present({ id: row.id, home: row.home_id, provider: row.provider_id, technician: row.technician_id, on: row.on_day, what: row.what, outcome: row.outcome, cameBackOn: row.came_back_on, guaranteedUntil: row.guaranteed_until, again: row.again_request });

/** Visits from before this house kept them. */
export function pastVisitsIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    async add(work: Work, one: PastVisit, by: string): Promise<void> {
      await db(work).insertInto('quality.past_visits').values({
        id: one.id, home_id: one.home, provider_id: one.provider, technician_id: one.technician ?? null, on_day: one.on, what: one.what, outcome: one.outcome, came_back_on: one.cameBackOn ?? null,
        guaranteed_until: one.guaranteedUntil, brought_at: work.now, brought_by: by, again_request: null, again_at: null,
      }).execute();
    },
    async find(work: Work, id: string): Promise<PastVisit | undefined> {
      const row = await db(work).selectFrom('quality.past_visits').selectAll().where('id', '=', id).executeTakeFirst();
      return row && visitFrom(row);
    },
    /** Once for a visit; false when somebody was first. A return that the books of then already knew keeps its day. */
    async sayAgain(work: Work, id: string, request: RequestId, day: Temporal.PlainDate): Promise<boolean> {
      const said = await db(work).updateTable('quality.past_visits').set({ again_request: request, again_at: work.now, came_back_on: sql<Temporal.PlainDate>`coalesce(came_back_on, ${day})` }).where('id', '=', id).where('again_request', 'is', null).executeTakeFirst();
      return said.numUpdatedRows > 0n;
    },
    /** Said to have come back while it was guaranteed, since then. */
    async againUnderGuarantee(work: Work, since: Temporal.Instant): Promise<Readonly<{ request: RequestId; at: Temporal.Instant }>[]> {
      const rows = await db(work).selectFrom('quality.past_visits').select(['again_request', 'again_at']).where('again_at', '>=', since).where(sql<boolean>`(again_at at time zone 'UTC')::date <= guaranteed_until`).orderBy('again_at').limit(100).execute();
      return rows.flatMap(({ again_request: request, again_at: at }) => (request && at ? [{ request, at }] : []));
    },
    async ofHomes(work: Work, homes: readonly HomeId[]): Promise<PastVisit[]> {
      return homes.length === 0 ? [] : (await db(work).selectFrom('quality.past_visits').selectAll().where('home_id', 'in', homes).orderBy('on_day', 'desc').orderBy('id').limit(200).execute()).map(visitFrom);
    },
    async between(work: Work, who: { technician: TechnicianId } | { provider: ProviderId }, from: Temporal.PlainDate, until: Temporal.PlainDate): Promise<PastVisit[]> {
      return (await db(work).selectFrom('quality.past_visits').selectAll().where((on) => ('technician' in who ? on('technician_id', '=', who.technician) : on('provider_id', '=', who.provider)))
        .where('on_day', '>=', from).where('on_day', '<=', until).execute()).map(visitFrom);
    },
    /** The words go; that somebody was there stays as a day without a name. */
    async forgetHomes(work: Work, homes: readonly HomeId[]): Promise<number> {
      return homes.length === 0 ? 0 : Number((await db(work).updateTable('quality.past_visits').set({ what: '' }).where('home_id', 'in', homes).where('what', '<>', '').executeTakeFirst()).numUpdatedRows);
    },
  };
}
export type PastVisits = ReturnType<typeof pastVisitsIn>;
