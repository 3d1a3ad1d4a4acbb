/** Tariffs as the field has them (figures of real price lists of both countries), for tests and golden files. */
import { type Country, type Money, type ProviderId, type TariffId, money, newId } from '#kernel';
import type { ProviderTerms, Scope, ScopeTask, Tariff, TariffShapes } from '#modules/pricing';
import type { HomeId, RequestId, TaskId } from '#kernel';

export const eur = (value: number): Money => money(Math.round(value * 100), 'EUR');
export const gbp = (value: number): Money => money(Math.round(value * 100), 'GBP');

const plain = (free: Money): Omit<TariffShapes, 'time'> => ({
  packages: [], travel: { kind: 'none' }, surcharges: {}, unattended: { billed: 'never' }, noFix: 'time-spent',
  missedVisit: free, lateCancel: { fee: free, hours: 24 }, parts: { pricing: 'at-cost' }, prices: {}, depositBasisPoints: 0, travelForCredit: true,
});

/** 69 € the first hour, 15 € each started quarter, nothing for travel within 20 km. */
export const quarters: TariffShapes = {
  ...plain(eur(35)), time: { visit: { first: { minutes: 60, price: eur(69) }, after: { step: 15, hourly: eur(60) } }, lesson: { first: { minutes: 60, price: eur(69) }, after: { step: 30, hourly: eur(50) } } },
  travel: { kind: 'included-within', metres: 20_000 },
  packages: [{ service: 'new-device-setup', ways: ['visit'], price: eur(112), perExtraDevice: eur(20), minutes: 150, travelIncluded: true }],
};
/** 20 € each started half-hour, at most 80 €, travel by zones, remote help too. */
export const halfHours: TariffShapes = {
  ...plain(eur(20)), time: { visit: { first: { minutes: 30, price: eur(20) }, after: { step: 30, hourly: eur(40) } }, remote: { first: { minutes: 30, price: eur(15) }, after: { step: 30, hourly: eur(30) } } },
  cap: { most: eur(80), covers: 'work' },
  travel: { kind: 'zones', zones: [{ upToMetres: 9_000, price: eur(10) }, { upToMetres: 19_000, price: eur(20) }, { upToMetres: 30_000, price: eur(30) }] },
  unattended: { billed: 'as-attended' }, parts: { pricing: 'margin', basisPoints: 1_000 }, depositBasisPoints: 5_000, noFix: 'travel-only',
  surcharges: { evening: { kind: 'percent', basisPoints: 2_500 } },
};
/** 69.84 € an hour by the minute, 1 € each started kilometre beyond 5 km one way, no fix no fee. */
export const byTheMinute: TariffShapes = {
  ...plain(eur(30)), time: { visit: { first: { minutes: 1, price: eur(1.17) }, after: { step: 1, hourly: eur(69.84) } }, workshop: { first: { minutes: 1, price: eur(1.08) }, after: { step: 1, hourly: eur(64.8) } } },
  travel: { kind: 'per-distance', freeMetres: 5_000, unitMetres: 1_000, price: eur(1), trip: 'one-way', most: eur(25) },
  unattended: { billed: 'apart', step: 15, hourly: eur(12) }, minimum: eur(35), noFix: 'nothing',
};
/** £35 the first hour, then half-hours, £12.50 call-out, £1.20 a mile beyond ten, remote at half the price, £50 out of hours. */
export const callOut: TariffShapes = {
  ...plain(gbp(20)), lateCancel: { fee: gbp(20), hours: 3 },
  time: { visit: { first: { minutes: 60, price: gbp(35) }, after: { step: 30, hourly: gbp(35) } }, remote: { first: { minutes: 30, price: gbp(17.5) }, after: { step: 30, hourly: gbp(35) } } },
  travel: { kind: 'per-distance', call: gbp(12.5), freeMetres: 16_093, unitMetres: 1_609, price: gbp(1.2), trip: 'one-way' },
  surcharges: { 'out-of-hours': { kind: 'flat', price: gbp(50) }, weekend: { kind: 'percent', basisPoints: 1_000 } },
  diagnosis: gbp(20), noFix: 'diagnosis-and-travel', prices: { 'antivirus-1-device': { price: gbp(20), later: gbp(45) } },
};
/** £25 with up to two hours, never more than £50 a visit with its travel; time on the road is paid. */
export const capped: TariffShapes = {
  ...plain(gbp(10)), time: { visit: { first: { minutes: 120, price: gbp(25) }, after: { step: 15, hourly: gbp(45) } } },
  cap: { most: gbp(50), covers: 'work-and-travel' }, travel: { kind: 'per-time', freeMetres: 2_000, step: 5, hourly: gbp(24), trip: 'round-trip', most: gbp(30) },
};

let made = 0;
export function tariffOf(shapes: TariffShapes, country: Country = 'FR', provider: ProviderId = newId('Provider')): Tariff {
  made += 1;
  return { ...shapes, id: `tar_${String(made).padStart(26, '0')}` as TariffId, provider, country, currency: country === 'FR' ? 'EUR' : 'GBP', since: Temporal.Instant.from('2026-01-01T00:00:00Z') };
}
export const termsOf = (tariff: Tariff, more: Partial<ProviderTerms> = {}): ProviderTerms => ({
  id: tariff.provider, country: tariff.country, vat: { registered: true, number: 'FR00123456789' }, guaranteeDays: 30, bindingSignedAt: Temporal.Instant.from('2026-01-01T00:00:00Z'), ...more,
});

export const taskOf = (leaf: string, expected: number, worst: number, more: Partial<ScopeTask> = {}): ScopeTask => ({
  task: newId('Task') as TaskId, leaf, says: 'in their own words', minutes: { expected, worst }, unattended: { expected: 0, worst: 0 }, skills: [], items: [], ...more,
});
export const scopeOf = (tasks: readonly ScopeTask[], tariffs: readonly Tariff[], metres = 8_000, more: Partial<Scope> = {}): Scope => ({
  request: newId('Request') as RequestId, home: newId('Home') as HomeId, country: tariffs[0]?.country ?? 'FR', way: 'visit', tasks, when: 'day',
  travel: Object.fromEntries(tariffs.map(({ provider }) => [provider, { metres, seconds: metres / 10, model: 'test' }])), ...more,
});
