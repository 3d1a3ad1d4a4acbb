import { type Result, type TechnicianId, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import type { AsksToChangeHours, AsksToTakeAbsence } from '../asks.ts';
import type { AbsenceTaken, HoursChanged } from '../facts.ts';
import type { BadHours, NoSuchTechnician } from '../front.ts';
import { mayChangeTechnician } from '../may.ts';
import { checkHours } from '../shifts.ts';
import type { Absence, Technician } from '../technician.ts';

type Needs = {
  technicians: {
    technician(work: Work, id: TechnicianId): Promise<Technician | undefined>;
    saveHours(work: Work, technician: Technician): Promise<void>;
    addAbsence(work: Work, absence: Absence): Promise<void>;
    absence(work: Work, id: string): Promise<Absence | undefined>;
    dropAbsence(work: Work, id: string): Promise<void>;
  };
};

/** Other working hours from now on; visits that were promised before stay promised. */
export async function changeHours(needs: Needs, work: Work, asked: AsksToChangeHours): Promise<Result<Technician, NoSuchTechnician | BadHours>> {
  const before = await needs.technicians.technician(work, asked.technician);
  if (!before || !mayChangeTechnician(work.by, before)) return no({ kind: 'no-such-technician' });
  const breaks = asked.breaks ?? before.breaks;
  const fits = checkHours(asked.hours, breaks);
  if (!fits.ok) return fits;

  const after: Technician = { ...before, hours: asked.hours, breaks };
  await needs.technicians.saveHours(work, after);
  await work.audit({ did: 'change-hours', to: after.id, person: after.person });
  await work.announce({ fact: 'hours-changed', technician: after.id } satisfies HoursChanged);
  return ok(after);
}

/** Days away. Visits that were promised in them are for the operator to move: the fact says so. */
export async function takeAbsence(needs: Needs, work: Work, asked: AsksToTakeAbsence): Promise<Result<Absence, NoSuchTechnician | { kind: 'absence-ends-before-it-begins' }>> {
  const technician = await needs.technicians.technician(work, asked.technician);
  if (!technician || !mayChangeTechnician(work.by, technician)) return no({ kind: 'no-such-technician' });
  if (Temporal.PlainDate.compare(asked.until, asked.from) < 0) return no({ kind: 'absence-ends-before-it-begins' });

  const absence: Absence = { ...asked, id: `abs_${newId('Technician').slice(4)}` };
  await needs.technicians.addAbsence(work, absence);
  await work.audit({ did: 'take-absence', to: technician.id, person: technician.person });
  await work.announce({ fact: 'absence-taken', technician: technician.id, absence: absence.id } satisfies AbsenceTaken);
  return ok(absence);
}

/** They come after all. */
export async function dropAbsence(needs: Needs, work: Work, asked: { absence: string }): Promise<Result<true, NoSuchTechnician>> {
  const absence = await needs.technicians.absence(work, asked.absence);
  const technician = absence && (await needs.technicians.technician(work, absence.technician));
  if (!technician || !mayChangeTechnician(work.by, technician)) return no({ kind: 'no-such-technician' });
  await needs.technicians.dropAbsence(work, asked.absence);
  await work.audit({ did: 'drop-absence', to: technician.id, person: technician.person });
  await work.announce({ fact: 'hours-changed', technician: technician.id } satisfies HoursChanged);
  return ok(true as const);
}
