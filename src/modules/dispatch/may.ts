import { type Actor, isStaff } from '#kernel';

/** The board is the operator's, and the house's own. */
export const mayDispatch = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');
