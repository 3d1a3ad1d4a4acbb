import type { HoldId, HomeId, QuoteId, RequestId, TechnicianId, VisitId } from '#kernel';
import { type Db, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Appointment } from './appointment.ts';
import { type DayChanges, type OnDay, type Planned, cellsOf } from './day.ts';
import type { Sealed } from './door-word.ts';
import type { KeptHold } from './slot.ts';
import type { HoldRow, PromiseRow, Tables, VisitRow } from './tables.ts';

type Opened = (work: Work) => Db<Tables>;
/** So many transactions back the changes of days are kept. */
const KEPT_TRANSACTIONS = 200_000;

function reads(db: Opened) {
  const visits = (work: Work) => db(work).selectFrom('booking.visits').selectAll();
  return {
    async visit(work: Work, id: VisitId): Promise<Appointment | undefined> {
      const row = await visits(work).where('id', '=', id).executeTakeFirst();
      return row && appointmentFrom(row);
    },
    async visitsOfHome(work: Work, home: HomeId): Promise<Appointment[]> {
      return (await visits(work).where('home_id', '=', home).orderBy('promised_from', 'desc').limit(200).execute()).map(appointmentFrom);
    },
    /** The visit that a request is promised, or the last one it had. */
    async visitOfRequest(work: Work, request: RequestId): Promise<Appointment | undefined> {
      const row = await visits(work).where('request_id', '=', request)
        .orderBy(sql`array_position(array['booked', 'done', 'cancelled'], state)`).orderBy('booked_at', 'desc').orderBy('promised_from', 'desc').limit(1).executeTakeFirst();
      return row && appointmentFrom(row);
    },
    async visitsOfRequests(work: Work, requests: readonly RequestId[]): Promise<Appointment[]> {
      if (requests.length === 0) return [];
      return (await visits(work).where('request_id', 'in', [...requests]).execute()).map(appointmentFrom);
    },
    async visitsBetween(work: Work, from: Temporal.Instant, until: Temporal.Instant): Promise<Appointment[]> {
      return (await visits(work).where('promised_from', '>=', from).where('promised_from', '<', until).orderBy('planned_start').execute()).map(appointmentFrom);
    },
    async visitsOn(work: Work, technicians: readonly TechnicianId[], day: Temporal.PlainDate): Promise<Appointment[]> {
      if (technicians.length === 0) return [];
      return (await visits(work).where('technician_id', 'in', [...technicians]).where('day', '=', day).where('state', '<>', 'cancelled').orderBy('planned_start').execute()).map(appointmentFrom);
    },
    async sealed(work: Work, id: VisitId): Promise<Sealed | undefined> {
      const row = await db(work).selectFrom('booking.visits').select(['door_word', 'code']).where('id', '=', id).executeTakeFirst();
      return row && { doorWord: row.door_word, code: row.code };
    },
    async dueToNarrow(work: Work, limit: number): Promise<Appointment[]> {
      return (await visits(work).where('state', '=', 'booked').where('narrow_due_at', '<=', work.now).orderBy('technician_id').limit(limit).execute()).map(appointmentFrom);
    },
    /** Who has been to this home before. */
    async knownTo(work: Work, home: HomeId): Promise<TechnicianId[]> {
      const rows = await db(work).selectFrom('booking.visits').select('technician_id').distinct().where('home_id', '=', home).where('state', '=', 'done').execute();
      return rows.map((row) => row.technician_id);
    },
  };
}

