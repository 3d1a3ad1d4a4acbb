import { type Result, type TechnicianId, type VisitId, ZONE, isAfter, isBefore, no, ok } from '#kernel';
import type { CannotSend } from '#modules/technicians';
import type { Work } from '#platform/work';
import type { TechnicianArrived, VisitStarted } from '../facts.ts';
import type { NoSuchVisit } from '../front.ts';
import type { CameOfIt, Happening, TakenAlong } from '../told.ts';
import { DOOR_MINUTES, type VisitRecord, arrive, checkIn } from '../visit.ts';
import { type Open, type OpenNeeds, about, codeFits, keepWrong, onlyTask, openTheirs } from './open-visit.ts';

/** So long before the promise the telephone may take along what it needs at a door without signal. */
export const TAKEN_ALONG_HOURS = 4;
/** What a telephone says happened longer ago than this is not believed. */
const BELIEVED_HOURS = 14;
/** Clocks of telephones are not those of the house. */
const CLOCK_MINUTES = 3;

type Sends = { technicians: { maySend(work: Work, technician: TechnicianId, onDay: Temporal.PlainDate): Promise<Result<true, { kind: 'no-such-technician' } | CannotSend>> } };
type Needs = OpenNeeds & { visits: OpenNeeds['visits'] & { toldBefore(work: Work, visit: VisitId, happening: string): Promise<CameOfIt | undefined>; keepTold(work: Work, visit: VisitId, happening: Happening, came: CameOfIt): Promise<void> } };

/** For the technician who was promised and may be sent, shortly before: what opens the door where there is no signal. */
export async function takeAlong(needs: OpenNeeds & Sends, work: Work, asked: { visit: VisitId }): Promise<Result<TakenAlong, NoSuchVisit | { kind: 'not-now' }>> {
  const open = await openTheirs(needs, work, asked.visit);
  if (!open.ok) return open;
  const { appointment, record } = open.value;
  const sendable = await needs.technicians.maySend(work, appointment.technician, work.now.toZonedDateTimeISO(ZONE[appointment.country]).toPlainDate());
  const closes = appointment.promisedUntil.add({ minutes: DOOR_MINUTES });
  const isSoon = !isBefore(work.now, appointment.promisedFrom.subtract({ hours: TAKEN_ALONG_HOURS })) && !isAfter(work.now, closes);
  if (!sendable.ok || !isSoon || appointment.state !== 'booked' || (record.state !== 'expected' && record.state !== 'at-door')) return no({ kind: 'not-now' });
  const door = await needs.booking.known.doorOf(work, appointment.id);
  if (!door) return no({ kind: 'no-such-visit' });
  await work.audit({ did: 'take-along', to: appointment.id, home: appointment.home });
  return ok({ visit: appointment.id, opens: appointment.promisedFrom.subtract({ minutes: DOOR_MINUTES }), closes, ...door });
}

async function arrived(needs: Needs, work: Work, { appointment, record }: Open, at: Temporal.Instant): Promise<{ record: VisitRecord; came: CameOfIt }> {
  const there = arrive(record, appointment, at);
  if (!there.ok) return { record, came: 'refused' };
  if (record.state !== 'expected') return { record, came: 'arrived' };
  await needs.visits.save(work, there.value);
  await work.announce({ fact: 'technician-arrived', ...about(appointment) } satisfies TechnicianArrived);
  return { record: there.value, came: 'arrived' };
}

async function gaveCode(needs: Needs, work: Work, { appointment, record }: Open, code: string, at: Temporal.Instant): Promise<{ record: VisitRecord; came: CameOfIt }> {
  const given = checkIn(record, await codeFits(needs, work, appointment.id, code), at, await onlyTask(needs, work, appointment));
  if (!given.ok) return { record, came: 'refused' };
  if (given.value.came !== 'right') return { record: given.value.visit, came: (await keepWrong(needs, work, { appointment, record }, given.value)).came };
  if (record.state !== 'working') {
    await needs.visits.save(work, given.value.visit);
    await work.announce({ fact: 'visit-started', ...about(appointment) } satisfies VisitStarted);
  }
  return { record: given.value.visit, came: 'right' };
}

/** What happened at a door without signal, as if it had been told at once. Sent twice, it happened once. */
export async function tellLater(needs: Needs, work: Work, asked: { visit: VisitId; happenings: readonly Happening[] }): Promise<Result<{ record: VisitRecord; came: readonly { id: string; came: CameOfIt }[] }, NoSuchVisit>> {
  const open = await openTheirs(needs, work, asked.visit);
  if (!open.ok) return open;
  const { appointment } = open.value;
  let { record } = open.value;
  const all: { id: string; came: CameOfIt }[] = [];
  for (const happening of asked.happenings) {
    const before = await needs.visits.toldBefore(work, appointment.id, happening.id);
    if (before) { all.push({ id: happening.id, came: before }); continue; }
    const isBelieved = !isAfter(happening.at, work.now.add({ minutes: CLOCK_MINUTES })) && !isBefore(happening.at, work.now.subtract({ hours: BELIEVED_HOURS }));
    const at = isAfter(happening.at, work.now) ? work.now : happening.at;
    const done = !isBelieved ? { record, came: 'refused' as const }
      : happening.kind === 'arrived' ? await arrived(needs, work, { appointment, record }, at) : await gaveCode(needs, work, { appointment, record }, happening.code, at);
    record = done.record;
    await needs.visits.keepTold(work, appointment.id, happening, done.came);
    all.push({ id: happening.id, came: done.came });
  }
  await work.audit({ did: 'tell-later', to: appointment.id, home: appointment.home });
  return ok({ record, came: all });
}
