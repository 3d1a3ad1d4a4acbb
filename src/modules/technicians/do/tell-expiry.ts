import type { TechnicianId } from '#kernel';
import type { Work } from '#platform/work';
import { type RunsOut, runningOut, todayIn, warningDue } from '../expiry.ts';
import type { VettingExpired, VettingExpires } from '../facts.ts';
import { mayAddProvider, mayVet } from '../may.ts';
import type { EndSessions } from '../verbs.ts';
import type { Technician } from '../technician.ts';
import { type Vetting, isFirmKind } from '../vetting.ts';

type Needs = {
  endSessions?: EndSessions;
  technicians: {
    technician(work: Work, id: TechnicianId): Promise<Technician | undefined>;
    active(work: Work): Promise<readonly { id: TechnicianId; country: 'FR' | 'GB' }[]>;
    vettingOf(work: Work, ids: readonly TechnicianId[]): Promise<readonly Vetting[]>;
    tell(work: Work, vetting: string, days: number): Promise<boolean>;
  };
};

async function allRunningOut(needs: Needs, work: Work, within: number): Promise<readonly RunsOut[]> {
  const active = await needs.technicians.active(work);
  const records = Map.groupBy(await needs.technicians.vettingOf(work, active.map(({ id }) => id)), (record) => record.technician);
  return active.flatMap(({ id, country }) => runningOut(records.get(id) ?? [], country, todayIn(country, work.now), within)).toSorted((a, b) => a.left - b.left);
}

/** Checks of those who may still be sent that end within sixty days, or have ended: for the office and for vetting. */
export async function seeRunningOut(needs: Needs, work: Work, within = 60): Promise<readonly RunsOut[]> {
  return mayVet(work.by) || mayAddProvider(work.by) ? allRunningOut(needs, work, within) : [];
}

/** Nobody is sent without it: whatever is still open on their telephone closes. */
async function expired(needs: Needs, work: Work, id: TechnicianId, vetting: Vetting, required: boolean): Promise<void> {
  const technician = required ? await needs.technicians.technician(work, id) : undefined;
  if (technician) await needs.endSessions?.(work, technician.person);
  await work.announce({ fact: 'vetting-expired', technician: id, vetting: vetting.id, required } satisfies VettingExpired);
}

/** Sixty, thirty and seven days before, and when it is over: once each. For the sweep; returns how many were told. */
export async function tellExpiry(needs: Needs, work: Work): Promise<number> {
  let told = 0;
  for (const { vetting, technician, left, required } of await allRunningOut(needs, work, 60)) {
    const days = warningDue(left);
    if (days === undefined || !(await needs.technicians.tell(work, isFirmKind(vetting.kind) ? `${vetting.id} ${technician}` : vetting.id, days))) continue;
    told += 1;
    if (days > 0) await work.announce({ fact: 'vetting-expires', technician, vetting: vetting.id, days } satisfies VettingExpires);
    else await expired(needs, work, technician, vetting, required);
    await work.audit({ did: days > 0 ? `vetting-expires-in-${days}` : 'vetting-expired', to: technician });
  }
  return told;
}
