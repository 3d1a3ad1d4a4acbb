import type { Country, LatLng, TechnicianId, VisitId } from '#kernel';
import type { When } from '#modules/pricing';
import type { Shift, Technician } from '#modules/technicians';
import type { Work } from '#platform/work';
import { type DayChanges, type Dispatcher, type OnDay, onCell, windowsOf } from '../day.ts';
import type { LiveStretch } from '../live-stretch.ts';
import { WINDOW_MINUTES } from '../slot.ts';
import { SETTLED_MINUTES, dutyDays } from './find-times.ts';

/** `horizon`: every transaction below this number was seen. Good from `since` until before `until` (milliseconds), as visits begin and holds run out, and in this edition of the roads. */
type Kept = Readonly<{ horizon: number; since: number; until: number; edition: number; stretches: readonly LiveStretch[] }>;
type OneDay = { readonly day: string; readonly shifts: readonly Shift[]; kept?: Kept };
type OfOne = Readonly<{ shifts: readonly Shift[]; days: readonly OneDay[] }>;

type Needs = Readonly<{
  visits: Readonly<{
    promised(work: Work, technicians: readonly TechnicianId[], from: Temporal.PlainDate, until: Temporal.PlainDate): Promise<readonly OnDay[]>;
    changesSince(work: Work, since: number): Promise<DayChanges | undefined>;
  }>;
  dispatcher: Pick<Dispatcher, 'ready'>; whenOf(start: Temporal.Instant, country: Country): When;
  roads: Readonly<{ learnLater(points: readonly LatLng[]): Promise<boolean>; edition(): number }>;
  /** Lets whoever else waits have a turn. */
  othersFirst(): Promise<void>;
}>;
export type Asked = Readonly<{
  country: Country; technicians: readonly Technician[]; shiftsOf(technician: TechnicianId): readonly Shift[];
  from: Temporal.PlainDate; until: Temporal.PlainDate;
  /** A visit that is to be moved: its own time counts as free. */
  without?: Readonly<{ id: VisitId; technician: TechnicianId; day: Temporal.PlainDate }> | undefined;
}>;
export type LiveDays = Readonly<{ of(work: Work, asked: Asked): Promise<readonly LiveStretch[]> }>;

const stretchesOf = (one: OneDay): readonly LiveStretch[] => one.kept?.stretches ?? [];
/** An older picture never takes the place of a newer one. */
const keep = (one: OneDay, next: Kept): void => { if ((one.kept?.horizon ?? -1) <= next.horizon) one.kept = next; };

/** So many days are made ready before others have a turn: a few milliseconds. */
const AT_ONCE = 16;

/** When a day must be looked at again, though nobody changed it: a visit comes near, or a hold runs out. */
function goodUntil(promised: readonly OnDay[], now: Temporal.Instant): number {
  const soonest = now.add({ minutes: SETTLED_MINUTES }).epochMilliseconds;
  const cell = onCell(now).epochMilliseconds;
  const ends = promised.map((each) => {
    const held = each.heldUntil?.epochMilliseconds ?? Infinity;
    if (each.start.epochMilliseconds <= soonest) return held;
    const from = each.from.epochMilliseconds;
    const near = from > soonest ? from - SETTLED_MINUTES * 60_000 : cell > now.epochMilliseconds ? cell : cell + 1;
    return Math.min(held, near);
  });
  return Math.min(Infinity, ...ends);
}

type Row = Readonly<{ technician: Technician; shifts: readonly Shift[]; promised: readonly OnDay[]; now: Temporal.Instant; country: Country }>;
function build(needs: Pick<Needs, 'dispatcher' | 'whenOf'>, { technician, shifts, promised, now, country }: Row): LiveStretch[] {
  return dutyDays(technician, shifts, promised, now).map((day) => {
    const windows = windowsOf(day, country, WINDOW_MINUTES, day.from);
    return { ready: needs.dispatcher.ready(day, windows), opens: windows.map((window) => window.from.epochMilliseconds), pricedAs: Map.groupBy(windows.keys(), (i) => needs.whenOf(windows[i]?.from ?? day.from, country)) };
  });
}

