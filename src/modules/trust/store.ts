import { type Currency, type HomeId, type PersonId, type TechnicianId, type VisitId, money } from '#kernel';
import { auditReads } from '#platform/audit-reads';
import { type Db, present, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Quarantine } from './quarantine.ts';
import type { HeldVisit, HeldWhy, Report, ReportState, Rise, SignSeen, Worry } from './told.ts';

type Instant = Temporal.Instant;
type QuarantineRow = {
  id: string; technician_id: TechnicianId; because: string; sign_id: string; began_at: Instant; due_at: Instant; paged_again_at: Instant | null; decision: 'lifted' | 'kept' | null; reasons: string | null; decided_by: PersonId | null; decided_at: Instant | null;
  appeal: string | null; appealed_at: Instant | null; answer: string | null; answered_by: PersonId | null; answered_at: Instant | null;
};
type HeldRow = { visit_id: VisitId; technician_id: TechnicianId; why: HeldWhy; since: Instant; told_at: Instant | null; settled_at: Instant | null; settled: HeldVisit['settled'] | null };
type ReportRow = { id: string; happened: Report['happened']; told: string; contact: string | null; at: Instant; state: ReportState; note: string | null; handled_by: PersonId | null; handled_at: Instant | null };
type WorryRow = { id: string; visit_id: VisitId; home_id: HomeId; what: string; at: Instant; answer: string | null; answered_by: PersonId | null; answered_at: Instant | null };
type SignRow = { id: string; technician_id: TechnicianId; sign: string; points: number; about: string; at: Instant };
type RiseRow = { visit_id: VisitId; technician_id: TechnicianId; agreed_cents: number; more_cents: number; currency: Currency; at: Instant; looked_at: Instant | null; looked_by: PersonId | null };
type Tables = { 'trust.rises': RiseRow; 'trust.quarantines': QuarantineRow; 'trust.held_visits': HeldRow; 'trust.reports': ReportRow; 'trust.worries': WorryRow; 'trust.signs': SignRow };

const quarantineFrom = (row: QuarantineRow): Quarantine => present({
  id: row.id, technician: row.technician_id, because: row.because, beganAt: row.began_at, dueAt: row.due_at, pagedAgainAt: row.paged_again_at, decision: row.decision, reasons: row.reasons, decidedBy: row.decided_by, decidedAt: row.decided_at,
  appeal: row.appeal, appealedAt: row.appealed_at, answer: row.answer, answeredBy: row.answered_by, answeredAt: row.answered_at,
});
const heldFrom = (row: HeldRow): HeldVisit => present({ visit: row.visit_id, technician: row.technician_id, why: row.why, since: row.since, toldAt: row.told_at, settled: row.settled });
const reportFrom = (row: ReportRow): Report => present({ id: row.id, happened: row.happened, told: row.told, contact: row.contact, at: row.at, state: row.state, note: row.note });
const worryFrom = (row: WorryRow): Worry => present({ id: row.id, visit: row.visit_id, home: row.home_id, what: row.what, at: row.at, answer: row.answer, answeredAt: row.answered_at });
const signFrom = (row: SignRow): SignSeen => ({ id: row.id, technician: row.technician_id, sign: row.sign, points: row.points, about: row.about, at: row.at });

const riseFrom = (row: RiseRow): Rise => present({ visit: row.visit_id, technician: row.technician_id, agreed: money(row.agreed_cents, row.currency), more: money(row.more_cents, row.currency), at: row.at, lookedAt: row.looked_at });

