import { type Result, ZONE, newId, no, ok } from '#kernel';
import { type Appointment, type CannotArrange, type Move, WINDOW_MINUTES, centsOf, dayOf } from '#modules/booking';
import type { Work } from '#platform/work';
import type { Consequences, Drop, NothingToUndo, PromiseWouldBreak } from '../front.ts';
import { mayDispatch } from '../may.ts';
import type { Needs } from '../needs.ts';
import { type BoardMove, backOf } from '../plan.ts';
import { arrangeAndKeep } from './take-plan.ts';

type UsesBoard = Pick<Needs, 'store' | 'booking'>;

const isInside = (at: Temporal.Instant, visit: Appointment): boolean =>
  Temporal.Instant.compare(at, visit.promisedFrom) >= 0 && Temporal.Instant.compare(at, visit.promisedUntil) <= 0;

/** The hour that would be promised instead: from the half hour in which it was dropped. */
function promiseAt(at: Temporal.Instant, visit: Appointment): NonNullable<Move['promised']> {
  const from = at.toZonedDateTimeISO(ZONE[visit.country]).round({ smallestUnit: 'minute', roundingIncrement: 30, roundingMode: 'floor' }).toInstant();
  return { from, until: from.add({ minutes: WINDOW_MINUTES }) };
}

const moveFor = (drop: Drop, visit: Appointment): Move => ({
  visit: drop.visit, technician: drop.technician, start: drop.at, expects: drop.expects,
  ...(drop.at && !isInside(drop.at, visit) ? { promised: promiseAt(drop.at, visit) } : {}),
});

/** What a drop would bring, said before it is made. */
export async function weighDrop(needs: UsesBoard, work: Work, drop: Drop): Promise<Consequences | undefined> {
  const visit = mayDispatch(work.by) ? await needs.booking.known.visit(work, drop.visit) : undefined;
  const move = visit && moveFor(drop, visit);
  const weighed = move && (await needs.booking.weigh(work, { moves: [move] }));
  return weighed && { ...weighed, asks: move.promised !== undefined, cents: centsOf(weighed.after) - centsOf(weighed.before) };
}

/** Gives a visit to somebody, or another time to it. A time outside of the promise needs the household's yes. */
export async function moveOnBoard(needs: UsesBoard, work: Work, drop: Drop): Promise<Result<Appointment, CannotArrange | PromiseWouldBreak>> {
  const visit = mayDispatch(work.by) ? await needs.booking.known.visit(work, drop.visit) : undefined;
  if (!visit) return no({ kind: 'no-such-visit' });
  const move = moveFor(drop, visit);
  if (move.promised && !drop.agreed) return no({ kind: 'promise-would-break' });
  const arranged = await arrangeAndKeep(needs, work, [move]);
  if (!arranged.ok) return arranged;
  await needs.store.addMove(work, { id: `mov_${newId('Plan').slice(4)}`, country: visit.country, day: dayOf(visit), madeAt: work.now, visits: arranged.value.moved, undone: false });
  const [after] = arranged.value.after;
  return after ? ok(after) : no({ kind: 'no-such-visit' });
}

/** Everything of one move goes back to where it was, or nothing does. */
export async function undoMove(needs: UsesBoard, work: Work, asked: { move: string }): Promise<Result<BoardMove, NothingToUndo | CannotArrange>> {
  const move = mayDispatch(work.by) ? await needs.store.takeMove(work, asked.move) : undefined;
  if (!move || move.undone) return no({ kind: 'nothing-to-undo' });
  const arranged = await needs.booking.arrange(work, { moves: move.visits.map(backOf) });
  if (!arranged.ok) return arranged;
  await needs.store.undone(work, move.id);
  await work.audit({ did: 'undo-move', to: move.id });
  return ok({ ...move, undone: true });
}
