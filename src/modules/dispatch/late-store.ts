import type { Country, ProviderId, TechnicianId, VisitId } from '#kernel';
import { type Db, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Freed, Late, Longer } from './late.ts';

type Tables = {
  'dispatch.longer': { visit_id: VisitId; technician_id: TechnicianId; until: Temporal.Instant; said_at: Temporal.Instant };
  'dispatch.late': { visit_id: VisitId; planned_start: Temporal.Instant; expected: Temporal.Instant; told: Temporal.Instant | null; changed_at: Temporal.Instant };
  'dispatch.freed': {
    visit_id: VisitId; provider_id: ProviderId; technician_id: TechnicianId; country: Country; day: Temporal.PlainDate; opens: Temporal.Instant; closes: Temporal.Instant; freed_at: Temporal.Instant;
    state: Freed['state']; answered_at: Temporal.Instant | null;
  };
};
type On = Readonly<{ country: Country; day: Temporal.PlainDate }>;
const longerFrom = (row: Tables['dispatch.longer']): Longer => ({ visit: row.visit_id, technician: row.technician_id, until: row.until, saidAt: row.said_at });
const lateFrom = (row: Tables['dispatch.late']): Late => ({ visit: row.visit_id, planned: row.planned_start, expected: row.expected, told: row.told ?? undefined });
const freedFrom = (row: Tables['dispatch.freed']): Freed => ({ visit: row.visit_id, provider: row.provider_id, technician: row.technician_id, country: row.country, day: row.day, opens: row.opens, closes: row.closes, state: row.state });
/** What a day left behind is kept so long. */
const KEPT_DAYS = 30;

/** The SQL of what takes longer, who waits because of it, and times that became free. */
export function lateIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    async longer(work: Work, visits: readonly VisitId[]): Promise<Longer[]> {
      return visits.length === 0 ? [] : (await db(work).selectFrom('dispatch.longer').selectAll().where('visit_id', 'in', [...visits]).execute()).map(longerFrom);
    },
    async sayLonger(work: Work, one: Longer): Promise<void> {
      const says = { technician_id: one.technician, until: one.until, said_at: one.saidAt };
      await db(work).insertInto('dispatch.longer').values({ visit_id: one.visit, ...says }).onConflict((again) => again.column('visit_id').doUpdateSet(says)).execute();
    },
    async late(work: Work, visits: readonly VisitId[]): Promise<Late[]> {
      return visits.length === 0 ? [] : (await db(work).selectFrom('dispatch.late').selectAll().where('visit_id', 'in', [...visits]).execute()).map(lateFrom);
    },
    /** What is expected now; what was planned before the first delay stays. */
    async noteLate(work: Work, one: Late): Promise<void> {
      const says = { expected: one.expected, told: one.told ?? null, changed_at: work.now };
      await db(work).insertInto('dispatch.late').values({ visit_id: one.visit, planned_start: one.planned, ...says }).onConflict((again) => again.column('visit_id').doUpdateSet(says)).execute();
    },
    async addFreed(work: Work, one: Freed): Promise<void> {
      await db(work).insertInto('dispatch.freed').values({ visit_id: one.visit, provider_id: one.provider, technician_id: one.technician, country: one.country, day: one.day, opens: one.opens, closes: one.closes, freed_at: work.now, state: one.state, answered_at: null })
        .onConflict((again) => again.doNothing()).execute();
    },
    async freed(work: Work, visit: VisitId): Promise<Freed | undefined> {
      const row = await db(work).selectFrom('dispatch.freed').selectAll().where('visit_id', '=', visit).executeTakeFirst();
      return row && freedFrom(row);
    },
    /** Free times of a day that nobody has answered, as long as somebody could still come. */
    async freedOn(work: Work, on: On): Promise<Freed[]> {
      return (await db(work).selectFrom('dispatch.freed').selectAll().where('country', '=', on.country).where('day', '=', on.day).where('state', '=', 'open').where('closes', '>', work.now).orderBy('opens').execute()).map(freedFrom);
    },
    async answerFreed(work: Work, visit: VisitId, state: 'used' | 'left'): Promise<boolean> {
      return (await db(work).updateTable('dispatch.freed').set({ state, answered_at: work.now }).where('visit_id', '=', visit).where('state', '=', 'open').executeTakeFirst()).numUpdatedRows > 0n;
    },
    /** Forgets what days long over left behind. */
    async forgetOver(work: Work): Promise<void> {
      const before = work.now.subtract({ hours: 24 * KEPT_DAYS });
      for (const [table, at] of [['longer', 'said_at'], ['late', 'changed_at'], ['freed', 'closes'], ['runs', 'asked_at']] as const) await sql`delete from ${sql.table(`dispatch.${table}`)} where ${sql.ref(at)} < ${before}`.execute(db(work));
    },
  };
}
