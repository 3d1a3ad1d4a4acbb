import { type Actor, type TechnicianId, isStaff } from '#kernel';

/** The board is the operator's, and the house's own. */
export const mayDispatch = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');
/** What happens in a visit is said by whoever was sent to it. */
export const isTheirs = (by: Actor, visit: Readonly<{ technician: TechnicianId }>): boolean => by.kind === 'person' && by.technician === visit.technician;
