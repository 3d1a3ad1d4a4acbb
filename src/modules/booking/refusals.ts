import type { Money, TechnicianId, VisitId } from '#kernel';

/** Every "no" of this module. Each kind has its sentence in the catalogue as `booking.<kind>`. */
export type NoSuchRequest = { kind: 'no-such-request' };
export type NoSuchQuote = { kind: 'no-such-quote' };
export type NoSuchVisit = { kind: 'no-such-visit' };
export type NoSuchHold = { kind: 'no-such-hold' };
export type NoSuchTask = { kind: 'no-such-task' };
export type NoSuchHome = { kind: 'no-such-home' };
/** Not for this caller, though they may know that it exists. */
export type NotAllowed = { kind: 'not-allowed' };
export type RequestClosedAlready = { kind: 'request-closed' };
export type NotUnderstood = { kind: 'not-understood-yet' };
export type NotPlaced = { kind: 'we-will-call-you' };
export type WayNotOffered = { kind: 'way-not-offered'; offered: readonly string[] };
/** Another person was quicker, or the day has no room for it any more. Ask `otherTimes`. */
export type TimeTaken = { kind: 'time-taken' };
export type TimePassed = { kind: 'time-passed' };
export type NotASlot = { kind: 'not-a-slot' };
export type HoldExpired = { kind: 'hold-expired' };
export type QuoteChanged = { kind: 'quote-changed' };
export type QuoteExpired = { kind: 'quote-expired' };
export type AlreadyBooked = { kind: 'already-booked' };
export type VisitOver = { kind: 'visit-over' };
/** The fee is no longer the one that was shown. */
export type FeeChanged = { kind: 'fee-changed'; fee: Money };
/** A visit that begins within fourteen days needs the customer's own wish for that. */
export type ExpressNeeded = { kind: 'express-request-needed' };
/** The words of the contract are not those that were on the page. */
export type TermsChanged = { kind: 'terms-changed' };
export type CannotReach = { kind: 'no-way-to-reach-you' };
/** A second pair of eyes must say yes first (see pricing.acceptQuote, which asks them). */
export type SecondYesNeeded = { kind: 'second-yes-needed' };
/** What was typed as a telephone number cannot be one. */
export type BadPhone = { kind: 'bad-phone' };
/** Somebody else changed the visit since it was looked at. */
export type VisitChanged = { kind: 'visit-changed'; visit: VisitId };
/** It has begun, or somebody is on the way to it. */
export type VisitBegun = { kind: 'visit-begun'; visit: VisitId };
/** This technician may not be sent to this visit: another firm, a skill, the area, papers, the language, or away that day. */
export type CannotServe = { kind: 'cannot-serve'; visit: VisitId };
/** The day of this technician has no room for what was moved into it without breaking a promise. */
export type DayFull = { kind: 'day-full'; technician: TechnicianId };
