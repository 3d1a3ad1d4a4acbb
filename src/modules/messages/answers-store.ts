import type { MessageId, PersonId, RequestId } from '#kernel';
import { type Db, present } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Channel } from './message.ts';
import type { Answer, KeptAnswer } from './received.ts';

type Row = { id: MessageId; request_id: RequestId; person_id: PersonId | null; by_person_id: PersonId | null; channel: Channel | null; sealed: string | null; at: Temporal.Instant };
type Tables = { 'messages.answers': Row };

const from = (row: Row): KeptAnswer => ({
  sealed: row.sealed ?? undefined, answer: present({ id: row.id, request: row.request_id, person: row.person_id, by: row.by_person_id, channel: row.channel, at: row.at }),
});

/** The SQL of what the office answered. */
export function answersIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  const all = (work: Work) => db(work).selectFrom('messages.answers').selectAll();
  return {
    async add(work: Work, one: Answer, sealed: string): Promise<void> {
      await db(work).insertInto('messages.answers').values({ id: one.id, request_id: one.request, person_id: one.person ?? null, by_person_id: one.by ?? null, channel: one.channel ?? null, sealed, at: one.at }).execute();
    },
    async ofRequest(work: Work, request: RequestId): Promise<KeptAnswer[]> {
      return (await all(work).where('request_id', '=', request).orderBy('at').limit(200).execute()).map(from);
    },
    async ofPerson(work: Work, person: PersonId): Promise<KeptAnswer[]> {
      return (await all(work).where('person_id', '=', person).orderBy('at', 'desc').limit(500).execute()).map(from);
    },
    async forgetPerson(work: Work, person: PersonId): Promise<number> {
      const done = await db(work).updateTable('messages.answers').set({ sealed: null, person_id: null }).where('person_id', '=', person).executeTakeFirst();
      await db(work).updateTable('messages.answers').set({ by_person_id: null }).where('by_person_id', '=', person).execute();
      return Number(done.numUpdatedRows);
    },
    async forget(work: Work, before: Temporal.Instant): Promise<number> {
      const done = await db(work).updateTable('messages.answers').set({ sealed: null }).where('sealed', 'is not', null).where('at', '<', before).executeTakeFirst();
      return Number(done.numUpdatedRows);
    },
  };
}
export type AnswersStore = ReturnType<typeof answersIn>;
