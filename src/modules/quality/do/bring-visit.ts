import { type HomeId, type Result, isStaff, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { maySpeakForHomeId } from '../may.ts';
import { type AsksToBringVisit, type PastVisit, guaranteedUntil } from '../past-visit.ts';

type Needs = Readonly<{ past: Readonly<{ add(work: Work, one: PastVisit, by: string): Promise<void>; ofHomes(work: Work, homes: readonly HomeId[]): Promise<PastVisit[]> }> }>;

/** A visit of the past comes into the history of a home: by the operator, from a table that was looked at. It makes no bill and no appointment. */
export async function bringVisit(needs: Needs, work: Work, asked: AsksToBringVisit): Promise<Result<PastVisit, { kind: 'no-such-home' }>> {
  if (work.by.kind !== 'person' || !isStaff(work.by, 'operator')) return no({ kind: 'no-such-home' });
  const { guaranteeDays: _, ...told } = asked;
  const visit: PastVisit = { ...told, id: newId('Part'), guaranteedUntil: guaranteedUntil(asked) };
  await needs.past.add(work, visit, work.by.person);
  await work.audit({ did: 'bring-past-visit', to: visit.id, home: visit.home });
  return ok(visit);
}

/** The visits of a home before this house kept them: for the home, who may ask for it, and the operator. */
export const pastVisitsSeen = async (needs: Needs, work: Work, home: HomeId): Promise<readonly PastVisit[]> =>
  (maySpeakForHomeId(work.by, home) ? needs.past.ofHomes(work, [home]) : []);
