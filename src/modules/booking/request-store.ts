import type { Country, FileId, HomeId, PersonId, RequestId, TaskId } from '#kernel';
import { type Db, json, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Request, Task } from './request.ts';
import type { Missing, RequestRow, Tables, TaskRow } from './tables.ts';

type Opened = (work: Work) => Db<Tables>;

function reads(db: Opened) {
  async function withTasks(work: Work, rows: readonly RequestRow[]): Promise<Request[]> {
    if (rows.length === 0) return [];
    const tasks = await db(work).selectFrom('booking.tasks').selectAll().where('request_id', 'in', rows.map((row) => row.id)).orderBy('place').execute();
    return rows.map((row) => requestFrom(row, tasks.filter((task) => task.request_id === row.id)));
  }
  const one = async (work: Work, rows: readonly RequestRow[]): Promise<Request | undefined> => (await withTasks(work, rows))[0];

  return {
    async find(work: Work, id: RequestId): Promise<Request | undefined> {
      return one(work, await db(work).selectFrom('booking.requests').selectAll().where('id', '=', id).execute());
    },
    /** The same, and nobody else changes it until this work is over. */
    async take(work: Work, id: RequestId): Promise<Request | undefined> {
      return one(work, await db(work).selectFrom('booking.requests').selectAll().where('id', '=', id).forUpdate().execute());
    },
    async byReference(work: Work, reference: string): Promise<Request | undefined> {
      return one(work, await db(work).selectFrom('booking.requests').selectAll().where('reference', '=', reference).execute());
    },
    async isTaken(work: Work, reference: string): Promise<boolean> {
      return (await db(work).selectFrom('booking.requests').select('id').where('reference', '=', reference).execute()).length > 0;
    },
    /** Who had no price for this request, and why. */
    async missing(work: Work, id: RequestId) {
      return (await db(work).selectFrom('booking.requests').select('missing').where('id', '=', id).executeTakeFirst())?.missing ?? [];
    },
    async codeDigest(work: Work, id: RequestId): Promise<string | undefined> {
      return (await db(work).selectFrom('booking.requests').select('code_digest').where('id', '=', id).executeTakeFirst())?.code_digest;
    },
    async ofPerson(work: Work, person: PersonId): Promise<Request[]> {
      return withTasks(work, await db(work).selectFrom('booking.requests').selectAll()
        .where((on) => on.or([on('person_id', '=', person), on('helper_id', '=', person)])).orderBy('asked_at', 'desc').limit(200).execute());
    },
    async ofHome(work: Work, home: HomeId): Promise<Request[]> {
      return withTasks(work, await db(work).selectFrom('booking.requests').selectAll().where('home_id', '=', home).orderBy('asked_at', 'desc').limit(200).execute());
    },
    /** What finished requests were taken for at the start, in the words that were said; never a quiet one. The newest first. */
    async taught(work: Work, most: number): Promise<{ task: TaskId; text: string; category: string | null }[]> {
      return db(work).selectFrom('booking.tasks').innerJoin('booking.requests', 'booking.requests.id', 'booking.tasks.request_id')
        .select(['booking.tasks.id as task', 'booking.tasks.words as text', 'booking.tasks.leaf as category']).where('booking.requests.state', '=', 'done').where('booking.requests.quiet', '=', false)
        .where('booking.tasks.words', '<>', '').orderBy('booking.requests.asked_at', 'desc').limit(most).execute();
    },
    /** Those that wait for a call of ours, the oldest first. */
    async waiting(work: Work): Promise<Request[]> {
      return withTasks(work, await db(work).selectFrom('booking.requests').selectAll()
        .where('call_first', '=', true).where('state', 'not in', ['booked', 'done', 'closed']).orderBy('asked_at').limit(200).execute());
    },
    async searched(work: Work, text: string): Promise<Request[]> {
      const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
      return withTasks(work, await db(work).selectFrom('booking.requests').selectAll()
        .where((on) => on.or([on('reference', 'ilike', like), on('words', 'ilike', like)])).orderBy('asked_at', 'desc').limit(30).execute());
    },
  };
}

