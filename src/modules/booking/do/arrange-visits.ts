import { type Result, type TechnicianId, ZONE, no, ok } from '#kernel';
import type { Technician } from '#modules/technicians';
import type { Work } from '#platform/work';
import { type Appointment, dayOf, narrowDueAt } from '../appointment.ts';
import { type DayTotals, type Late, type Move, NOTHING, driveThrough, plus, totalsOf } from '../arranging.ts';
import { type Planned, type Promised, onCell } from '../day.ts';
import type { VisitMoved } from '../facts.ts';
import { mayArrange } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { CannotServe, DayFull, NoSuchVisit, TimeTaken, VisitBegun, VisitChanged, VisitOver } from '../refusals.ts';
import { dutyDays, wantedFor, whoComes } from './find-times.ts';
import { type Change, type Rebuilt, rebuild, startOf, write } from './give-time.ts';

export type UsesArranging = Pick<Needs, 'visits' | 'technicians' | 'dispatcher' | 'roads' | 'pricing' | 'people' | 'requests' | 'lockTechnician' | 'contracts'>;
export type CannotArrange = NoSuchVisit | VisitOver | VisitChanged | VisitBegun | CannotServe | DayFull | TimeTaken;
type Pair = Readonly<{ move: Move; visit: Appointment; technician: Technician; day: Temporal.PlainDate }>;

/** Somebody who is to start now is let go a little later; before that nobody is sent. */
const SOONEST_MINUTES = 10;

/** The visits as they are, and whether each may still be given to whom it is meant for. */
async function paired(needs: UsesArranging, work: Work, moves: readonly Move[]): Promise<Result<readonly Pair[], CannotArrange>> {
  const pairs: Pair[] = [];
  for (const move of moves) {
    const visit = await needs.visits.visit(work, move.visit);
    if (!visit) return no({ kind: 'no-such-visit' });
    if (visit.state !== 'booked') return no({ kind: 'visit-over' });
    if (visit.technician !== move.expects.technician || visit.sequence !== move.expects.sequence) return no({ kind: 'visit-changed', visit: visit.id });
    if (Temporal.Instant.compare(visit.plannedStart, work.now) <= 0) return no({ kind: 'visit-begun', visit: visit.id });
    const day = (move.promised?.from ?? visit.promisedFrom).toZonedDateTimeISO(ZONE[visit.country]).toPlainDate();
    const technician = await whoMay(needs, work, visit, move.technician, day);
    if (!technician) return no({ kind: 'cannot-serve', visit: visit.id });
    pairs.push({ move, visit, technician, day });
  }
  return ok(pairs);
}

async function whoMay(needs: UsesArranging, work: Work, visit: Appointment, technician: TechnicianId, day: Temporal.PlainDate): Promise<Technician | undefined> {
  if (visit.technician === technician && dayOf(visit).equals(day)) return needs.technicians.technician(work, technician);
  const wanted = await wantedFor(needs, work, visit.quote);
  return wanted && (await whoComes(needs, work, wanted, day)).find((each) => each.id === technician);
}

/** How a visit joins another day: inside its promise, and not before anybody can set off. */
function joining({ move, visit }: Pair, now: Temporal.Instant): Promised {
  const { from, until } = move.promised ?? { from: visit.promisedFrom, until: visit.promisedUntil };
  const soonest = onCell(now.add({ minutes: SOONEST_MINUTES }));
  const opens = Temporal.Instant.compare(from, soonest) < 0 ? soonest : from;
  const start = move.start && Temporal.Instant.compare(move.start, opens) > 0 && Temporal.Instant.compare(move.start, until) <= 0 ? move.start : undefined;
  return { id: visit.id, at: visit.at, way: visit.way, from: opens, until, minutes: visit.minutes, start };
}

