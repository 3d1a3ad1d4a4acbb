import { type FileId, type ProviderId, type Result, type TechnicianId, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToAddTechnician } from '../asks.ts';
import { newBadge } from '../badge.ts';
import type { TechnicianAdded } from '../facts.ts';
import type { BadHours, NoSuchProvider, NoSuchTechnician, ProviderLeft } from '../front.ts';
import { mayChangeTechnician, mayRun, nameOf } from '../may.ts';
import type { Provider } from '../provider.ts';
import { checkHours } from '../shifts.ts';
import type { Technician } from '../technician.ts';

type Needs = { technicians: { provider(work: Work, id: ProviderId): Promise<Provider | undefined>; addTechnician(work: Work, technician: Technician, by: string): Promise<void> } };

/** Someone who will help. They are sent to nobody before their vetting is in order. */
export async function addTechnician(needs: Needs, work: Work, asked: AsksToAddTechnician): Promise<Result<Technician, NoSuchProvider | ProviderLeft | BadHours>> {
  const provider = mayRun(work.by, asked.provider) ? await needs.technicians.provider(work, asked.provider) : undefined;
  if (!provider) return no({ kind: 'no-such-provider' });
  if (provider.leftAt) return no({ kind: 'provider-left' });
  const fits = checkHours(asked.hours, asked.breaks ?? []);
  if (!fits.ok) return fits;

  const { photo, ...rest } = asked;
  const technician: Technician = {
    ...rest, id: newId('Technician'), lastInitial: asked.lastInitial.slice(0, 1).toUpperCase(), badge: newBadge(), breaks: asked.breaks ?? [], standing: 'active', ...(photo ? { photo } : {}),
  };
  await needs.technicians.addTechnician(work, technician, nameOf(work.by));
  await work.audit({ did: 'add-technician', to: technician.id, person: technician.person });
  await work.announce({ fact: 'technician-added', technician: technician.id } satisfies TechnicianAdded);
  return ok(technician);
}

type PhotoNeeds = { technicians: { technician(work: Work, id: TechnicianId): Promise<Technician | undefined>; savePhoto(work: Work, technician: TechnicianId, photo: FileId): Promise<void> } };

/** The face that people see before the visit; the file was made anew and kept by the door. */
export async function setPhoto(needs: PhotoNeeds, work: Work, asked: { technician: TechnicianId; photo: FileId }): Promise<Result<Technician, NoSuchTechnician>> {
  const technician = await needs.technicians.technician(work, asked.technician);
  if (!technician || !mayChangeTechnician(work.by, technician)) return no({ kind: 'no-such-technician' });
  await needs.technicians.savePhoto(work, technician.id, asked.photo);
  await work.audit({ did: 'set-photo', to: technician.id, person: technician.person });
  return ok({ ...technician, photo: asked.photo });
}
