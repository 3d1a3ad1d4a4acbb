import type { VisitId } from '#kernel';
import type { Db } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Told } from './told.ts';

type Tables = { 'visits.told_later': { visit_id: VisitId; happening: string; kind: string; stated_at: Temporal.Instant; happened_at: Temporal.Instant; told_at: Temporal.Instant; came: string } };

/** What telephones told later, each thing once: when by their clock, when by ours, when it was received. What was said is never kept here. */
export function toldLaterIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    async toldBefore(work: Work, visit: VisitId, happening: string): Promise<boolean> {
      return (await db(work).selectFrom('visits.told_later').select('came').where('visit_id', '=', visit).where('happening', '=', happening).executeTakeFirst()) !== undefined;
    },
    async keepTold(work: Work, visit: VisitId, { id, what, at }: Told, happenedAt: Temporal.Instant, came: string): Promise<void> {
      await db(work).insertInto('visits.told_later').values({ visit_id: visit, happening: id, kind: what, stated_at: at, happened_at: happenedAt, told_at: work.now, came }).execute();
    },
  };
}
