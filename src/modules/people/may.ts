import { type Actor, type HomeId, type PersonId, isStaff, mayActFor, ownsHome } from '#kernel';

/** Who wrote a row first, as `by` is remembered: a person's, a request's or a job's name. */
export const nameOf = (by: Actor): string => {
  switch (by.kind) {
    case 'person': return by.person;
    case 'asker': return by.request;
    case 'job': return by.job;
    case 'visitor': return 'visitor';
  }
};

/** What a decision needs to know of someone. */
export type About = Readonly<{ id: PersonId; welcomedBy: string; homes: readonly HomeId[] }>;

const isHouse = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');
const isSelf = (by: Actor, person: PersonId): boolean => by.kind === 'person' && by.person === person;
/** Whoever asked for help and said who it is for may go on saying it, for that request. */
const askedFor = (by: Actor, writtenBy: string): boolean => by.kind === 'asker' && by.request === writtenBy;

export const mayWelcome = (by: Actor): boolean => by.kind === 'asker' || by.kind === 'person' || by.kind === 'job';

/** A person is seen by themselves, by those who live with them, by a helper whose mandate is in force, and by staff. */
export const maySeePerson = (by: Actor, about: About): boolean =>
  isHouse(by) || isSelf(by, about.id) || isStaff(by, 'finance') || isStaff(by, 'vetting') || askedFor(by, about.welcomedBy)
  || about.homes.some((home) => ownsHome(by, home) || hasMandate(by, home));

export const mayChangePerson = (by: Actor, about: About): boolean => isHouse(by) || isSelf(by, about.id) || askedFor(by, about.welcomedBy);

/** A home is added by whoever lives there, by staff, or by whoever welcomed that person. */
export const mayAddHome = (by: Actor, about: About): boolean => mayChangePerson(by, about) || (by.kind === 'person' && about.welcomedBy === by.person);

const hasMandate = (by: Actor, home: HomeId): boolean => by.kind === 'person' && by.mandates.some((mandate) => mandate.home === home);
export const maySeeHome = (by: Actor, home: HomeId, addedBy: string): boolean =>
  isHouse(by) || isStaff(by, 'finance') || ownsHome(by, home) || hasMandate(by, home) || askedFor(by, addedBy);
/** How one comes in (where the key lies, which bell) is for those who live there, those who see or make their appointments, and whoever sends somebody. An invoice needs the address alone. */
export const maySeeWayIn = (by: Actor, home: HomeId, addedBy: string): boolean => isHouse(by) || askedFor(by, addedBy) || mayActFor(by, home, 'see-appointments') || mayActFor(by, home, 'ask');
export const mayChangeHome = (by: Actor, home: HomeId, addedBy: string): boolean => isHouse(by) || ownsHome(by, home) || askedFor(by, addedBy);

/** Who may give a helper rights over a home, in force at once. */
export const mayGive = (by: Actor, home: HomeId, addedBy: string): boolean => mayChangeHome(by, home, addedBy);
/** Who may only claim them: a helper who wrote this home down for someone else. */
export const mayClaim = (by: Actor, helper: PersonId, addedBy: string): boolean => by.kind === 'person' && by.person === helper && addedBy === by.person;
export const mayConfirm = (by: Actor, home: HomeId): boolean => isHouse(by) || ownsHome(by, home);
export const mayRevoke = (by: Actor, home: HomeId, helper: PersonId): boolean => mayConfirm(by, home) || isSelf(by, helper);

export const mayEndSessions = (by: Actor, person: PersonId): boolean => isHouse(by) || isSelf(by, person);
export const mayInvite = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'admin');
export const mayFind = (by: Actor): boolean => isHouse(by);
