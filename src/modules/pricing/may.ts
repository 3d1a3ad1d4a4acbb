import { type Actor, type HomeId, type ProviderId, type RequestId, type Scope, isStaff, mayActFor } from '#kernel';

type Priced = Readonly<{ home: HomeId; request: RequestId; provider: ProviderId; quiet?: boolean | undefined }>;

/** The household and its helpers; of a quiet request nobody: somebody near may be the danger. */
const mayOfHome = (by: Actor, about: Pick<Priced, 'home' | 'quiet'>, scope: Scope): boolean => about.quiet !== true && mayActFor(by, about.home, scope);
const holdsRequest = (by: Actor, request: RequestId): boolean => by.kind === 'asker' && by.request === request;

/** A quote is answered by the home it is for, someone with that home's mandate, who holds the request's code, or the operator on the telephone. */
export const mayAnswer = (by: Actor, quote: Omit<Priced, 'provider'>): boolean =>
  mayOfHome(by, quote, 'answer-quotes') || holdsRequest(by, quote.request) || isStaff(by, 'operator');

/** A quote is seen by whoever may answer it, a helper who may see quotes, and the provider it comes from. */
export const maySee = (by: Actor, quote: Priced): boolean =>
  mayAnswer(by, quote) || mayOfHome(by, quote, 'see-quotes') || by.kind === 'job'
  || (by.kind === 'person' && by.provider === quote.provider);

/** Quotes are asked for by the home, a helper who may ask, who holds the request's code, the operator, or the house itself. */
export const mayAskFor = (by: Actor, scope: Pick<Priced, 'home' | 'request' | 'quiet'>): boolean =>
  mayOfHome(by, scope, 'ask') || mayOfHome(by, scope, 'see-quotes') || holdsRequest(by, scope.request) || isStaff(by, 'operator') || by.kind === 'job';

/** A tariff is set by its provider's office, or by an administrator. */
export const maySetPrices = (by: Actor, provider: ProviderId): boolean =>
  isStaff(by, 'admin') || by.kind === 'job' || (by.kind === 'person' && by.provider === provider);

/** Partners and their vouchers are kept by the operator: a voucher is money. */
export const mayKeepPartners = (by: Actor): boolean => isStaff(by, 'operator') || isStaff(by, 'admin');

/** Whose office calls. */
export const providerOf = (by: Actor): ProviderId | undefined => (by.kind === 'person' ? by.provider : undefined);
