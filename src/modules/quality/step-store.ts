import type { HomeId, ProviderId, RequestId, VisitId } from '#kernel';
import type { Outcome } from '#modules/visits';
import { type Db, present } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { DoneHow, Promised, Step } from './next-step.ts';

type Instant = Temporal.Instant;
type Row = {
  visit_id: VisitId; request_id: RequestId; home_id: HomeId; provider_id: ProviderId; quiet: boolean; step: Promised; outcome: Outcome; promised_at: Instant; due_at: Instant;
  done_at: Instant | null; done_by: string | null; done_how: DoneHow | null; words: string | null;
};
type Tables = { 'quality.next_steps': Row };
const stepFrom = (row: Row): Step => present({
  visit: row.visit_id, request: row.request_id, home: row.home_id, provider: row.provider_id, quiet: row.quiet, step: row.step, outcome: row.outcome, promisedAt: row.promised_at, dueAt: row.due_at,
  doneAt: row.done_at, doneHow: row.done_how, words: row.words,
});

/** Nobody is asked after months: a house that stood still for longer asks no more. */
const TOO_LATE_DAYS = 7;

/** What was promised when visits ended. */
export function stepsIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  const open = (work: Work) => db(work).selectFrom('quality.next_steps').selectAll().where('done_at', 'is', null);
  const calls = (work: Work) => open(work).where('step', '<>', 'ask-how-it-goes').orderBy('promised_at').orderBy('visit_id').limit(500);
  return {
    /** Told twice, it is kept once. */
    async add(work: Work, one: Step): Promise<void> {
      await db(work).insertInto('quality.next_steps').values({
        visit_id: one.visit, request_id: one.request, home_id: one.home, provider_id: one.provider, quiet: one.quiet, step: one.step, outcome: one.outcome, promised_at: one.promisedAt, due_at: one.dueAt,
        done_at: null, done_by: null, done_how: null, words: null,
      }).onConflict((before) => before.doNothing()).execute();
    },
    async of(work: Work, visit: VisitId): Promise<Step | undefined> {
      const row = await db(work).selectFrom('quality.next_steps').selectAll().where('visit_id', '=', visit).executeTakeFirst();
      return row && stepFrom(row);
    },
    /** Calls that were promised and not made, the oldest first; of one firm, or of all. */
    openCalls: async (work: Work, provider?: ProviderId): Promise<Step[]> => (await (provider ? calls(work).where('provider_id', '=', provider) : calls(work)).execute()).map(stepFrom),
    /** Who is to be asked now how it goes; locked, so that two houses ask once. */
    toAsk: async (work: Work): Promise<Step[]> => (await open(work).where('step', '=', 'ask-how-it-goes').where('due_at', '<=', work.now).where('due_at', '>', work.now.subtract({ hours: 24 * TOO_LATE_DAYS })).orderBy('due_at').limit(200).forUpdate().skipLocked().execute()).map(stepFrom),
    async done(work: Work, visit: VisitId, how: DoneHow, by: string, words?: string): Promise<boolean> {
      const done = await db(work).updateTable('quality.next_steps').set({ done_at: work.now, done_by: by, done_how: how, words: words ?? null }).where('visit_id', '=', visit).where('done_at', 'is', null).executeTakeFirst();
      return done.numUpdatedRows > 0n;
    },
    async booked(work: Work, request: RequestId, steps: readonly Promised[]): Promise<void> {
      await db(work).updateTable('quality.next_steps').set({ done_at: work.now, done_by: 'household', done_how: 'booked' }).where('request_id', '=', request).where('step', 'in', [...steps]).where('done_at', 'is', null).execute();
    },
    async wordsOfHomes(work: Work, homes: readonly HomeId[]): Promise<Step[]> {
      return homes.length === 0 ? [] : (await db(work).selectFrom('quality.next_steps').selectAll().where('home_id', 'in', homes).where('quiet', '=', false).orderBy('promised_at').execute()).map(stepFrom);
    },
    /** What was said goes; that somebody was rung stays as a day without a name. */
    async forgetHomes(work: Work, homes: readonly HomeId[]): Promise<number> {
      if (homes.length === 0) return 0;
      return Number((await db(work).updateTable('quality.next_steps').set({ words: null }).where('home_id', 'in', homes).where('words', 'is not', null).executeTakeFirst()).numUpdatedRows);
    },
  };
}
export type StepStore = ReturnType<typeof stepsIn>;
