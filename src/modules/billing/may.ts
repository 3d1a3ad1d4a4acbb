import { type Actor, type HomeId, type ProviderId, type RequestId, isStaff, mayActFor } from '#kernel';
import { type Appointment, isSentTo } from '#modules/booking';

/** `quiet`: nobody of the household learns of it; somebody there may be the danger. */
type Billed = Readonly<{ home: HomeId; request: RequestId; provider: ProviderId; quiet: boolean }>;
const isOffice = (by: Actor, provider: ProviderId): boolean => by.kind === 'person' && by.provider === provider;
const isFinance = (by: Actor): boolean => isStaff(by, 'finance') || isStaff(by, 'operator');

/** A bill is made by the provider's office, the technician who was there (until a day after), staff, or the house itself. */
export const mayIssue = (by: Actor, about: Pick<Appointment, 'provider' | 'technician' | 'plannedEnd' | 'state'>, now: Temporal.Instant): boolean =>
  isOffice(by, about.provider) || isFinance(by) || by.kind === 'job' || isSentTo(by, about, now);

/** It is seen by the home, a helper who may see invoices, who holds the request's code, and whoever may make it. */
export const maySee = (by: Actor, about: Billed): boolean =>
  (!about.quiet && mayActFor(by, about.home, 'see-invoices')) || (by.kind === 'asker' && by.request === about.request) || isOffice(by, about.provider) || isFinance(by) || by.kind === 'job';

/** Money received is written down by the provider's office, the technician at the door, or staff. */
export const mayRecord = mayIssue;
/** Something is given back by the provider's office or by finance; a technician cannot. */
export const mayGiveBack = (by: Actor, provider: ProviderId): boolean => isOffice(by, provider) || isStaff(by, 'finance');
/** Whether a fee is asked for is said by the provider's office or by whoever rang: the operator, or finance. */
export const mayWaive = (by: Actor, provider: ProviderId): boolean => isOffice(by, provider) || isFinance(by);
/** Whether a closed door costs anything is said after a call, never by whoever stood before it. */
export const mayBillClosedDoor = (by: Actor, provider: ProviderId): boolean => mayWaive(by, provider) || by.kind === 'job';
/** A certificate is for the home, its helper who may see invoices, the provider and finance. */
export const mayCertify = (by: Actor, home: HomeId, provider: ProviderId): boolean => mayActFor(by, home, 'see-invoices') || isOffice(by, provider) || isFinance(by) || by.kind === 'job';
/** A deposit on a part is asked for by whoever keeps the order: who was there, their office, the operator. */
export const mayKeepOf = (by: Actor, about: Pick<Appointment, 'provider' | 'technician'>): boolean => isOffice(by, about.provider) || isFinance(by) || by.kind === 'job' || (by.kind === 'person' && by.technician === about.technician);
/** That a firm is gone is said by the operator, never by a firm. */
export const mayLetGo = (by: Actor): boolean => by.kind === 'job' || (isStaff(by, 'operator') && !(by.kind === 'person' && by.provider !== undefined));
