import type { TaskId, VisitId } from '#kernel';
import type { Db } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Tables } from './tables.ts';
import type { Found } from './told.ts';

/** What tasks turned out to be. */
export const foundIn = (dbOf: DbOf) => {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    async keepFound(work: Work, visit: VisitId, found: readonly Found[]): Promise<void> {
      for (const { task, leaf } of found) {
        await db(work).insertInto('visits.found').values({ visit_id: visit, task_id: task, leaf, at: work.now })
          .onConflict((again) => again.columns(['visit_id', 'task_id']).doUpdateSet({ leaf, at: work.now })).execute();
      }
    },
    async found(work: Work, visit: VisitId): Promise<Found[]> {
      const rows = await db(work).selectFrom('visits.found').select(['task_id as task', 'leaf']).where('visit_id', '=', visit).orderBy('task_id').execute();
      return rows;
    },
    /** What each of these visits turned out to be; those of which nobody said it are left out. */
    async foundAt(work: Work, visits: readonly VisitId[]): Promise<ReadonlyMap<VisitId, readonly string[]>> {
      if (visits.length === 0) return new Map();
      const rows = await db(work).selectFrom('visits.found').select(['visit_id', 'leaf']).distinct().where('visit_id', 'in', visits).orderBy('leaf').execute();
      return new Map([...Map.groupBy(rows, (row) => row.visit_id)].map(([id, of]) => [id, of.map(({ leaf }) => leaf)]));
    },
    /** The newest word on each of these tasks. */
    async foundOf(work: Work, tasks: readonly TaskId[]): Promise<ReadonlyMap<TaskId, string>> {
      if (tasks.length === 0) return new Map();
      const rows = await db(work).selectFrom('visits.found').select(['task_id as task', 'leaf']).where('task_id', 'in', tasks).orderBy('at').execute();
      return new Map(rows.map(({ task, leaf }) => [task, leaf]));
    },
  };
};
