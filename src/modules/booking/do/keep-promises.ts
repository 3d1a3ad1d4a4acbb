import type { Work } from '#platform/work';
import { type Appointment, dayOf, narrowed } from '../appointment.ts';
import type { WindowNarrowed } from '../facts.ts';
import type { Needs } from '../needs.ts';

/** Narrows one promise to half an hour around its plan, the evening before. The plan stays where it is, so the day stays sound. */
async function narrow(needs: Pick<Needs, 'visits' | 'lockTechnician'>, work: Work, due: Appointment): Promise<boolean> {
  await needs.lockTechnician(work, due.technician);
  const visit = await needs.visits.visit(work, due.id);
  if (!visit || visit.state !== 'booked' || visit.narrowedAt !== undefined) return false;
  const after: Appointment = { ...visit, ...narrowed(visit), narrowedAt: work.now, sequence: visit.sequence + 1 };
  await needs.visits.moveVisit(work, after, dayOf(visit), undefined);
  await work.audit({ did: 'narrow-window', to: visit.id, home: visit.home });
  await work.announce({ fact: 'window-narrowed', visit: visit.id, request: visit.request, home: visit.home } satisfies WindowNarrowed);
  return true;
}

/** Promises whose evening has come, at most `limit`; running it twice narrows nothing twice. Returns how many. */
export async function narrowWindows(needs: Pick<Needs, 'visits' | 'lockTechnician'>, work: Work, limit = 200): Promise<number> {
  let count = 0;
  // By technician, as the store hands them out: locks are taken in one order.
  for (const due of await needs.visits.dueToNarrow(work, limit)) if (await narrow(needs, work, due)) count += 1;
  return count;
}

/** Lets go of holds that ran out. Nobody depends on it: a day is rebuilt without them anyway. Returns how many. */
export async function dropHolds(needs: Pick<Needs, 'visits'>, work: Work): Promise<number> {
  const over = await needs.visits.expiredHolds(work);
  for (const hold of over) await needs.visits.dropHold(work, hold.id);
  await needs.visits.forgetChanges(work);
  return over.length;
}
