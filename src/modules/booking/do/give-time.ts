import { type QuoteId, type Result, type TechnicianId, ZONE, no, ok } from '#kernel';
import type { Shift, Technician } from '#modules/technicians';
import type { Work } from '#platform/work';
import type { Planned, Promised, Window } from '../day.ts';
import type { Needs } from '../needs.ts';
import type { NoSuchQuote, NotASlot, TimePassed, TimeTaken } from '../refusals.ts';
import { readSlotKey } from '../slot.ts';
import { HORIZON_DAYS, LEAD_MINUTES, type Wanted, dutyDays, isWithin, wantedFor, whoComes, windowsIn } from './find-times.ts';

type UsesDays = Pick<Needs, 'visits' | 'technicians' | 'dispatcher' | 'roads'>;
type UsesSlots = UsesDays & Pick<Needs, 'pricing' | 'people' | 'whenOf' | 'requests'>;

/** A time that somebody chose, and that could be promised if the day still has room. */
export type Chosen = Readonly<{ wanted: Wanted; technician: Technician; day: Temporal.PlainDate; window: Window; shifts: readonly Shift[] }>;

/** Looks up what a form sent back. Everything but the room in the day is decided here, before any lock is taken. */
export async function chosenTime(needs: UsesSlots, work: Work, asked: { quote: QuoteId; slot: string }): Promise<Result<Chosen, NoSuchQuote | NotASlot | TimePassed>> {
  const wanted = await wantedFor(needs, work, asked.quote);
  if (!wanted) return no({ kind: 'no-such-quote' });
  const slot = readSlotKey(asked.slot);
  if (!slot) return no({ kind: 'not-a-slot' });
  if (Temporal.Instant.compare(slot.promisedFrom, work.now.add({ minutes: LEAD_MINUTES })) < 0) return no({ kind: 'time-passed' });
  const zone = ZONE[wanted.quote.country];
  const day = slot.promisedFrom.toZonedDateTimeISO(zone).toPlainDate();
  const last = work.now.toZonedDateTimeISO(zone).toPlainDate().add({ days: HORIZON_DAYS - 1 });
  if (Temporal.PlainDate.compare(day, last) > 0) return no({ kind: 'not-a-slot' });
  const technician = (await whoComes(needs, work, wanted, day)).find((each) => each.id === slot.technician);
  if (!technician) return no({ kind: 'not-a-slot' });
  const shifts = await needs.technicians.shifts(work, technician.id, day, day);
  const window = shifts.flatMap((shift) => windowsIn(needs, wanted.quote, shift, work.now))
    .find((each) => each.from.epochMilliseconds === slot.promisedFrom.epochMilliseconds);
  return window ? ok({ wanted, technician, day, window, shifts }) : no({ kind: 'not-a-slot' });
}

/** What changes in a day: who joins it, and who leaves it (visits or holds by id). */
export type Change = Readonly<{ technician: Technician; day: Temporal.PlainDate; shifts: readonly Shift[]; joins?: readonly Promised[] | undefined; leaves?: readonly string[] | undefined }>;
export type Rebuilt = Readonly<{ technician: TechnicianId; day: Temporal.PlainDate; planned: readonly Planned[]; minutes: ReadonlyMap<string, number> }>;

/**
 * Rebuilds a day from its rows with one change in it and has it judged. The technician's lock must be held.
 * Undefined when what joins does not fit any more. A day that was broken before (hours that changed) can still be left:
 * what nobody can plan stays where it was promised, for the operator to see.
 */
export async function rebuild(needs: UsesDays, work: Work, change: Change): Promise<Rebuilt | undefined> {
  const { technician, day, joins = [] } = change;
  const rows = await needs.visits.promised(work, [technician.id], day, day);
  const staying = rows.filter((row) => !change.leaves?.includes(row.id));
  const all: readonly (Promised & { technician: TechnicianId })[] = [...staying, ...joins.map((each) => ({ ...each, technician: technician.id }))];
  await needs.roads.learn([technician.home, ...all.map((each) => each.at)]);
  const planned: Planned[] = [];
  for (const stretch of dutyDays(technician, change.shifts, all, work.now)) {
    const fits = needs.dispatcher.plan(stretch);
    const isSound = fits !== undefined && needs.dispatcher.faults(stretch, fits).length === 0;
    if (isSound) planned.push(...fits);
    else if (joins.some((each) => isWithin(each.from, stretch))) return undefined;
  }
  const done = new Set(planned.map((each) => each.id));
  if (joins.some((each) => !done.has(each.id))) return undefined;
  const left = staying.filter((row) => !done.has(row.id)).map((row) => ({ id: row.id, start: row.start, travel: { seconds: 0, metres: 0 } }));
  return { technician: technician.id, day, planned: [...planned, ...left], minutes: new Map(all.map((each) => [each.id, each.minutes])) };
}

/** Writes a rebuilt day. A cell that is not free after all gives everything up. */
export async function write(needs: UsesDays, work: Work, day: Rebuilt): Promise<Result<true, TimeTaken>> {
  return (await needs.visits.writeDay(work, day.technician, day.day, day.planned, day.minutes)) ? ok(true) : no({ kind: 'time-taken' });
}

export const startOf = (day: Rebuilt, id: string): Temporal.Instant => {
  const found = day.planned.find((each) => each.id === id);
  if (!found) throw new Error(`The plan of ${day.day.toString()} lost a promise (${id}). Maybe the dispatcher left it out without saying so.`);
  return found.start;
};
