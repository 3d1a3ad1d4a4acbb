import { type Actor, isStaff, ownsHome } from '#kernel';
import type { Appointment } from '#modules/booking';

type About = Pick<Appointment, 'request' | 'home' | 'quiet' | 'technician'>;

/** Whoever lives there, or holds the request's code: never a helper, whatever their mandate says, and never staff. */
export const isHousehold = (by: Actor, visit: About): boolean => {
  if (by.kind === 'asker') return by.request === visit.request;
  return by.kind === 'person' && by.technician !== visit.technician && !visit.quiet && ownsHome(by, visit.home);
};
export const isTheTechnician = (by: Actor, visit: Pick<About, 'technician'>): boolean => by.kind === 'person' && by.technician === visit.technician;
export const isHouse = (by: Actor): boolean => by.kind === 'job';
/** The page of alarms: the office, and those who check technicians. */
export const maySeeAlarms = (by: Actor): boolean => isHouse(by) || isStaff(by, 'operator') || isStaff(by, 'vetting');
export const mayDecide = (by: Actor): by is Extract<Actor, { kind: 'person' }> => by.kind === 'person' && (isStaff(by, 'operator') || isStaff(by, 'vetting'));
