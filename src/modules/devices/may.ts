import { type Actor, type HomeId, isStaff, mayActFor } from '#kernel';

/** What stands in a home is kept by whoever lives there, by a helper who may ask for help, and by staff. A technician who was let in says it through the visit. */
export const mayKeep = (by: Actor, home: HomeId): boolean => by.kind === 'job' || isStaff(by, 'operator') || mayActFor(by, home, 'ask');
export const maySee = mayKeep;
