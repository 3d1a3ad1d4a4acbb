import type { Route } from './plan.ts';
import { Random } from './random.ts';
import type { Duty, DutyIndex, NumberRow, PlaceIndex, Problem, Stop, StopIndex, Travel } from './problem.ts';

/** A plan as sequences of stops by duty, and the stops left out. */
export type Sequences = Readonly<{ routes: readonly (readonly StopIndex[])[]; left: readonly StopIndex[] }>;

/** A part of a problem that is searched alone: its own indices, and what they were in the whole. */
export type Region = Readonly<{ problem: Problem; stops: readonly StopIndex[]; duties: readonly DutyIndex[]; start: Sequences }>;

type Part = { busy: DutyIndex[]; idle: DutyIndex[]; left: StopIndex[] };

/** Where a duty or stop is thought to be: the middle stop of a route, the home of an idle duty. */
const placeOfDuty = (problem: Problem, routes: Sequences['routes'], v: DutyIndex): PlaceIndex => {
  const route = routes[v] ?? [];
  const middle = route[route.length >> 1];
  const duty = problem.duties[v]!;
  return middle === undefined ? duty.start ?? duty.end ?? 0 : problem.stops[middle]!.place;
};

/** One cut in two: between two far points, at half of the stops. */
function cutInTwo(problem: Problem, routes: Sequences['routes'], part: Part, random: Random): [Part, Part] {
  const seconds = problem.travel[0]!.seconds;
  const between = (a: PlaceIndex, b: PlaceIndex) => seconds[a * problem.places + b]! + seconds[b * problem.places + a]!;
  const busyAt = part.busy.map((v) => placeOfDuty(problem, routes, v));
  const idleAt = part.idle.map((v) => placeOfDuty(problem, routes, v));
  const leftAt = part.left.map((s) => problem.stops[s]!.place);
  const points = [...busyAt, ...leftAt].length > 0 ? [...busyAt, ...leftAt] : idleAt;
  const farthest = (from: PlaceIndex) => points.reduce((best, to) => (between(from, to) > between(from, best) ? to : best), from);
  const a = farthest(points[random.below(points.length)]!);
  const b = farthest(a);
  const keyOf = (place: PlaceIndex) => between(a, place) - between(b, place);
  const weighted = [...busyAt.map((place, k) => ({ key: keyOf(place), weight: routes[part.busy[k]!]!.length })), ...leftAt.map((place) => ({ key: keyOf(place), weight: 1 }))]
    .sort((one, other) => one.key - other.key);
  const half = weighted.reduce((sum, one) => sum + one.weight, 0) / 2;
  let cut = weighted.at(-1)?.key ?? 0;
  for (let k = 0, sum = 0; k < weighted.length; k++) {
    sum += weighted[k]!.weight;
    if (sum < half) continue;
    cut = weighted[k]!.key;
    break;
  }
  const split = <T>(items: readonly T[], places: readonly PlaceIndex[], at: number): [T[], T[]] =>
    [items.filter((_, k) => keyOf(places[k]!) <= at), items.filter((_, k) => keyOf(places[k]!) > at)];
  const busy = split(part.busy, busyAt, cut);
  const left = split(part.left, leftAt, cut);
  // Without routes yet, idle duties go by number, so that both halves can serve their share.
  const keys = idleAt.map(keyOf).sort((one, other) => one - other);
  const idle = split(part.idle, idleAt, part.busy.length === 0 ? keys[Math.max(0, Math.round(keys.length * (left[0].length / Math.max(1, part.left.length))) - 1)] ?? cut : cut);
  return [{ busy: busy[0], idle: idle[0], left: left[0] }, { busy: busy[1], idle: idle[1], left: left[1] }];
}

const sizeOf = (part: Part, routes: Sequences['routes']): number => part.left.length + part.busy.reduce((sum, v) => sum + routes[v]!.length, 0);

/** Cuts a problem into regions of at most about `size` stops, along lines that differ with the seed. */
export function regionsOf(problem: Problem, plan: Sequences, size: number, seed: number): Region[] {
  const random = new Random(seed);
  const all = problem.duties.map((_, v) => v);
  const mates = new Map((problem.shipments ?? []).map((pair) => [pair.delivery, pair.pickup]));
  const isLeft = new Set(plan.left);
  const whole: Part = {
    busy: all.filter((v) => plan.routes[v]!.length > 0), idle: all.filter((v) => plan.routes[v]!.length === 0),
    left: plan.left.filter((s) => !(mates.has(s) && isLeft.has(mates.get(s)!))),
  };
  const parts: Part[] = [];
  const open = [whole];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const halves = sizeOf(part, plan.routes) > size && part.busy.length + part.left.length > 1 ? cutInTwo(problem, plan.routes, part, random) : null;
    if (halves === null || halves.some((half) => half.busy.length + half.left.length === 0)) parts.push(part);
    else open.push(...halves);
  }
  const shipped = new Map((problem.shipments ?? []).map((pair) => [pair.pickup, pair.delivery]));
  return parts.map((part) => regionOf(problem, plan, part, shipped));
}

function subTravel(travel: Travel, places: number, used: readonly PlaceIndex[]): Travel {
  const pick = (row: NumberRow): Int32Array => {
    const cells = new Int32Array(used.length * used.length);
    for (let a = 0; a < used.length; a++) for (let b = 0; b < used.length; b++) cells[a * used.length + b] = row[used[a]! * places + used[b]!]!;
    return cells;
  };
  return { seconds: pick(travel.seconds), ...(travel.metres === undefined ? {} : { metres: pick(travel.metres) }), ...(travel.cents === undefined ? {} : { cents: pick(travel.cents) }) };
}

