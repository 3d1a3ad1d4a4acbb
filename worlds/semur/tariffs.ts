import { type Money, money } from '#kernel';
import type { TariffShapes } from '#modules/pricing';

const eur = (amount: number): Money => money(Math.round(amount * 100), 'EUR');

/** First hour indivisible, then started quarter hours; travel included within a radius; packages; a care plan; travel put on the credit invoice. */
export const lanterne: TariffShapes = {
  time: {
    visit: { first: { minutes: 60, price: eur(69) }, after: { step: 15, hourly: eur(60) } },
    lesson: { first: { minutes: 60, price: eur(59) }, after: { step: 30, hourly: eur(50) } },
    remote: { first: { minutes: 30, price: eur(28) }, after: { step: 15, hourly: eur(52) } },
    workshop: { first: { minutes: 60, price: eur(60) }, after: { step: 15, hourly: eur(56) } },
  },
  packages: [
    { service: 'printer-setup', ways: ['visit'], price: eur(75), travelIncluded: true },
    { service: 'new-device-setup', ways: ['visit'], price: eur(119), perExtraDevice: eur(35), minutes: 150, travelIncluded: true },
    { service: 'computer-tune-up', ways: ['workshop'], price: eur(79), travelIncluded: false },
  ],
  travel: { kind: 'included-within', metres: 28_000 },
  surcharges: { evening: { kind: 'percent', basisPoints: 2_000 }, weekend: { kind: 'percent', basisPoints: 2_500 } },
  unattended: { billed: 'never' }, noFix: 'travel-only', missedVisit: eur(35), lateCancel: { fee: eur(25), hours: 24 },
  parts: { pricing: 'margin', basisPoints: 1_200 },
  prices: { 'care-plan-monthly': { price: eur(14.9), minimumMonths: 1 }, 'care-plan-yearly': { price: eur(149) }, 'backup-watch': { price: eur(6.9) } },
  depositBasisPoints: 3_000, travelForCredit: true,
};

/** Started half-hours, a cap on the day's work, zones; nothing to pay when nothing was fixed but the way. */
export const basile: TariffShapes = {
  time: {
    visit: { first: { minutes: 30, price: eur(24) }, after: { step: 30, hourly: eur(48) } },
    lesson: { first: { minutes: 60, price: eur(40) }, after: { step: 30, hourly: eur(40) } },
    workshop: { first: { minutes: 30, price: eur(20) }, after: { step: 30, hourly: eur(40) } },
  },
  packages: [],
  travel: { kind: 'zones', zones: [{ upToMetres: 10_000, price: eur(10) }, { upToMetres: 20_000, price: eur(18) }, { upToMetres: 40_000, price: eur(28) }] },
  surcharges: {}, unattended: { billed: 'never' }, cap: { most: eur(96), covers: 'work' }, noFix: 'travel-only', missedVisit: eur(20), lateCancel: { fee: eur(10), hours: 12 },
  parts: { pricing: 'at-cost' }, prices: {}, depositBasisPoints: 5_000, travelForCredit: true,
};

/** A short first block, then by the minute; time on the road beyond ten kilometres; evening and weekend dearer; unattended time apart; a diagnosis fee. */
export const trois: TariffShapes = {
  time: {
    visit: { first: { minutes: 30, price: eur(39) }, after: { step: 1, hourly: eur(66) } },
    remote: { first: { minutes: 20, price: eur(19) }, after: { step: 1, hourly: eur(54) } },
    lesson: { first: { minutes: 60, price: eur(55) }, after: { step: 15, hourly: eur(55) } },
    workshop: { first: { minutes: 30, price: eur(32) }, after: { step: 1, hourly: eur(60) } },
  },
  packages: [{ service: 'backup-setup', ways: ['visit', 'remote'], price: eur(65), travelIncluded: false }, { service: 'system-reinstall', ways: ['workshop'], price: eur(110), travelIncluded: false }],
  travel: { kind: 'per-time', freeMetres: 10_000, step: 5, hourly: eur(36), trip: 'round-trip', most: eur(45) },
  surcharges: { evening: { kind: 'flat', price: eur(20) }, weekend: { kind: 'percent', basisPoints: 3_000 }, 'out-of-hours': { kind: 'flat', price: eur(50) } },
  unattended: { billed: 'apart', step: 15, hourly: eur(12) }, minimum: eur(39), diagnosis: eur(35), noFix: 'diagnosis-and-travel', missedVisit: eur(39), lateCancel: { fee: eur(20), hours: 24 },
  parts: { pricing: 'margin', basisPoints: 1_500 }, prices: { 'antivirus-1-device': { price: eur(29), later: eur(55) }, 'online-backup': { price: eur(54) } }, depositBasisPoints: 4_000, travelForCredit: false,
};
