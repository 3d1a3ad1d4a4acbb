import { type Currency, type Money, money } from '#kernel';
import { MOST_CENTS, type Surcharge, type Tariff, type TariffShapes, type TimePrice, type TravelPrice } from '#modules/pricing';
import type { Problem, Typed } from '#platform/http/index';

/** The ways in the order of the form. */
export const PRICED_WAYS = ['visit', 'remote', 'lesson', 'workshop'] as const;
export const DEARER = ['evening', 'weekend', 'out-of-hours'] as const;
export const TRAVELS = ['none', 'included-within', 'flat', 'zones', 'per-distance', 'per-time'] as const;
const MOST_ZONES = 20;
const FEWEST_ZONES = 4;
const ALL_ZONES: readonly number[] = Array.from({ length: MOST_ZONES }, (_, at) => at + 1);
const isUsed = (typed: Typed, nth: number): boolean => (typed[`zone-${nth}-far`] ?? '') !== '' || (typed[`zone-${nth}-price`] ?? '') !== '';
/** The zones that the form shows: those in use and two empty ones, so that there is always room for another. */
export const zonesShown = (typed: Typed): readonly number[] => ALL_ZONES.slice(0, Math.max(FEWEST_ZONES, (ALL_ZONES.findLast((nth) => isUsed(typed, nth)) ?? 0) + 2));
/** What a provider counts distances in. */
const unitMetres = (currency: Currency): 1000 | 1609 => (currency === 'EUR' ? 1000 : 1609);
const HUNDRED = 100;

const written = (number: number): string => String(Math.round(number * HUNDRED) / HUNDRED);
const amountOf = (amount: Money | undefined): string => (amount ? (amount.cents / HUNDRED).toFixed(amount.cents % HUNDRED === 0 ? 0 : 2) : '');

/** A tariff as it stands in the fields of the form. */
export function fieldsOf(tariff: Tariff): Typed {
  const far = (metres: number | undefined): string => (metres === undefined ? '' : written(metres / unitMetres(tariff.currency)));
  const times = PRICED_WAYS.flatMap((way): [string, string][] => {
    const time = tariff.time[way];
    return time ? [[`${way}-minutes`, String(time.first.minutes)], [`${way}-price`, amountOf(time.first.price)], [`${way}-step`, String(time.after.step)], [`${way}-hourly`, amountOf(time.after.hourly)]] : [];
  });
  const dearer = DEARER.flatMap((when): [string, string][] => {
    const more = tariff.surcharges[when];
    return more ? [[`${when}-kind`, more.kind], [`${when}-more`, more.kind === 'flat' ? amountOf(more.price) : written(more.basisPoints / HUNDRED)]] : [];
  });
  return {
    ...Object.fromEntries(times), ...Object.fromEntries(dearer), ...travelFields(tariff.travel, far), noFix: tariff.noFix, diagnosis: amountOf(tariff.diagnosis), unattended: tariff.unattended.billed, ...(tariff.unattended.billed === 'apart' ? { unattendedStep: String(tariff.unattended.step), unattendedHourly: amountOf(tariff.unattended.hourly) } : {}), minimum: amountOf(tariff.minimum),
    cap: amountOf(tariff.cap?.most), capCovers: tariff.cap?.covers ?? 'work', missed: amountOf(tariff.missedVisit), lateFee: amountOf(tariff.lateCancel.fee), lateHours: written(tariff.lateCancel.hours),
    parts: tariff.parts.pricing, margin: tariff.parts.pricing === 'margin' ? written(tariff.parts.basisPoints / HUNDRED) : '', deposit: written(tariff.depositBasisPoints / HUNDRED), ...(tariff.travelForCredit ? { travelForCredit: 'yes' } : {}),
  };
}

function travelFields(travel: TravelPrice, far: (metres: number | undefined) => string): Typed {
  const kind = { travel: travel.kind };
  switch (travel.kind) {
    case 'none': return kind;
    case 'included-within': return { ...kind, travelFree: far(travel.metres) };
    case 'flat': return { ...kind, travelPrice: amountOf(travel.price), travelFree: far(travel.freeMetres) };
    case 'zones': return { ...kind, ...Object.fromEntries(travel.zones.flatMap((zone, at) => [[`zone-${at + 1}-far`, far(zone.upToMetres)], [`zone-${at + 1}-price`, amountOf(zone.price)]])) };
    case 'per-distance': return { ...kind, travelPrice: amountOf(travel.call), travelFree: far(travel.freeMetres), travelEach: amountOf(travel.price), travelTrip: travel.trip, travelMost: amountOf(travel.most) };
    case 'per-time': return { ...kind, travelFree: far(travel.freeMetres), travelHourly: amountOf(travel.hourly), travelStep: String(travel.step), travelTrip: travel.trip, travelMost: amountOf(travel.most) };
  }
}

