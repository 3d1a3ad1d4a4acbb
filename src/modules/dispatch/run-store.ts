import type { Country, ProviderId, QuoteId } from '#kernel';
import { type Db, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { PlanId, PlanKind } from './plan.ts';
import { type Run, type RunState, SILENT_SECONDS } from './run.ts';

type RunRow = {
  id: PlanId; kind: PlanKind; provider_id: ProviderId; country: Country; day: Temporal.PlainDate; quote_id: QuoteId | null; asked_at: Temporal.Instant; state: RunState; lease: string | null;
  began_at: Temporal.Instant | null; beat_at: Temporal.Instant | null; tries: number; cents: number | null; left_out: number | null; plan_id: PlanId | null; ended_at: Temporal.Instant | null;
};
type Tables = { 'dispatch.runs': RunRow };

const runFrom = (row: RunRow): Run => ({
  id: row.id, kind: row.kind, provider: row.provider_id, country: row.country, day: row.day, fits: row.quote_id ?? undefined, askedAt: row.asked_at, state: row.state, beganAt: row.began_at ?? undefined,
  endedAt: row.ended_at ?? undefined, tries: row.tries, cents: row.cents ?? undefined, leftOut: row.left_out ?? undefined, plan: row.plan_id ?? undefined,
});

/** The SQL of plans that are waited for. A `lease` is the name of one search: who has lost it writes nothing more. */
export function runsIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    async run(work: Work, id: PlanId): Promise<Run | undefined> {
      const row = await db(work).selectFrom('dispatch.runs').selectAll().where('id', '=', id).executeTakeFirst();
      return row && runFrom(row);
    },
    /** The same question that is being looked into already. */
    async sameRun(work: Work, run: Run): Promise<Run | undefined> {
      const row = await db(work).selectFrom('dispatch.runs').selectAll().where('provider_id', '=', run.provider).where('day', '=', run.day).where('kind', '=', run.kind)
        .where('state', 'in', ['waiting', 'searching']).where((on) => (run.fits ? on('quote_id', '=', run.fits) : on('quote_id', 'is', null))).executeTakeFirst();
      return row && runFrom(row);
    },
    async addRun(work: Work, run: Run): Promise<void> {
      await db(work).insertInto('dispatch.runs').values({
        id: run.id, kind: run.kind, provider_id: run.provider, country: run.country, day: run.day, quote_id: run.fits ?? null, asked_at: run.askedAt, state: run.state,
        lease: null, began_at: null, beat_at: null, tries: 0, cents: null, left_out: null, plan_id: null, ended_at: null,
      }).execute();
    },
    /** Those that nobody looks into, or whose search has fallen silent; the oldest first. */
    async dueRuns(work: Work): Promise<Run[]> {
      const silent = work.now.subtract({ seconds: SILENT_SECONDS });
      return (await db(work).selectFrom('dispatch.runs').selectAll().where((on) => on.or([on('state', '=', 'waiting'), on.and([on('state', '=', 'searching'), on('beat_at', '<', silent)])])).orderBy('asked_at').limit(50).execute()).map(runFrom);
    },
    /** Takes one up under a new lease; undefined when somebody else has it, or it has ended. */
    async takeRun(work: Work, id: PlanId, lease: string): Promise<Run | undefined> {
      const silent = work.now.subtract({ seconds: SILENT_SECONDS });
      const row = await db(work).updateTable('dispatch.runs').set({ state: 'searching', lease, beat_at: work.now, began_at: work.now, tries: sql`tries + 1` }).where('id', '=', id)
        .where((on) => on.or([on('state', '=', 'waiting'), on.and([on('state', '=', 'searching'), on('beat_at', '<', silent)])])).returningAll().executeTakeFirst();
      return row && runFrom(row);
    },
    async beat(work: Work, id: PlanId, lease: string, how: Readonly<{ cents: number; leftOut: number }>): Promise<void> {
      await db(work).updateTable('dispatch.runs').set({ beat_at: work.now, cents: how.cents, left_out: how.leftOut }).where('id', '=', id).where('lease', '=', lease).where('state', '=', 'searching').execute();
    },
    /** Ends it; false when its lease was lost meanwhile, and nothing may come of it. */
    async endRun(work: Work, id: PlanId, lease: string, state: 'found' | 'nothing' | 'failed', plan?: PlanId): Promise<boolean> {
      const ended = await db(work).updateTable('dispatch.runs').set({ state, plan_id: plan ?? null, ended_at: work.now, lease: null }).where('id', '=', id).where('lease', '=', lease).where('state', '=', 'searching').executeTakeFirst();
      return ended.numUpdatedRows > 0n;
    },
  };
}