const signsAndStops = (db: (work: Work) => Db<Tables>) => ({
  /** False when the same was noticed before. */
  async addSign(work: Work, one: SignSeen): Promise<boolean> {
    const added = await db(work).insertInto('trust.signs').values({ id: one.id, technician_id: one.technician, sign: one.sign, points: one.points, about: one.about, at: one.at }).onConflict((again) => again.doNothing()).executeTakeFirst();
    return Number(added.numInsertedOrUpdatedRows ?? 0n) === 1;
  },
  async sign(work: Work, id: string): Promise<SignSeen | undefined> {
    const row = await db(work).selectFrom('trust.signs').selectAll().where('id', '=', id).executeTakeFirst();
    return row && signFrom(row);
  },
  async signsOf(work: Work, technician: TechnicianId): Promise<SignSeen[]> {
    return (await db(work).selectFrom('trust.signs').selectAll().where('technician_id', '=', technician).orderBy('at', 'desc').limit(100).execute()).map(signFrom);
  },
  async latestSigns(work: Work, since: Instant): Promise<SignSeen[]> {
    return (await db(work).selectFrom('trust.signs').selectAll().where('at', '>=', since).orderBy('at', 'desc').limit(100).execute()).map(signFrom);
  },
  async addQuarantine(work: Work, one: Quarantine, sign: string): Promise<boolean> {
    const added = await db(work).insertInto('trust.quarantines').values({
      id: one.id, technician_id: one.technician, because: one.because, sign_id: sign, began_at: one.beganAt, due_at: one.dueAt, paged_again_at: null, decision: null, reasons: null, decided_by: null, decided_at: null,
      appeal: null, appealed_at: null, answer: null, answered_by: null, answered_at: null,
    }).onConflict((open) => open.doNothing()).executeTakeFirst();
    return Number(added.numInsertedOrUpdatedRows ?? 0n) === 1;
  },
  async quarantine(work: Work, id: string): Promise<Quarantine | undefined> {
    const row = await db(work).selectFrom('trust.quarantines').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    return row && quarantineFrom(row);
  },
  /** The newest first. */
  async quarantines(work: Work, of: { technician: TechnicianId } | 'all'): Promise<Quarantine[]> {
    const rows = await db(work).selectFrom('trust.quarantines').selectAll().$if(of !== 'all', (query) => query.where('technician_id', '=', (of as { technician: TechnicianId }).technician)).orderBy('began_at', 'desc').orderBy('id').limit(60).execute();
    return rows.map(quarantineFrom);
  },
  async saveQuarantine(work: Work, one: Quarantine): Promise<void> {
    await db(work).updateTable('trust.quarantines').set({
      paged_again_at: one.pagedAgainAt ?? null, decision: one.decision ?? null, reasons: one.reasons ?? null, decided_by: one.decidedBy ?? null, decided_at: one.decidedAt ?? null,
      appeal: one.appeal ?? null, appealed_at: one.appealedAt ?? null, answer: one.answer ?? null, answered_by: one.answeredBy ?? null, answered_at: one.answeredAt ?? null,
    }).where('id', '=', one.id).execute();
  },
});

const heldOnes = (db: (work: Work) => Db<Tables>) => ({
  /** False when it is held already; one that stood again is held anew. */
  async hold(work: Work, one: HeldVisit): Promise<boolean> {
    const held = await sql`insert into trust.held_visits (visit_id, technician_id, why, since) values (${one.visit}, ${one.technician}, ${one.why}, ${one.since})
      on conflict (visit_id) do update set technician_id = excluded.technician_id, why = excluded.why, since = excluded.since, told_at = null, settled = null, settled_at = null where held_visits.settled is not null`.execute(db(work));
    return Number(held.numAffectedRows ?? 0n) === 1;
  },
  async tellHeld(work: Work, visit: VisitId): Promise<void> { await db(work).updateTable('trust.held_visits').set({ told_at: work.now }).where('visit_id', '=', visit).execute(); },
  async settleHeld(work: Work, visit: VisitId, settled: NonNullable<HeldVisit['settled']>): Promise<boolean> {
    const done = await db(work).updateTable('trust.held_visits').set({ settled, settled_at: work.now }).where('visit_id', '=', visit).where('settled', 'is', null).executeTakeFirst();
    return Number(done.numUpdatedRows) === 1;
  },
  async heldVisit(work: Work, visit: VisitId): Promise<HeldVisit | undefined> {
    const row = await db(work).selectFrom('trust.held_visits').selectAll().where('visit_id', '=', visit).where('settled', 'is', null).executeTakeFirst();
    return row && heldFrom(row);
  },
  async held(work: Work, technician?: TechnicianId): Promise<HeldVisit[]> {
    return (await db(work).selectFrom('trust.held_visits').selectAll().where('settled', 'is', null).$if(technician !== undefined, (query) => query.where('technician_id', '=', technician as TechnicianId)).orderBy('since').orderBy('visit_id').execute()).map(heldFrom);
  },
});

