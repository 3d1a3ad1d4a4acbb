import { type Money, type Result, add, isMore, money, no, ok, zero } from '#kernel';
import { type About, type Draft, draft, grossOf, says } from './draft.ts';
import type { TravelLeg } from './scope.ts';
import type { TariffShapes, TravelPrice, Trip } from './tariff.ts';

const ways = (trip: Trip): number => (trip === 'round-trip' ? 2 : 1);
/** Started units: 12.1 km are 13. */
const started = (amount: number, unit: number): number => Math.ceil(Math.max(0, amount) / unit);

type TooFar = { kind: 'too-far' };
const place = { slot: 'travel', kind: 'travel', unit: 'visit', quantity: 1 } as const;

const flat = (price: Money, about: About, key: string): Draft[] => [draft({ ...place, says: says(price.cents === 0 ? 'line-travel-included' : key), unitPrice: price, about })];

function perDistance(travel: Extract<TravelPrice, { kind: 'per-distance' }>, leg: TravelLeg, about: About): Draft[] {
  const units = started((leg.metres - travel.freeMetres) * ways(travel.trip), travel.unitMetres);
  const unit = travel.unitMetres === 1000 ? 'kilometre' : 'mile';
  const call = travel.call ?? zero(travel.price.currency);
  const whole = add(call, grossOf(unit, travel.price, units));
  if (travel.most && isMore(whole, travel.most)) return flat(travel.most, about, 'line-travel-most');
  if (units === 0) return flat(call, about, 'line-travel-call');
  const distance = draft({ slot: 'travel', kind: 'travel', unit, quantity: units, says: says(`line-travel-${unit}-${travel.trip}`), unitPrice: travel.price, about });
  return call.cents === 0 ? [distance] : [draft({ ...place, slot: 'travel.call', says: says('line-travel-call'), unitPrice: call, about }), distance];
}

function perTime(travel: Extract<TravelPrice, { kind: 'per-time' }>, leg: TravelLeg, about: About): Draft[] {
  const paid = leg.metres === 0 ? 0 : Math.max(0, leg.metres - travel.freeMetres) / leg.metres;
  const minutes = started((leg.seconds * ways(travel.trip) * paid) / 60, travel.step) * travel.step;
  const price = grossOf('minute', travel.hourly, minutes);
  if (travel.most && isMore(price, travel.most)) return flat(travel.most, about, 'line-travel-most');
  if (minutes === 0) return flat(zero(travel.hourly.currency), about, 'line-travel-included');
  return [draft({ slot: 'travel', kind: 'travel', unit: 'minute', quantity: minutes, says: says(`line-travel-time-${travel.trip}`), unitPrice: travel.hourly, about })];
}

/**
 * The travel of one visit, charged once whatever is done there. Never less for a longer way. Every quote has a travel
 * line, if only to say that nothing is asked.
 */
export function travelLines(tariff: Pick<TariffShapes, 'travel'> & { currency: Money['currency'] }, leg: TravelLeg, about: About): Result<Draft[], TooFar> {
  const { travel } = tariff;
  const nothing = money(0, tariff.currency);
  switch (travel.kind) {
    case 'none': return ok(flat(nothing, about, 'line-travel-included'));
    case 'included-within': return leg.metres <= travel.metres ? ok(flat(nothing, about, 'line-travel-included')) : no({ kind: 'too-far' });
    case 'flat': return ok(flat(leg.metres <= (travel.freeMetres ?? -1) ? nothing : travel.price, about, 'line-travel-call'));
    case 'zones': {
      const zone = travel.zones.find(({ upToMetres }) => leg.metres <= upToMetres);
      return zone ? ok(flat(zone.price, about, 'line-travel-zone')) : no({ kind: 'too-far' });
    }
    case 'per-distance': return ok(perDistance(travel, leg, about));
    case 'per-time': return ok(perTime(travel, leg, about));
  }
}
