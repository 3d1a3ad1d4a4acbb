import type { ProviderId, TechnicianId } from '#kernel';

export type ProviderAdded = { readonly fact: 'provider-added'; provider: ProviderId };
export type BindingSigned = { readonly fact: 'binding-signed'; provider: ProviderId };
export type TechnicianAdded = { readonly fact: 'technician-added'; technician: TechnicianId };
export type VettingRecorded = { readonly fact: 'vetting-recorded'; technician: TechnicianId; vetting: string };
export type TechnicianSuspended = { readonly fact: 'technician-suspended'; technician: TechnicianId };
export type TechnicianReinstated = { readonly fact: 'technician-reinstated'; technician: TechnicianId };
export type AbsenceTaken = { readonly fact: 'absence-taken'; technician: TechnicianId; absence: string };
export type HoursChanged = { readonly fact: 'hours-changed'; technician: TechnicianId };
