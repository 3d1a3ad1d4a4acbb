import { type FileId, type ExtraId, type HomeId, type TechnicianId, type VisitId, money } from '#kernel';
import type { Appointment } from '#modules/booking';
import { type Db, json, present } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Tick } from './checklist.ts';
import type { Extra } from './extra.ts';
import { foundIn } from './found-store.ts';
import type { Sheet } from './sheet.ts';
import type { ExtraLineRow, ExtraRow, NoteRow, PartRow, SpanRow, Tables, VisitRow } from './tables.ts';
import type { HandedBack, Note, Part, Signature } from './told.ts';
import { type VisitRecord, expected } from './visit.ts';

type In = (work: Work) => Db<Tables>;

const recordFrom = (row: VisitRow, spans: readonly SpanRow[]): VisitRecord => present({
  id: row.id, technician: row.technician_id, state: row.state, wrong: row.wrong, setOutAt: row.set_out_at, arrivedAt: row.arrived_at, startedAt: row.started_at, frozenAt: row.frozen_at, frozenWhy: row.frozen_why,
  endedAt: row.ended_at, outcome: row.outcome, spans: spans.map((span) => present({ kind: span.kind, task: span.task_id, from: span.from_at, until: span.until_at })),
});
const partFrom = (row: PartRow): Part => present({ id: row.id, item: row.item, quantity: row.quantity, task: row.task_id, serial: row.serial, at: row.at });
const noteFrom = (row: NoteRow): Note => present({ phase: row.phase, text: row.text, task: row.task_id, photo: row.photo_id, at: row.at });
const extraFrom = (row: ExtraRow, lines: readonly ExtraLineRow[]): Extra => present({
  id: row.id, visit: row.visit_id, why: row.why, gross: money(row.gross_cents, row.currency), worst: money(row.worst_cents, row.currency), state: row.state, proposedAt: row.proposed_at,
  answeredAt: row.answered_at, saidBy: row.said_by, spokeWith: row.spoke_with, startNow: row.start_now, ground: row.ground, urgentWhy: row.urgent_why, payableFrom: row.payable_from, away: row.away, standsUntil: row.stands_until,
  lines: lines.filter((line) => line.extra_id === row.id).map((line) => present({
    kind: line.kind, says: line.says, unit: line.unit, quantity: line.quantity, unitPrice: money(line.unit_price_cents, row.currency), gross: money(line.gross_cents, row.currency),
    worst: { quantity: line.worst_quantity, gross: money(line.worst_cents, row.currency) }, vatBasisPoints: line.vat_basis_points, task: line.task_id, item: line.item,
  })),
});

