import { type Db, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';

/** Where learned weights are kept. */
export function learnedIn(dbOf: DbOf) {
  const db = (work: Work): Db<unknown> => dbOf(work);
  return {
    async find(work: Work): Promise<Uint8Array | undefined> {
      const { rows } = await sql<{ weights: Buffer }>`select weights from triage.learned`.execute(db(work));
      return rows[0]?.weights;
    },
    async keep(work: Work, weights: Uint8Array): Promise<void> {
      await sql`insert into triage.learned (one, weights, learned_at) values (true, ${Buffer.from(weights)}, ${work.now})
        on conflict (one) do update set weights = excluded.weights, learned_at = excluded.learned_at`.execute(db(work));
    },
  };
}
