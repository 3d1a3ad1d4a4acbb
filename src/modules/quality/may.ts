import { type Actor, type HomeId, type ProviderId, type RequestId, type TechnicianId, isStaff, mayActFor } from '#kernel';

type Of = Readonly<{ home: HomeId; request: RequestId; technician: TechnicianId; provider: ProviderId; quiet: boolean }>;

/** Whoever was helped, or who may ask for them; of a quiet visit only who holds its code. */
export const maySpeakForHome = (by: Actor, of: Of): boolean =>
  (by.kind === 'asker' ? by.request === of.request : by.kind === 'person' && ((!of.quiet && mayActFor(by, of.home, 'ask')) || isStaff(by, 'operator'))) || by.kind === 'job';

/** Of a visit that no request is left of: the home, who may ask for it, and the operator. */
export const maySpeakForHomeId = (by: Actor, home: HomeId): boolean => mayActFor(by, home, 'ask') || isStaff(by, 'operator');

export const isItsTechnician = (by: Actor, of: Pick<Of, 'technician'>): boolean => by.kind === 'person' && by.technician === of.technician;

/** Complaints are answered by the provider they are about (a firm of one answers itself), and by the operator. */
export const mayAnswer = (by: Actor, of: Pick<Of, 'provider'>): boolean => isStaff(by, 'operator') || (by.kind === 'person' && by.provider === of.provider);
/** Whose office somebody works in. */
export const officeOf = (by: Actor): ProviderId | undefined => (by.kind === 'person' ? by.provider : undefined);
/** What was promised is done by the firm's office or by the operator. */
export const mayRing = (by: Actor, of: Pick<Of, 'provider'>): boolean => mayAnswer(by, of);
export const maySeeQuality = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');