/** Every day that the moves touch, with who joins and who leaves it. */
async function changesOf(needs: UsesArranging, work: Work, pairs: readonly Pair[]): Promise<readonly Change[]> {
  const touched = new Map<string, { technician: Technician; day: Temporal.PlainDate; joins: Promised[]; leaves: string[] }>();
  const at = (technician: Technician, day: Temporal.PlainDate) => {
    const key = `${technician.id} ${day.toString()}`;
    const found = touched.get(key) ?? { technician, day, joins: [], leaves: [] };
    touched.set(key, found);
    return found;
  };
  for (const pair of pairs) {
    const before = await needs.technicians.technician(work, pair.visit.technician);
    if (before) at(before, dayOf(pair.visit)).leaves.push(pair.visit.id);
    const to = at(pair.technician, pair.day);
    to.joins.push(joining(pair, work.now));
    to.leaves.push(pair.visit.id);
  }
  const changes: Change[] = [];
  // A day that somebody only leaves is written after those that gain: by then the visit belongs elsewhere.
  for (const one of [...touched.values()].toSorted((a, b) => b.joins.length - a.joins.length)) {
    const shifts = await needs.technicians.shifts(work, one.technician.id, one.day, one.day);
    changes.push({ ...one, shifts, joins: one.joins.toSorted((a, b) => Temporal.Instant.compare(a.start ?? a.from, b.start ?? b.from)) });
  }
  return changes;
}

async function rebuilds(needs: UsesArranging, work: Work, changes: readonly Change[]): Promise<Result<readonly Rebuilt[], DayFull>> {
  const days: Rebuilt[] = [];
  for (const change of changes) {
    const rebuilt = await rebuild(needs, work, change);
    if (!rebuilt) return no({ kind: 'day-full', technician: change.technician.id });
    days.push(rebuilt);
  }
  return ok(days);
}

function movedTo(pair: Pair, days: readonly Rebuilt[], now: Temporal.Instant): Appointment {
  const { visit, technician, day, move } = pair;
  const rebuilt = days.find((each) => each.technician === technician.id && each.day.equals(day));
  if (!rebuilt) throw new Error(`A visit was arranged into a day that was not rebuilt (${visit.id}). Maybe its technician was forgotten.`);
  const start = startOf(rebuilt, visit.id);
  const isNews = visit.technician !== technician.id || move.promised !== undefined;
  const promise = move.promised ? { promisedFrom: move.promised.from, promisedUntil: move.promised.until, narrowedAt: narrowDueAt({ promisedFrom: move.promised.from, country: visit.country }, now) ? undefined : now } : {};
  return { ...visit, ...promise, technician: technician.id, plannedStart: start, plannedEnd: start.add({ minutes: visit.minutes }), sequence: visit.sequence + (isNews ? 1 : 0) };
}

/**
 * Visits given to other technicians or other times, all or none: promises are kept unless a household agreed to another,
 * no visit leaves its provider, every day is rebuilt and judged under the locks of all technicians in it.
 */
export async function arrange(needs: UsesArranging, work: Work, asked: { moves: readonly Move[] }): Promise<Result<readonly Appointment[], CannotArrange>> {
  if (!mayArrange(work.by)) return no({ kind: 'no-such-visit' });
  for (const technician of [...new Set(asked.moves.flatMap((move) => [move.expects.technician, move.technician]))].toSorted()) await needs.lockTechnician(work, technician);
  const pairs = await paired(needs, work, asked.moves);
  if (!pairs.ok) return pairs;
  const days = await rebuilds(needs, work, await changesOf(needs, work, pairs.value));
  if (!days.ok) return days;
  const moved = pairs.value.map((pair) => ({ ...pair, after: movedTo(pair, days.value, work.now) }));
  for (const { after, day } of moved) await needs.visits.moveVisit(work, after, day, after.narrowedAt ? undefined : narrowDueAt(after, work.now));
  for (const day of days.value) {
    const written = await write(needs, work, day);
    if (!written.ok) return written;
  }
  for (const { visit, after } of moved) {
    // Whoever is to come instead is announced, and may be refused; one of another firm never comes.
    const told = await needs.contracts.known.announceChange(work, { visit: visit.id, quote: visit.quote, request: visit.request, home: visit.home, quiet: visit.quiet, before: visit.technician, after: after.technician });
    if (!told.ok) return no({ kind: 'cannot-serve', visit: visit.id });
    await work.audit({ did: 'arrange-visit', to: visit.id, home: visit.home });
    if (after.sequence !== visit.sequence) await work.announce({ fact: 'visit-moved', visit: visit.id, request: visit.request, home: visit.home, technician: after.technician, before: visit.technician } satisfies VisitMoved);
  }
  return ok(moved.map(({ after }) => after));
}