function readsOfDays(db: Opened) {
  const visits = (work: Work) => db(work).selectFrom('booking.visits').selectAll();
  return {
    async hold(work: Work, id: HoldId): Promise<KeptHold | undefined> {
      const row = await db(work).selectFrom('booking.holds').selectAll().where('id', '=', id).executeTakeFirst();
      return row && holdFrom(row);
    },
    async holdOf(work: Work, request: RequestId): Promise<KeptHold | undefined> {
      const row = await db(work).selectFrom('booking.holds').selectAll().where('request_id', '=', request).executeTakeFirst();
      return row && holdFrom(row);
    },
    async expiredHolds(work: Work): Promise<KeptHold[]> {
      return (await db(work).selectFrom('booking.holds').selectAll().where('held_until', '<=', work.now).limit(500).execute()).map(holdFrom);
    },
    /** Everything promised to anybody on these days: visits that stand or are done, and holds that still run. */
    async promised(work: Work, technicians: readonly TechnicianId[], from: Temporal.PlainDate, until: Temporal.PlainDate): Promise<OnDay[]> {
      if (technicians.length === 0) return [];
      const kept = await visits(work).where('technician_id', 'in', [...technicians]).where('day', '>=', from).where('day', '<=', until).where('state', '<>', 'cancelled').execute();
      const held = await db(work).selectFrom('booking.holds').selectAll().where('technician_id', 'in', [...technicians]).where('day', '>=', from).where('day', '<=', until).where('held_until', '>', work.now).execute();
      return [...kept, ...held].map(onDayFrom).toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
    },
    /** Undefined when this work has itself written something: what it sees may still be rolled back. */
    async changesSince(work: Work, since: number): Promise<DayChanges | undefined> {
      const { rows } = await sql<{ horizon: number; wrote: boolean; changed_in: number | null; technician_id: TechnicianId; day: string }>`
        select at.horizon, pg_current_xact_id_if_assigned() is not null as wrote, change.changed_in, change.technician_id, change.day::text as day
        from (select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon) as at
        left join booking.changes as change on change.changed_in >= coalesce(nullif(${since}::bigint, 0), at.horizon)`.execute(db(work));
      const [first] = rows;
      if (!first || first.wrote) return undefined;
      return {
        horizon: first.horizon, forgotten: since > 0 && first.horizon - since > KEPT_TRANSACTIONS / 2,
        days: rows.flatMap((row) => (row.changed_in === null ? [] : [{ technician: row.technician_id, day: row.day, changedIn: row.changed_in }])),
      };
    },
    async version(work: Work, technician: TechnicianId, day: Temporal.PlainDate): Promise<number> {
      return (await db(work).selectFrom('booking.days').select('version').where('technician_id', '=', technician).where('day', '=', day).executeTakeFirst())?.version ?? 0;
    },
  };
}

function writes(db: Opened) {
  return {
    async addVisit(work: Work, visit: Appointment, day: Temporal.PlainDate, sealed: Sealed, narrowDueAt: Temporal.Instant | undefined): Promise<void> {
      await db(work).insertInto('booking.visits').values({
        id: visit.id, request_id: visit.request, quote_id: visit.quote, provider_id: visit.provider, technician_id: visit.technician, home_id: visit.home,
        country: visit.country, way: visit.way, day, promised_from: visit.promisedFrom, promised_until: visit.promisedUntil,
        planned_start: visit.plannedStart, planned_end: visit.plannedEnd, minutes: visit.minutes, lat: visit.at.lat, lng: visit.at.lng, quiet: visit.quiet,
        state: visit.state, sequence: visit.sequence, booked_at: work.now, changed_at: work.now, narrow_due_at: narrowDueAt ?? null, narrowed_at: null,
        cancelled_why: null, fee_cents: null, fee_currency: null, door_word: sealed.doorWord, code: sealed.code,
      }).execute();
    },
    async moveVisit(work: Work, visit: Appointment, day: Temporal.PlainDate, narrowDueAt: Temporal.Instant | undefined): Promise<void> {
      await db(work).updateTable('booking.visits').set({
        technician_id: visit.technician, day, promised_from: visit.promisedFrom, promised_until: visit.promisedUntil,
        planned_start: visit.plannedStart, planned_end: visit.plannedEnd, sequence: visit.sequence, changed_at: work.now, narrow_due_at: narrowDueAt ?? null,
        narrowed_at: visit.narrowedAt ?? null, fee_cents: visit.fee?.cents ?? null, fee_currency: visit.fee?.currency ?? null,
      }).where('id', '=', visit.id).execute();
    },
    /** More minutes for a visit that goes on; its cells are written with its day. */
    async lengthen(work: Work, id: VisitId, minutes: number): Promise<void> {
      await db(work).updateTable('booking.visits').set({ minutes, planned_end: sql`planned_start + make_interval(mins => ${minutes}::int)`, changed_at: work.now }).where('id', '=', id).execute();
    },
    async endVisit(work: Work, visit: Appointment, why?: string): Promise<void> {
      await db(work).updateTable('booking.visits').set({
        state: visit.state, sequence: visit.sequence, changed_at: work.now, narrow_due_at: null, cancelled_why: why ?? null,
        fee_cents: visit.fee?.cents ?? null, fee_currency: visit.fee?.currency ?? null,
      }).where('id', '=', visit.id).execute();
    },
    async addHold(work: Work, hold: HoldRow): Promise<void> { await db(work).insertInto('booking.holds').values(hold).execute(); },
    /** Forgets changes of days that no process can be waiting for, and those of another server (restored from its backup). */
    async forgetChanges(work: Work): Promise<void> {
      await sql`delete from booking.changes where changed_in < pg_snapshot_xmin(pg_current_snapshot())::text::bigint - ${KEPT_TRANSACTIONS}::bigint
        or changed_in > pg_snapshot_xmax(pg_current_snapshot())::text::bigint`.execute(db(work));
    },
    async dropHold(work: Work, id: HoldId): Promise<void> {
      await db(work).deleteFrom('booking.cells').where('promise_id', '=', id).execute();
      await db(work).deleteFrom('booking.holds').where('id', '=', id).execute();
    },
    /**
     * Writes how a day is kept: each planned start, each cell, and one version more. False when a cell belongs to
     * someone else, which the technician's lock should have made impossible; the work must then be given up.
     */
    async writeDay(work: Work, technician: TechnicianId, day: Temporal.PlainDate, planned: readonly Planned[], minutes: ReadonlyMap<string, number>): Promise<boolean> {
      // Cells of a promise that this plan does not know are left alone: they make the insert below fall short.
      await sql`delete from booking.cells as cell where technician_id = ${technician} and day = ${day.toString()}::date and (
        promise_id = any(${planned.map((each) => each.id)}::text[])
        or not exists (select from booking.visits where id = cell.promise_id and state <> 'cancelled' and technician_id = ${technician} and day = cell.day)
        and not exists (select from booking.holds where id = cell.promise_id and held_until > ${work.now}))`.execute(db(work));
      const cells = planned.flatMap((each) => cellsOf(each, minutes.get(each.id) ?? 0).map((cell) => [cell, each.id] as const));
      for (const table of ['booking.visits', 'booking.holds'] as const) {
        await sql`update ${sql.table(table)} as promise set planned_start = moved.start, planned_end = moved.start + make_interval(mins => promise.minutes)
          from unnest(${planned.map((each) => each.id)}::text[], ${planned.map((each) => each.start.toString())}::timestamptz[]) as moved (id, start)
          where promise.id = moved.id and promise.planned_start <> moved.start`.execute(db(work));
      }
      await db(work).insertInto('booking.days').values({ technician_id: technician, day, version: 1, changed_at: work.now })
        .onConflict((clash) => clash.columns(['technician_id', 'day']).doUpdateSet({ version: sql`days.version + 1`, changed_at: work.now })).execute();
      const written = await sql`insert into booking.cells (technician_id, cell, day, promise_id)
        select ${technician}, cell, ${day.toString()}::date, promise from unnest(${cells.map(([cell]) => cell)}::bigint[], ${cells.map(([, id]) => id)}::text[]) as given (cell, promise)
        on conflict do nothing`.execute(db(work));
      return Number(written.numAffectedRows ?? 0n) === cells.length;
    },
    /** Takes a pair of door words for a home; false when it has had them before. */
    async useDoorWord(work: Work, home: HomeId, digest: string): Promise<boolean> {
      const taken = await db(work).insertInto('booking.door_words_used').values({ home_id: home, word_digest: digest }).onConflict((clash) => clash.doNothing()).executeTakeFirst();
      return Number(taken.numInsertedOrUpdatedRows ?? 0n) === 1;
    },
  };
}