const recordsIn = (db: In) => {
  const spansOf = (work: Work, ids: readonly VisitId[]) => db(work).selectFrom('visits.spans').selectAll().where('visit_id', 'in', ids).orderBy('place').execute();
  return {
    /** The record as it is; one that nobody has touched is expected. */
    async record(work: Work, appointment: Pick<Appointment, 'id' | 'technician'>): Promise<VisitRecord> {
      const row = await db(work).selectFrom('visits.visits').selectAll().where('id', '=', appointment.id).executeTakeFirst();
      // Before anyone came, the technician may still change with the promise.
      return !row || row.state === 'expected' ? { ...expected(appointment.id, appointment.technician), wrong: row?.wrong ?? 0, ...(row?.set_out_at && row.technician_id === appointment.technician ? { setOutAt: row.set_out_at } : {}) } : recordFrom(row, await spansOf(work, [row.id]));
    },
    /** The record, with its row locked until the work is over. */
    async take(work: Work, appointment: Appointment): Promise<VisitRecord> {
      await db(work).insertInto('visits.visits').values({
        id: appointment.id, request_id: appointment.request, home_id: appointment.home, technician_id: appointment.technician, state: 'expected', wrong: 0, set_out_at: null, arrived_at: null, started_at: null,
        frozen_at: null, frozen_why: null, frozen_words: null, unfrozen_why: null, ended_at: null, outcome: null, end_note: null, changed_at: work.now,
      }).onConflict((twice) => twice.doNothing()).execute();
      const row = await db(work).selectFrom('visits.visits').selectAll().where('id', '=', appointment.id).forUpdate().executeTakeFirstOrThrow();
      const record = recordFrom(row, await spansOf(work, [row.id]));
      return record.state === 'expected' ? { ...record, technician: appointment.technician } : record;
    },
    async save(work: Work, visit: VisitRecord, endNote?: string): Promise<void> {
      await db(work).updateTable('visits.visits').set({
        technician_id: visit.technician, state: visit.state, wrong: visit.wrong, set_out_at: visit.setOutAt ?? null, arrived_at: visit.arrivedAt ?? null, started_at: visit.startedAt ?? null, frozen_at: visit.frozenAt ?? null,
        frozen_why: visit.frozenWhy ?? null, ended_at: visit.endedAt ?? null, outcome: visit.outcome ?? null, changed_at: work.now, ...(endNote ? { end_note: endNote } : {}),
      }).where('id', '=', visit.id).execute();
      // Clocks that stop are written before one that starts: at no moment do two attended ones run.
      for (const running of [false, true]) {
        for (const [place, span] of visit.spans.entries()) {
          if ((span.until === undefined) !== running) continue;
          const until = span.until ?? null;
          await db(work).insertInto('visits.spans').values({ visit_id: visit.id, place, kind: span.kind, task_id: span.task ?? null, from_at: span.from, until_at: until })
            .onConflict((known) => known.columns(['visit_id', 'place']).doUpdateSet({ until_at: until })).execute();
        }
      }
    },
    async keepWhy(work: Work, visit: VisitId, said: { frozen_words: string } | { unfrozen_why: string }): Promise<void> {
      await db(work).updateTable('visits.visits').set(said).where('id', '=', visit).execute();
    },
    /** What was said when it was stopped, and why it went on. */
    async worryOf(work: Work, visit: VisitId): Promise<{ said?: string; wentOn?: string }> {
      const row = await db(work).selectFrom('visits.visits').select(['frozen_words', 'unfrozen_why']).where('id', '=', visit).executeTakeFirst();
      return row ? present({ said: row.frozen_words, wentOn: row.unfrozen_why }) : {};
    },
    async states(work: Work, ids: readonly VisitId[]): Promise<Pick<VisitRecord, 'id' | 'state' | 'startedAt' | 'outcome'>[]> {
      if (ids.length === 0) return [];
      const rows = await db(work).selectFrom('visits.visits').select(['id', 'state', 'started_at', 'outcome']).where('id', 'in', ids).execute();
      return rows.map((row) => present({ id: row.id, state: row.state, startedAt: row.started_at, outcome: row.outcome }));
    },
    async solvedBy(work: Work, technicians: readonly TechnicianId[], { from, until }: { from: Temporal.Instant; until: Temporal.Instant }): Promise<{ id: VisitId; endedAt: Temporal.Instant }[]> {
      if (technicians.length === 0) return [];
      const rows = await db(work).selectFrom('visits.visits').select(['id', 'ended_at']).where('technician_id', 'in', technicians).where('outcome', '=', 'solved').where('ended_at', '>=', from).where('ended_at', '<', until).execute();
      return rows.flatMap(({ id, ended_at }) => (ended_at ? [{ id, endedAt: ended_at }] : []));
    },
    async frozen(work: Work): Promise<VisitRecord[]> {
      const rows = await db(work).selectFrom('visits.visits').selectAll().where('state', '=', 'frozen').orderBy('frozen_at').execute();
      const spans = rows.length > 0 ? await spansOf(work, rows.map((row) => row.id)) : [];
      return rows.map((row) => recordFrom(row, spans.filter((span) => span.visit_id === row.id)));
    },
  };
};

