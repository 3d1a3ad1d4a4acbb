import { type Actor, type PersonId, ownsHome } from '#kernel';
import { type Opening, type WorkingAs, workingAs } from './opening.ts';

/** Whose looking is written down, and in which role: staff, anywhere but in their own home. */
export const looksAs = (by: Actor, opening: Opening): WorkingAs | undefined => (ownsHome(by, opening.home) ? undefined : workingAs(by));

/** The journal and the archive are read by the person alone. */
export const mayRead = (by: Actor, person: PersonId): boolean => by.kind === 'person' && by.person === person;
export const mayErase = mayRead;
