import fc from 'fast-check';
import type { Duty, Problem, Stop, Window } from './index.ts';

/** Small random problems that use every rule and every cost, for properties. */
const PLACES = 9;

const window = (from: number, to: number): fc.Arbitrary<Window> =>
  fc.tuple(fc.integer({ min: from, max: to }), fc.integer({ min: 0, max: 4000 })).map(([opens, length]) => [opens, opens + length] as const);

const windows = fc.oneof(
  fc.constant(undefined), window(0, 9000).map((one) => [one]),
  fc.tuple(window(0, 3000), fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 0, max: 3000 }))
    .map(([one, gap, length]) => [one, [one[1] + gap, one[1] + gap + length] as const]),
);
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 3 });
const level = fc.record({ skill: fc.integer({ min: 0, max: 2 }), level: fc.integer({ min: 1, max: 3 }) });
const someone = fc.integer({ min: 0, max: 3 });

export const stop: fc.Arbitrary<Stop> = fc.record({
  place: fc.integer({ min: 0, max: PLACES - 1 }), service: fc.integer({ min: 0, max: 900 }), setup: fc.integer({ min: 0, max: 200 }), windows,
  perType: fc.array(fc.record({ type: fc.integer({ min: 0, max: 1 }), service: fc.integer({ min: 0, max: 900 }), setup: fc.integer({ min: 0, max: 200 }) }), { maxLength: 1 }),
  skills: fc.array(level, { maxLength: 1 }), provider: maybe(fc.integer({ min: 0, max: 1 })), never: maybe(fc.array(someone, { maxLength: 1 })),
  only: fc.option(fc.array(someone, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 6 }),
  pinned: fc.option(fc.constant(0), { nil: undefined, freq: 8 }),
  delivery: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 2 }), pickup: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 2 }),
  penalty: maybe(fc.integer({ min: 0, max: 5000 })), priority: fc.integer({ min: 0, max: 3 }),
  prefers: fc.array(fc.record({ technician: someone, cents: fc.integer({ min: -300, max: 900 }) }), { maxLength: 1 }),
  before: maybe(fc.record({ technician: someone, start: fc.integer({ min: 0, max: 9000 }) })), spread: fc.integer({ min: 0, max: 300 }),
}).map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Stop);

export const duty: fc.Arbitrary<Duty> = fc.record({
  start: maybe(fc.integer({ min: 0, max: PLACES - 1 })), end: maybe(fc.integer({ min: 0, max: PLACES - 1 })),
  shift: window(0, 2000).map(([from, to]) => [from, to + 6000] as const), overtime: fc.integer({ min: 0, max: 1500 }),
  breaks: fc.array(fc.record({ windows: window(1500, 4500).map((one) => [one]), duration: fc.integer({ min: 0, max: 900 }), maxLoad: maybe(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 2 })) })
    .map(({ maxLoad, ...rest }) => ({ ...rest, ...(maxLoad === undefined ? {} : { maxLoad }) })), { maxLength: 2 }),
  type: maybe(fc.integer({ min: 0, max: 1 })), skills: fc.array(level, { maxLength: 3 }), provider: maybe(fc.integer({ min: 0, max: 1 })),
  capacity: maybe(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 2 })),
  rates: fc.record({ fixed: fc.integer({ min: 0, max: 500 }), perHour: fc.integer({ min: 0, max: 4000 }), perTaskHour: fc.integer({ min: 0, max: 900 }) }),
  speed: fc.constantFrom(1, 1.3), maxStops: maybe(fc.integer({ min: 0, max: 5 })), maxTravel: maybe(fc.integer({ min: 500, max: 5000 })),
}).map((all) => Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as unknown as Duty);

const table = fc.array(fc.integer({ min: 1, max: 1200 }), { minLength: PLACES * PLACES, maxLength: PLACES * PLACES })
  .map((cells) => cells.map((cell, k) => (k % (PLACES + 1) === 0 ? 0 : cell)));

/** Tables whose detours are never shorter than the direct way. */
const triangular = (cells: readonly number[]): number[] => {
  const short = [...cells];
  for (let via = 0; via < PLACES; via++) for (let a = 0; a < PLACES; a++) for (let b = 0; b < PLACES; b++) {
    short[a * PLACES + b] = Math.min(short[a * PLACES + b]!, short[a * PLACES + via]! + short[via * PLACES + b]!);
  }
  return short;
};

const weights = fc.record({
  waitingPerHour: fc.integer({ min: 0, max: 900 }), overqualifiedPerLevel: fc.integer({ min: 0, max: 300 }), fairnessPerSquareHour: fc.integer({ min: 0, max: 90 }),
  latenessRiskPerHour: fc.integer({ min: 0, max: 2000 }), changedTechnician: fc.integer({ min: 0, max: 800 }), movedStart: fc.integer({ min: 0, max: 300 }), movedTolerance: fc.constant(600),
});

export const problem: fc.Arbitrary<Problem> = fc.record({
  stops: fc.array(stop, { minLength: 1, maxLength: 9 }), duties: fc.array(duty, { minLength: 1, maxLength: 4 }),
  seconds: table, metres: table, weights: maybe(weights), pairs: fc.integer({ min: 0, max: 2 }),
}).map(({ stops, duties, seconds, metres, weights: chosen, pairs }) => ({
  places: PLACES, travel: [{ seconds: triangular(seconds), metres }], duties,
  stops: stops.map((one, k) => (k >= 2 * pairs ? one : k % 2 === 0 ? { ...one, delivery: [] } : { ...one, pickup: [] })),
  ...(chosen === undefined ? {} : { weights: chosen }),
  shipments: Array.from({ length: Math.min(pairs, stops.length >> 1) }, (_, k) => ({ pickup: 2 * k, delivery: 2 * k + 1 })),
}));
