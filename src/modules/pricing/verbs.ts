import type { HomeId, LinkId, Money, PartnerId, PersonId, ProviderId, QuestionId, QuoteId, RequestId, Result, RoundId, SeriesId, TariffId } from '#kernel';
import type { Work } from '#platform/work';
import type { Accepted, CannotAnswer, CannotAsk, CannotSetEyes, CannotSetPrices, Candidate, Missing, NoSuchQuote, Offers, Preview, PreviewLine, SecondEyes } from './answers.ts';
import type { AsksForPartner, AsksForSeries } from './asks-vouchers.ts';
import type { Actual, BillDraft } from './bill.ts';
import type { Catalogue } from './catalogue.ts';
import type { TimeBrings } from './cheaper.ts';
import type { AskedSolidarity } from './do/ask-solidarity.ts';
import type { Bill } from './do/pay-by-voucher.ts';
import type { TimePrices } from './do/price-for-time.ts';
import type { CodeSeen, NoSuchPartner, NoSuchSeries, NotKeeper } from './do/vouchers.ts';
import type { Declaration } from './needs.ts';
import type { Quote } from './quote.ts';
import type { OwnOffer } from './own-lines.ts';
import type { AsksToOpenRound, CannotAskInRound, CannotOffer, CannotOpenRound, NoSuchRound, Round, RoundOver, RoundQuestion, RoundSeen } from './round.ts';
import type { RuleBook } from './rules.ts';
import type { Scope } from './scope.ts';
import type { CannotShare, NoSuchLink, SharedLink } from './shared-link.ts';
import type { Tariff } from './tariff.ts';
import type { CannotUseVoucher, Partner, Series, SeriesSeen, Voucher, VoucherUse } from './voucher.ts';

