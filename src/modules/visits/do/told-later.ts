import { type Refusal, type Result, type TechnicianId, type VisitId, ZONE, isAfter, isBefore, no, ok } from '#kernel';
import type { Contracts } from '#modules/contracts';
import type { CannotSend } from '#modules/technicians';
import type { Work } from '#platform/work';
import type { CannotTell, NoSuchVisit } from '../front.ts';
import { happenedAt } from '../happened.ts';
import type { TakenAlong, Told } from '../told.ts';
import { DOOR_MINUTES } from '../visit.ts';
import { type OpenNeeds, openTheirs } from './open-visit.ts';

/** So long before the promise the telephone may take along what it needs at a door without signal. */
export const TAKEN_ALONG_HOURS = 4;
const GOES_ON: readonly string[] = ['expected', 'at-door', 'working'];

type Sends = { technicians: { maySend(work: Work, technician: TechnicianId, onDay: Temporal.PlainDate): Promise<Result<true, { kind: 'no-such-technician' } | CannotSend>> }; contracts: { known: Pick<Contracts['known'], 'isRefused'> } };
type Needs = OpenNeeds & {
  asOf(work: Work, then: Temporal.Instant): Work;
  visits: OpenNeeds['visits'] & {
    toldBefore(work: Work, visit: VisitId, happening: string): Promise<boolean>;
    keepTold(work: Work, visit: VisitId, told: Told, happened: Temporal.Instant, came: string): Promise<void>;
    sheetWrittenAt(work: Work, visit: VisitId): Promise<Temporal.Instant | undefined>;
  };
};

/** For the technician who was promised and may be sent, shortly before: what opens the door where there is no signal. */
export async function takeAlong(needs: OpenNeeds & Sends, work: Work, asked: { visit: VisitId }): Promise<Result<TakenAlong, NoSuchVisit | { kind: 'not-now' }>> {
  const open = await openTheirs(needs, work, asked.visit);
  if (!open.ok) return open;
  const { appointment, record } = open.value;
  const sendable = await needs.technicians.maySend(work, appointment.technician, work.now.toZonedDateTimeISO(ZONE[appointment.country]).toPlainDate());
  const closes = appointment.promisedUntil.add({ minutes: DOOR_MINUTES });
  const isSoon = !isBefore(work.now, appointment.promisedFrom.subtract({ hours: TAKEN_ALONG_HOURS })) && !isAfter(work.now, closes);
  const isRefused = await needs.contracts.known.isRefused(work, appointment.id, appointment.technician);
  if (!sendable.ok || isRefused || !isSoon || appointment.state !== 'booked' || !GOES_ON.includes(record.state)) return no({ kind: 'not-now' });
  const door = await needs.booking.known.doorOf(work, appointment.id);
  if (!door) return no({ kind: 'no-such-visit' });
  await work.audit({ did: 'take-along', to: appointment.id, home: appointment.home });
  return ok({ visit: appointment.id, opens: appointment.promisedFrom.subtract({ minutes: DOOR_MINUTES }), closes, ...door });
}

const cameOf = (value: unknown): string => (typeof value === 'object' && value !== null && 'came' in value && typeof value.came === 'string' ? value.came : 'done');

/**
 * What happened without signal, by the verb that it would have been with signal, as of when it happened. Sent twice, it
 * happened once. A sheet that somebody wrote later is not written over.
 */
export async function tellLater<T, E extends Refusal>(
  needs: Needs, work: Work, asked: { visit: VisitId; told: Told }, todo: (then: Work) => Promise<Result<T, E>>,
): Promise<Result<{ came: 'before' } | { came: 'now'; value: T }, CannotTell | E>> {
  const open = await openTheirs(needs, work, asked.visit);
  if (!open.ok) return open;
  const { appointment, record } = open.value;
  if (await needs.visits.toldBefore(work, appointment.id, asked.told.id)) return ok({ came: 'before' });
  const happened = happenedAt(record, asked.told, work.now);
  if (!happened) return no({ kind: 'told-too-late' });
  const writtenAt = asked.told.what === 'sheet' ? await needs.visits.sheetWrittenAt(work, appointment.id) : undefined;
  if (writtenAt && isAfter(writtenAt, happened)) return no({ kind: 'written-meanwhile' });

  const done = await todo(needs.asOf(work, happened));
  if (!done.ok) return done;
  await needs.visits.keepTold(work, appointment.id, asked.told, happened, cameOf(done.value));
  await work.audit({ did: 'tell-later', to: appointment.id, home: appointment.home });
  return ok({ came: 'now', value: done.value });
}
