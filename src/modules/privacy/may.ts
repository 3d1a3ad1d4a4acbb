import { type Actor, type PersonId, isStaff, ownsHome } from '#kernel';
import { type Opening, type WorkingAs, workingAs } from './opening.ts';

/** Whose looking is written down, and in which role: staff, anywhere but in their own home. */
export const looksAs = (by: Actor, opening: Opening): WorkingAs | undefined => (ownsHome(by, opening.home) ? undefined : workingAs(by));

/** The journal and the archive are read by the person alone. */
export const mayRead = (by: Actor, person: PersonId): boolean => by.kind === 'person' && by.person === person;
/** Erased at once by the person alone; what was asked for by telephone, by the house when its three days are over. */
export const mayErase = (by: Actor, person: PersonId): boolean => mayRead(by, person) || by.kind === 'job';
/** What somebody says on the telephone or on paper is written down by the operator, and by whoever asked for them. */
export const mayAnswerFor = (by: Actor, person: PersonId): boolean => mayRead(by, person) || isStaff(by, 'operator') || by.kind === 'asker';
export const mayAskErasure = (by: Actor, person: PersonId): boolean => mayRead(by, person) || isStaff(by, 'operator');
/** Taking many people's data out of the house: asked by one of these, allowed by another. */
export const mayExportMany = (by: Actor): boolean => isStaff(by, 'admin') || isStaff(by, 'operator');
export const mayAllowMany = (by: Actor): boolean => isStaff(by, 'admin') || isStaff(by, 'operator');
export const maySeeAlarms = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'admin') || isStaff(by, 'operator');

/** As `by` is remembered in a row. */
export const nameOf = (by: Actor): string => {
  switch (by.kind) {
    case 'person': return by.person;
    case 'asker': return by.request;
    case 'job': return by.job;
    case 'visitor': return 'visitor';
  }
};
