import { type ProviderId, type Result, type TechnicianId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToChangeProvider, AsksToChangeTechnician } from '../asks.ts';
import type { HoursChanged } from '../facts.ts';
import type { NoSuchProvider, NoSuchTechnician } from '../front.ts';
import { mayChangeTechnician, mayRun } from '../may.ts';
import type { Provider } from '../provider.ts';
import type { Technician } from '../technician.ts';

type Needs = {
  technicians: {
    technician(work: Work, id: TechnicianId): Promise<Technician | undefined>;
    provider(work: Work, id: ProviderId): Promise<Provider | undefined>;
    saveTechnician(work: Work, technician: Technician): Promise<void>;
    saveProvider(work: Work, provider: Provider): Promise<void>;
  };
};

/** Another area, another car, one more language or skill. Visits that were promised before stay promised. */
export async function changeTechnician(needs: Needs, work: Work, { technician: id, ...asked }: AsksToChangeTechnician): Promise<Result<Technician, NoSuchTechnician>> {
  const before = await needs.technicians.technician(work, id);
  if (!before || !mayChangeTechnician(work.by, before)) return no({ kind: 'no-such-technician' });
  const after: Technician = { ...before, ...asked };
  await needs.technicians.saveTechnician(work, after);
  await work.audit({ did: 'change-technician', to: id, person: after.person });
  // Who plans days looks again, as for other hours.
  await work.announce({ fact: 'hours-changed', technician: id } satisfies HoursChanged);
  return ok(after);
}

/** What people read of a provider, how it is reached, and for how long it puts its work right. */
export async function changeProvider(needs: Needs, work: Work, { provider: id, ...asked }: AsksToChangeProvider): Promise<Result<Provider, NoSuchProvider>> {
  const before = await needs.technicians.provider(work, id);
  if (!before || !mayRun(work.by, id)) return no({ kind: 'no-such-provider' });
  const { mediator, ...told } = asked;
  const { mediator: _, ...rest } = before;
  const after: Provider = { ...rest, ...told, ...(mediator ? { mediator } : {}) };
  await needs.technicians.saveProvider(work, after);
  await work.audit({ did: 'change-provider', to: id });
  return ok(after);
}
