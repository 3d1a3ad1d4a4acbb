import { type RequestId, type Result, type VisitId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Appointment } from '../appointment.ts';
import type { RequestClosed } from '../facts.ts';
import { mayChangeRequest, mayEndVisit } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { AlreadyBooked, NoSuchRequest, NoSuchVisit } from '../refusals.ts';
import type { Request } from '../request.ts';

/** Nothing more is wanted (solved alone, given up, or another way was found). */
export async function closeRequest(needs: Pick<Needs, 'requests' | 'visits'>, work: Work, asked: { request: RequestId; why: string }): Promise<Result<Request, NoSuchRequest | AlreadyBooked>> {
  const request = await needs.requests.take(work, asked.request);
  if (!request || !mayChangeRequest(work.by, request)) return no({ kind: 'no-such-request' });
  if (request.state === 'booked') return no({ kind: 'already-booked' });
  const hold = await needs.visits.holdOf(work, request.id);
  if (hold) await needs.visits.dropHold(work, hold.id);
  const closed: Request = { ...request, state: 'closed', callFirst: false };
  await needs.requests.save(work, closed, asked.why);
  await work.audit({ did: 'close-request', to: request.id, why: asked.why });
  await work.announce({ fact: 'request-closed', request: request.id } satisfies RequestClosed);
  return ok(closed);
}

/**
 * The visit is over, whatever came of it; told by the technician who was there, their office, or the house.
 * `requestGoesOn`: another time may be booked for the same price (nobody was home, or it is to be continued).
 */
export async function visitDone(needs: Pick<Needs, 'requests' | 'visits' | 'lockTechnician'>, work: Work, asked: { visit: VisitId; requestGoesOn?: boolean | undefined }): Promise<Result<Appointment, NoSuchVisit>> {
  const found = await needs.visits.visit(work, asked.visit);
  if (!found || !mayEndVisit(work.by, found)) return no({ kind: 'no-such-visit' });
  await needs.lockTechnician(work, found.technician);
  const visit = await needs.visits.visit(work, asked.visit);
  if (!visit || visit.state === 'cancelled') return no({ kind: 'no-such-visit' });
  if (visit.state === 'done') return ok(visit);
  const done: Appointment = { ...visit, state: 'done' };
  await needs.visits.endVisit(work, done);
  const request = await needs.requests.take(work, visit.request);
  if (request && asked.requestGoesOn) await needs.requests.save(work, { ...request, state: 'quoted' });
  else if (request) await needs.requests.save(work, { ...request, state: 'done', tasks: request.tasks.map((task) => ({ ...task, done: true })) });
  await work.audit({ did: 'visit-done', to: visit.id, home: visit.home });
  return ok(done);
}

/** Nothing more is to come for a request (its device was fetched): told by a verb above, which has checked who may. */
export async function requestOver(needs: Pick<Needs, 'requests'>, work: Work, id: RequestId): Promise<void> {
  const request = await needs.requests.take(work, id);
  if (!request || request.state === 'done' || request.state === 'closed') return;
  await needs.requests.save(work, { ...request, state: 'done', tasks: request.tasks.map((task) => ({ ...task, done: true })) });
}