const rises = (db: (work: Work) => Db<Tables>) => ({
  /** What grew since somebody looked is looked at again. */
  async keepRise(work: Work, one: Rise): Promise<void> {
    const said = { agreed_cents: one.agreed.cents, more_cents: one.more.cents, currency: one.agreed.currency, at: one.at, looked_at: null, looked_by: null };
    await db(work).insertInto('trust.rises').values({ visit_id: one.visit, technician_id: one.technician, ...said }).onConflict((again) => again.column('visit_id').doUpdateSet(said).where('trust.rises.more_cents', '<', one.more.cents)).execute();
  },
  async rises(work: Work, since: Instant): Promise<Rise[]> { return (await db(work).selectFrom('trust.rises').selectAll().where('at', '>=', since).orderBy('at', 'desc').limit(100).execute()).map(riseFrom); },
  async lookedAtRise(work: Work, visit: VisitId, by: PersonId): Promise<boolean> {
    const done = await db(work).updateTable('trust.rises').set({ looked_at: work.now, looked_by: by }).where('visit_id', '=', visit).where('looked_at', 'is', null).executeTakeFirst();
    return Number(done.numUpdatedRows) === 1;
  },
});

const saidOnes = (db: (work: Work) => Db<Tables>) => ({
  async addReport(work: Work, one: Report): Promise<void> {
    await db(work).insertInto('trust.reports').values({ id: one.id, happened: one.happened, told: one.told, contact: one.contact ?? null, at: one.at, state: one.state, note: null, handled_by: null, handled_at: null }).execute();
  },
  async reports(work: Work): Promise<Report[]> { return (await db(work).selectFrom('trust.reports').selectAll().orderBy('at', 'desc').limit(100).execute()).map(reportFrom); },
  async handleReport(work: Work, id: string, state: 'looking' | 'settled', note: string | undefined, by: PersonId): Promise<boolean> {
    const done = await db(work).updateTable('trust.reports').set({ state, handled_by: by, handled_at: work.now, ...(note === undefined ? {} : { note }) }).where('id', '=', id).executeTakeFirst();
    return Number(done.numUpdatedRows) === 1;
  },
  async addWorry(work: Work, one: Worry): Promise<void> {
    await db(work).insertInto('trust.worries').values({ id: one.id, visit_id: one.visit, home_id: one.home, what: one.what, at: one.at, answer: null, answered_by: null, answered_at: null }).execute();
  },
  async worries(work: Work): Promise<Worry[]> { return (await db(work).selectFrom('trust.worries').selectAll().orderBy('at', 'desc').limit(100).execute()).map(worryFrom); },
  async worriesOfHomes(work: Work, homes: readonly HomeId[]): Promise<Worry[]> {
    return homes.length === 0 ? [] : (await db(work).selectFrom('trust.worries').selectAll().where('home_id', 'in', homes).orderBy('at', 'desc').execute()).map(worryFrom);
  },
  async worry(work: Work, id: string): Promise<Worry | undefined> {
    const row = await db(work).selectFrom('trust.worries').selectAll().where('id', '=', id).executeTakeFirst();
    return row && worryFrom(row);
  },
  async answerWorry(work: Work, id: string, answer: string, by: PersonId): Promise<void> { await db(work).updateTable('trust.worries').set({ answer, answered_by: by, answered_at: work.now }).where('id', '=', id).execute(); },
  async forgetWorries(work: Work, homes: readonly HomeId[]): Promise<number> {
    return homes.length === 0 ? 0 : Number((await db(work).deleteFrom('trust.worries').where('home_id', 'in', homes).executeTakeFirst()).numDeletedRows);
  },
  async forgetReports(work: Work, before: Instant): Promise<void> { await db(work).deleteFrom('trust.reports').where('at', '<', before).where('state', '=', 'settled').execute(); },
});

/** Openings by people since an instant, in the audit trail. */
const trail = (dbOf: DbOf) => ({
  openedSince: (work: Work, since: Instant) => auditReads.since(dbOf(work), ['opened-address', 'opened-contact', 'opened-note'], since),
});

export function trustStore(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return { ...signsAndStops(db), ...heldOnes(db), ...rises(db), ...saidOnes(db), ...trail(dbOf) };
}