const keptIn = (db: In) => ({
  async ticks(work: Work, visit: VisitId): Promise<Tick[]> {
    const rows = await db(work).selectFrom('visits.ticks').selectAll().where('visit_id', '=', visit).orderBy('at').execute();
    return rows.map((row) => present({ task: row.task_id, step: row.step, ticked: row.ticked, at: row.at, note: row.note }));
  },
  async tick(work: Work, visit: VisitId, tick: Tick): Promise<void> {
    const said = { ticked: tick.ticked, note: tick.note ?? null, at: tick.at };
    await db(work).insertInto('visits.ticks').values({ visit_id: visit, task_id: tick.task, step: tick.step, ...said }).onConflict((again) => again.columns(['visit_id', 'task_id', 'step']).doUpdateSet(said)).execute();
  },
  async parts(work: Work, visit: VisitId): Promise<Part[]> {
    return (await db(work).selectFrom('visits.parts').selectAll().where('visit_id', '=', visit).orderBy('at').orderBy('id').execute()).map(partFrom);
  },
  async addPart(work: Work, visit: VisitId, part: Part): Promise<void> {
    await db(work).insertInto('visits.parts').values({ id: part.id, visit_id: visit, item: part.item, quantity: part.quantity, task_id: part.task ?? null, serial: part.serial ?? null, at: part.at }).execute();
  },
  async removePart(work: Work, visit: VisitId, part: string): Promise<boolean> {
    return (await db(work).deleteFrom('visits.parts').where('visit_id', '=', visit).where('id', '=', part).executeTakeFirst()).numDeletedRows > 0n;
  },
  async notes(work: Work, visit: VisitId): Promise<Note[]> {
    return (await db(work).selectFrom('visits.notes').selectAll().where('visit_id', '=', visit).orderBy('at').orderBy('id').execute()).map(noteFrom);
  },
  async addNote(work: Work, visit: VisitId, id: string, note: Note): Promise<void> {
    await db(work).insertInto('visits.notes').values({ id, visit_id: visit, phase: note.phase, text: note.text, task_id: note.task ?? null, photo_id: note.photo ?? null, at: note.at }).execute();
  },
  async handedBack(work: Work, visit: VisitId): Promise<HandedBack[]> {
    const rows = await db(work).selectFrom('visits.handed_back').selectAll().where('visit_id', '=', visit).orderBy('at').orderBy('id').execute();
    return rows.map((row) => present({ how: row.how, task: row.task_id, note: row.note, at: row.at }));
  },
  async addHandedBack(work: Work, visit: VisitId, id: string, shown: HandedBack): Promise<void> {
    await db(work).insertInto('visits.handed_back').values({ id, visit_id: visit, how: shown.how, task_id: shown.task ?? null, note: shown.note ?? null, at: shown.at }).execute();
  },
});

const sheetsIn = (db: In) => ({
  async filesInUse(work: Work): Promise<FileId[]> {
    const notes = await db(work).selectFrom('visits.notes').select('photo_id').where('photo_id', 'is not', null).execute();
    const signatures = await db(work).selectFrom('visits.signatures').select('picture_id').where('picture_id', 'is not', null).execute();
    return [...notes.flatMap((row) => row.photo_id ?? []), ...signatures.flatMap((row) => row.picture_id ?? [])];
  },
  async sheet(work: Work, visit: VisitId): Promise<Sheet | undefined> {
    const row = await db(work).selectFrom('visits.sheets').select(['lang', 'blocks']).where('visit_id', '=', visit).executeTakeFirst();
    return row && { lang: row.lang, blocks: row.blocks };
  },
  async sheetWrittenAt(work: Work, visit: VisitId): Promise<Temporal.Instant | undefined> {
    return (await db(work).selectFrom('visits.sheets').select('written_at').where('visit_id', '=', visit).executeTakeFirst())?.written_at;
  },
  /** A sheet that changes is signed again. */
  async writeSheet(work: Work, visit: VisitId, sheet: Sheet): Promise<void> {
    const said = { lang: sheet.lang, blocks: json({ ...sheet.blocks }), written_at: work.now };
    await db(work).insertInto('visits.sheets').values({ visit_id: visit, ...said }).onConflict((again) => again.column('visit_id').doUpdateSet(said)).execute();
    await db(work).deleteFrom('visits.signatures').where('visit_id', '=', visit).execute();
  },
  async signature(work: Work, visit: VisitId): Promise<Signature | undefined> {
    const row = await db(work).selectFrom('visits.signatures').selectAll().where('visit_id', '=', visit).executeTakeFirst();
    return row && present({ how: row.how, at: row.at, picture: row.picture_id, words: row.words });
  },
  async sign(work: Work, visit: VisitId, signature: Signature): Promise<void> {
    const said = { how: signature.how, picture_id: signature.picture ?? null, words: signature.words ?? null, at: signature.at };
    await db(work).insertInto('visits.signatures').values({ visit_id: visit, ...said }).onConflict((again) => again.column('visit_id').doUpdateSet(said)).execute();
  },
});

