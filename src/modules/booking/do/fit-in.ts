import { type QuoteId, type Result, type TechnicianId, ZONE, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Appointment } from '../appointment.ts';
import type { Move } from '../arranging.ts';
import { mayArrange } from '../may.ts';
import type { NoSuchQuote, NotASlot, TimePassed } from '../refusals.ts';
import { WINDOW_MINUTES } from '../slot.ts';
import type { Terms } from '../verbs.ts';
import { type CannotArrange, arrange } from './arrange-visits.ts';
import { type UsesBooks, promise } from './book.ts';
import { isWithin, wantedFor, whoComes } from './find-times.ts';
import type { Chosen } from './give-time.ts';
import { requestFor } from './hold-time.ts';

/** Somebody who cannot wait: with whom and from when, and which visits make room for it, each inside its promise. */
export type FitIn = Readonly<{ quote: QuoteId; technician: TechnicianId; start: Temporal.Instant; moves: readonly Move[] }> & Terms;
export type FittedIn = Readonly<{ visit: Appointment; arranged: readonly Appointment[] }>;
type Cannot = CannotArrange | Extract<Awaited<ReturnType<typeof promise>>, { ok: false }>['error'] | Extract<Awaited<ReturnType<typeof requestFor>>, { ok: false }>['error'];

/** The hour that is promised begins when the technician can be there. It is priced as the quote says, and inside a stretch of their work. */
async function urgentTime(needs: UsesBooks, work: Work, asked: FitIn): Promise<Result<Chosen, NoSuchQuote | NotASlot | TimePassed>> {
  const wanted = await wantedFor(needs, work, asked.quote);
  if (!wanted) return no({ kind: 'no-such-quote' });
  const { country, when } = wanted.quote;
  if (Temporal.Instant.compare(asked.start, work.now) <= 0) return no({ kind: 'time-passed' });
  const day = asked.start.toZonedDateTimeISO(ZONE[country]).toPlainDate();
  const technician = (await whoComes(needs, work, wanted, day)).find(({ id }) => id === asked.technician);
  if (!technician) return no({ kind: 'not-a-slot' });
  const shifts = await needs.technicians.shifts(work, technician.id, day, day);
  const window = { from: asked.start, until: asked.start.add({ minutes: WINDOW_MINUTES }) };
  const isOpen = shifts.some((shift) => isWithin(window.from, shift)) && needs.whenOf(window.from, country) === when;
  return isOpen ? ok({ wanted, technician, day, window, shifts }) : no({ kind: 'not-a-slot' });
}

/**
 * Fits somebody into a day that is running: what makes room is moved first, then the promise is made, all in one work
 * or nothing. Every promise that stands is kept, no visit leaves its provider, and the yes is to this quote on these terms.
 */
export async function fitIn(needs: UsesBooks, work: Work, asked: FitIn): Promise<Result<FittedIn, Cannot>> {
  if (!mayArrange(work.by)) return no({ kind: 'no-such-quote' });
  const theirs = [asked.technician, ...asked.moves.flatMap((move) => [move.expects.technician, move.technician])];
  for (const technician of [...new Set(theirs)].toSorted()) await needs.lockTechnician(work, technician);
  const chosen = await urgentTime(needs, work, asked);
  if (!chosen.ok) return chosen;
  const arranged = asked.moves.length > 0 ? await arrange(needs, work, { moves: asked.moves }) : ok([] as readonly Appointment[]);
  if (!arranged.ok) return arranged;
  const request = await requestFor(needs, work, chosen.value);
  if (!request.ok) return request;
  const promised = await promise(needs, work, { chosen: chosen.value, request: request.value, terms: asked, start: asked.start });
  return promised.ok ? ok({ visit: promised.value, arranged: arranged.value }) : promised;
}
