import { type Result, type VisitId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { LongerSaid } from '../facts.ts';
import type { NotStarted, NoSuchVisit, NothingLate, VisitOver } from '../front.ts';
import type { Longer, MoreMinutes } from '../late.ts';
import { isTheirs, mayDispatch } from '../may.ts';
import type { Needs } from '../needs.ts';
import { tellBeyond } from './watch-runs.ts';

/** The technician who is there says how many minutes more it takes: from its planned end, or from now when that is past. */
export async function sayLonger(needs: Pick<Needs, 'store' | 'booking' | 'visits'>, work: Work, asked: { visit: VisitId; minutes: MoreMinutes }): Promise<Result<Longer, NoSuchVisit | VisitOver | NotStarted>> {
  const visit = await needs.booking.known.visit(work, asked.visit);
  if (!visit || !isTheirs(work.by, visit)) return no({ kind: 'no-such-visit' });
  const [record] = await needs.visits.known.states(work, [visit.id]);
  if (visit.state !== 'booked' || record?.state === 'ended') return no({ kind: 'visit-over' });
  if (record?.state !== 'working') return no({ kind: 'visit-not-started' });
  const from = Temporal.Instant.compare(visit.plannedEnd, work.now) > 0 ? visit.plannedEnd : work.now;
  const longer: Longer = { visit: visit.id, technician: visit.technician, until: from.add({ minutes: asked.minutes }), saidAt: work.now };
  await needs.store.sayLonger(work, longer);
  await work.audit({ did: 'say-longer', to: visit.id, home: visit.home });
  await work.announce({ fact: 'longer-said', visit: visit.id } satisfies LongerSaid);
  return ok(longer);
}

/** The operator has those told who would wait beyond their promise because of this visit. */
export async function tellWhoWaits(needs: Pick<Needs, 'store' | 'booking'>, work: Work, asked: { visit: VisitId }): Promise<Result<{ told: number }, NoSuchVisit | NothingLate>> {
  const visit = mayDispatch(work.by) ? await needs.booking.known.visit(work, asked.visit) : undefined;
  if (!visit) return no({ kind: 'no-such-visit' });
  const alert = (await needs.store.alerts(work)).find((one) => one.visit === visit.id);
  if (!alert || alert.late.length === 0) return no({ kind: 'nothing-late' });
  await tellBeyond(needs, work, alert);
  await work.audit({ did: 'tell-who-waits', to: visit.id, home: visit.home });
  return ok({ told: alert.late.length });
}