/** What a new provider finds in the form: rules of the house, no prices. */
export const FIRST: Typed = {
  'visit-minutes': '60', 'visit-step': '15', 'remote-minutes': '30', 'remote-step': '15', 'lesson-minutes': '60', 'lesson-step': '30', 'workshop-minutes': '60', 'workshop-step': '15', unattendedStep: '15', travel: 'included-within', travelFree: '15', travelTrip: 'one-way', travelStep: '15', 'evening-kind': 'percent', 'weekend-kind': 'percent',
  noFix: 'travel-only', unattended: 'never', capCovers: 'work-and-travel', missed: '30', lateFee: '20', lateHours: '24', parts: 'at-cost', deposit: '30',
};

/** Reads numbers, and remembers what could not be read. */
type Reader = Readonly<{ typed: Typed; currency: Currency; problems: Problem[] }>;

function numberIn({ typed, problems }: Reader, field: string, most: number): number | undefined {
  const text = (typed[field] ?? '').replaceAll(/[\s€£%]/g, '').replace(',', '.');
  if (text === '') return undefined;
  const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (number >= 0 && number <= most) return number;
  problems.push({ field, says: 'prices.number-unclear' });
  return undefined;
}
function needed(read: Reader, field: string, most: number): number {
  const before = read.problems.length;
  const number = numberIn(read, field, most);
  if (number === undefined && read.problems.length === before) read.problems.push({ field, says: 'prices.missing' });
  return number ?? 0;
}
const inCents = (read: Reader, amount: number): Money => money(Math.round(amount * HUNDRED), read.currency);
const MOST = MOST_CENTS / HUNDRED;
const price = (read: Reader, field: string): Money => inCents(read, needed(read, field, MOST));
const maybePrice = (read: Reader, field: string): Money | undefined => { const amount = numberIn(read, field, MOST); return amount === undefined ? undefined : inCents(read, amount); };
const metres = (read: Reader, field: string): number => Math.round(needed(read, field, 300) * unitMetres(read.currency));
const maybeMetres = (read: Reader, field: string): number | undefined => { const far = numberIn(read, field, 300); return far === undefined ? undefined : Math.round(far * unitMetres(read.currency)); };

/** A way is offered when it has a price for its first block; then both prices are needed. */
function timeIn(read: Reader, way: (typeof PRICED_WAYS)[number]): TimePrice | undefined {
  if ((read.typed[`${way}-price`] ?? '') === '' && (read.typed[`${way}-hourly`] ?? '') === '') return undefined;
  return { first: { minutes: needed(read, `${way}-minutes`, 1440), price: price(read, `${way}-price`) }, after: { step: Number(read.typed[`${way}-step`]), hourly: price(read, `${way}-hourly`) } };
}

/** Zones that have anything written in them; the first is always needed. */
function zonesIn(read: Reader): Extract<TravelPrice, { kind: 'zones' }> {
  const used = ALL_ZONES.filter((nth) => nth === 1 || isUsed(read.typed, nth));
  return { kind: 'zones', zones: used.map((nth) => ({ upToMetres: metres(read, `zone-${nth}-far`), price: price(read, `zone-${nth}-price`) })) };
}

/** Travel that is counted beyond a radius, by distance or by time. */
function countedIn(read: Reader, kind: 'per-distance' | 'per-time'): TravelPrice {
  const most = maybePrice(read, 'travelMost');
  const both = { freeMetres: maybeMetres(read, 'travelFree') ?? 0, trip: read.typed['travelTrip'] === 'round-trip' ? 'round-trip' as const : 'one-way' as const, ...(most ? { most } : {}) };
  if (kind === 'per-time') return { kind, ...both, step: Number(read.typed['travelStep']), hourly: price(read, 'travelHourly') };
  const call = maybePrice(read, 'travelPrice');
  return { kind, ...both, unitMetres: unitMetres(read.currency), price: price(read, 'travelEach'), ...(call ? { call } : {}) };
}

