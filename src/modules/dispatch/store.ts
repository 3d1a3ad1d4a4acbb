import type { Country, ProviderId, QuoteId, TechnicianId, VisitId } from '#kernel';
import type { DayTotals } from '#modules/booking';
import { type Db, json, sql } from '#platform/db';
import type { DbOf, Work } from '#platform/work';
import type { Alert, BoardMove, MovedVisit, Plan, PlanId, PlanJoins, PlanKind, PlanLine, PlanShift, PlanState } from './plan.ts';
import { lateIn } from './late-store.ts';
import { runsIn } from './run-store.ts';

type Texts<T> = T extends Temporal.Instant ? string : T extends object ? { [K in keyof T]: Texts<T[K]> } : T;
type PlanRow = {
  id: PlanId; kind: PlanKind; provider_id: ProviderId; country: Country; day: Temporal.PlainDate; state: PlanState; made_at: Temporal.Instant; answered_at: Temporal.Instant | null; picture: string;
  totals_before: DayTotals; totals_after: DayTotals; lines: Texts<PlanLine>[]; shifts: Texts<PlanShift>[]; unsaved: VisitId[]; taken: number[]; joins: { quote: string; comes?: { technician: string; start: string }; asks: boolean } | null;
};
type Tables = {
  'dispatch.plans': PlanRow;
  'dispatch.moves': { id: string; country: Country; day: Temporal.PlainDate; made_at: Temporal.Instant; plan_id: PlanId | null; visits: Texts<MovedVisit>[]; undone_at: Temporal.Instant | null };
  'dispatch.alerts': { visit_id: VisitId; technician_id: TechnicianId; country: Country; day: Temporal.PlainDate; late: Alert['late'][number][]; over_minutes: number; since: Temporal.Instant };
};
type On = Readonly<{ country: Country; day: Temporal.PlainDate }>;

const at = (text: string): Temporal.Instant => Temporal.Instant.from(text);
const lineFrom = (line: Texts<PlanLine>): PlanLine =>
  ({ ...line, visit: line.visit as VisitId, from: { technician: line.from.technician as TechnicianId, start: at(line.from.start) }, to: { technician: line.to.technician as TechnicianId, start: at(line.to.start) } });
const planFrom = (row: PlanRow): Plan => ({
  id: row.id, kind: row.kind, provider: row.provider_id, country: row.country, day: row.day, state: row.state, madeAt: row.made_at, picture: row.picture,
  before: row.totals_before, after: row.totals_after, lines: row.lines.map(lineFrom), unsaved: row.unsaved, taken: row.taken,
  shifts: row.shifts.map((shift) => ({ visit: shift.visit as VisitId, technician: shift.technician as TechnicianId, from: at(shift.from), to: at(shift.to) })), ...(row.joins ? { joins: joinsFrom(row.joins) } : {}),
});
const joinsFrom = ({ quote, comes, asks }: NonNullable<PlanRow['joins']>): PlanJoins => ({ quote: quote as QuoteId, asks, ...(comes ? { comes: { technician: comes.technician as TechnicianId, start: at(comes.start) } } : {}) });
type PlaceRow = Texts<MovedVisit>['before'];
const placeFrom = (place: PlaceRow): MovedVisit['before'] => ({ technician: place.technician as TechnicianId, start: at(place.start), from: at(place.from), until: at(place.until) });
const moveFrom = (row: Tables['dispatch.moves']): BoardMove => ({
  id: row.id, country: row.country, day: row.day, madeAt: row.made_at, plan: row.plan_id ?? undefined, undone: row.undone_at !== null,
  visits: row.visits.map((one) => ({ visit: one.visit as VisitId, before: placeFrom(one.before), after: placeFrom(one.after), sequence: one.sequence })),
});
const alertFrom = (row: Tables['dispatch.alerts']): Alert =>
  ({ visit: row.visit_id, technician: row.technician_id, country: row.country, day: row.day, late: row.late, over: row.over_minutes, since: row.since });

