/** Pricing says what help costs before anyone travels: tariffs, quotes, ceilings, comparison, tax credit. It never takes money (see billing). */
export { createPricing } from './pricing.ts';
export type { Pricing } from './verbs.ts';
export type {
  Accepted, Candidate, CannotAnswer, CannotAsk, CannotSetEyes, CannotSetPrices, ComparedCell, ComparedRow, HiddenSubscription, Missing, NoSuchQuote, Offers, Preview,
  PreviewLine, ProviderTerms, SecondEyes, WhyMissing,
} from './answers.ts';
export { MOST_CENTS, STEPS, tariffAsk, type AsksForTariff } from './asks.ts';
export { MONEY_RULES, billFor, type Actual, type BillDraft, type BillOutcome, type BilledLine, type DueExtra, type ExtraDone, type MoneyRule } from './bill.ts';
export { catalogueFrom, soundsRenewing, type Catalogue, type Item, type Service } from './catalogue.ts';
export { isCheaperSlot, isOffPeak, type Cheaper, type CheaperBy, type QuietHours, type Reduction, type SolidarityWord, type TimeBrings } from './cheaper.ts';
export { compare } from './compare.ts';
export { creditFor, creditOf, creditRuleFor } from './credit.ts';
export { grossOf, type Draft } from './draft.ts';
export { MOST_LINES, UNITS, wrongLines, type OwnLine, type OwnOffer, type WrongLine } from './own-lines.ts';
export { LONGEST_DAYS, SHORTEST_HOURS, isOpenAt, type Round, type RoundQuestion, type RoundSeen } from './round.ts';
export type { QuoteAccepted, QuoteRefused, QuotesOffered, SecondEyesEnding, SecondEyesNamed, SecondYesAnswered, SecondYesAsked } from './facts.ts';
export { cancelFee, freeUntil, missedFee, whenOf } from './fees.ts';
export { itemPrice, linesFor } from './lines.ts';
export { previewTariff } from './preview.ts';
export type { PriceAtTime, TimePrices } from './do/price-for-time.ts';
export { MOST_VOUCHERS, givesFrom, partnerAsk, seriesAsk } from './asks-vouchers.ts';
export { mostOf, voucherPays, type Gives, type Partner, type Series, type SeriesSeen, type Voucher, type VoucherUse } from './voucher.ts';
export { addressLines, quoteNumber, quotePdf, told, type Parties } from './quote-paper.ts';
export { VALID_DAYS, price, type Shelf } from './price.ts';
export { LINE_KINDS, type Every, type LineCredit, type LineKind, type Quote, type QuoteLine, type QuoteState, type Says, type Unit } from './quote.ts';
export { alike } from './order.ts';
export { PUBLISHED_WEIGHTS, outlierOf, points, rank, type Rankable, type Weights } from './rank.ts';
export { ruleBookFrom, ruleOn, type CreditRule, type Rule, type RuleBook } from './rules.ts';
export { reckonedBy } from './reckoned.ts';
export { WAYS, isAtHome, type End, type ItemKey, type ItemKind, type ItemNeed, type LeafKey, type Scope, type ScopeTask, type Span, type TravelLeg, type Way, type When } from './scope.ts';
export type {
  ItemPrice, NoFix, PackagePrice, ServiceKey, Surcharge, Tariff, TariffShapes, TimePrice, TravelPrice, Trip, UnattendedPrice,
} from './tariff.ts';
export { afterMonths, ceilingFor, totals, vatOf, type Totals, type VatShare } from './totals.ts';
export { LINK_DAYS, MOST_LINKS, type SharedLink } from './shared-link.ts';
export { pricingRoutes } from './routes.ts';
