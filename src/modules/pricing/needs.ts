import type { Country, HomeId, Lang, LinkId, Money, PartnerId, PersonId, ProviderId, QuestionId, QuoteId, RequestId, RoundId, SeriesId, TariffId, VoucherId } from '#kernel';
import type { Work } from '#platform/work';
import type { ProviderTerms, SecondEyes } from './answers.ts';
import type { SolidarityWord } from './cheaper.ts';
import type { Shelf } from './price.ts';
import type { Quote } from './quote.ts';
import type { Invited, Round, RoundQuestion, RoundSeen } from './round.ts';
import type { Scope } from './scope.ts';
import type { SharedLink } from './shared-link.ts';
import type { Tariff } from './tariff.ts';
import type { Partner, Series, SeriesSeen, Voucher, VoucherUse } from './voucher.ts';

/** A quote with what only this module needs of its row. */
export type Kept = Readonly<{ quote: Quote; firstYes: boolean; keptAt?: Temporal.Instant | undefined }>;

export type Quotes = Readonly<{
  find(work: Work, id: QuoteId): Promise<Kept | undefined>;
  /** All quotes of a request, best first; `locked` until the work is over, so that two answers wait for each other. */
  ofRequest(work: Work, request: RequestId, locked?: boolean): Promise<readonly Kept[]>;
  add(work: Work, quote: Quote, scope: Scope, place: number): Promise<void>;
  place(work: Work, id: QuoteId, place: number, outlier: Quote['outlier']): Promise<void>;
  /** Where it stands among the quotes of its request, from 0. */
  placeOf(work: Work, id: QuoteId): Promise<number>;
  answer(work: Work, id: QuoteId, state: Exclude<Quote['state'], 'expired'>, by: string): Promise<void>;
  firstYes(work: Work, id: QuoteId, by: string): Promise<void>;
  keep(work: Work, id: QuoteId): Promise<void>;
  /** Withdraws what a firm offers, and what was booked with it for these requests; how many. */
  letGo(work: Work, provider: ProviderId, requests: readonly RequestId[]): Promise<number>;
  scopeOf(work: Work, id: QuoteId): Promise<Scope | undefined>;
  ofHomes(work: Work, homes: readonly HomeId[]): Promise<readonly Quote[]>;
  /** Offers of these homes that one yes was said to, the oldest first. */
  withFirstYes(work: Work, homes: readonly HomeId[]): Promise<readonly Quote[]>;
}>;
export type Tariffs = Readonly<{
  add(work: Work, tariff: Tariff): Promise<void>;
  inForce(work: Work, provider: ProviderId): Promise<Tariff | undefined>;
  find(work: Work, id: TariffId): Promise<Tariff | undefined>;
}>;
export type EyesOfHomes = Readonly<{
  of(work: Work, home: HomeId): Promise<SecondEyes | undefined>;
  set(work: Work, eyes: SecondEyes, by: string): Promise<void>;
  drop(work: Work, home: HomeId): Promise<void>;
  endAt(work: Work, home: HomeId, at: Temporal.Instant): Promise<void>;
  namedAs(work: Work, person: PersonId): Promise<readonly SecondEyes[]>;
  forget(work: Work, person: PersonId): Promise<number>;
}>;
export type Providers = Readonly<{ terms(work: Work, id: ProviderId): Promise<ProviderTerms | undefined> }>;
/** Whether someone lives in a home, or helps there with a mandate that lets them answer quotes. */
export type Trusts = Readonly<{ trusts(work: Work, home: HomeId, person: PersonId): Promise<boolean>; homesOf(work: Work, person: PersonId): Promise<readonly HomeId[]> }>;

export type Rounds = Readonly<{
  add(work: Work, round: Round, invited: readonly ProviderId[], by: string): Promise<void>;
  seen(work: Work, id: RoundId, locked?: boolean): Promise<RoundSeen | undefined>;
  openFor(work: Work, request: RequestId): Promise<RoundSeen | undefined>;
  lastOf(work: Work, request: RequestId): Promise<RoundSeen | undefined>;
  forProvider(work: Work, provider: ProviderId): Promise<readonly RoundSeen[]>;
  ofHomes(work: Work, homes: readonly HomeId[]): Promise<readonly RoundSeen[]>;
  due(work: Work): Promise<readonly Round[]>;
  close(work: Work, id: RoundId): Promise<void>;
  ask(work: Work, round: RoundId, question: RoundQuestion): Promise<void>;
  answer(work: Work, question: QuestionId, answer: string): Promise<void>;
  settle(work: Work, round: RoundId, how: Invited): Promise<void>;
  forgetWords(work: Work, homes: readonly HomeId[]): Promise<number>;
}>;

