import type { Country, HomeId, Money, PersonId, ProviderId, QuoteId, TechnicianId } from '#kernel';
import type { CheaperBy } from './cheaper.ts';
import type { Quote, Says } from './quote.ts';
import type { ItemKey, LeafKey, Way, When } from './scope.ts';

/** Who could come. `firstTime` is the first free time if it is known: it counts a little in the ranking. */
export type Candidate = Readonly<{ provider: ProviderId; technicians?: readonly TechnicianId[]; firstTime?: Temporal.Instant }>;

/** Why a provider has no quote here. Each is a sentence `pricing.missing-<why>` of the catalogue. */
export type WhyMissing =
  | 'no-such-provider' | 'not-signed' | 'other-country' | 'no-tariff' | 'way-not-offered' | 'too-far' | 'not-placed' | 'item-not-priced'
  | 'no-skill' | 'language' | 'not-vetted' | 'suspended';
export type Missing = Readonly<{ provider: ProviderId; why: WhyMissing; item?: ItemKey }>;

/** Quotes in the order of the published rule, and who is not among them. */
export type Offers = Readonly<{ offered: readonly Quote[]; missing: readonly Missing[] }>;

/** What pricing must know of a provider; `technicians` tells it. */
export type ProviderTerms = Readonly<{
  id: ProviderId;
  country: Country;
  vat: Readonly<{ registered: true; number: string } | { registered: false; mention: string }>;
  sapNumber?: string | undefined;
  guaranteeDays: number;
  bindingSignedAt?: Temporal.Instant | undefined;
}>;

/** One price by hand, for the provider's own screen. `metres` one way. With `leaf`, a package that covers this kind of problem is the price. */
export type Preview = Readonly<{ minutes: number; metres: number; when: When; way?: Way; seconds?: number; leaf?: LeafKey; devices?: number; cheaper?: CheaperBy }>;

export type PreviewLine = Readonly<{ slot: string; kind: Quote['lines'][number]['kind']; says: Says; gross: Money }>;

/** The second pair of eyes of a home: a yes to a ceiling above `above` counts only with theirs. `endsAt`: the home has ended it, and it still counts until then. */
export type SecondEyes = Readonly<{ home: HomeId; person: PersonId; above: Money; endsAt?: Temporal.Instant | undefined }>;

/** How accepting went. `awaits` means that the second pair of eyes was asked and the quote is still open. */
export type Accepted = Readonly<{ quote: Quote; awaits?: PersonId | undefined }>;

export type NoSuchQuote = { kind: 'no-such-quote' };
export type CannotAnswer =
  | NoSuchQuote
  | { kind: 'quote-expired'; since: Temporal.Instant }
  | { kind: 'quote-already-answered'; state: Quote['state'] }
  | { kind: 'quote-withdrawn' }
  | { kind: 'another-quote-booked'; quote: QuoteId };
export type CannotAsk = { kind: 'no-such-request' } | { kind: 'nothing-to-price' } | { kind: 'scope-not-whole'; where: string } | { kind: 'unknown-item'; item: ItemKey } | HiddenSubscription;
/** Something that renews was called a part. */
export type HiddenSubscription = { kind: 'hidden-subscription'; item: ItemKey };
export type CannotSetPrices =
  | { kind: 'no-such-provider' }
  /** `where`: the field, with dots. `accepted`: the catalogue key of a sentence that says what is. */
  | { kind: 'tariff-not-whole'; where: string; accepted: string }
  | { kind: 'unknown-item'; item: ItemKey }
  | { kind: 'unknown-service'; service: string };
export type CannotSetEyes = { kind: 'no-such-home' } | { kind: 'second-eyes-not-trusted' }
  /** Somebody else, or a higher amount, only once the present one has ended. */
  | { kind: 'second-eyes-in-force' };

/** What one provider asks for one row: its lines, and their sums. No lines: it asks nothing for this. */
export type ComparedCell = Readonly<{ lines: readonly Quote['lines'][number][]; expected: Money; worst: Money }>;
/** One row of the side-by-side table, with a cell for each quote in the order given. */
export type ComparedRow = Readonly<{
  slot: string;
  kind: Quote['lines'][number]['kind'];
  says: Says;
  cells: readonly ComparedCell[];
  /** Not all quotes ask the same for this row. */
  differs: boolean;
}>;
