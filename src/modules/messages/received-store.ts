import type { Lang, MessageId, PersonId, RequestId } from '#kernel';
import type { Db } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { KeptReceived, Received } from './received.ts';

type Row = {
  id: MessageId; way: Received['way']; remote_id: string; sender: string; person_id: PersonId | null; request_id: RequestId | null; lang: Lang | null; sealed: string | null; at: Temporal.Instant; read_at: Temporal.Instant | null;
};
type Tables = { 'messages.received': Row };

const from = (row: Row): KeptReceived => ({
  sealed: row.sealed ?? undefined,
  received: { id: row.id, way: row.way, person: row.person_id ?? undefined, request: row.request_id ?? undefined, at: row.at, readAt: row.read_at ?? undefined },
});

/** The SQL of what came in. */
export function inboxIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  const all = (work: Work) => db(work).selectFrom('messages.received').selectAll();
  return {
    /** False when it came before. */
    async add(work: Work, one: Received, kept: { remoteId: string; sender: string; lang: Lang | undefined; sealed: string }): Promise<boolean> {
      const added = await db(work).insertInto('messages.received').values({
        id: one.id, way: one.way, remote_id: kept.remoteId, sender: kept.sender, person_id: one.person ?? null, request_id: one.request ?? null, lang: kept.lang ?? null, sealed: kept.sealed, at: one.at, read_at: null,
      }).onConflict((before) => before.doNothing()).executeTakeFirst();
      return Number(added.numInsertedOrUpdatedRows ?? 0n) === 1;
    },
    async find(work: Work, id: MessageId): Promise<KeptReceived | undefined> {
      const row = await all(work).where('id', '=', id).executeTakeFirst();
      return row && from(row);
    },
    async unread(work: Work): Promise<KeptReceived[]> {
      return (await all(work).where('read_at', 'is', null).orderBy('at').limit(100).execute()).map(from);
    },
    async ofRequest(work: Work, request: RequestId): Promise<KeptReceived[]> {
      return (await all(work).where('request_id', '=', request).orderBy('at').limit(200).execute()).map(from);
    },
    async ofPerson(work: Work, person: PersonId): Promise<KeptReceived[]> {
      return (await all(work).where('person_id', '=', person).orderBy('at', 'desc').limit(500).execute()).map(from);
    },
    async wasRead(work: Work, id: MessageId): Promise<void> {
      await db(work).updateTable('messages.received').set({ read_at: work.now }).where('id', '=', id).where('read_at', 'is', null).execute();
    },
    async forgetPerson(work: Work, person: PersonId): Promise<number> {
      const done = await db(work).updateTable('messages.received').set({ sealed: null, person_id: null, request_id: null, read_at: work.now }).where('person_id', '=', person).executeTakeFirst();
      return Number(done.numUpdatedRows);
    },
    /** What was read and is old. */
    async forget(work: Work, before: Temporal.Instant): Promise<number> {
      const done = await db(work).updateTable('messages.received').set({ sealed: null }).where('sealed', 'is not', null).where('read_at', '<', before).executeTakeFirst();
      return Number(done.numUpdatedRows);
    },
  };
}
export type Inbox = ReturnType<typeof inboxIn>;
