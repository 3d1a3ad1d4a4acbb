import type { HomeId, PersonId, ProviderId, QuestionId, QuoteId, RequestId, RoundId, TariffId } from '#kernel';
import type { Work } from '#platform/work';
import type { ProviderTerms, SecondEyes } from './answers.ts';
import type { Shelf } from './price.ts';
import type { Quote } from './quote.ts';
import type { Invited, Round, RoundQuestion, RoundSeen } from './round.ts';
import type { Scope } from './scope.ts';
import type { Tariff } from './tariff.ts';

/** A quote with what only this module needs of its row. */
export type Kept = Readonly<{ quote: Quote; firstYes: boolean; keptAt?: Temporal.Instant | undefined }>;

export type Quotes = Readonly<{
  find(work: Work, id: QuoteId): Promise<Kept | undefined>;
  /** All quotes of a request, best first; `locked` until the work is over, so that two answers wait for each other. */
  ofRequest(work: Work, request: RequestId, locked?: boolean): Promise<readonly Kept[]>;
  add(work: Work, quote: Quote, scope: Scope, place: number): Promise<void>;
  place(work: Work, id: QuoteId, place: number, outlier: Quote['outlier']): Promise<void>;
  answer(work: Work, id: QuoteId, state: Exclude<Quote['state'], 'expired'>, by: string): Promise<void>;
  firstYes(work: Work, id: QuoteId, by: string): Promise<void>;
  keep(work: Work, id: QuoteId): Promise<void>;
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

export type Needs = Readonly<{ quotes: Quotes; rounds: Rounds; tariffs: Tariffs; eyes: EyesOfHomes; providers: Providers; people: Trusts; shelf: Shelf; fingerprint(words: string): string }>;
