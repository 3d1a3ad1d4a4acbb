import { type TechnicianId, type VisitId, ZONE, isBefore } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Work } from '#platform/work';
import type { VisitHeld, VisitStandsAgain } from '../facts.ts';
import { maySeeAlarms } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { HeldVisit, HeldWhy } from '../told.ts';
import { about } from './seal-secret.ts';

const AHEAD_DAYS = 60;
/** Whom nobody could reach in time otherwise is told before it is decided. */
const SOON_HOURS = 24;

const aheadOf = async (needs: Needs, work: Work, technician: TechnicianId): Promise<readonly Appointment[]> =>
  (await needs.booking.known.visitsBetween(work, work.now.subtract({ hours: 4 }), work.now.add({ hours: 24 * AHEAD_DAYS })))
    .filter((visit) => visit.technician === technician && visit.state === 'booked');

const canBeKept = async (needs: Needs, work: Work, visit: Appointment): Promise<boolean> =>
  (await needs.technicians.maySend(work, visit.technician, visit.promisedFrom.toZonedDateTimeISO(ZONE[visit.country]).toPlainDate())).ok;

async function tell(needs: Needs, work: Work, visit: Appointment): Promise<void> {
  await needs.store.tellHeld(work, visit.id);
  await work.announce({ fact: 'visit-held', ...about(visit) } satisfies VisitHeld);
}

/**
 * Every visit ahead that its technician cannot keep is held, and its household told: at once, or while a person still
 * decides (`waits`) only when it is so soon that waiting would leave somebody at a door.
 */
export async function holdVisits(needs: Needs, work: Work, technician: TechnicianId, why: HeldWhy, waits = false): Promise<number> {
  let held = 0;
  for (const visit of await aheadOf(needs, work, technician)) {
    if ((await needs.visits.known.record(work, visit.id)).state !== 'expected' || await canBeKept(needs, work, visit)) continue;
    const isNew = await needs.store.hold(work, { visit: visit.id, technician, why, since: work.now });
    if (isNew) { held += 1; await work.audit({ did: 'hold-visit', to: visit.id, home: visit.home, why }); }
    const row = await needs.store.heldVisit(work, visit.id);
    const isSoon = isBefore(visit.promisedFrom, work.now.add({ hours: SOON_HOURS }));
    if (row && !row.toldAt && (!waits || isSoon)) await tell(needs, work, visit);
  }
  return held;
}

/** What can be kept after all stands again; who was told otherwise is told that too. */
export async function releaseVisits(needs: Needs, work: Work, technician: TechnicianId): Promise<number> {
  let released = 0;
  for (const held of await needs.store.held(work, technician)) {
    const visit = await needs.booking.known.visit(work, held.visit);
    if (!visit || visit.technician !== technician || visit.state !== 'booked' || !(await canBeKept(needs, work, visit))) continue;
    await needs.store.settleHeld(work, held.visit, 'stands');
    await work.audit({ did: 'release-visit', to: visit.id, home: visit.home });
    if (held.toldAt) await work.announce({ fact: 'visit-stands-again', ...about(visit) } satisfies VisitStandsAgain);
    released += 1;
  }
  return released;
}

/** A visit was moved or cancelled: nobody waits for another time any more, unless its new one cannot be kept either. */
export async function settleHeld(needs: Needs, work: Work, id: VisitId): Promise<void> {
  const visit = await needs.booking.known.visit(work, id);
  if (!visit || !(await needs.store.heldVisit(work, id))) return;
  if (visit.state === 'cancelled') await needs.store.settleHeld(work, id, 'cancelled');
  else if (await canBeKept(needs, work, visit)) await needs.store.settleHeld(work, id, 'moved');
}

/** For the office: whom to ring and offer another time, the soonest first. */
export async function seeHeld(needs: Needs, work: Work): Promise<readonly (HeldVisit & { appointment: Appointment })[]> {
  if (!maySeeAlarms(work.by)) return [];
  const found: (HeldVisit & { appointment: Appointment })[] = [];
  for (const held of await needs.store.held(work)) {
    const appointment = await needs.booking.known.visit(work, held.visit);
    if (appointment?.state === 'booked' && !isBefore(appointment.promisedUntil, work.now.subtract({ hours: SOON_HOURS }))) found.push({ ...held, appointment });
  }
  return found.toSorted((a, b) => Temporal.Instant.compare(a.appointment.promisedFrom, b.appointment.promisedFrom));
}
