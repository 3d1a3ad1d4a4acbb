import { type Result, type VisitId, ZONE, newId, no, ok } from '#kernel';
import { type Appointment, type DayTotals, type Move, WINDOW_MINUTES, centsOf, dayOf, expectsOf } from '#modules/booking';
import type { Work } from '#platform/work';
import type { CannotUse, Earlier, NoSuchFreed } from '../front.ts';
import type { Freed } from '../late.ts';
import { mayDispatch } from '../may.ts';
import type { Needs } from '../needs.ts';
import { arrangeAndKeep } from './take-plan.ts';

type UsesFreed = Pick<Needs, 'store' | 'booking' | 'roads'>;
/** Nobody is promised earlier than this from now: they have to be asked, and somebody has to set off. */
const LEAD_MINUTES = 90;
/** How far ahead is looked for somebody who waits, how many are weighed, and how many shown. */
const AHEAD_DAYS = 14;
const WEIGHED = 24;
const SHOWN = 6;

/** Remembers the time of a visit that was cancelled, while it can still be used. */
export async function keepFreed(needs: UsesFreed, work: Work, visit: Appointment): Promise<Freed | undefined> {
  const opens = Temporal.Instant.compare(visit.promisedFrom, visit.plannedStart) < 0 ? visit.promisedFrom : visit.plannedStart;
  if (Temporal.Instant.compare(visit.plannedEnd, work.now.add({ minutes: LEAD_MINUTES })) <= 0) return undefined;
  const freed: Freed = { visit: visit.id, provider: visit.provider, technician: visit.technician, country: visit.country, day: dayOf(visit), opens, closes: visit.plannedEnd, state: 'open' };
  await needs.store.addFreed(work, freed);
  return freed;
}

/** The hour that would be promised in it: from a quarter of an hour on, and not before somebody can come. */
function promiseIn({ opens, country }: Freed, now: Temporal.Instant): NonNullable<Move['promised']> {
  const soonest = now.add({ minutes: LEAD_MINUTES });
  const from = (Temporal.Instant.compare(opens, soonest) < 0 ? soonest : opens).toZonedDateTimeISO(ZONE[country]).round({ smallestUnit: 'minute', roundingIncrement: 15, roundingMode: 'ceil' }).toInstant();
  return { from, until: from.add({ minutes: WINDOW_MINUTES }) };
}

const moveInto = (freed: Freed, visit: Appointment, now: Temporal.Instant): Move => ({ visit: visit.id, technician: freed.technician, promised: promiseIn(freed, now), expects: expectsOf(visit) });
const savesOf = (before: DayTotals, after: DayTotals): number => centsOf(before) - centsOf(after);

/** Who is promised a later day and could come into a free time, whom it saves most driving first. Their promise stands until they have said yes. */
export async function earlierFor(needs: UsesFreed, work: Work, asked: { visit: VisitId }): Promise<readonly Earlier[]> {
  const freed = mayDispatch(work.by) ? await needs.store.freed(work, asked.visit) : undefined;
  if (freed?.state !== 'open' || Temporal.Instant.compare(freed.closes, work.now) <= 0) return [];
  const after = freed.day.add({ days: 1 }).toZonedDateTime(ZONE[freed.country]).toInstant();
  const waiting = (await needs.booking.known.visitsBetween(work, after, after.add({ hours: 24 * AHEAD_DAYS })))
    .filter((visit) => visit.provider === freed.provider && visit.state === 'booked' && !visit.quiet && visit.way !== 'remote');
  const gone = await needs.booking.known.visit(work, freed.visit);
  const near = gone ? waiting.toSorted((a, b) => needs.roads.travel(gone.at, a.at).seconds - needs.roads.travel(gone.at, b.at).seconds) : waiting;
  const found: Earlier[] = [];
  for (const visit of near.slice(0, WEIGHED)) {
    const move = moveInto(freed, visit, work.now);
    // Never at an hour that is priced otherwise: what they agreed to is what they pay.
    const isSamePrice = move.promised !== undefined && (await needs.booking.known.isPricedAlike(work, { visit: visit.id, from: move.promised.from }));
    const weighed = isSamePrice ? await needs.booking.weigh(work, { moves: [move] }) : undefined;
    if (weighed && !weighed.cannot && move.promised) found.push({ visit, promised: move.promised, metres: weighed.before.metres - weighed.after.metres, cents: savesOf(weighed.before, weighed.after) });
  }
  return found.toSorted((a, b) => b.cents - a.cents || Temporal.Instant.compare(a.visit.bookedAt, b.visit.bookedAt)).slice(0, SHOWN);
}

/** Somebody said yes to the earlier time: their visit moves there, and the free time is used. */
export async function useFreed(needs: UsesFreed, work: Work, asked: { freed: VisitId; visit: VisitId; expects: Move['expects'] }): Promise<Result<Appointment, NoSuchFreed | CannotUse>> {
  const freed = mayDispatch(work.by) ? await needs.store.freed(work, asked.freed) : undefined;
  if (!freed) return no({ kind: 'no-such-freed' });
  const before = await needs.booking.known.visit(work, asked.visit);
  if (before?.provider !== freed.provider) return no({ kind: 'no-such-visit' });
  const promised = promiseIn(freed, work.now);
  if (!(await needs.booking.known.isPricedAlike(work, { visit: before.id, from: promised.from }))) return no({ kind: 'time-taken' });
  if (!(await needs.store.answerFreed(work, freed.visit, 'used'))) return no({ kind: 'freed-answered' });
  const arranged = await arrangeAndKeep(needs, work, [{ ...moveInto(freed, before, work.now), expects: asked.expects }]);
  if (!arranged.ok) return arranged;
  await needs.store.addMove(work, { id: `mov_${newId('Plan').slice(4)}`, country: freed.country, day: freed.day, madeAt: work.now, visits: arranged.value.moved, undone: false });
  await work.audit({ did: 'use-freed', to: asked.visit, home: before.home });
  const [after] = arranged.value.after;
  return after ? ok(after) : no({ kind: 'no-such-visit' });
}

/** The free time stays free. */
export async function leaveFreed(needs: Pick<Needs, 'store'>, work: Work, asked: { freed: VisitId }): Promise<Result<Freed, NoSuchFreed>> {
  const freed = mayDispatch(work.by) ? await needs.store.freed(work, asked.freed) : undefined;
  if (!freed) return no({ kind: 'no-such-freed' });
  if (await needs.store.answerFreed(work, freed.visit, 'left')) await work.audit({ did: 'leave-freed', to: freed.visit });
  return ok({ ...freed, state: 'left' });
}
