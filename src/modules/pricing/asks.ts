import type { Currency } from '#kernel';
import { z } from 'zod';
import type { Catalogue } from './catalogue.ts';
import { WAYS } from './scope.ts';

/** The largest amount a tariff may hold: 10,000.00. */
export const MOST_CENTS = 1_000_000;
export const STEPS = [1, 5, 10, 15, 20, 30, 60] as const;

const amount = (currency: Currency) => z.object({ cents: z.number().int().min(0).max(MOST_CENTS), currency: z.literal(currency) }).readonly();
const minutes = z.number().int().min(1).max(1440);
const metres = z.number().int().min(0).max(1_000_000);
const basisPoints = z.number().int().min(0).max(10_000);
const step = z.literal(STEPS);
const trip = z.enum(['one-way', 'round-trip']);

function timeAsk(currency: Currency) {
  return z.object({ first: z.object({ minutes, price: amount(currency) }), after: z.object({ step, hourly: amount(currency) }) });
}

function travelAsk(currency: Currency) {
  const price = amount(currency);
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('none') }),
    z.object({ kind: z.literal('included-within'), metres }),
    z.object({ kind: z.literal('flat'), price, freeMetres: metres.optional() }),
    z.object({ kind: z.literal('zones'), zones: z.array(z.object({ upToMetres: metres.min(1), price })).min(1).max(20)
      .refine((zones) => zones.every((zone, i) => i === 0 || (zone.upToMetres > (zones[i - 1]?.upToMetres ?? 0) && zone.price.cents >= (zones[i - 1]?.price.cents ?? 0))), 'pricing.form-zones-must-rise') }),
    z.object({ kind: z.literal('per-distance'), call: price.optional(), freeMetres: metres, unitMetres: z.literal([1000, 1609]), price, trip, most: price.optional() }),
    z.object({ kind: z.literal('per-time'), freeMetres: metres, step, hourly: price, trip, most: price.optional() }),
  ]);
}

function unattendedAsk(currency: Currency) {
  return z.discriminatedUnion('billed', [
    z.object({ billed: z.literal('never') }), z.object({ billed: z.literal('as-attended') }), z.object({ billed: z.literal('apart'), step, hourly: amount(currency) }),
  ]);
}

function packageAsk(currency: Currency) {
  return z.object({
    service: z.string().min(1).max(60), ways: z.array(z.enum(WAYS)).min(1), price: amount(currency), perExtraDevice: amount(currency).optional(),
    minutes: minutes.optional(), travelIncluded: z.boolean(),
  });
}

const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'pricing.form-clock-unclear');

function cheaperAsk(currency: Currency) {
  const off = z.discriminatedUnion('kind', [z.object({ kind: z.literal('flat'), price: amount(currency) }), z.object({ kind: z.literal('percent'), basisPoints: basisPoints.min(1) })]);
  const hours = z.object({ days: z.array(z.number().int().min(1).max(7)).min(1, 'pricing.form-days-missing'), from: wallClock, until: wallClock }).refine(({ from, until }) => from < until, 'pricing.form-hours-turned');
  return z.object({
    sharedWay: z.object({ off, withinMetres: metres.min(200, 'pricing.form-nearby-too-small').max(20_000, 'pricing.form-nearby-too-large') }).optional(),
    offPeak: z.object({ off, hours: z.array(hours).min(1, 'pricing.form-days-missing').max(7).refine((all) => new Set(all.flatMap(({ days }) => days)).size === all.flatMap(({ days }) => days).length, 'pricing.form-day-twice') }).optional(),
    solidarity: z.object({ off, asks: z.enum(['own-word', 'partner-word']) }).optional(),
  });
}

/** A tariff, as a provider's office sends it. Amounts all-in, in the currency of its country; every field is required unless it is said otherwise in `TariffShapes`. */
export function tariffAsk(currency: Currency) {
  const price = amount(currency);
  const surcharge = z.discriminatedUnion('kind', [z.object({ kind: z.literal('flat'), price }), z.object({ kind: z.literal('percent'), basisPoints })]);
  return z.object({
    time: z.partialRecord(z.enum(WAYS), timeAsk(currency)),
    packages: z.array(packageAsk(currency)).max(100).refine((all) => new Set(all.flatMap((one) => one.ways.map((way) => `${one.service} ${way}`))).size === all.reduce((count, one) => count + one.ways.length, 0), 'pricing.form-package-twice'),
    travel: travelAsk(currency),
    surcharges: z.partialRecord(z.enum(['evening', 'weekend', 'out-of-hours']), surcharge),
    unattended: unattendedAsk(currency),
    minimum: price.optional(),
    cap: z.object({ most: price, covers: z.enum(['work', 'work-and-travel']) }).optional(),
    diagnosis: price.optional(),
    noFix: z.enum(['nothing', 'travel-only', 'diagnosis-and-travel', 'time-spent']),
    missedVisit: price,
    lateCancel: z.object({ fee: price, hours: z.number().min(0).max(720) }),
    parts: z.discriminatedUnion('pricing', [z.object({ pricing: z.literal('at-cost') }), z.object({ pricing: z.literal('margin'), basisPoints })]),
    prices: z.record(z.string().min(1).max(60), z.object({ price, later: price.optional(), minimumMonths: z.number().int().min(1).max(36).optional() })),
    depositBasisPoints: basisPoints,
    travelForCredit: z.boolean(),
    cheaper: cheaperAsk(currency).optional(),
  }).superRefine((tariff, issue) => {
    if (tariff.minimum && tariff.cap && tariff.minimum.cents > tariff.cap.most.cents) issue.addIssue({ code: 'custom', path: ['minimum'], message: 'pricing.form-minimum-above-cap' });
    if (tariff.noFix === 'diagnosis-and-travel' && !tariff.diagnosis) issue.addIssue({ code: 'custom', path: ['diagnosis'], message: 'pricing.form-diagnosis-missing' });
    if (Object.keys(tariff.time).length === 0 && tariff.packages.length === 0) issue.addIssue({ code: 'custom', path: ['time'], message: 'pricing.form-nothing-offered' });
  });
}
export type AsksForTariff = z.infer<ReturnType<typeof tariffAsk>>;

const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`));
const span = z.object({ expected: z.number().int().min(0).max(100_000), worst: z.number().int().min(0).max(100_000) }).refine((both) => both.expected <= both.worst, 'pricing.form-expected-above-worst');

/** A scope, checked before it is priced: whole minutes, nothing likelier than the worst. */
export const scopeAsk = z.object({
  request: id('req'), home: id('hom'), country: z.enum(['FR', 'GB']), way: z.enum(WAYS), when: z.enum(['day', 'evening', 'weekend', 'out-of-hours']),
  tasks: z.array(z.object({
    task: id('tas'), leaf: z.string().min(1), minutes: span, unattended: span, devices: span.optional(),
    items: z.array(z.object({ kind: z.string(), item: z.string().min(1), quantity: span })),
  })).max(30),
  travel: z.record(z.string(), z.object({ metres: z.number().min(0).max(2_000_000), seconds: z.number().min(0).max(864_000), model: z.string() })),
});

/** Names in a tariff that the catalogue does not know. */
export function unknownIn(tariff: AsksForTariff, catalogue: Catalogue): { kind: 'unknown-item'; item: string } | { kind: 'unknown-service'; service: string } | undefined {
  const item = Object.keys(tariff.prices).find((key) => !catalogue.item(key));
  if (item !== undefined) return { kind: 'unknown-item', item };
  const sold = tariff.packages.find(({ service }) => !catalogue.service(service));
  return sold ? { kind: 'unknown-service', service: sold.service } : undefined;
}
