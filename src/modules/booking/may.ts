import { type Actor, type HomeId, type Scope, isStaff, mayActFor, ownsHome } from '#kernel';
import { type Appointment, isStillOpen } from './appointment.ts';
import type { Request, Source } from './request.ts';

const isHouse = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');
const holdsCode = (by: Actor, request: Pick<Request, 'id'>): boolean => by.kind === 'asker' && by.request === request.id;

type About = Pick<Request, 'id' | 'person' | 'home' | 'quiet'> & Partial<Pick<Request, 'helper'>>;
/** Until it is known whose home it is for, it is the request of who asked. */
const isAsking = (by: Actor, request: About): boolean => by.kind === 'person' && request.home === undefined && request.helper === by.person;

/** Anyone may ask. That it came by telephone or on paper is said by the operator who took it. */
export const mayAsk = (by: Actor, source: Source): boolean => isHouse(by) || source === 'web' || source === 'relative';

/**
 * A request is seen by who holds its code and by the operator; by the person, their household and a helper under a
 * mandate too, unless it is quiet: then somebody near them may be the danger.
 */
export function maySeeRequest(by: Actor, request: About): boolean {
  if (isHouse(by) || holdsCode(by, request)) return true;
  if (isAsking(by, request)) return true;
  if (request.quiet || by.kind !== 'person') return false;
  return by.person === request.person || (request.home !== undefined && mayForAny(by, request.home, OF_REQUEST));
}

/** What a helper must have been given, one of these: prices cannot be read without what was asked for, nor extra work without the visit. */
const OF_REQUEST: readonly Scope[] = ['ask', 'see-appointments', 'see-quotes', 'answer-quotes', 'approve-extras'];
const OF_VISIT: readonly Scope[] = ['ask', 'see-appointments', 'approve-extras'];
const mayForAny = (by: Actor, home: HomeId, scopes: readonly Scope[]): boolean => scopes.some((scope) => mayActFor(by, home, scope));

/** Changing it takes more than seeing it: a helper needs a mandate to ask. */
export function mayChangeRequest(by: Actor, request: About): boolean {
  if (isHouse(by) || holdsCode(by, request)) return true;
  if (isAsking(by, request)) return true;
  if (request.quiet || by.kind !== 'person') return false;
  return by.person === request.person || (request.home !== undefined && mayActFor(by, request.home, 'ask'));
}

/** A signed-in person takes up a request that nobody has yet. */
export const mayTakeUp = (by: Actor, request: About): boolean =>
  mayChangeRequest(by, request) || (by.kind === 'person' && request.person === undefined && request.home === undefined);

export const mayNameHome = (by: Actor, home: HomeId): boolean => isHouse(by) || mayActFor(by, home, 'ask');

type OfVisit = Pick<Appointment, 'request' | 'home' | 'quiet' | 'technician' | 'provider'>;
/** Whoever lives there, holds the code, or helps with visits. */
const isOfHousehold = (by: Actor, visit: OfVisit): boolean => isHouse(by) || holdsCode(by, { id: visit.request }) || (!visit.quiet && mayForAny(by, visit.home, OF_VISIT));
const asRequest = (visit: OfVisit): About => ({ id: visit.request, home: visit.home, person: undefined, quiet: visit.quiet });

/** Whoever is sent there, until a day after. */
export const isSentTo = (by: Actor, visit: Pick<Appointment, 'technician' | 'plannedEnd' | 'state'>, now: Temporal.Instant): boolean =>
  by.kind === 'person' && by.technician === visit.technician && isStillOpen(visit, now);

/** Whoever comes, and their office, when it is not their own home. */
export const isFirmOf = (by: Actor, visit: Pick<Appointment, 'home' | 'technician' | 'provider'>): boolean =>
  by.kind === 'person' && !isStaff(by, 'operator') && !ownsHome(by, visit.home) && (by.technician === visit.technician || by.provider === visit.provider);

/** A visit is also seen by the technician who comes, until a day after, and by the provider's office. */
export const maySeeVisit = (by: Actor, visit: OfVisit & Pick<Appointment, 'plannedEnd' | 'state'>, now: Temporal.Instant): boolean =>
  isOfHousehold(by, visit) || isSentTo(by, visit, now) || (by.kind === 'person' && by.provider === visit.provider);

/** The promise is the household's to change. */
export const mayChangeVisit = (by: Actor, visit: OfVisit): boolean => mayChangeRequest(by, asRequest(visit));

/** The door word: the person and their helper, never who will say it. */
export const mayKnowDoorWord = (by: Actor, visit: OfVisit): boolean => {
  if (by.kind === 'person' && by.technician === visit.technician) return false;
  return isOfHousehold(by, visit);
};
/** The person's own code: whoever is at the door of that home, or holds the request's code. Not a helper from afar. */
export const mayKnowCode = (by: Actor, visit: OfVisit): boolean => {
  if (by.kind === 'person' && by.technician === visit.technician) return false;
  return isHouse(by) || (by.kind === 'asker' && by.request === visit.request) || (!visit.quiet && ownsHome(by, visit.home));
};

/** Visits are given out by whoever runs the house. */
export const mayArrange = (by: Actor): boolean => isHouse(by);
export const maySeeBoard = (by: Actor): boolean => isHouse(by);
export const maySeeDay = (by: Actor, technician: string, provider: string | undefined): boolean =>
  isHouse(by) || (by.kind === 'person' && (by.technician === technician || (provider !== undefined && by.provider === provider)));
/** That we cannot come is said by the firm that promised it, or by the house. */
export const mayCallOff = (by: Actor, visit: OfVisit): boolean => isHouse(by) || (by.kind === 'person' && by.provider === visit.provider);
/** That a visit is over is said by who was there, by their office, or by the house. */
export const mayEndVisit = (by: Actor, visit: OfVisit): boolean =>
  isHouse(by) || (by.kind === 'person' && (by.technician === visit.technician || by.provider === visit.provider));
export const isHouseItself = (by: Actor): boolean => by.kind === 'job';
