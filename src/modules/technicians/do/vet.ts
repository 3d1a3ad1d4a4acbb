import { type PersonId, type Result, type TechnicianId, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToRecordVetting, AsksToSuspend } from '../asks.ts';
import type { TechnicianReinstated, TechnicianSuspended, VettingRecorded } from '../facts.ts';
import type { NoSuchTechnician, NotYou, ProviderLeft } from '../front.ts';
import { isSecondPerson, mayReinstate, maySuspend, mayVet, personOf } from '../may.ts';
import type { Provider } from '../provider.ts';
import type { Technician } from '../technician.ts';
import type { EndSessions } from '../verbs.ts';
import type { OwnKind, Vetting } from '../vetting.ts';

type Needs = {
  endSessions?: EndSessions;
  technicians: {
    technician(work: Work, id: TechnicianId): Promise<Technician | undefined>;
    addedBy(work: Work, id: TechnicianId): Promise<string | undefined>;
    addVetting(work: Work, vetting: Vetting & { kind: OwnKind }): Promise<void>;
    /** A document goes with the decision about it. */
    evidenceGoes?(work: Work, technician: TechnicianId, kind: string): Promise<number>;
    saveStanding(work: Work, technician: Technician): Promise<void>;
  };
};
/** Those who may vet, when that can be known: one alone may declare for themselves. */
type VetNeeds = Needs & { vetters?(work: Work): Promise<readonly PersonId[]> };
type CannotRecord = NotYou | NoSuchTechnician | { kind: 'vetting-needs-second-person' } | { kind: 'vetting-dates-wrong' };

/** Whether nobody else here could look at it. */
export async function isAlone(needs: Pick<VetNeeds, 'vetters'>, work: Work): Promise<boolean> {
  const vetters = await needs.vetters?.(work) ?? [];
  return vetters.length === 1 && vetters[0] === personOf(work.by);
}

export const datesFit = (asked: Pick<AsksToRecordVetting, 'verifiedOn' | 'until'>, latest: Temporal.PlainDate): boolean =>
  Temporal.PlainDate.compare(asked.verifiedOn, latest) <= 0 && !(asked.until && Temporal.PlainDate.compare(asked.until, asked.verifiedOn) < 0);

/** What comes out bad closes what they have open. */
const endsWith = async (needs: Needs, work: Work, outcome: 'good' | 'bad', person: PersonId): Promise<unknown> => (outcome === 'bad' ? needs.endSessions?.(work, person) : undefined);

/** Records that something was checked: what, when, how, until when; never the document. */
export async function recordVetting(needs: VetNeeds, work: Work, asked: AsksToRecordVetting): Promise<Result<Vetting, CannotRecord>> {
  if (!mayVet(work.by)) return no({ kind: 'not-allowed' });
  const technician = await needs.technicians.technician(work, asked.technician);
  if (!technician) return no({ kind: 'no-such-technician' });
  const isSecond = isSecondPerson(work.by, technician, await needs.technicians.addedBy(work, technician.id) ?? '');
  if (!isSecond && !(asked.selfDeclared && await isAlone(needs, work))) return no({ kind: 'vetting-needs-second-person' });
  const today = work.now.toZonedDateTimeISO('UTC').toPlainDate();
  // A day of grace: somewhere it is already tomorrow.
  if (!datesFit(asked, today.add({ days: 1 }))) return no({ kind: 'vetting-dates-wrong' });

  const verifiedBy = personOf(work.by);
  const { skill, until, selfDeclared: _wish, ...rest } = asked;
  const vetting: Vetting & { kind: OwnKind } = { ...rest, id: `vet_${newId('Technician').slice(4)}`, ...(skill ? { skill } : {}), ...(until ? { until } : {}), ...(verifiedBy ? { verifiedBy } : {}), ...(isSecond ? {} : { selfDeclared: true }) };
  await needs.technicians.addVetting(work, vetting);
  await needs.technicians.evidenceGoes?.(work, technician.id, asked.kind);
  await endsWith(needs, work, asked.outcome, technician.person);
  await work.audit({ did: 'record-vetting', to: technician.id, person: technician.person });
  await work.announce({ fact: 'vetting-recorded', technician: technician.id, vetting: vetting.id } satisfies VettingRecorded);
  return ok(vetting);
}

/** From now on this technician is sent to nobody, and whatever they have open closes. */
export async function suspend(needs: Needs, work: Work, asked: AsksToSuspend): Promise<Result<Technician, NotYou | NoSuchTechnician>> {
  if (!maySuspend(work.by)) return no({ kind: 'not-allowed' });
  const before = await needs.technicians.technician(work, asked.technician);
  if (!before) return no({ kind: 'no-such-technician' });

  const suspended: Technician = { ...before, standing: 'suspended', suspendedWhy: asked.why };
  await needs.technicians.saveStanding(work, suspended);
  await needs.endSessions?.(work, before.person);
  await work.audit({ did: 'suspend-technician', to: before.id, person: before.person });
  await work.announce({ fact: 'technician-suspended', technician: before.id } satisfies TechnicianSuspended);
  return ok(suspended);
}

/** Ends a suspension; nobody reinstates themselves. */
export async function reinstate(needs: Needs & { technicians: { provider(work: Work, id: Technician['provider']): Promise<Provider | undefined> } }, work: Work, asked: AsksToSuspend): Promise<Result<Technician, NotYou | NoSuchTechnician | ProviderLeft>> {
  const before = await needs.technicians.technician(work, asked.technician);
  if (!maySuspend(work.by)) return no({ kind: 'not-allowed' });
  if (!before) return no({ kind: 'no-such-technician' });
  if (!mayReinstate(work.by, before)) return no({ kind: 'not-allowed' });
  // Whose firm is gone is sent to nobody, whoever lifts the stop.
  if ((await needs.technicians.provider(work, before.provider))?.leftAt) return no({ kind: 'provider-left' });

  const { suspendedWhy: _why, ...rest } = before;
  const active: Technician = { ...rest, standing: 'active' };
  await needs.technicians.saveStanding(work, active);
  await work.audit({ did: 'reinstate-technician', to: before.id, person: before.person });
  await work.announce({ fact: 'technician-reinstated', technician: before.id } satisfies TechnicianReinstated);
  return ok(active);
}

/** A firm works with this house no more: from now on it is offered to nobody, and nobody of it comes back. Said twice it is said once. */
export async function providerLeft(needs: { technicians: { provider(work: Work, id: Technician['provider']): Promise<Provider | undefined>; leave(work: Work, id: Technician['provider']): Promise<void> } }, work: Work, asked: { provider: Technician['provider'] }): Promise<Result<true, NotYou | { kind: 'no-such-provider' }>> {
  if (!maySuspend(work.by)) return no({ kind: 'not-allowed' });
  const provider = await needs.technicians.provider(work, asked.provider);
  if (!provider) return no({ kind: 'no-such-provider' });
  if (provider.leftAt) return ok(true as const);
  await needs.technicians.leave(work, provider.id);
  await work.audit({ did: 'provider-left', to: provider.id });
  return ok(true as const);
}
