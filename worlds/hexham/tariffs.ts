import { type Money, money } from '#kernel';
import type { TariffShapes } from '#modules/pricing';

const gbp = (amount: number): Money => money(Math.round(amount * 100), 'GBP');

/** An hour's visit, then quarter hours; a flat call-out outside the town; half-hour screen sessions; care plans; dearer evenings and weekends. */
export const tyne: TariffShapes = {
  time: {
    visit: { first: { minutes: 60, price: gbp(48) }, after: { step: 15, hourly: gbp(45) } },
    lesson: { first: { minutes: 60, price: gbp(42) }, after: { step: 30, hourly: gbp(40) } },
    remote: { first: { minutes: 30, price: gbp(18.5) }, after: { step: 30, hourly: gbp(37) } },
    workshop: { first: { minutes: 30, price: gbp(22) }, after: { step: 15, hourly: gbp(44) } },
  },
  packages: [
    { service: 'computer-tune-up', ways: ['visit', 'workshop'], price: gbp(59), perExtraDevice: gbp(30), travelIncluded: false },
    { service: 'new-device-setup', ways: ['visit'], price: gbp(85), minutes: 120, travelIncluded: true },
  ],
  travel: { kind: 'flat', price: gbp(12.5), freeMetres: 4_000 },
  surcharges: { evening: { kind: 'flat', price: gbp(15) }, weekend: { kind: 'percent', basisPoints: 2_500 }, 'out-of-hours': { kind: 'flat', price: gbp(50) } },
  unattended: { billed: 'as-attended' }, cap: { most: gbp(160), covers: 'work-and-travel' }, noFix: 'time-spent', missedVisit: gbp(20), lateCancel: { fee: gbp(20), hours: 3 },
  parts: { pricing: 'margin', basisPoints: 1_000 },
  prices: { 'care-plan-monthly': { price: gbp(11.5), minimumMonths: 1 }, 'care-plan-yearly': { price: gbp(115) }, 'backup-watch': { price: gbp(4.5) } },
  depositBasisPoints: 5_000, travelForCredit: false,
};

/** By the started hour, capped; by the mile beyond ten; no fix, no fee. */
export const margaret: TariffShapes = {
  time: {
    visit: { first: { minutes: 60, price: gbp(35) }, after: { step: 30, hourly: gbp(35) } },
    lesson: { first: { minutes: 60, price: gbp(30) }, after: { step: 60, hourly: gbp(30) } },
    remote: { first: { minutes: 30, price: gbp(15) }, after: { step: 30, hourly: gbp(30) } },
  },
  packages: [],
  travel: { kind: 'per-distance', freeMetres: 16_090, unitMetres: 1609, price: gbp(1.2), trip: 'one-way' },
  surcharges: {}, unattended: { billed: 'never' }, cap: { most: gbp(95), covers: 'work' }, noFix: 'nothing', missedVisit: gbp(15), lateCancel: { fee: gbp(10), hours: 24 },
  parts: { pricing: 'at-cost' }, prices: {}, depositBasisPoints: 0, travelForCredit: false,
};

/** A call-out and every kilometre, there and back, up to a limit; a least price. Not signed yet, so nobody is offered it. */
export const northgate: TariffShapes = {
  time: { visit: { first: { minutes: 30, price: gbp(30) }, after: { step: 10, hourly: gbp(54) } }, remote: { first: { minutes: 15, price: gbp(12) }, after: { step: 5, hourly: gbp(42) } } },
  packages: [],
  travel: { kind: 'per-distance', call: gbp(8), freeMetres: 5_000, unitMetres: 1000, price: gbp(0.45), trip: 'round-trip', most: gbp(38) },
  surcharges: { 'out-of-hours': { kind: 'flat', price: gbp(50) } }, unattended: { billed: 'never' }, minimum: gbp(40), noFix: 'time-spent', missedVisit: gbp(30), lateCancel: { fee: gbp(25), hours: 24 },
  parts: { pricing: 'margin', basisPoints: 2_000 }, prices: {}, depositBasisPoints: 5_000, travelForCredit: false,
};