/** The SQL of plans, moves and alerts. */
export function dispatchIn(dbOf: DbOf) {
  const db = (work: Work): Db<Tables> => dbOf<Tables>(work);
  return {
    ...runsIn(dbOf), ...lateIn(dbOf),
    async plan(work: Work, id: PlanId, locked = false): Promise<Plan | undefined> {
      const asked = db(work).selectFrom('dispatch.plans').selectAll().where('id', '=', id);
      const row = await (locked ? asked.forUpdate() : asked).executeTakeFirst();
      return row && planFrom(row);
    },
    async proposed(work: Work, on: On): Promise<Plan[]> {
      return (await db(work).selectFrom('dispatch.plans').selectAll().where('country', '=', on.country).where('day', '=', on.day).where('state', '=', 'proposed').orderBy('made_at').execute()).map(planFrom);
    },
    /** The last plans of a provider's day, the newest first: those for the whole day, or those for somebody who is to be fitted in at this quote. */
    async plansOfProvider(work: Work, provider: ProviderId, day: Temporal.PlainDate, fits = ''): Promise<Plan[]> {
      return (await db(work).selectFrom('dispatch.plans').selectAll().where('provider_id', '=', provider).where('day', '=', day).where(sql<string>`coalesce(joins ->> 'quote', '')`, '=', fits).orderBy('made_at', 'desc').limit(5).execute()).map(planFrom);
    },
    async addPlan(work: Work, plan: Plan): Promise<void> {
      await db(work).updateTable('dispatch.plans').set({ state: 'replaced', answered_at: work.now }).where('provider_id', '=', plan.provider).where('day', '=', plan.day).where('state', '=', 'proposed')
        .where(sql<string>`coalesce(joins ->> 'quote', '')`, '=', plan.joins?.quote ?? '').execute();
      await db(work).insertInto('dispatch.plans').values({
        id: plan.id, kind: plan.kind, provider_id: plan.provider, country: plan.country, day: plan.day, state: plan.state, made_at: plan.madeAt, answered_at: null, picture: plan.picture,
        totals_before: json({ ...plan.before }), totals_after: json({ ...plan.after }), lines: json([...plan.lines]) as never, shifts: json([...plan.shifts]) as never, unsaved: [...plan.unsaved], taken: [], joins: (plan.joins ? json({ ...plan.joins }) : null) as never,
      }).execute();
    },
    async answer(work: Work, plan: Plan): Promise<void> {
      await db(work).updateTable('dispatch.plans').set({ state: plan.state, taken: [...plan.taken], answered_at: work.now }).where('id', '=', plan.id).execute();
    },
    async addMove(work: Work, move: BoardMove): Promise<void> {
      await db(work).insertInto('dispatch.moves').values({ id: move.id, country: move.country, day: move.day, made_at: move.madeAt, plan_id: move.plan ?? null, visits: json([...move.visits]) as never, undone_at: null }).execute();
    },
    async takeMove(work: Work, id: string): Promise<BoardMove | undefined> {
      const row = await db(work).selectFrom('dispatch.moves').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
      return row && moveFrom(row);
    },
    async moves(work: Work, on: On): Promise<BoardMove[]> {
      return (await db(work).selectFrom('dispatch.moves').selectAll().where('country', '=', on.country).where('day', '=', on.day).where('undone_at', 'is', null).orderBy('made_at', 'desc').orderBy('id').limit(10).execute()).map(moveFrom);
    },
    async undone(work: Work, id: string): Promise<void> { await db(work).updateTable('dispatch.moves').set({ undone_at: work.now }).where('id', '=', id).execute(); },
    async alerts(work: Work, on?: On): Promise<Alert[]> {
      const asked = db(work).selectFrom('dispatch.alerts').selectAll();
      return (await (on ? asked.where('country', '=', on.country).where('day', '=', on.day) : asked).orderBy('since').execute()).map(alertFrom);
    },
    async raise(work: Work, alert: Alert): Promise<void> {
      const says = { technician_id: alert.technician, late: json([...alert.late]) as never, over_minutes: alert.over };
      await db(work).insertInto('dispatch.alerts').values({ visit_id: alert.visit, country: alert.country, day: alert.day, since: alert.since, ...says }).onConflict((again) => again.column('visit_id').doUpdateSet(says)).execute();
    },
    async settle(work: Work, visit: VisitId): Promise<boolean> {
      return (await db(work).deleteFrom('dispatch.alerts').where('visit_id', '=', visit).executeTakeFirst()).numDeletedRows > 0n;
    },
  };
}
export type DispatchStore = ReturnType<typeof dispatchIn>;
