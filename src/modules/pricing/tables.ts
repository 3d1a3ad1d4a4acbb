import type { Country, Currency, HomeId, PersonId, ProviderId, QuoteId, QuoteLineId, RequestId, RoundId, TariffId, TaskId } from '#kernel';
import type { Every, LineKind, Quote, Says, Unit } from './quote.ts';
import type { ItemKind, Scope, TravelLeg, Way, When } from './scope.ts';
import type { TariffShapes } from './tariff.ts';

export type TariffRow = { id: TariffId; provider_id: ProviderId; country: Country; currency: Currency; shapes: TariffShapes; since: Temporal.Instant };
export type ItemRow = { key: string; kind: ItemKind; every: Every };
export type QuoteRow = {
  id: QuoteId; request_id: RequestId; home_id: HomeId; provider_id: ProviderId; tariff_id: TariffId; way: Way; starts_when: When; country: Country; currency: Currency;
  expected_cents: number; ceiling_cents: number; after_12_cents: number; after_24_cents: number; credit_cents: number | null; deposit_cents: number | null;
  missed_fee_cents: number; late_cancel_fee_cents: number; late_cancel_hours: number; guarantee_days: number;
  unsolved: Says | null; not_included: readonly Says[]; dearer_when: readonly Says[]; scope: Scope; travel: TravelLeg | null; place: number; outlier: 'cheaper' | 'dearer' | null;
  version: string; computed_at: Temporal.Instant; valid_until: Temporal.Instant; state: Exclude<Quote['state'], 'expired'>;
  answered_at: Temporal.Instant | null; answered_by: string | null; first_yes_at: Temporal.Instant | null; first_yes_by: string | null; kept_at: Temporal.Instant | null; round_id: RoundId | null;
};
export type LineRow = {
  id: QuoteLineId; quote_id: QuoteId; place: number; slot: string; task_id: TaskId | null; kind: LineKind; item: string | null; says: Says; unit: Unit;
  quantity: number; unit_price_cents: number; gross_cents: number; worst_quantity: number; worst_gross_cents: number; vat_basis_points: number;
  every: Every; renews_on: Temporal.PlainDate | null; later_cents: number | null; minimum_months: number | null;
  credit_rule: string | null; credit_eligible_cents: number | null; credit_cents: number | null;
};
export type EyesRow = { home_id: HomeId; person_id: PersonId; above_cents: number; currency: Currency; set_at: Temporal.Instant; set_by: string; ends_at: Temporal.Instant | null };
export type Tables = {
  'pricing.tariffs': TariffRow; 'pricing.items': ItemRow; 'pricing.quotes': QuoteRow; 'pricing.quote_lines': LineRow; 'pricing.second_eyes': EyesRow;
};
