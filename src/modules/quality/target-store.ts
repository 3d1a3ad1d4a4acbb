import type { Db } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Target, Wait, WaitsFor } from './target.ts';

type Instant = Temporal.Instant;
type TargetRow = { kind: WaitsFor; urgent: boolean; minutes: number; set_at: Instant };
type WaitRow = { kind: WaitsFor; about: string; urgent: boolean; since: Instant; due_at: Instant; ended_at: Instant | null };
type Tables = { 'quality.targets': TargetRow; 'quality.waits': WaitRow };

const waitFrom = (row: WaitRow): Wait => ({ kind: row.kind, about: row.about, urgent: row.urgent, since: row.since, dueAt: row.due_at, ...(row.ended_at ? { endedAt: row.ended_at } : {}) });

/** The SQL of how soon we answer. */
export const targetsIn = (dbOf: DbOf) => {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    async targets(work: Work): Promise<Target[]> {
      return (await db(work).selectFrom('quality.targets').selectAll().execute()).map(({ kind, urgent, minutes }) => ({ kind, urgent, minutes }));
    },
    async setTarget(work: Work, { kind, urgent, minutes }: Target): Promise<void> {
      await db(work).insertInto('quality.targets').values({ kind, urgent, minutes, set_at: work.now })
        .onConflict((before) => before.columns(['kind', 'urgent']).doUpdateSet({ minutes, set_at: work.now })).execute();
    },
    /** Who waits, the first to be due first. */
    async open(work: Work): Promise<Wait[]> {
      return (await db(work).selectFrom('quality.waits').selectAll().where('ended_at', 'is', null).orderBy('due_at').orderBy('about').limit(500).execute()).map(waitFrom);
    },
    async begin(work: Work, one: Wait): Promise<void> {
      await db(work).insertInto('quality.waits').values({ kind: one.kind, about: one.about, urgent: one.urgent, since: one.since, due_at: one.dueAt, ended_at: null }).onConflict((before) => before.doNothing()).execute();
    },
    async end(work: Work, one: Wait): Promise<void> {
      await db(work).updateTable('quality.waits').set({ ended_at: work.now }).where('kind', '=', one.kind).where('about', '=', one.about).where('ended_at', 'is', null).execute();
    },
    async since(work: Work, from: Instant): Promise<Wait[]> {
      return (await db(work).selectFrom('quality.waits').selectAll().where('since', '>=', from).limit(20_000).execute()).map(waitFrom);
    },
    async forget(work: Work, before: Instant): Promise<number> {
      const done = await db(work).deleteFrom('quality.waits').where('ended_at', '<', before).executeTakeFirst();
      return Number(done.numDeletedRows);
    },
  };
};
export type TargetStore = ReturnType<typeof targetsIn>;