export type Links = Readonly<{
  add(work: Work, link: SharedLink, by: string): Promise<void>;
  find(work: Work, id: LinkId): Promise<SharedLink | undefined>;
  ofRequest(work: Work, request: RequestId): Promise<readonly SharedLink[]>;
  ofHomes(work: Work, homes: readonly HomeId[]): Promise<readonly SharedLink[]>;
  stop(work: Work, id: LinkId, by: string): Promise<void>;
  forget(work: Work, homes: readonly HomeId[]): Promise<number>;
}>;

/** That a solidarity rate was asked for: on whose word, and a digest of the sentences that were read. No reason is kept. */
export type Declaration = Readonly<{ request: RequestId; home: HomeId; word: SolidarityWord; partner?: PartnerId | undefined; shown: string; lang: Lang; saidAt: Temporal.Instant }>;
type Billed = Readonly<{ provider: ProviderId; number: string; on: Temporal.PlainDate }>;
export type Vouchers = Readonly<{
  addPartner(work: Work, partner: Partner): Promise<void>;
  changePartner(work: Work, id: PartnerId, to: { name: string; contact: string; ended: boolean }): Promise<void>;
  partners(work: Work): Promise<readonly Partner[]>;
  partner(work: Work, id: PartnerId): Promise<Partner | undefined>;
  addSeries(work: Work, series: Series, codes: readonly { id: VoucherId; digest: string; sealed: string }[], by: string): Promise<void>;
  stopSeries(work: Work, id: SeriesId): Promise<void>;
  seriesOf(work: Work, partner: PartnerId): Promise<readonly SeriesSeen[]>;
  series(work: Work, id: SeriesId): Promise<Series | undefined>;
  codesOf(work: Work, series: SeriesId): Promise<readonly { id: VoucherId; sealed: string; state: 'free' | 'taken' | 'used' }[]>;
  usesOf(work: Work, partner: PartnerId): Promise<readonly (Omit<VoucherUse, 'code'> & { sealed: string })[]>;
  /** Locked until the work is over. */
  byDigest(work: Work, digest: string): Promise<Voucher | undefined>;
  /** The voucher that pays for a request; a partner's word is none. */
  ofRequest(work: Work, request: RequestId): Promise<Voucher | undefined>;
  take(work: Work, id: VoucherId, whose: { request: RequestId; home: HomeId }): Promise<void>;
  /** Frees what a request holds and has not used; how many. */
  release(work: Work, request: RequestId): Promise<number>;
  use(work: Work, id: VoucherId, on: Billed, amount: Money): Promise<void>;
  giveBack(work: Work, id: VoucherId, on: Billed, amount: Money, isFree: boolean): Promise<void>;
  declare(work: Work, said: Declaration, by: string): Promise<void>;
  takeBackWord(work: Work, request: RequestId): Promise<void>;
  declared(work: Work, request: RequestId): Promise<Declaration | undefined>;
  declaredBy(work: Work, homes: readonly HomeId[]): Promise<readonly Declaration[]>;
  forgetWords(work: Work, homes: readonly HomeId[]): Promise<number>;
}>;
export type KeysNeeded = Readonly<{ seal(text: string, about: string): string; open(sealed: string, about: string): string | undefined; digest(words: string): string }>;

export type Needs = Readonly<{ /** Whether a partner's voucher counts as a payment in a country now. */ vouchersPay(work: Work, country: Country): Promise<boolean>; links: Links; vouchers: Vouchers; keys: KeysNeeded; quotes: Quotes; rounds: Rounds; tariffs: Tariffs; eyes: EyesOfHomes; providers: Providers; people: Trusts; shelf: Shelf; fingerprint(words: string): string }>;
