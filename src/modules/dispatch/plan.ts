import type { Country, Id, ProviderId, QuoteId, TechnicianId, VisitId } from '#kernel';
import type { Appointment, DayTotals, Move } from '#modules/booking';

export type PlanId = Id<'Plan'>;
/** Why a plan was made: the evening before, because somebody asked, somebody is away, a visit runs over, a time became free, or somebody cannot wait. */
export type PlanKind = 'evening' | 'now' | 'absence' | 'overrun' | 'freed' | 'emergency';
export type PlanState = 'proposed' | 'taken' | 'dismissed' | 'replaced';

/** One change: this visit to that technician, inside its promise. `saves`: metres of detour less. */
export type PlanLine = Readonly<{
  visit: VisitId; from: Readonly<{ technician: TechnicianId; start: Temporal.Instant }>; to: Readonly<{ technician: TechnicianId; start: Temporal.Instant }>;
  sequence: number; saves: number;
}>;
/** A visit that stays with whoever comes, at another minute inside its promise. */
export type PlanShift = Readonly<{ visit: VisitId; technician: TechnicianId; from: Temporal.Instant; to: Temporal.Instant }>;
/**
 * Somebody who is to be fitted in, at the price of their quote. `comes`: who and when; absent when nobody of this provider can come that day.
 * `asks`: only if the households of the unsaved visits agree to another time first; until then nothing can be taken.
 */
export type PlanJoins = Readonly<{ quote: QuoteId; comes?: Readonly<{ technician: TechnicianId; start: Temporal.Instant }> | undefined; asks: boolean }>;
/** A proposal for one day of one provider. `unsaved`: visits that nobody can keep inside their promise. `taken`: numbers of lines. */
export type Plan = Readonly<{
  id: PlanId; kind: PlanKind; provider: ProviderId; country: Country; day: Temporal.PlainDate; state: PlanState; madeAt: Temporal.Instant; picture: string;
  before: DayTotals; after: DayTotals; lines: readonly PlanLine[]; shifts: readonly PlanShift[]; unsaved: readonly VisitId[]; taken: readonly number[]; joins?: PlanJoins | undefined;
}>;

type Now = Pick<Appointment, 'technician' | 'sequence' | 'state' | 'plannedStart'>;
export type LineState = 'open' | 'taken' | 'stale';
/** A line is stale when the visit changed since, or has begun: it is refused, and says so before anybody presses. */
export function lineState(plan: Plan, number: number, visit: Now | undefined, now: Temporal.Instant): LineState {
  const line = plan.lines[number];
  if (plan.taken.includes(number)) return 'taken';
  const stands = line && visit && visit.state === 'booked' && visit.technician === line.from.technician && visit.sequence === line.sequence && Temporal.Instant.compare(visit.plannedStart, now) > 0;
  return stands ? 'open' : 'stale';
}

export const moveOf = (line: PlanLine): Move =>
  ({ visit: line.visit, technician: line.to.technician, start: line.to.start, expects: { technician: line.from.technician, sequence: line.sequence } });

/** Worth showing: somebody is without a technician, or it saves at least a kilometre or a few minutes for each change. */
export function isWorthShowing(plan: Pick<Plan, 'lines' | 'unsaved' | 'before' | 'after' | 'kind'>): boolean {
  if (plan.unsaved.length > 0 || plan.kind === 'emergency') return true;
  if (plan.lines.length === 0) return false;
  return plan.kind === 'absence' || plan.kind === 'overrun' || plan.before.metres - plan.after.metres >= 1_000 || plan.before.driving - plan.after.driving >= 300;
}

type Place = Readonly<{ technician: TechnicianId; start: Temporal.Instant; from: Temporal.Instant; until: Temporal.Instant }>;
/** One visit that was moved, before and after, for undoing. */
export type MovedVisit = Readonly<{ visit: VisitId; before: Place; after: Place; sequence: number }>;
export type BoardMove = Readonly<{ id: string; country: Country; day: Temporal.PlainDate; madeAt: Temporal.Instant; plan?: PlanId | undefined; visits: readonly MovedVisit[]; undone: boolean }>;

const placeOf = (visit: Appointment): Place => ({ technician: visit.technician, start: visit.plannedStart, from: visit.promisedFrom, until: visit.promisedUntil });
export const movedVisit = (before: Appointment, after: Appointment): MovedVisit => ({ visit: before.id, before: placeOf(before), after: placeOf(after), sequence: after.sequence });

/** The way back: to whom and when it was, if nobody changed it since. */
export function backOf({ visit, before, after, sequence }: MovedVisit): Move {
  const isOtherPromise = Temporal.Instant.compare(before.from, after.from) !== 0 || Temporal.Instant.compare(before.until, after.until) !== 0;
  return { visit, technician: before.technician, start: before.start, ...(isOtherPromise ? { promised: { from: before.from, until: before.until } } : {}), expects: { technician: after.technician, sequence } };
}

/** A visit that runs over, and who would be late. */
export type Alert = Readonly<{ visit: VisitId; technician: TechnicianId; country: Country; day: Temporal.PlainDate; late: readonly Readonly<{ id: string; minutes: number }>[]; over: number; since: Temporal.Instant }>;

/** One technician's week in figures. `solved` of `ended` visits were solved when they ended; whether they came back later is known to whoever keeps repeats. */
export type WeekLine = Readonly<{ technician: TechnicianId; totals: DayTotals; solved: readonly Readonly<{ id: VisitId; endedAt: Temporal.Instant }>[]; ended: number }>;
/** Share of driving in the time at work, from 0 to 1. */
export const travelShare = (totals: Pick<DayTotals, 'driving' | 'working'>): number => (totals.driving + totals.working === 0 ? 0 : totals.driving / (totals.driving + totals.working));
/** How far apart the busiest and the least busy are, in seconds of driving and work; of those who had any. */
export function spread(lines: readonly WeekLine[]): number {
  const busy = lines.map(({ totals }) => totals.driving + totals.working).filter((seconds) => seconds > 0);
  return busy.length === 0 ? 0 : Math.max(...busy) - Math.min(...busy);
}
