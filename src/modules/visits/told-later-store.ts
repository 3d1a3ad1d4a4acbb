import type { VisitId } from '#kernel';
import type { Db } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { CameOfIt, Happening } from './told.ts';

type Tables = { 'visits.told_later': { visit_id: VisitId; happening: string; kind: 'arrived' | 'right-code' | 'wrong-code'; happened_at: Temporal.Instant; told_at: Temporal.Instant; came: CameOfIt } };

/** What telephones told later, each happening once. The code itself is never kept. */
export function toldLaterIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    async toldBefore(work: Work, visit: VisitId, happening: string): Promise<CameOfIt | undefined> {
      return (await db(work).selectFrom('visits.told_later').select('came').where('visit_id', '=', visit).where('happening', '=', happening).executeTakeFirst())?.came;
    },
    async keepTold(work: Work, visit: VisitId, happening: Happening, came: CameOfIt): Promise<void> {
      const kind = happening.kind === 'arrived' ? 'arrived' : came === 'right' ? 'right-code' : 'wrong-code';
      await db(work).insertInto('visits.told_later').values({ visit_id: visit, happening: happening.id, kind, happened_at: happening.at, told_at: work.now, came }).execute();
    },
  };
}
