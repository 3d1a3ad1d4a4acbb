import type { ProviderId, TechnicianId } from '#kernel';

export type ProviderAdded = { readonly fact: 'provider-added'; provider: ProviderId };
export type BindingSigned = { readonly fact: 'binding-signed'; provider: ProviderId };
export type TechnicianAdded = { readonly fact: 'technician-added'; technician: TechnicianId };
export type VettingRecorded = { readonly fact: 'vetting-recorded'; technician: TechnicianId; vetting: string };
export type TechnicianSuspended = { readonly fact: 'technician-suspended'; technician: TechnicianId };
export type TechnicianReinstated = { readonly fact: 'technician-reinstated'; technician: TechnicianId };
export type AbsenceTaken = { readonly fact: 'absence-taken'; technician: TechnicianId; absence: string };
export type HoursChanged = { readonly fact: 'hours-changed'; technician: TechnicianId };
/** A check ends in so many days (60, 30 or 7); then it has. `required`: nobody is sent without it. */
export type VettingExpires = { readonly fact: 'vetting-expires'; technician: TechnicianId; vetting: string; days: number };
export type VettingExpired = { readonly fact: 'vetting-expired'; technician: TechnicianId; vetting: string; required: boolean };
/** Another bank account was asked for; it is in force after 72 hours and a check. */
export type PayChangeAsked = { readonly fact: 'pay-change-asked'; provider: ProviderId; change: string };
export type PayChanged = { readonly fact: 'pay-changed'; provider: ProviderId; change: string };
export type TechniciansFact = ProviderAdded | BindingSigned | TechnicianAdded | VettingRecorded | TechnicianSuspended | TechnicianReinstated | AbsenceTaken | HoursChanged | VettingExpires | VettingExpired | PayChangeAsked | PayChanged;