const extrasIn = (db: In) => {
  const from = async (work: Work, rows: readonly ExtraRow[]): Promise<Extra[]> => {
    if (rows.length === 0) return [];
    const lines = await db(work).selectFrom('visits.extra_lines').selectAll().where('extra_id', 'in', rows.map((row) => row.id)).orderBy('place').execute();
    return rows.map((row) => extraFrom(row, lines));
  };
  return {
    extras: async (work: Work, visit: VisitId): Promise<Extra[]> =>
      from(work, await db(work).selectFrom('visits.extras').selectAll().where('visit_id', '=', visit).orderBy('proposed_at').orderBy('id').execute()),
    extra: async (work: Work, id: ExtraId): Promise<Extra | undefined> =>
      (await from(work, await db(work).selectFrom('visits.extras').selectAll().where('id', '=', id).execute()))[0],
    async addExtra(work: Work, extra: Extra): Promise<void> {
      await db(work).insertInto('visits.extras').values({
        id: extra.id, visit_id: extra.visit, why: extra.why, gross_cents: extra.gross.cents, worst_cents: extra.worst.cents, currency: extra.gross.currency, state: 'proposed', proposed_at: extra.proposedAt,
        answered_at: null, said_by: null, said_by_id: null, spoke_with: null, start_now: null, ground: extra.ground ?? null, urgent_why: extra.urgentWhy ?? null, payable_from: null, away: extra.away ?? null, stands_until: extra.standsUntil ?? null,
      }).execute();
      await db(work).insertInto('visits.extra_lines').values(extra.lines.map((line, place) => ({
        extra_id: extra.id, place, kind: line.kind, says: line.says, unit: line.unit, quantity: line.quantity, worst_quantity: line.worst.quantity, unit_price_cents: line.unitPrice.cents,
        gross_cents: line.gross.cents, worst_cents: line.worst.gross.cents, vat_basis_points: line.vatBasisPoints, task_id: line.task ?? null, item: line.item ?? null,
      }))).execute();
    },
    async answerExtra(work: Work, extra: Extra, by: string): Promise<void> {
      await db(work).updateTable('visits.extras').set({ state: extra.state, answered_at: extra.answeredAt ?? null, said_by: extra.saidBy ?? null, said_by_id: by, spoke_with: extra.spokeWith ?? null, start_now: extra.startNow ?? null, payable_from: extra.payableFrom ?? null })
        .where('id', '=', extra.id).where('state', '=', 'proposed').execute();
    },
  };
};

const personsIn = (db: In) => ({
  async ofHomes(work: Work, homes: readonly HomeId[]): Promise<VisitId[]> {
    if (homes.length === 0) return [];
    return (await db(work).selectFrom('visits.visits').select('id').where('home_id', 'in', homes).orderBy('changed_at').execute()).map((row) => row.id);
  },
  /** What was written in words goes; that a visit took place, how long and what it cost stays, for the books. */
  async forget(work: Work, visits: readonly VisitId[]): Promise<number> {
    if (visits.length === 0) return 0;
    let gone = 0;
    for (const table of ['visits.notes', 'visits.sheets', 'visits.signatures', 'visits.handed_back', 'visits.found'] as const) {
      gone += Number((await db(work).deleteFrom(table).where('visit_id', 'in', visits).executeTakeFirst()).numDeletedRows);
    }
    await db(work).updateTable('visits.ticks').set({ note: null }).where('visit_id', 'in', visits).execute();
    await db(work).updateTable('visits.visits').set({ end_note: null, frozen_words: null, unfrozen_why: null }).where('id', 'in', visits).execute();
    await db(work).updateTable('visits.extras').set({ why: '' }).where('visit_id', 'in', visits).execute();
    await db(work).updateTable('visits.extras').set({ spoke_with: '' }).where('visit_id', 'in', visits).where('spoke_with', 'is not', null).execute();
    return gone;
  },
});

export const visitsIn = (dbOf: DbOf) => {
  const db: In = (work) => dbOf<Tables>(work);
  return { ...recordsIn(db), ...keptIn(db), ...sheetsIn(db), ...extrasIn(db), ...personsIn(db), ...foundIn(dbOf) };
};
export type VisitsStore = ReturnType<typeof visitsIn>;