function travelIn(read: Reader): TravelPrice {
  const kind = TRAVELS.find((one) => one === read.typed['travel']) ?? 'none';
  switch (kind) {
    case 'none': return { kind };
    case 'included-within': return { kind, metres: metres(read, 'travelFree') };
    case 'flat': { const freeMetres = maybeMetres(read, 'travelFree'); return { kind, price: price(read, 'travelPrice'), ...(freeMetres === undefined ? {} : { freeMetres }) }; }
    case 'zones': return zonesIn(read);
    default: return countedIn(read, kind);
  }
}

const surchargeIn = (read: Reader, when: (typeof DEARER)[number]): Surcharge | undefined => {
  if ((read.typed[`${when}-more`] ?? '') === '') return undefined;
  return read.typed[`${when}-kind`] === 'flat' ? { kind: 'flat', price: price(read, `${when}-more`) } : { kind: 'percent', basisPoints: Math.round(needed(read, `${when}-more`, HUNDRED) * HUNDRED) };
};

const defined = <T>(pairs: readonly (readonly [string, T | undefined])[]): Record<string, T> => Object.fromEntries(pairs.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** What there need not be: a least price, a ceiling, a price for finding out only. */
function limitsIn(read: Reader): Pick<TariffShapes, 'minimum' | 'cap' | 'diagnosis'> {
  const minimum = maybePrice(read, 'minimum');
  const most = maybePrice(read, 'cap');
  const diagnosis = maybePrice(read, 'diagnosis');
  return {
    ...(minimum ? { minimum } : {}), ...(diagnosis ? { diagnosis } : {}),
    ...(most ? { cap: { most, covers: read.typed['capCovers'] === 'work' ? 'work' : 'work-and-travel' } } : {}),
  };
}

function unattendedIn(read: Reader): TariffShapes['unattended'] {
  if (read.typed['unattended'] === 'apart') return { billed: 'apart', step: Number(read.typed['unattendedStep']), hourly: price(read, 'unattendedHourly') };
  return { billed: read.typed['unattended'] === 'as-attended' ? 'as-attended' : 'never' };
}

const partsIn = (read: Reader): TariffShapes['parts'] =>
  (read.typed['parts'] === 'margin' ? { pricing: 'margin', basisPoints: Math.round(needed(read, 'margin', HUNDRED) * HUNDRED) } : { pricing: 'at-cost' });

/** The prices that were typed. What stands on pages of its own (packages, prices of articles, what makes it cheaper) stays as it was. Look at `problems` first. */
export function shapesIn(read: Reader, before: Tariff | undefined): TariffShapes {
  return {
    time: defined(PRICED_WAYS.map((way) => [way, timeIn(read, way)] as const)), travel: travelIn(read), surcharges: defined(DEARER.map((when) => [when, surchargeIn(read, when)] as const)),
    packages: before?.packages ?? [], prices: before?.prices ?? {}, unattended: unattendedIn(read), noFix: read.typed['noFix'] as TariffShapes['noFix'],
    missedVisit: price(read, 'missed'), lateCancel: { fee: price(read, 'lateFee'), hours: needed(read, 'lateHours', 720) }, parts: partsIn(read),
    depositBasisPoints: Math.round((numberIn(read, 'deposit', HUNDRED) ?? 0) * HUNDRED), travelForCredit: read.typed['travelForCredit'] !== undefined, ...limitsIn(read), ...(before?.cheaper ? { cheaper: before.cheaper } : {}),
  };
}

const FIELD: readonly (readonly [RegExp, string])[] = [
  [/^time\.(\w+)\.first\.minutes/, '$1-minutes'], [/^time\.(\w+)\.after\.step/, '$1-step'], [/^time\.(\w+)\.after/, '$1-hourly'], [/^time\.(\w+)/, '$1-price'], [/^time/, 'visit-price'], [/^travel\.zones/, 'zone-1-far'], [/^travel\.step/, 'travelStep'],
  [/^travel/, 'travel'], [/^surcharges\.([\w-]+)/, '$1-more'], [/^minimum/, 'minimum'], [/^cap/, 'cap'], [/^unattended\.step/, 'unattendedStep'], [/^unattended/, 'unattendedHourly'], [/^missed/, 'missed'], [/^lateCancel\.hours/, 'lateHours'], [/^lateCancel/, 'lateFee'], [/^parts/, 'parts'], [/^deposit/, 'deposit'],
];
/** The field of the form that a part of a tariff was typed into. */
export const fieldFor = (where: string): string => {
  const [pattern, field] = FIELD.find(([one]) => one.test(where)) ?? [undefined, where];
  return pattern ? where.replace(new RegExp(`${pattern.source}.*`), field) : where;
};
