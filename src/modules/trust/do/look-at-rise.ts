import { type Result, type VisitId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { mayDecide } from '../may.ts';
import type { Needs } from '../needs.ts';

/** Somebody of the house has looked at a price that rose far with the person's own yes; never whoever came. */
export async function lookedAtRise(needs: Needs, work: Work, asked: { visit: VisitId }): Promise<Result<true, { kind: 'no-such-rise' }>> {
  if (!mayDecide(work.by)) return no({ kind: 'no-such-rise' });
  const visit = await needs.booking.known.visit(work, asked.visit);
  const isOwn = work.by.technician !== undefined && work.by.technician === visit?.technician;
  if (!visit || isOwn || !(await needs.store.lookedAtRise(work, asked.visit, work.by.person))) return no({ kind: 'no-such-rise' });
  await work.audit({ did: 'looked-at-rise', to: asked.visit, home: visit.home });
  return ok(true);
}
