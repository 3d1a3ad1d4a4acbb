import type { Country, HomeId, Money, ProviderId, QuoteId, QuoteLineId, RequestId, RoundId, TariffId, TaskId } from '#kernel';
import type { CheaperBy } from './cheaper.ts';
import type { ItemKey, TravelLeg, Way, When } from './scope.ts';

/** The seven kinds of line, in the order in which every quote shows them. */
export type LineKind = 'labour' | 'travel' | 'parts' | 'subscription' | 'licence' | 'training' | 'backup-security';
export const LINE_KINDS: readonly LineKind[] = ['labour', 'training', 'travel', 'parts', 'licence', 'subscription', 'backup-security'];
export type Every = 'once' | 'month' | 'year';

/** What a quantity counts. `minute` is priced per hour: `gross = unitPrice × quantity / 60`; every other unit is `unitPrice × quantity`. */
export type Unit = 'block' | 'minute' | 'package' | 'device' | 'visit' | 'kilometre' | 'mile' | 'piece' | 'month' | 'year' | 'licence';

/** A sentence of the catalogue and what fills it. */
export type Says = Readonly<{ key: string; with: Readonly<Record<string, string | number>> }>;

/** The part of a line that a tax credit covers (`eligible`, gross) and what it would give back (`amount`). Never part of a price. */
export type LineCredit = Readonly<{ rule: string; eligible: Money; amount: Money }>;

type EveryLine = Readonly<{
  id: QuoteLineId;
  /** The place of the line in its tariff: the same work on the invoice has the same slot. */
  slot: string;
  task?: TaskId | undefined;
  says: Says;
  unit: Unit;
  quantity: number;
  /** All-in. Negative on a line that takes something off. */
  unitPrice: Money;
  gross: Money;
  /** The same line at worst: `gross ≤ worst.gross`, save a line that takes something off (it may take more) or lifts to a least price (it may shrink). */
  worst: Readonly<{ quantity: number; gross: Money }>;
  vatBasisPoints: number;
  credit?: LineCredit | undefined;
}>;

/** Work and travel are paid once. */
export type WorkLine = EveryLine & Readonly<{ kind: 'labour' | 'training' | 'travel'; every: 'once' }>;
/** A part is paid once: what renews is not a part, and does not compile as one. */
export type PartLine = EveryLine & Readonly<{ kind: 'parts'; every: 'once'; item: ItemKey }>;
type Once = Readonly<{ every: 'once' }>;
/** What renews says when, and what the next period costs. */
type Renewing = Readonly<{ every: 'month' | 'year'; renewsOn: Temporal.PlainDate; later: Money; minimumMonths?: number | undefined }>;
export type SubscriptionLine = EveryLine & Renewing & Readonly<{ kind: 'subscription'; item: ItemKey }>;
export type LicenceLine = EveryLine & (Once | Renewing) & Readonly<{ kind: 'licence'; item: ItemKey }>;
export type SafetyLine = EveryLine & (Once | Renewing) & Readonly<{ kind: 'backup-security'; item?: ItemKey | undefined }>;
export type QuoteLine = WorkLine | PartLine | SubscriptionLine | LicenceLine | SafetyLine;

export type QuoteState = 'offered' | 'accepted' | 'refused' | 'expired' | 'withdrawn';

/** One provider's binding price for one scope. All amounts all-in. */
export type Quote = Readonly<{
  id: QuoteId;
  request: RequestId;
  home: HomeId;
  provider: ProviderId;
  way: Way;
  when: When;
  country: Country;
  /** See the scope: nobody of the household may see it. */
  quiet?: boolean | undefined;
  lines: readonly QuoteLine[];
  /** What it will most likely cost, with the first period of what renews. */
  expected: Money;
  /** Nothing above this is ever billed without a new yes. */
  ceiling: Money;
  /** Everything paid within 12 and 24 months, renewals included. */
  after12: Money;
  after24: Money;
  /** What a tax credit could give back of `expected`; shown apart and smaller, never taken off. */
  credit?: Money | undefined;
  /** VAT contained in `expected`, a line for each rate. */
  vat: readonly Readonly<{ basisPoints: number; gross: Money; net: Money; vat: Money }>[];
  /** Paid when parts are ordered; part of `expected`. */
  deposit?: Money | undefined;
  validUntil: Temporal.Instant;
  state: QuoteState;
  guaranteeDays: number;
  /** What is paid when the problem stays; undefined where there is nothing to solve (a lesson). */
  unsolved?: Says | undefined;
  notIncluded: readonly Says[];
  dearerWhen: readonly Says[];
  /** The fees of this tariff, told before booking. */
  fees: Readonly<{ missedVisit: Money; lateCancel: Money; lateCancelHours: number }>;
  travel?: TravelLeg | undefined;
  /** What of its tariff's reductions holds for it. */
  cheaper?: CheaperBy | undefined;
  tariff: TariffId;
  computedAt: Temporal.Instant;
  /** The round that it answers with the provider's own lines; the tariff then gives only the fees. */
  round?: RoundId | undefined;
  /** A digest of scope and tariff: the same question gets the same quote. */
  version: string;
  /** Far from the other quotes of this request: below half or above one and a half times their median. */
  outlier?: 'cheaper' | 'dearer' | undefined;
}>;
