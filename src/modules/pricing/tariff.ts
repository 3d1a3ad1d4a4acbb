import type { Country, Currency, Money, ProviderId, TariffId } from '#kernel';
import type { Cheaper } from './cheaper.ts';
import type { ItemKey, Way } from './scope.ts';

/** A service of `content/services.json` that can be sold at one price. */
export type ServiceKey = string;

/**
 * Time: a first block that cannot be divided (`minutes` long at `price`), then every started `step` minutes at `hourly`
 * per 60 minutes. A plain half-hour rate is a first block of 30 and steps of 30.
 */
export type TimePrice = Readonly<{ first: Readonly<{ minutes: number; price: Money }>; after: Readonly<{ step: number; hourly: Money }> }>;

/** One price for one service, whatever it takes; beyond `minutes` (if set) time is counted. Each further machine costs `perExtraDevice`. */
export type PackagePrice = Readonly<{ service: ServiceKey; ways: readonly Way[]; price: Money; perExtraDevice?: Money; minutes?: number; travelIncluded: boolean }>;

/** The way that is paid for: one direction or there and back. */
export type Trip = 'one-way' | 'round-trip';

/** Travel, as the field prices it. Metres are one way by road. `most` is the highest travel price there can be. */
export type TravelPrice = Readonly<
  | { kind: 'none' }
  /** Nothing within the radius; beyond it this provider does not come. */
  | { kind: 'included-within'; metres: number }
  | { kind: 'flat'; price: Money; freeMetres?: number }
  /** The first zone that reaches the home; beyond the last one this provider does not come. */
  | { kind: 'zones'; zones: readonly Readonly<{ upToMetres: number; price: Money }>[] }
  /** `call` (if any) plus every started unit (1000 m, or 1609 m for a mile) beyond `freeMetres`. */
  | { kind: 'per-distance'; call?: Money; freeMetres: number; unitMetres: 1000 | 1609; price: Money; trip: Trip; most?: Money }
  /** Time on the road beyond `freeMetres`, by started `step` minutes at `hourly`. */
  | { kind: 'per-time'; freeMetres: number; step: number; hourly: Money; trip: Trip; most?: Money }
>;

/** Dearer hours: an amount, or a part of the work (not of travel or parts). */
export type Surcharge = Readonly<{ kind: 'flat'; price: Money } | { kind: 'percent'; basisPoints: number }>;

/** The provider's own price of an item; `later` is what each further period costs when the first one is cheaper. */
export type ItemPrice = Readonly<{ price: Money; later?: Money; minimumMonths?: number }>;

/** Minutes in which the machine works alone. */
export type UnattendedPrice = Readonly<{ billed: 'never' } | { billed: 'as-attended' } | { billed: 'apart'; step: number; hourly: Money }>;

/** What is paid when the problem could not be solved. */
export type NoFix = 'nothing' | 'travel-only' | 'diagnosis-and-travel' | 'time-spent';

/** What a provider asks, as data. Every amount is all-in (with VAT if the provider is registered) and can be shown before booking. */
export type TariffShapes = Readonly<{
  /** A way without a price is not offered. */
  time: Readonly<Partial<Record<Way, TimePrice>>>;
  packages: readonly PackagePrice[];
  travel: TravelPrice;
  surcharges: Readonly<Partial<Record<'evening' | 'weekend' | 'out-of-hours', Surcharge>>>;
  unattended: UnattendedPrice;
  /** The least that the work of one visit costs. */
  minimum?: Money;
  /** The most that one visit costs, with or without its travel. Parts and subscriptions are never under it. */
  cap?: Readonly<{ most: Money; covers: 'work' | 'work-and-travel' }>;
  /** Paid only when the person stops after the diagnosis; otherwise it is part of the price. */
  diagnosis?: Money;
  noFix: NoFix;
  missedVisit: Money;
  lateCancel: Readonly<{ fee: Money; hours: number }>;
  parts: Readonly<{ pricing: 'at-cost' } | { pricing: 'margin'; basisPoints: number }>;
  prices: Readonly<Record<ItemKey, ItemPrice>>;
  /** The part of the price of ordered parts that is paid when ordering. */
  depositBasisPoints: number;
  /** Whether travel to eligible work is put on the tax-credit invoice (France; the provider decides). */
  travelForCredit: boolean;
  /** What makes it cheaper on purpose; nothing unless the provider offers it. */
  cheaper?: Cheaper;
}>;

/** A tariff as it was on a day. Never changed: a new price is a new tariff, and quotes keep the one they were made with. */
export type Tariff = TariffShapes & Readonly<{ id: TariffId; provider: ProviderId; country: Country; currency: Currency; since: Temporal.Instant }>;
