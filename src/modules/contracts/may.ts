import { type Actor, type HomeId, type PersonId, type ProviderId, type RequestId, isStaff, mayActFor, ownsHome } from '#kernel';

type About = Readonly<{ request: RequestId; home: HomeId; person?: PersonId | undefined; provider: ProviderId; quiet: boolean }>;

const holdsCode = (by: Actor, about: About): boolean => by.kind === 'asker' && by.request === about.request;
const isHouse = (by: Actor): boolean => by.kind === 'job' || isStaff(by, 'operator');
/** Of a quiet request nobody at home sees a thing: somebody near them may be the danger. */
const isTheirs = (by: Actor, about: About): boolean => !about.quiet && by.kind === 'person' && (by.person === about.person || ownsHome(by, about.home));

/** What was agreed is seen by the household, a helper who may see prices, who holds the code, the provider's office and the operator. */
export const maySee = (by: Actor, about: About): boolean =>
  isHouse(by) || holdsCode(by, about) || isTheirs(by, about) || isStaff(by, 'finance') || (!about.quiet && (mayActFor(by, about.home, 'see-quotes') || mayActFor(by, about.home, 'answer-quotes')))
  || (by.kind === 'person' && by.provider === about.provider);

/** It is withdrawn from by whoever could say yes to it: the household, a helper who answers prices, who holds the code; and by the operator for a caller. */
export const mayWithdrawFor = (by: Actor, about: About): boolean =>
  isHouse(by) || holdsCode(by, about) || isTheirs(by, about) || (!about.quiet && mayActFor(by, about.home, 'answer-quotes'));

/** What the law leaves open is decided by the operator of this installation. */
export const mayDecide = (by: Actor): boolean => isHouse(by);
export const isOnTelephone = (by: Actor): boolean => isStaff(by, 'operator');
/** Whether it is the household itself that acts, so that nothing need be announced to it. */
export const isHousehold = (by: Actor, about: About): boolean => holdsCode(by, about) || isTheirs(by, about) || (!about.quiet && mayActFor(by, about.home, 'ask'));