function writes(db: Opened) {
  return {
    async keepMissing(work: Work, id: RequestId, missing: readonly Missing[]): Promise<void> {
      await db(work).updateTable('booking.requests').set({ missing: json([...missing]) }).where('id', '=', id).execute();
    },
    async add(work: Work, request: Request, codeDigest: string): Promise<void> {
      await db(work).insertInto('booking.requests').values({ ...rowFrom(request), code_digest: codeDigest, changed_at: work.now, closed_why: null, missing: json<Missing[]>([]) }).execute();
      for (const [place, task] of request.tasks.entries()) await addTask(db(work), request.id, task, place);
    },
    async save(work: Work, request: Request, closedWhy?: string): Promise<void> {
      const { id, reference: _, ...row } = rowFrom(request);
      await db(work).updateTable('booking.requests').set({ ...row, changed_at: work.now, ...(closedWhy === undefined ? {} : { closed_why: closedWhy }) }).where('id', '=', id).execute();
      for (const [place, task] of request.tasks.entries()) await addTask(db(work), request.id, task, place);
    },
    /** Requests of a country that never became a visit and were not touched since: what was typed is gone. How many. */
    async forgetNeverBooked(work: Work, country: Country, before: Temporal.Instant): Promise<number> {
      const rows = await db(work).selectFrom('booking.requests as q').select('q.id').where('q.country', '=', country).where('q.changed_at', '<', before).where('q.state', 'not in', ['booked', 'done']).where('q.words', '<>', '')
        .where((e) => e.not(e.exists(e.selectFrom('booking.visits as v').select('v.id').whereRef('v.request_id', '=', 'q.id')))).execute();
      const ids = rows.map((row) => row.id);
      if (ids.length === 0) return 0;
      await db(work).updateTable('booking.tasks').set({ words: '', answers: json({}), guesses: json([]) }).where('request_id', 'in', ids).execute();
      await db(work).updateTable('booking.requests').set({ words: '', photos: [] }).where('id', 'in', ids).execute();
      return ids.length;
    },
    async photosInUse(work: Work): Promise<FileId[]> {
      return (await db(work).selectFrom('booking.requests').select('photos').where(sql<boolean>`cardinality(photos) > 0`).execute()).flatMap((row) => row.photos);
    },
    /** When something was last asked by this person or for these homes, or somebody went there. */
    async lastContact(work: Work, person: PersonId, homes: readonly HomeId[]): Promise<Temporal.Instant | undefined> {
      const asked = await db(work).selectFrom('booking.requests').select((e) => e.fn.max('changed_at').as('at')).where((e) => e.or([e('person_id', '=', person), e('helper_id', '=', person), ...(homes.length > 0 ? [e('home_id', 'in', homes)] : [])])).executeTakeFirst();
      const visited = homes.length === 0 ? undefined : await db(work).selectFrom('booking.visits').select((e) => e.fn.max('promised_until').as('at')).where('home_id', 'in', homes).executeTakeFirst();
      return [asked?.at, visited?.at].flatMap((at) => (at ? [at] : [])).toSorted((a, b) => Temporal.Instant.compare(b, a))[0];
    },
    /** What was typed is gone; that something was asked on a day stays, for the figures. */
    async forgetWords(work: Work, person: PersonId): Promise<number> {
      const rows = await db(work).selectFrom('booking.requests').select('id').where('person_id', '=', person).execute();
      const ids = rows.map((row) => row.id);
      if (ids.length === 0) return 0;
      await db(work).updateTable('booking.tasks').set({ words: '', answers: json({}), guesses: json([]) }).where('request_id', 'in', ids).execute();
      await db(work).updateTable('booking.requests').set({ words: '', photos: [], changed_at: work.now }).where('id', 'in', ids).execute();
      await sql`update booking.requests set helper_id = null where helper_id = ${person}`.execute(db(work));
      return ids.length;
    },
  };
}

/** The SQL of tries to come back. */
export function triesIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    /** The count for one reference, taken so that two tries at once are two. */
    async take(work: Work, digest: string) {
      await db(work).insertInto('booking.tries').values({ reference_digest: digest, wrong: 0, since: work.now, wait_until: null })
        .onConflict((clash) => clash.doNothing()).execute();
      return db(work).selectFrom('booking.tries').selectAll().where('reference_digest', '=', digest).forUpdate().executeTakeFirstOrThrow();
    },
    async save(work: Work, digest: string, wrong: number, since: Temporal.Instant, waitUntil: Temporal.Instant | null): Promise<void> {
      await db(work).updateTable('booking.tries').set({ wrong, since, wait_until: waitUntil }).where('reference_digest', '=', digest).execute();
    },
  };
}

async function addTask(db: Db<Tables>, request: RequestId, task: Task, place: number): Promise<void> {
  const row = {
    words: task.words, guesses: json([...task.guesses]), chosen: task.leaf !== undefined, leaf: task.leaf ?? null,
    answers: json({ ...task.answers }), done: task.done,
  };
  await db.insertInto('booking.tasks').values({ id: task.id, request_id: request, place, ...row })
    .onConflict((clash) => clash.column('id').doUpdateSet(row)).execute();
}

const rowFrom = (request: Request) => ({
  id: request.id, reference: request.reference, words: request.words, lang: request.lang, source: request.source, asked_for: request.askedFor,
  country: request.country, comfort: request.comfort ?? null, person_id: request.person ?? null, home_id: request.home ?? null,
  helper_id: request.helper ?? null, photos: [...request.photos], safety: json([...request.safety]), quiet: request.quiet, no_remote: request.noRemote,
  call_first: request.callFirst, way: request.way ?? null, state: request.state, chosen_quote: request.chosenQuote ?? null,
  asked_at: request.askedAt,
});

const taskFrom = (row: TaskRow): Task => ({
  id: row.id, words: row.words, guesses: row.guesses, leaf: row.chosen ? row.leaf : undefined, answers: row.answers, done: row.done,
});

const requestFrom = (row: RequestRow, tasks: readonly TaskRow[]): Request => ({
  id: row.id, reference: row.reference, words: row.words, lang: row.lang, source: row.source, askedFor: row.asked_for, country: row.country,
  comfort: row.comfort ?? undefined, person: row.person_id ?? undefined, home: row.home_id ?? undefined, helper: row.helper_id ?? undefined,
  tasks: tasks.map(taskFrom), photos: row.photos, safety: row.safety, quiet: row.quiet, noRemote: row.no_remote, callFirst: row.call_first, way: row.way ?? undefined,
  state: row.state, chosenQuote: row.chosen_quote ?? undefined, askedAt: row.asked_at,
});

/** The SQL of what was asked. */
export function requestsIn(dbOf: DbOf) {
  const db: Opened = (work) => dbOf<Tables>(work);
  return { ...reads(db), ...writes(db) };
}
export type Requests = ReturnType<typeof requestsIn>;
export type Tries = ReturnType<typeof triesIn>;
