import { type RequestId, type Result, type VisitId, must, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Appointment } from '../appointment.ts';
import type { RequestClosed, VisitCancelled } from '../facts.ts';
import { mayCallOff } from '../may.ts';
import type { NoSuchVisit, VisitOver } from '../refusals.ts';
import { dayWithout } from './change-visit.ts';
import { write } from './give-time.ts';
import type { UsesHolds } from './hold-time.ts';

/** A firm is gone: its visit does not take place, free of charge, and the request may be compared anew. Who may was checked above. */
export async function cancelGone(needs: UsesHolds, work: Work, asked: { visit: VisitId }): Promise<Result<Appointment, NoSuchVisit>> {
  const before = await needs.visits.visit(work, asked.visit);
  if (!before) return no({ kind: 'no-such-visit' });
  await needs.lockTechnician(work, before.technician);
  const visit = await needs.visits.visit(work, asked.visit);
  if (visit?.state !== 'booked') return no({ kind: 'no-such-visit' });
  const left = await dayWithout(needs, work, visit);
  const cancelled: Appointment = { ...visit, state: 'cancelled', sequence: visit.sequence + 1, fee: undefined };
  await needs.visits.endVisit(work, cancelled, 'provider-gone');
  if (left) must(await write(needs, work, left));
  await compareAnew(needs, work, visit.request);
  await work.audit({ did: 'cancel-visit', to: visit.id, home: visit.home, why: 'provider-gone' });
  await work.announce({ fact: 'visit-cancelled', visit: visit.id, request: visit.request, home: visit.home, technician: visit.technician, why: 'provider-gone' } satisfies VisitCancelled);
  return ok(cancelled);
}

/** We cannot come, whatever the reason: free of charge however late it is, and the price that was agreed stands for another time. */
export async function callOff(needs: UsesHolds, work: Work, asked: { visit: VisitId; why: string }): Promise<Result<Appointment, NoSuchVisit | VisitOver>> {
  const before = await needs.visits.visit(work, asked.visit);
  if (!before || !mayCallOff(work.by, before)) return no({ kind: 'no-such-visit' });
  await needs.lockTechnician(work, before.technician);
  const visit = await needs.visits.visit(work, asked.visit);
  // Once somebody may be at the door, the visit itself says how it ended.
  if (visit?.state !== 'booked' || Temporal.Instant.compare(visit.plannedStart, work.now) <= 0) return no({ kind: 'visit-over' });
  const left = await dayWithout(needs, work, visit);
  const cancelled: Appointment = { ...visit, state: 'cancelled', sequence: visit.sequence + 1, fee: undefined };
  await needs.visits.endVisit(work, cancelled, asked.why);
  if (left) must(await write(needs, work, left));
  const request = await needs.requests.take(work, visit.request);
  if (request) await needs.requests.save(work, { ...request, state: 'quoted' });
  await work.audit({ did: 'call-off-visit', to: visit.id, home: visit.home, why: asked.why });
  await work.announce({ fact: 'visit-cancelled', visit: visit.id, request: visit.request, home: visit.home, technician: visit.technician, why: 'called-off' } satisfies VisitCancelled);
  return ok(cancelled);
}

/** The request stands as before there were prices. */
export async function compareAnew(needs: Pick<UsesHolds, 'requests'>, work: Work, id: RequestId): Promise<void> {
  const request = await needs.requests.take(work, id);
  if (request) await needs.requests.save(work, { ...request, state: 'placed', chosenQuote: undefined, callFirst: false });
}

/**
 * The contract of a visit was withdrawn from: it does not take place, free of charge, however late it is. Who may has
 * been checked where the withdrawal was declared. The request is closed with it, unless something was done already.
 */
export async function cancelWithdrawn(needs: UsesHolds, work: Work, asked: { visit: VisitId }): Promise<Result<Appointment, NoSuchVisit>> {
  const before = await needs.visits.visit(work, asked.visit);
  if (!before) return no({ kind: 'no-such-visit' });
  await needs.lockTechnician(work, before.technician);
  const visit = await needs.visits.visit(work, asked.visit);
  if (visit?.state !== 'booked') return no({ kind: 'no-such-visit' });
  const left = await dayWithout(needs, work, visit);
  const cancelled: Appointment = { ...visit, state: 'cancelled', sequence: visit.sequence + 1, fee: undefined };
  await needs.visits.endVisit(work, cancelled, 'withdrawn');
  if (left) must(await write(needs, work, left));
  const request = await needs.requests.take(work, visit.request);
  if (request) await needs.requests.save(work, { ...request, state: 'closed', callFirst: false }, 'withdrawn');
  await work.audit({ did: 'cancel-visit', to: visit.id, home: visit.home, why: 'withdrawn' });
  await work.announce({ fact: 'visit-cancelled', visit: visit.id, request: visit.request, home: visit.home, technician: visit.technician } satisfies VisitCancelled);
  if (request) await work.announce({ fact: 'request-closed', request: request.id } satisfies RequestClosed);
  return ok(cancelled);
}