/** Follows the roads of a day once nobody waits, and reckons it anew with what was found. */
async function follow({ roads }: Pick<Needs, 'roads'>, one: OneDay, again: () => LiveStretch[]): Promise<void> {
  const { kept } = one;
  for (const { ready } of kept?.stretches ?? []) {
    if (ready.points.length < 2 || !(await roads.learnLater(ready.points)) || !kept || one.kept !== kept) continue;
    one.kept = { ...kept, stretches: again() };
    return;
  }
}

/**
 * The days of technicians as arrays in memory, for offers. The database is the truth: before each answer the process asks
 * which days changed in transactions it may not have seen, and reads those again. A work that has itself written remembers nothing.
 */
export function liveDays(needs: Needs): LiveDays {
  const known = new Map<TechnicianId, OfOne>();
  /** The last transaction that changed a day. */
  const marks = new Map<TechnicianId, Map<string, number>>();
  let seen = 0;

  const ofOne = (technician: TechnicianId, shifts: readonly Shift[]): OfOne => {
    const found = known.get(technician);
    if (found?.shifts === shifts) return found;
    const fresh: OfOne = { shifts, days: [...Map.groupBy(shifts, (shift) => shift.day.toString())].map(([day, own]) => ({ day, shifts: own })) };
    known.set(technician, fresh);
    return fresh;
  };

  /** What changed since the last look; undefined when this work may not share what it sees. */
  async function look(work: Work): Promise<number | undefined> {
    const changes = await needs.visits.changesSince(work, seen);
    if (!changes) return undefined;
    if (changes.forgotten) { known.clear(); marks.clear(); }
    for (const { technician, day, changedIn } of changes.days) {
      const own = marks.get(technician) ?? new Map<string, number>();
      marks.set(technician, own.set(day, Math.max(own.get(day) ?? -1, changedIn)));
    }
    seen = Math.max(seen, changes.horizon);
    return changes.horizon;
  }

  const isGood = (technician: TechnicianId, { day, kept }: OneDay, now: number, edition: number): boolean =>
    kept !== undefined && kept.edition === edition && (marks.get(technician)?.get(day) ?? -1) < kept.horizon && now >= kept.since && now < kept.until;

  return {
    async of(work, asked) {
      const [horizon, at] = [await look(work), work.now];
      const [now, edition] = [work.now.epochMilliseconds, needs.roads.edition()];
      const isShared = (technician: TechnicianId, { day }: OneDay): boolean =>
        horizon !== undefined && !(asked.without?.technician === technician && asked.without.day.toString() === day);
      const good: LiveStretch[] = [];
      const stale: { technician: Technician; one: OneDay }[] = [];
      for (const technician of asked.technicians) {
        for (const one of ofOne(technician.id, asked.shiftsOf(technician.id)).days) {
          if (isShared(technician.id, one) && isGood(technician.id, one, now, edition)) good.push(...stretchesOf(one));
          else stale.push({ technician, one });
        }
      }
      if (stale.length === 0) return good;
      const rows = await needs.visits.promised(work, [...new Set(stale.map(({ technician }) => technician.id))], asked.from, asked.until);
      const byDay = Map.groupBy(rows, (row) => `${row.technician} ${row.day.toString()}`);
      for (const [i, { technician, one }] of stale.entries()) {
        if (i % AT_ONCE === AT_ONCE - 1) await needs.othersFirst();
        const promised = byDay.get(`${technician.id} ${one.day}`) ?? [];
        const again = (): LiveStretch[] => build(needs, { technician, shifts: one.shifts, promised: promised.filter((row) => row.id !== asked.without?.id), now: at, country: asked.country });
        const stretches = again();
        good.push(...stretches);
        if (horizon === undefined || !isShared(technician.id, one)) continue;
        keep(one, { horizon, since: now, until: goodUntil(promised, at), edition, stretches });
        void follow(needs, one, again);
      }
      return good;
    },
  };
}
