import type { RequestId } from '#kernel';
import type { Db } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Heard } from './opinion.ts';

type ServiceRow = { one: true; is_on: boolean; base_url: string; model: string; key_sealed: string; set_at: Temporal.Instant };
type OpinionRow = { request_id: RequestId; came: Heard['came']; leaves: string[]; service: string; at: Temporal.Instant };
type Tables = { 'triage.second_opinion': ServiceRow; 'triage.opinions': OpinionRow };

/** The one service that may be asked, and what came of asking. */
export type KeptService = Readonly<{ isOn: boolean; baseUrl: string; model: string; keySealed: string }>;

export const opinionsIn = (dbOf: DbOf) => {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    async service(work: Work): Promise<KeptService | undefined> {
      const row = await db(work).selectFrom('triage.second_opinion').selectAll().executeTakeFirst();
      return row && { isOn: row.is_on, baseUrl: row.base_url, model: row.model, keySealed: row.key_sealed };
    },
    async keepService(work: Work, kept: KeptService): Promise<void> {
      const row = { is_on: kept.isOn, base_url: kept.baseUrl, model: kept.model, key_sealed: kept.keySealed, set_at: work.now };
      await db(work).insertInto('triage.second_opinion').values({ one: true, ...row }).onConflict((again) => again.column('one').doUpdateSet(row)).execute();
    },
    async opinion(work: Work, request: RequestId): Promise<Heard | undefined> {
      const row = await db(work).selectFrom('triage.opinions').selectAll().where('request_id', '=', request).executeTakeFirst();
      return row && { came: row.came, leaves: row.leaves, service: row.service };
    },
    /** The first word stays: nobody is asked twice. */
    async keepOpinion(work: Work, request: RequestId, heard: Heard): Promise<boolean> {
      const kept = await db(work).insertInto('triage.opinions').values({ request_id: request, came: heard.came, leaves: [...heard.leaves], service: heard.service, at: work.now })
        .onConflict((again) => again.column('request_id').doNothing()).executeTakeFirst();
      return (kept.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },
  };
};
export type OpinionStore = ReturnType<typeof opinionsIn>;