/** What a move would bring, said before it is made. Figures of all days that it touches. */
export type Weighed = Readonly<{
  before: DayTotals; after: DayTotals;
  /** Promises that would be broken if it were driven anyway, and minutes by which a day would end too late. */
  late: readonly Late[]; over: number;
  /** Why it cannot be done; absent when it can. */
  cannot?: CannotArrange['kind'] | undefined;
  /** Whoever has been to this home before would not come. */
  losesKnown?: boolean | undefined;
  /** When the visit would begin. */
  start?: Temporal.Instant | undefined;
}>;

async function losing(needs: UsesArranging, work: Work, pairs: readonly Pair[]): Promise<boolean> {
  for (const { visit, technician } of pairs) {
    if (visit.technician === technician.id) continue;
    const known = await needs.visits.knownTo(work, visit.home);
    if (known.includes(visit.technician) && !known.includes(technician.id)) return true;
  }
  return false;
}

/** Looks what moves would bring, without changing anything; undefined when there is no such visit for whoever asks. */
export async function weigh(needs: UsesArranging, work: Work, asked: { moves: readonly Move[] }): Promise<Weighed | undefined> {
  if (!mayArrange(work.by)) return undefined;
  const pairs = await paired(needs, work, asked.moves);
  if (!pairs.ok) return pairs.error.kind === 'no-such-visit' ? undefined : { before: NOTHING, after: NOTHING, late: [], over: 0, cannot: pairs.error.kind };
  const changes = await changesOf(needs, work, pairs.value);
  const losesKnown = await losing(needs, work, pairs.value);
  let [before, after] = [NOTHING, NOTHING];
  const late: Late[] = [];
  let over = 0;
  let cannot: Weighed['cannot'];
  const planned: Planned[] = [];
  for (const change of changes) {
    const { technician, day, joins = [], leaves = [] } = change;
    const rows = await needs.visits.promised(work, [technician.id], day, day);
    before = plus(before, totalsOf(technician.home, rows, needs.roads.travel));
    const rebuilt = await rebuild(needs, work, change);
    const all: readonly Promised[] = [...rows.filter((row) => !leaves.includes(row.id)), ...joins];
    const orderOf = (id: string): number => (rebuilt?.planned.find((each) => each.id === id)?.start ?? all.find((each) => each.id === id)?.start ?? all.find((each) => each.id === id)?.from)?.epochMilliseconds ?? 0;
    const inOrder = all.toSorted((a, b) => orderOf(a.id) - orderOf(b.id));
    after = plus(after, totalsOf(technician.home, inOrder, needs.roads.travel));
    if (rebuilt) { planned.push(...rebuilt.planned); continue; }
    cannot = 'day-full';
    const [stretch] = dutyDays(technician, change.shifts, [], work.now);
    const driven = stretch ? driveThrough(stretch, inOrder, needs.roads) : { late: [], over: 0 };
    late.push(...driven.late);
    over = Math.max(over, driven.over);
  }
  return { before, after, late, over, losesKnown, ...(cannot ? { cannot } : { start: planned.find((each) => each.id === asked.moves[0]?.visit)?.start }) };
}
