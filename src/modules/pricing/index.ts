/** Pricing says what help costs before anyone travels: tariffs, quotes, ceilings, comparison, tax credit. It never takes money (see billing). */
export type { Pricing } from './verbs.ts';
export type {
  Accepted, Candidate, CannotAnswer, CannotAsk, CannotSetEyes, CannotSetPrices, ComparedRow, HiddenSubscription, Missing, NoSuchQuote, Offers, Preview,
  ProviderTerms, SecondEyes, WhyMissing,
} from './answers.ts';
export type { Actual, BillDraft, BilledLine } from './bill.ts';
export type { QuoteAccepted, QuoteRefused, QuotesOffered, SecondYesAsked } from './facts.ts';
export { LINE_KINDS, type Every, type LineCredit, type LineKind, type Quote, type QuoteLine, type QuoteState, type Says, type Unit } from './quote.ts';
export { WAYS, isAtHome, type End, type ItemKey, type ItemKind, type ItemNeed, type LeafKey, type Scope, type ScopeTask, type Span, type TravelLeg, type Way, type When } from './scope.ts';
export type {
  ItemPrice, NoFix, PackagePrice, ServiceKey, Surcharge, Tariff, TariffShapes, TimePrice, TravelPrice, Trip, UnattendedPrice,
} from './tariff.ts';