const appointmentFrom = (row: VisitRow): Appointment => ({
  id: row.id, request: row.request_id, quote: row.quote_id, provider: row.provider_id, technician: row.technician_id, home: row.home_id, country: row.country,
  way: row.way, promisedFrom: row.promised_from, promisedUntil: row.promised_until, plannedStart: row.planned_start, plannedEnd: row.planned_end,
  minutes: row.minutes, at: { lat: row.lat, lng: row.lng }, quiet: row.quiet, state: row.state, sequence: row.sequence, bookedAt: row.booked_at,
  narrowedAt: row.narrowed_at ?? undefined,
  fee: row.fee_cents === null || row.fee_currency === null ? undefined : { cents: row.fee_cents, currency: row.fee_currency },
});
const holdFrom = (row: HoldRow): KeptHold => ({
  id: row.id, request: row.request_id, quote: row.quote_id as QuoteId, technician: row.technician_id, provider: row.provider_id, minutes: row.minutes, day: row.day,
  promisedFrom: row.promised_from, promisedUntil: row.promised_until, until: row.held_until,
});
const onDayFrom = (row: PromiseRow & { id: string; held_until?: Temporal.Instant; quiet?: boolean }): OnDay => ({
  id: row.id, technician: row.technician_id, day: row.day, home: row.home_id, at: { lat: row.lat, lng: row.lng }, way: row.way,
  from: row.promised_from, until: row.promised_until, minutes: row.minutes, start: row.planned_start, heldUntil: row.held_until, quiet: row.quiet,
});

/** The SQL of promised time. */
export function visitsIn(dbOf: DbOf) {
  const db: Opened = (work) => dbOf<Tables>(work);
  return { ...reads(db), ...readsOfDays(db), ...writes(db) };
}
export type Visits = ReturnType<typeof visitsIn>;