/** What pricing does and tells. Verbs check who may; `known` is for the modules above, which have checked already. */
export type Pricing = Readonly<{
  /** A new tariff from now on. `shapes` is checked here, whoever sends it (see `TariffShapes`). */
  setTariff(work: Work, provider: ProviderId, shapes: unknown): Promise<Result<Tariff, CannotSetPrices>>;
  /** Prices the same scope with every candidate's own tariff. `missing` are those that others ruled out already. */
  computeQuotes(work: Work, scope: Scope, candidates: readonly Candidate[], missing?: readonly Missing[]): Promise<Result<Offers, CannotAsk>>;
  /** What each provider would ask for a scope now; nothing is kept. */
  pricesFor(work: Work, scope: Scope, providers: readonly ProviderId[]): Promise<readonly Pick<Quote, 'provider' | 'expected' | 'ceiling'>[]>;
  acceptQuote(work: Work, id: QuoteId): Promise<Result<Accepted, CannotAnswer>>;
  refuseQuote(work: Work, id: QuoteId): Promise<Result<Quote, CannotAnswer>>;
  setSecondEyes(work: Work, eyes: SecondEyes): Promise<Result<SecondEyes, CannotSetEyes>>;
  dropSecondEyes(work: Work, home: HomeId): Promise<Result<{ home: HomeId; endsAt?: Temporal.Instant }, CannotSetEyes>>;
  /** Opens a request to the providers that could do it, for quotes of their own until a stated time. */
  openRound(work: Work, asked: AsksToOpenRound): Promise<Result<Round, CannotAsk | CannotOpenRound>>;
  askInRound(work: Work, asked: { round: RoundId; question: string }): Promise<Result<RoundQuestion, CannotAskInRound>>;
  answerInRound(work: Work, asked: { round: RoundId; question: QuestionId; answer: string }): Promise<Result<true, NoSuchRound | RoundOver>>;
  declineRound(work: Work, asked: { round: RoundId; why: string }): Promise<Result<true, NoSuchRound | RoundOver>>;
  answerRound(work: Work, asked: { round: RoundId; offer: OwnOffer }): Promise<Result<Quote, CannotOffer>>;
  /** The latest round of a request, for whoever may answer its quotes. */
  roundOf(work: Work, request: RequestId): Promise<RoundSeen | undefined>;
  /** One round as the caller's own office sees it. */
  round(work: Work, id: RoundId): Promise<RoundSeen | undefined>;
  /** The rounds that the caller's own office was asked in, the latest end first. */
  rounds(work: Work): Promise<readonly RoundSeen[]>;
  /** One quote, for whoever may see it. */
  quote(work: Work, id: QuoteId): Promise<Result<Quote, NoSuchQuote>>;
  /** The quotes of a request in the published order, for whoever may see them; an empty list otherwise. */
  quotesFor(work: Work, request: RequestId): Promise<readonly Quote[]>;
  /** The home's second pair of eyes, for the home, its helpers and the operator. */
  secondEyesOf(work: Work, home: HomeId): Promise<SecondEyes | undefined>;
  /** Of the quotes of a request that were said yes to once and wait for the second yes, those that the caller may see. */
  awaited(work: Work, request: RequestId): Promise<readonly Quote[]>;
  /** Homes that count on the caller's eyes, and their quotes that wait for the caller's yes. */
  eyesOn(work: Work): Promise<readonly Readonly<{ eyes: SecondEyes; waiting: readonly Quote[] }>[]>;
  /** Organisations that help people to pay, and their vouchers: for the operator. */
  addPartner(work: Work, asked: AsksForPartner): Promise<Result<Partner, NotKeeper>>;
  changePartner(work: Work, asked: { partner: PartnerId; name: string; contact: string; ended: boolean }): Promise<Result<true, NoSuchPartner>>;
  makeVouchers(work: Work, asked: AsksForSeries & { partner: PartnerId }): Promise<Result<Series, NoSuchPartner>>;
  stopVouchers(work: Work, asked: { series: SeriesId }): Promise<Result<true, NoSuchSeries>>;
  partners(work: Work): Promise<readonly Partner[]>;
  partner(work: Work, id: PartnerId): Promise<Readonly<{ partner: Partner; series: readonly SeriesSeen[] }> | undefined>;
  voucherCodes(work: Work, series: SeriesId): Promise<readonly CodeSeen[]>;
  voucherUses(work: Work, partner: PartnerId): Promise<readonly VoucherUse[]>;
  /** Puts a code on a request, for whoever may answer its quotes; one at a time. */
  takeVoucher(work: Work, asked: { request: RequestId; code: string }): Promise<Result<Voucher, CannotUseVoucher | NoSuchQuote>>;
  dropVoucher(work: Work, asked: { request: RequestId }): Promise<Result<true, NoSuchQuote>>;
  voucherOf(work: Work, request: RequestId): Promise<Voucher | undefined>;
  /** Makes a link with which somebody trusted reads the quotes, for a week or until it is stopped. */
  shareQuotes(work: Work, asked: { request: RequestId }): Promise<Result<SharedLink, CannotShare>>;
  stopSharing(work: Work, asked: { link: LinkId }): Promise<Result<SharedLink, NoSuchLink>>;
  /** The links of a request that can still be opened; undefined for whoever may not share its quotes. */
  sharedLinks(work: Work, request: RequestId): Promise<readonly SharedLink[] | undefined>;
  /** Asks for the solidarity rate; work the quotes out again afterwards. */
  askSolidarity(work: Work, asked: AskedSolidarity): Promise<Result<Declaration, NoSuchQuote | CannotUseVoucher>>;
  dropSolidarity(work: Work, request: RequestId): Promise<Result<true, NoSuchQuote>>;
  /** Whether a solidarity rate was asked for, and whose word each of these providers wants for theirs. Providers without one are left out. */
  solidarityFor(work: Work, request: RequestId, providers: readonly ProviderId[]): Promise<Readonly<{ said?: Declaration['word'] | undefined; offers: readonly Readonly<{ provider: ProviderId; asks: Declaration['word'] }>[] }>>;
  /** The tariff in force, for its provider's office. */
  tariffOf(work: Work, provider: ProviderId): Promise<Tariff | undefined>;
  /** The lines of one visit or session by hand, for the provider's own screen: what a customer would pay. */
  preview(tariff: Tariff, asked: Preview): readonly PreviewLine[];
  /** What is sold, and what each kind of problem may need. */
  catalogue: Catalogue;
  /** The law as dated data. */
  rules: RuleBook;
  known: Readonly<{
    quote(work: Work, id: QuoteId): Promise<Quote | undefined>;
    secondEyesOf(work: Work, home: HomeId): Promise<SecondEyes | undefined>;
    acceptedFor(work: Work, request: RequestId): Promise<Quote | undefined>;
    tariff(work: Work, id: TariffId): Promise<Tariff | undefined>;
    scopeOf(work: Work, id: QuoteId): Promise<Scope | undefined>;
    /** What the provider's reductions for times mean for a quote; undefined where it offers none. */
    timePrices(work: Work, id: QuoteId): Promise<TimePrices | undefined>;
    /** The quote at a time that is known by the version of its price; nothing is kept. */
    quoteAtVersion(work: Work, id: QuoteId, version: string): Promise<Quote | undefined>;
    /** The quote for a chosen time, in place of the one that stood; that one where nothing changes. */
    quoteForTime(work: Work, id: QuoteId, brings: TimeBrings): Promise<Quote | undefined>;
    /** The guarantee as a quote for another request: the same work once more, for nothing. */
    freeRepeat(work: Work, asked: { quote: QuoteId; request: RequestId }): Promise<Quote>;
    /** Booking calls this when the appointment stands: the answer can no longer be changed. */
    keep(work: Work, id: QuoteId): Promise<void>;
    /** A firm is gone: its offers are withdrawn, and what was booked with it for these requests is let go; how many. The caller has cancelled their visits. */
    letGo(work: Work, asked: { provider: ProviderId; requests: readonly RequestId[] }): Promise<number>;
    /** The request that a link is for, as long as it can be opened. */
    sharedBy(work: Work, id: LinkId): Promise<RequestId | undefined>;
    round(work: Work, id: RoundId): Promise<RoundSeen | undefined>;
    /** Ends the rounds whose time has come; how many. */
    closeRounds(work: Work): Promise<number>;
    /** What the request's voucher pays of a bill that is written now. */
    payByVoucher(work: Work, bill: Bill & { gross: Money }): Promise<Readonly<{ amount: Money; by: string }> | undefined>;
    returnVoucher(work: Work, bill: Bill & { paid: Money; stays: Money }): Promise<void>;
    /** A request is over: a voucher that it held and did not use is free again. */
    freeVoucher(work: Work, request: RequestId): Promise<number>;
    /** The same tariff run on what really happened; each line names its quote line. */
    bill(work: Work, id: QuoteId, actual: Actual): Promise<BillDraft | undefined>;
  }>;
  aboutPerson: Readonly<{
    export(work: Work, person: PersonId): Promise<Record<string, unknown>>;
    erase(work: Work, person: PersonId): Promise<{ erased: number }>;
  }>;
}>;
