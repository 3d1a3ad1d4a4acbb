import type { Country, HomeId, ProviderId, QuestionId, RequestId, RoundId } from '#kernel';
import { type Db, json } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Rounds } from './needs.ts';
import type { Invited, Round, RoundQuestion, RoundSeen } from './round.ts';
import type { Scope } from './scope.ts';

type RoundRow = { id: RoundId; request_id: RequestId; home_id: HomeId; country: Country; brief: string; scope: Scope; opened_at: Temporal.Instant; opened_by: string; until_at: Temporal.Instant; closed_at: Temporal.Instant | null };
type InvitedRow = { round_id: RoundId; provider_id: ProviderId; state: Invited['state']; why: string | null; settled_at: Temporal.Instant | null };
type QuestionRow = { id: QuestionId; round_id: RoundId; provider_id: ProviderId; question: string; asked_at: Temporal.Instant; answer: string | null; answered_at: Temporal.Instant | null };
type Tables = { 'pricing.rounds': RoundRow; 'pricing.round_providers': InvitedRow; 'pricing.round_questions': QuestionRow };

const roundFrom = (row: RoundRow): Round => ({ id: row.id, request: row.request_id, home: row.home_id, country: row.country, brief: row.brief, scope: row.scope, openedAt: row.opened_at, until: row.until_at, closedAt: row.closed_at ?? undefined });
const invitedFrom = (row: InvitedRow): Invited => ({ provider: row.provider_id, state: row.state, why: row.why ?? undefined });
const questionFrom = (row: QuestionRow): RoundQuestion => ({ id: row.id, provider: row.provider_id, question: row.question, answer: row.answer ?? undefined });
const MOST_SHOWN = 100;

/** Rounds with whom they were sent to and what was asked. */
export function roundsIn(dbOf: DbOf): Rounds {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  async function whole(work: Work, rows: readonly RoundRow[]): Promise<RoundSeen[]> {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const invited = await db(work).selectFrom('pricing.round_providers').selectAll().where('round_id', 'in', ids).orderBy('provider_id').execute();
    const questions = await db(work).selectFrom('pricing.round_questions').selectAll().where('round_id', 'in', ids).orderBy('asked_at').orderBy('id').execute();
    return rows.map((row) => ({ round: roundFrom(row), invited: invited.filter((one) => one.round_id === row.id).map(invitedFrom), questions: questions.filter((one) => one.round_id === row.id).map(questionFrom) }));
  }
  return {
    async add(work, round, invited, by) {
      await db(work).insertInto('pricing.rounds').values({ id: round.id, request_id: round.request, home_id: round.home, country: round.country, brief: round.brief, scope: json(round.scope), opened_at: round.openedAt, opened_by: by, until_at: round.until, closed_at: null }).execute();
      await db(work).insertInto('pricing.round_providers').values(invited.map((provider) => ({ round_id: round.id, provider_id: provider, state: 'asked' as const, why: null, settled_at: null }))).execute();
    },
    async seen(work, id, locked = false) {
      const asked = db(work).selectFrom('pricing.rounds').selectAll().where('id', '=', id);
      const row = await (locked ? asked.forUpdate() : asked).executeTakeFirst();
      return row && (await whole(work, [row]))[0];
    },
    async openFor(work, request) {
      return (await whole(work, await db(work).selectFrom('pricing.rounds').selectAll().where('request_id', '=', request).where('closed_at', 'is', null).execute()))[0];
    },
    async lastOf(work, request) {
      return (await whole(work, await db(work).selectFrom('pricing.rounds').selectAll().where('request_id', '=', request).orderBy('opened_at', 'desc').limit(1).execute()))[0];
    },
    async forProvider(work, provider) {
      const rows = await db(work).selectFrom('pricing.rounds as r').innerJoin('pricing.round_providers as p', 'p.round_id', 'r.id').where('p.provider_id', '=', provider).selectAll('r').orderBy('r.until_at', 'desc').limit(MOST_SHOWN).execute();
      return whole(work, rows);
    },
    async ofHomes(work, homes) {
      return homes.length === 0 ? [] : whole(work, await db(work).selectFrom('pricing.rounds').selectAll().where('home_id', 'in', homes).orderBy('opened_at').execute());
    },
    async due(work) {
      return (await db(work).selectFrom('pricing.rounds').selectAll().where('closed_at', 'is', null).where('until_at', '<=', work.now).orderBy('until_at').limit(MOST_SHOWN).forUpdate().skipLocked().execute()).map(roundFrom);
    },
    async close(work, id) { await db(work).updateTable('pricing.rounds').set({ closed_at: work.now }).where('id', '=', id).where('closed_at', 'is', null).execute(); },
    async ask(work, round, { id, provider, question }) {
      if (provider) await db(work).insertInto('pricing.round_questions').values({ id, round_id: round, provider_id: provider, question, asked_at: work.now, answer: null, answered_at: null }).execute();
    },
    async answer(work, question, answer) { await db(work).updateTable('pricing.round_questions').set({ answer, answered_at: work.now }).where('id', '=', question).where('answer', 'is', null).execute(); },
    async settle(work, round, { provider, state, why }) {
      await db(work).updateTable('pricing.round_providers').set({ state, why: why ?? null, settled_at: work.now }).where('round_id', '=', round).where('provider_id', '=', provider).execute();
    },
    async forgetWords(work, homes) {
      if (homes.length === 0) return 0;
      const ids = (await db(work).selectFrom('pricing.rounds').select('id').where('home_id', 'in', homes).execute()).map(({ id }) => id);
      if (ids.length === 0) return 0;
      const briefs = await db(work).updateTable('pricing.rounds').set({ brief: '' }).where('id', 'in', ids).where('brief', '<>', '').executeTakeFirst();
      const answers = await db(work).updateTable('pricing.round_questions').set({ answer: '' }).where('round_id', 'in', ids).where('answer', 'is not', null).where('answer', '<>', '').executeTakeFirst();
      return Number(briefs.numUpdatedRows) + Number(answers.numUpdatedRows);
    },
  };
}
