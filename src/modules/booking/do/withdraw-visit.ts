import { type RequestId, type Result, type VisitId, must, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { Appointment } from '../appointment.ts';
import type { RequestClosed, VisitCancelled } from '../facts.ts';
import { mayCallOff } from '../may.ts';
import type { NoSuchVisit, VisitOver } from '../refusals.ts';
import type { Request } from '../request.ts';
import { dayWithout } from './change-visit.ts';
import { write } from './give-time.ts';
import type { UsesHolds } from './hold-time.ts';

type FreeEnd = Readonly<{ why: string; did?: string; told?: VisitCancelled['why']; request: Partial<Request>; stillMay?(visit: Appointment): boolean }>;

/**
 * A visit that does not take place and costs nothing, however late it is: its day is rebuilt, its request goes on as
 * said. Who may was checked before. Undefined when it no longer stands.
 */
async function endFree(needs: UsesHolds, work: Work, before: Appointment, { why, did = 'cancel-visit', told, request: after, stillMay = () => true }: FreeEnd): Promise<Readonly<{ cancelled: Appointment; request: Request | undefined }> | undefined> {
  await needs.lockTechnician(work, before.technician);
  const visit = await needs.visits.visit(work, before.id);
  if (visit?.state !== 'booked' || !stillMay(visit)) return undefined;
  const left = await dayWithout(needs, work, visit);
  const cancelled: Appointment = { ...visit, state: 'cancelled', sequence: visit.sequence + 1, fee: undefined };
  await needs.visits.endVisit(work, cancelled, why);
  if (left) must(await write(needs, work, left));
  const request = await needs.requests.take(work, visit.request);
  if (request) await needs.requests.save(work, { ...request, ...after }, ...(after.state === 'closed' ? [why] as const : []));
  await work.audit({ did, to: visit.id, home: visit.home, why });
  await work.announce({ fact: 'visit-cancelled', visit: visit.id, request: visit.request, home: visit.home, technician: visit.technician, ...(told ? { why: told } : {}) } satisfies VisitCancelled);
  return { cancelled, request };
}

/** As before there were prices. */
const ANEW = { state: 'placed', chosenQuote: undefined, callFirst: false } as const;

/** A firm is gone: its visit does not take place, free of charge, and the request may be compared anew. Who may was checked above. */
export async function cancelGone(needs: UsesHolds, work: Work, asked: { visit: VisitId }): Promise<Result<Appointment, NoSuchVisit>> {
  const before = await needs.visits.visit(work, asked.visit);
  const ended = before && (await endFree(needs, work, before, { why: 'provider-gone', told: 'provider-gone', request: ANEW }));
  return ended ? ok(ended.cancelled) : no({ kind: 'no-such-visit' });
}

/** We cannot come, whatever the reason: free of charge however late it is, and the price that was agreed stands for another time. */
export async function callOff(needs: UsesHolds, work: Work, asked: { visit: VisitId; why: string }): Promise<Result<Appointment, NoSuchVisit | VisitOver>> {
  const before = await needs.visits.visit(work, asked.visit);
  if (!before || !mayCallOff(work.by, before)) return no({ kind: 'no-such-visit' });
  // Once somebody may be at the door, the visit itself says how it ended.
  const stillMay = (visit: Appointment): boolean => Temporal.Instant.compare(visit.plannedStart, work.now) > 0;
  const ended = await endFree(needs, work, before, { why: asked.why, did: 'call-off-visit', told: 'called-off', request: { state: 'quoted' }, stillMay });
  return ended ? ok(ended.cancelled) : no({ kind: 'visit-over' });
}

/** The request stands as before there were prices. */
export async function compareAnew(needs: Pick<UsesHolds, 'requests'>, work: Work, id: RequestId): Promise<void> {
  const request = await needs.requests.take(work, id);
  if (request) await needs.requests.save(work, { ...request, ...ANEW });
}

/**
 * The contract of a visit was withdrawn from: it does not take place, free of charge, however late it is. Who may has
 * been checked where the withdrawal was declared. The request is closed with it, unless something was done already.
 */
export async function cancelWithdrawn(needs: UsesHolds, work: Work, asked: { visit: VisitId }): Promise<Result<Appointment, NoSuchVisit>> {
  const before = await needs.visits.visit(work, asked.visit);
  const ended = before && (await endFree(needs, work, before, { why: 'withdrawn', request: { state: 'closed', callFirst: false } }));
  if (!ended) return no({ kind: 'no-such-visit' });
  if (ended.request) await work.announce({ fact: 'request-closed', request: ended.request.id } satisfies RequestClosed);
  return ok(ended.cancelled);
}
