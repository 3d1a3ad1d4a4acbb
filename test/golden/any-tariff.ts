/** Any tariff and any scope that the checks let through, for property tests. */
import fc from 'fast-check';
import { type Country, type Money, money } from '#kernel';
import { STEPS, type Actual, type Scope, type ScopeTask, type Tariff, type TariffShapes, type TravelPrice } from '#modules/pricing';
import { scopeOf, tariffOf, taskOf } from './tariffs.ts';

const LEAVES = ['email-problem', 'slow-or-freezing', 'new-device-setup', 'backup-setup', 'laptop-battery-charging', 'how-to-lesson', 'too-vague'];
const ITEMS = [['ssd-500gb', 'parts'], ['external-drive-1tb', 'parts'], ['antivirus-1-device', 'subscription'], ['cloud-storage-200gb', 'subscription'], ['windows-11-home', 'licence'], ['parental-control', 'licence'], ['online-backup', 'backup-security']] as const;

const price = (most: number): fc.Arbitrary<Money> => fc.nat(most).map((cents) => money(cents, 'EUR'));
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(arbitrary, { nil: undefined });
const step = fc.constantFrom(...STEPS);
const trip = fc.constantFrom('one-way' as const, 'round-trip' as const);
const timePrice = fc.record({
  first: fc.record({ minutes: fc.integer({ min: 1, max: 120 }), price: price(15_000) }), after: fc.record({ step, hourly: price(15_000) }),
});
const zones = fc.array(fc.record({ upToMetres: fc.integer({ min: 1, max: 60_000 }), price: price(6_000) }), { minLength: 1, maxLength: 4 }).map((all) => {
  const metres = [...new Set(all.map(({ upToMetres }) => upToMetres))].toSorted((a, b) => a - b);
  const prices = all.map((zone) => zone.price.cents).toSorted((a, b) => a - b);
  return metres.map((upToMetres, i) => ({ upToMetres, price: money(prices[i] ?? 0, 'EUR') }));
});
const travel: fc.Arbitrary<TravelPrice> = fc.oneof(
  fc.record({ kind: fc.constant('none' as const) }),
  fc.record({ kind: fc.constant('included-within' as const), metres: fc.nat(60_000) }),
  fc.record({ kind: fc.constant('flat' as const), price: price(6_000), freeMetres: fc.nat(20_000) }),
  fc.record({ kind: fc.constant('zones' as const), zones }),
  fc.record({ kind: fc.constant('per-distance' as const), call: price(3_000), freeMetres: fc.nat(30_000), unitMetres: fc.constantFrom(1000 as const, 1609 as const), price: price(300), trip, most: maybe(price(9_000)) }),
  fc.record({ kind: fc.constant('per-time' as const), freeMetres: fc.nat(30_000), step, hourly: price(9_000), trip, most: maybe(price(9_000)) }),
) as fc.Arbitrary<TravelPrice>;
const surcharge = fc.oneof(fc.record({ kind: fc.constant('flat' as const), price: price(6_000) }), fc.record({ kind: fc.constant('percent' as const), basisPoints: fc.nat(10_000) }));
const sold = fc.record({
  service: fc.constantFrom('new-device-setup', 'computer-tune-up', 'backup-setup'), ways: fc.constant(['visit' as const]), price: price(20_000), perExtraDevice: price(5_000),
  minutes: maybe(fc.integer({ min: 1, max: 300 })), travelIncluded: fc.boolean(),
});

export const anyShapes: fc.Arbitrary<TariffShapes> = fc.record({
  time: fc.record({ visit: timePrice, lesson: timePrice, remote: timePrice, workshop: timePrice }),
  packages: fc.uniqueArray(sold, { selector: ({ service }) => service, maxLength: 3 }),
  travel,
  surcharges: fc.record({ evening: surcharge, weekend: surcharge, 'out-of-hours': surcharge }),
  unattended: fc.oneof(fc.constant({ billed: 'never' as const }), fc.constant({ billed: 'as-attended' as const }), fc.record({ billed: fc.constant('apart' as const), step, hourly: price(6_000) })),
  minimum: maybe(price(8_000)), cap: maybe(fc.record({ most: price(30_000).map((amount) => money(amount.cents + 8_000, 'EUR')), covers: fc.constantFrom('work' as const, 'work-and-travel' as const) })),
  diagnosis: maybe(price(6_000)), noFix: fc.constantFrom('nothing' as const, 'travel-only' as const, 'time-spent' as const, 'diagnosis-and-travel' as const),
  missedVisit: price(8_000), lateCancel: fc.record({ fee: price(8_000), hours: fc.nat(72) }),
  parts: fc.oneof(fc.constant({ pricing: 'at-cost' as const }), fc.record({ pricing: fc.constant('margin' as const), basisPoints: fc.nat(5_000) })),
  prices: fc.record({ 'antivirus-1-device': fc.record({ price: price(5_000), later: price(9_000) }) }),
  depositBasisPoints: fc.nat(10_000), travelForCredit: fc.boolean(),
}) as fc.Arbitrary<TariffShapes>;

const span = (most: number) => fc.tuple(fc.nat(most), fc.nat(most)).map(([a, b]) => ({ expected: Math.min(a, b), worst: Math.max(a, b) }));
const anyTask: fc.Arbitrary<ScopeTask> = fc.record({
  leaf: fc.constantFrom(...LEAVES), minutes: span(400), unattended: span(200), devices: span(4).map(({ expected, worst }) => ({ expected: Math.max(1, expected), worst: Math.max(1, worst) })),
  items: fc.uniqueArray(fc.record({ which: fc.constantFrom(...ITEMS), quantity: span(3) }), { selector: ({ which }) => which[0], maxLength: 3 }),
}).map(({ leaf, minutes, unattended, devices, items }) => taskOf(leaf, minutes.expected, minutes.worst, { unattended, devices, items: items.map(({ which: [item, kind], quantity }) => ({ item, kind, quantity })) }));

export type Case = Readonly<{ tariff: Tariff; scope: Scope; declared: boolean }>;
export const anyCase: fc.Arbitrary<Case> = fc.record({
  shapes: anyShapes, tasks: fc.array(anyTask, { minLength: 1, maxLength: 4 }), metres: fc.nat(70_000), declared: fc.boolean(),
  way: fc.constantFrom('visit' as const, 'lesson' as const, 'remote' as const, 'workshop' as const), when: fc.constantFrom('day' as const, 'evening' as const, 'weekend' as const, 'out-of-hours' as const),
}).map(({ shapes, tasks, metres, declared, way, when }) => {
  const tariff = tariffOf(shapes, 'FR' satisfies Country);
  return { tariff, declared, scope: scopeOf(tasks, [tariff], metres, { way, when }) };
});

export const anyActual = (scope: Scope): fc.Arbitrary<Actual> => fc.record({
  attendedMinutes: fc.nat(1_500), unattendedMinutes: fc.nat(600),
  items: fc.constant(scope.tasks.flatMap((task) => task.items.map((need) => ({ item: need.item, task: task.task, quantity: 2 })))),
  outcome: fc.constantFrom('solved' as const, 'partly' as const, 'unsolved' as const, 'nobody-home' as const, 'workshop' as const, 'handed-over' as const, 'unsafe' as const),
});
