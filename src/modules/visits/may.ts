import { type Actor, type Scope, isStaff, mayActFor, ownsHome } from '#kernel';
import { type Appointment, isSentTo } from '#modules/booking';
import type { SaidBy } from './extra.ts';

type About = Pick<Appointment, 'request' | 'home' | 'quiet' | 'technician' | 'provider' | 'plannedEnd' | 'state'>;

type Who = Pick<About, 'technician' | 'provider'>;

/** Only the technician who was promised acts at the door, until a day after (and the house itself, which brings worlds to life). */
export const mayWork = (by: Actor, visit: About, now: Temporal.Instant): boolean => by.kind === 'job' || isSentTo(by, visit, now);
export const isOperator = (by: Actor): boolean => isStaff(by, 'operator');
/** The operator, when they are not the technician who came. */
export const isOfficeOf = (by: Actor, visit: About): boolean => isOperator(by) && !(by.kind === 'person' && by.technician === visit.technician);
export const mayEnd = (by: Actor, visit: About, now: Temporal.Instant): boolean => mayWork(by, visit, now) || isOperator(by);

const isOffice = (by: Actor, visit: About): boolean => by.kind === 'person' && by.provider === visit.provider;
const holdsRequest = (by: Actor, visit: About): boolean => by.kind === 'asker' && by.request === visit.request;
/** Whoever lives there, or asked for it. A quiet request is nobody's but who holds its code: someone near them may be the danger. */
const isHousehold = (by: Actor, visit: About): boolean => holdsRequest(by, visit) || (!visit.quiet && ownsHome(by, visit.home));

/** A thing in our hands, or a part on order, is kept by who took it, their office, the operator and the house. */
export const mayKeep = (by: Actor, visit: Who): boolean => by.kind === 'job' || isOperator(by) || (by.kind === 'person' && (by.technician === visit.technician || by.provider === visit.provider));
/** A drawn signature is the person's own: on the telephone that is handed over, or on their own page. */
export const mayDraw = (by: Actor, visit: About, now: Temporal.Instant): boolean => mayWork(by, visit, now) || isHousehold(by, visit);

const OF_VISIT: readonly Scope[] = ['see-appointments', 'ask', 'approve-extras'];
const OF_PRICES: readonly Scope[] = ['see-quotes', 'answer-quotes', 'see-invoices', 'approve-extras'];
const helps = (by: Actor, visit: Pick<About, 'home' | 'quiet'>, scopes: readonly Scope[]): boolean => !visit.quiet && scopes.some((scope) => mayActFor(by, visit.home, scope));

/** Those who see what is for staff: notes and worries. */
export const maySeeNotes = (by: Actor, visit: About, now: Temporal.Instant): boolean => mayWork(by, visit, now) || isOperator(by) || isOffice(by, visit);
export const maySee = (by: Actor, visit: About, now: Temporal.Instant): boolean =>
  maySeeNotes(by, visit, now) || isStaff(by, 'finance') || isHousehold(by, visit) || helps(by, visit, OF_VISIT);

/** What it costs is not for a helper who may only know when somebody comes. */
export const maySeePrices = (by: Actor, visit: About, now: Temporal.Instant): boolean => maySeeNotes(by, visit, now) || isStaff(by, 'finance') || isHousehold(by, visit) || helps(by, visit, OF_PRICES);

/** "Something is wrong" is heard from everyone who may see the visit. */
export const mayFreeze = maySee;
/** Whoever came does not lift it, whatever else they are. */
export const mayUnfreeze = (by: Actor, visit: About): boolean => by.kind === 'job' || isOfficeOf(by, visit);
/** Who stopped it. */
export const stopsAs = (by: Actor, visit: About): 'person' | 'technician' | 'operator' =>
  by.kind === 'person' && by.technician === visit.technician ? 'technician' : by.kind === 'job' || isOperator(by) ? 'operator' : 'person';

/** By what right someone answers extra work without the code; never whoever would be paid for it. */
export function answersAs(by: Actor, visit: About): SaidBy | undefined {
  if (by.kind === 'person' && (by.technician === visit.technician || by.provider === visit.provider)) return undefined;
  if (isHousehold(by, visit)) return 'person';
  return !visit.quiet && mayActFor(by, visit.home, 'approve-extras') ? 'mandate' : undefined;
}

/** A yes or a no heard on the telephone is written down by the operator, never by whoever would be paid. */
export const hearsAnswers = (by: Actor, visit: Who): boolean => isOperator(by) && !(by.kind === 'person' && (by.technician === visit.technician || by.provider === visit.provider));
/** Where somebody's thing is, when their part comes, and what it costs: the household, helpers who may see prices, who keeps it, finance. */
export const maySeeAway = (by: Actor, visit: About, now: Temporal.Instant): boolean => (maySee(by, visit, now) && maySeePrices(by, visit, now)) || mayKeep(by, visit);