function regionOf(problem: Problem, plan: Sequences, part: Part, shipped: Map<number, number>): Region {
  const duties = [...part.busy, ...part.idle].sort((a, b) => a - b);
  const left = part.left.flatMap((s) => [s, ...(shipped.has(s) ? [shipped.get(s)!] : [])]);
  const stops = [...new Set([...duties.flatMap((v) => plan.routes[v]!), ...left])].sort((a, b) => a - b);
  const stopOf = new Map(stops.map((s, k) => [s, k]));
  const dutyOf = new Map(duties.map((v, k) => [v, k]));
  const placeOf = new Map<number, number>();
  const used: number[] = [];
  const place = (from: PlaceIndex): PlaceIndex => {
    const known = placeOf.get(from);
    if (known !== undefined) return known;
    placeOf.set(from, used.length);
    used.push(from);
    return used.length - 1;
  };
  const own: Stop[] = stops.map((s) => {
    const { pinned, ...stop } = problem.stops[s]!;
    // Pinned to a duty elsewhere: nobody here may serve it.
    const kept = pinned === undefined ? {} : dutyOf.has(pinned) ? { pinned: dutyOf.get(pinned)! } : { only: [] };
    return { ...stop, ...kept, place: place(stop.place) };
  });
  const crew: Duty[] = duties.map((v) => {
    const { start, end, begun, ...duty } = problem.duties[v]!;
    return {
      ...duty, technician: duty.technician ?? v, ...(start === undefined ? {} : { start: place(start) }), ...(end === undefined ? {} : { end: place(end) }),
      ...(begun === undefined ? {} : { begun: begun.map((s) => stopOf.get(s)!) }),
    };
  });
  return {
    stops, duties,
    problem: {
      places: used.length, travel: problem.travel.map((table) => subTravel(table, problem.places, used)), stops: own, duties: crew,
      shipments: (problem.shipments ?? []).filter((pair) => stopOf.has(pair.pickup)).map((pair) => ({ pickup: stopOf.get(pair.pickup)!, delivery: stopOf.get(pair.delivery)! })),
      ...(problem.weights === undefined ? {} : { weights: problem.weights }),
    },
    start: { routes: duties.map((v) => plan.routes[v]!.map((s) => stopOf.get(s)!)), left: left.map((s) => stopOf.get(s)!) },
  };
}

/** The whole plan again, from the plans of its regions. */
export function joined(problem: Problem, regions: readonly Region[], plans: readonly Sequences[]): Sequences {
  const routes: (readonly StopIndex[])[] = problem.duties.map(() => []);
  const left: StopIndex[] = [];
  for (const [k, region] of regions.entries()) {
    for (const [v, route] of plans[k]!.routes.entries()) routes[region.duties[v]!] = route.map((s) => region.stops[s]!);
    left.push(...plans[k]!.left.map((s) => region.stops[s]!));
  }
  return { routes, left: left.sort((a, b) => a - b) };
}

/** One region made of exactly these duties, with stops left out that it may seat. */
export function regionWith(problem: Problem, plan: Sequences, duties: readonly DutyIndex[], left: readonly StopIndex[]): Region {
  const pairs = problem.shipments ?? [];
  const shipped = new Map(pairs.map((pair) => [pair.pickup, pair.delivery]));
  const ends = new Set(pairs.map((pair) => pair.delivery));
  return regionOf(problem, plan, { busy: [...duties], idle: [], left: left.filter((s) => !ends.has(s)) }, shipped);
}

/** A route of a region in the indices of the whole. */
export const routeInWhole = (region: Region, route: Route): Route => ({
  ...route, duty: region.duties[route.duty]!, steps: route.steps.map((step) => ('stop' in step ? { ...step, stop: region.stops[step.stop]! } : step)),
});

/** Stops per region, and the number of times a large problem is cut anew. */
export const REGION_SIZE = 600;
export const ROUNDS = 6;
/** Cuts that a first plan may take. */
const FIRST_CUTS = 4;

/** A region to search, with the slice of the whole search's temperatures that is its turn. */
export type Task = Readonly<{ region: Region; seed: number; from: number; to: number; share: number; isLast: boolean }>;

/**
 * Cuts, waits for the plans of the regions, joins, cuts along other lines: a generator, so that whoever drives it may
 * search regions one after the other or on several threads. The first tasks have no share: a first plan is enough.
 */
export function* regionRounds(problem: Problem, first: Sequences, seed: number): Generator<Task[], Sequences, Sequences[]> {
  let plan = first;
  // A first plan, and where a border has kept somebody from being seated, another one along other lines.
  for (let attempt = 0; attempt < FIRST_CUTS && (attempt === 0 || plan.left.length > 0); attempt++) {
    const regions = regionsOf(problem, plan, REGION_SIZE, seed + 104_729 * attempt);
    const open = regions.filter((region) => attempt === 0 || region.start.left.length > 0);
    const plans = yield open.map((region, k): Task => ({ region, seed: seed + 7919 * attempt + k, from: 0, to: 0, share: 0, isLast: false }));
    plan = joined(problem, regions, regions.map((region) => plans[open.indexOf(region)] ?? region.start));
  }
  for (let round = 1; round <= ROUNDS; round++) {
    const regions = regionsOf(problem, plan, REGION_SIZE, seed + round);
    const tasks = regions.map((region, k): Task => ({
      region, seed: seed + 7919 * round + k, from: (round - 1) / ROUNDS, to: round / ROUNDS,
      share: region.stops.length / problem.stops.length / ROUNDS, isLast: round === ROUNDS,
    }));
    plan = joined(problem, regions, yield tasks);
  }
  return plan;
}
