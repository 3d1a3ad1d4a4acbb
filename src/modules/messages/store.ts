import type { Country, HomeId, Lang, MessageId, PersonId } from '#kernel';
import { type Db, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Channel, Kept, Kind, Message, MessageState, Wanted } from './message.ts';

type Row = {
  id: MessageId; fact_key: string; kind: Kind; person_id: PersonId | null; receiver: string; about: string | null; home_id: HomeId | null; channel: Channel; lang: Lang;
  country: Country; sealed: string | null; urgent: boolean; made_at: Temporal.Instant; due_at: Temporal.Instant; state: MessageState; tries: number;
  claimed_until: Temporal.Instant | null; settled_at: Temporal.Instant | null; via: string | null; posted_at: Temporal.Instant | null; wording_id: number | null;
};
type Tables = { 'messages.outbox': Row };

const keptFrom = (row: Row): Kept => ({
  sealed: row.sealed ?? undefined,
  message: {
    id: row.id, factKey: row.fact_key, kind: row.kind, person: row.person_id ?? undefined, receiver: row.receiver, about: row.about ?? undefined, home: row.home_id ?? undefined,
    channel: row.channel, lang: row.lang, country: row.country, urgent: row.urgent, madeAt: row.made_at, dueAt: row.due_at, state: row.state, tries: row.tries,
    settledAt: row.settled_at ?? undefined, via: row.via ?? undefined, wording: row.wording_id ?? undefined,
  },
});

/** As many letters as a stack for one afternoon; the next batch has the rest. */
const MOST_LETTERS = 100;

function reads(open: (work: Work) => Db<Tables>) {
  const all = (work: Work) => open(work).selectFrom('messages.outbox').selectAll();
  return {
    async find(work: Work, id: MessageId): Promise<Kept | undefined> {
      const row = await all(work).where('id', '=', id).executeTakeFirst();
      return row && keptFrom(row);
    },
    async newest(work: Work, wanted: Wanted): Promise<Kept[]> {
      let rows = all(work);
      if (wanted.state) rows = rows.where('state', '=', wanted.state);
      if (wanted.channel) rows = rows.where('channel', '=', wanted.channel);
      if (wanted.person) rows = rows.where('person_id', '=', wanted.person);
      if (wanted.before) rows = rows.where(sql<boolean>`(made_at, id collate "C") < (${wanted.before.at}, ${wanted.before.id})`);
      return (await rows.orderBy('made_at', 'desc').orderBy(sql`id collate "C"`, 'desc').limit(Math.min(wanted.limit ?? 50, 500)).execute()).map(keptFrom);
    },
    async toRing(work: Work): Promise<Kept[]> {
      return (await all(work).where('channel', '=', 'call').where('state', '=', 'waiting').where('due_at', '<=', work.now)
        .orderBy('urgent', 'desc').orderBy('due_at').limit(200).execute()).map(keptFrom);
    },
    /** Letters that were laid out and that nobody has given to the post yet, the oldest first. */
    async toPost(work: Work): Promise<Kept[]> {
      return (await all(work).where('channel', '=', 'letter').where('state', '=', 'sent').where('posted_at', 'is', null).where('sealed', 'is not', null).orderBy('made_at').orderBy('id').limit(MOST_LETTERS).execute()).map(keptFrom);
    },
    async ofPerson(work: Work, person: PersonId): Promise<Kept[]> {
      return (await all(work).where('person_id', '=', person).orderBy('made_at', 'desc').limit(1000).execute()).map(keptFrom);
    },
  };
}

function writes(open: (work: Work) => Db<Tables>) {
  return {
    /** False when the same fact has made this message before. */
    async add(work: Work, message: Message, sealed: string): Promise<boolean> {
      const added = await open(work).insertInto('messages.outbox').values({
        id: message.id, fact_key: message.factKey, kind: message.kind, person_id: message.person ?? null, receiver: message.receiver, about: message.about ?? null,
        home_id: message.home ?? null, channel: message.channel, lang: message.lang, country: message.country, sealed, urgent: message.urgent, made_at: message.madeAt,
        due_at: message.dueAt, state: message.state, tries: 0, claimed_until: null, settled_at: null, via: null, posted_at: null, wording_id: message.wording ?? null,
      }).onConflict((clash) => clash.doNothing()).executeTakeFirst();
      return Number(added.numInsertedOrUpdatedRows ?? 0n) === 1;
    },
    /** What is due and nobody else is sending; whoever dies meanwhile lets go of it at `until`. */
    async claim(work: Work, limit: number, until: Temporal.Instant): Promise<Kept[]> {
      const { rows } = await sql<Row>`update messages.outbox set state = 'sending', tries = tries + 1, claimed_until = ${until}
        where id in (select id from messages.outbox where channel <> 'call' and due_at <= ${work.now} and sealed is not null
          and (state = 'waiting' or (state = 'sending' and claimed_until <= ${work.now}))
          order by urgent desc, due_at limit ${limit} for update skip locked) returning *`.execute(open(work));
      return rows.map(keptFrom);
    },
    async settle(work: Work, id: MessageId, state: 'sent' | 'refused' | 'done', via: string): Promise<void> {
      await open(work).updateTable('messages.outbox').set({ state, settled_at: work.now, via, claimed_until: null }).where('id', '=', id).execute();
    },
    async wasPosted(work: Work, ids: readonly MessageId[]): Promise<number> {
      if (ids.length === 0) return 0;
      const done = await open(work).updateTable('messages.outbox').set({ posted_at: work.now }).where('id', 'in', [...ids]).where('channel', '=', 'letter').where('posted_at', 'is', null).executeTakeFirst();
      return Number(done.numUpdatedRows);
    },
    async again(work: Work, id: MessageId, due: Temporal.Instant, via: string): Promise<void> {
      await open(work).updateTable('messages.outbox').set({ state: 'waiting', due_at: due, via, claimed_until: null }).where('id', '=', id).execute();
    },
    async ringAgain(work: Work, id: MessageId, due: Temporal.Instant): Promise<void> {
      await open(work).updateTable('messages.outbox').set({ due_at: due, tries: sql`tries + 1` }).where('id', '=', id).execute();
    },
    /** What still waits about something and is no longer true. */
    async overtake(work: Work, about: string, kinds: readonly Kind[]): Promise<void> {
      await open(work).updateTable('messages.outbox').set({ state: 'overtaken', settled_at: work.now }).where('about', '=', about).where('state', '=', 'waiting').where('kind', 'in', [...kinds]).execute();
    },
    async forget(work: Work, before: Temporal.Instant): Promise<MessageId[]> {
      return (await open(work).updateTable('messages.outbox').set({ sealed: null }).where('sealed', 'is not', null).where('settled_at', '<', before).returning('id').execute()).map((row) => row.id);
    },
    async forgetPerson(work: Work, person: PersonId): Promise<MessageId[]> {
      return (await open(work).updateTable('messages.outbox').set({ sealed: null, person_id: null, state: sql`case when state in ('waiting', 'sending') then 'overtaken' else state end` })
        .where('person_id', '=', person).returning('id').execute()).map((row) => row.id);
    },
  };
}

/** The SQL of messages. */
export function outboxIn(dbOf: DbOf) {
  const open = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return { ...reads(open), ...writes(open) };
}
export type Outbox = ReturnType<typeof outboxIn>;
