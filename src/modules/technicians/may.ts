import { type Actor, type PersonId, type ProviderId, type TechnicianId, isStaff } from '#kernel';

export const nameOf = (by: Actor): string => (by.kind === 'person' ? by.person : by.kind === 'asker' ? by.request : by.kind === 'job' ? by.job : 'visitor');
export const personOf = (by: Actor): PersonId | undefined => (by.kind === 'person' ? by.person : undefined);

export const mayAddProvider = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');
const isOffice = (by: Actor, provider: ProviderId): boolean => by.kind === 'person' && by.provider === provider;

/** Only the provider's own office binds the provider: the operator cannot sign for them. */
export const maySign = (by: Actor, provider: ProviderId): boolean => by.kind === 'job' || isOffice(by, provider);
export const mayRun = (by: Actor, provider: ProviderId): boolean => by.kind === 'job' || isStaff(by, 'operator') || isOffice(by, provider);
export const mayChangeTechnician = (by: Actor, technician: { id: TechnicianId; provider: ProviderId }): boolean =>
  mayRun(by, technician.provider) || (by.kind === 'person' && (by.technician === technician.id || by.stopped?.technician === technician.id));

export const mayVet = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'vetting');
/** Nobody vets themselves, and whoever brought someone in does not check them (four eyes). */
export const isSecondPerson = (by: Actor, technician: { person: PersonId }, addedBy: string): boolean =>
  by.kind === 'job' || (by.kind === 'person' && by.person !== technician.person && by.person !== addedBy);
/** Nobody checks the firm that they work for or brought in. */
export const isSecondFirm = (by: Actor, theirs: readonly PersonId[], addedBy: string | undefined): boolean =>
  by.kind === 'job' || (by.kind === 'person' && by.person !== addedBy && !theirs.includes(by.person));
export const maySeeFirm = (by: Actor, provider: ProviderId): boolean => mayVet(by) || mayRun(by, provider);
export const maySuspend = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator') || isStaff(by, 'vetting');
export const mayReinstate = (by: Actor, technician: { person: PersonId }): boolean => maySuspend(by) && personOf(by) !== technician.person;
export const maySeeVetting = (by: Actor, technician: { id: TechnicianId; provider: ProviderId }): boolean => mayVet(by) || mayChangeTechnician(by, technician);
