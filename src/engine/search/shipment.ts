import type { Random } from '../random.ts';
import { maySeat } from './insertion.ts';
import type { Routes } from './routes.ts';
import { timedCost, workThrough } from './timetable.ts';

export type Seat = { duty: number; pickupAfter: number; deliveryAfter: number };

/** Whether amounts fit when the shipment is on board after positions p … q − 1 of a route (0 = its start). */
function fitsBetween(routes: Routes, v: number, pickup: number, nodes: readonly number[], p: number, q: number): boolean {
  const { tables } = routes.model;
  const wide = tables.dimensions;
  for (let k = 0; k < wide; k++) {
    const room = tables.capacity[v * wide + k]! - tables.pickup[pickup * wide + k]!;
    for (let x = p; x <= q; x++) if (routes.onBoard[nodes[x]! * wide + k]! > room) return false;
  }
  return true;
}

/** The cheapest feasible pair of positions for a shipment, or null when leaving both ends out costs less. */
export function bestShipment(routes: Routes, pickup: number, delivery: number, below: number, random: Random): Seat | null {
  const { model, next, count } = routes;
  const { stops, duties, tables } = model;
  let best = below;
  let seat: Seat | null = null;
  for (let v = 0; v < duties; v++) {
    if (!maySeat(model, pickup, v) || !maySeat(model, delivery, v) || count[v]! + 2 > tables.maxStops[v]!) continue;
    if (count[v] === 0 && routes.emptyHead[model.kindOf[v]!] !== v) continue;
    const nodes = [stops + v];
    for (let node = next[stops + v]!; node < stops; node = next[node]!) nodes.push(node);
    const found = bestOn(routes, v, nodes, pickup, delivery, best, random);
    if (found === null) continue;
    best = found.cents;
    seat = { duty: v, pickupAfter: nodes[found.p]!, deliveryAfter: found.q === found.p ? pickup : nodes[found.q]! };
  }
  return seat;
}

/** Writes the stops with the pickup after position p and the delivery after q. Returns their number. */
function weave(trial: Int32Array, nodes: readonly number[], p: number, q: number, pickup: number, delivery: number): number {
  let size = 0;
  for (let x = 0; x < nodes.length; x++) {
    if (x > 0) trial[size++] = nodes[x]!;
    if (x === p) trial[size++] = pickup;
    if (x === q) trial[size++] = delivery;
  }
  return size;
}

type Pair = { p: number; q: number; cents: number };

/** What the legs of a route change by when the pickup comes after position p and the delivery after q. `nodes` ends with the end. */
function detour(at: Int32Array, nodes: readonly number[], p: number, q: number, pickup: number, delivery: number, leg: (from: number, to: number) => number): number {
  const here = at[nodes[p]!]!;
  const follows = at[nodes[p + 1]!]!;
  const isIdle = nodes.length === 2;
  if (p === q) return leg(here, at[pickup]!) + leg(at[pickup]!, at[delivery]!) + leg(at[delivery]!, follows) - (isIdle ? 0 : leg(here, follows));
  const before = at[nodes[q]!]!;
  const after = at[nodes[q + 1]!]!;
  return leg(here, at[pickup]!) + leg(at[pickup]!, follows) - leg(here, follows) + leg(before, at[delivery]!) + leg(at[delivery]!, after) - leg(before, after);
}

/** Whether stop c can be reached after node i at all, and its follower j after it: false rules a pair out before it is worked through. */
function isReachable(routes: Routes, c: number, i: number, j: number, v: number): boolean {
  const { model } = routes;
  const seconds = model.seconds[model.classOf[v]!]!;
  const time = routes.soonest[i]! + seconds[model.at[i]! * model.size + model.at[c]!]!;
  if (time > model.lastClose[c]!) return false;
  const spared = j < model.stops ? model.setup[j]! : 0;
  return Math.max(time, model.firstOpen[c]!) + model.service[c]! + seconds[model.at[c]! * model.size + model.at[j]!]! <= routes.last[j]! + spared;
}

function isWithinLimits(routes: Routes, v: number, added: (measure: Int32Array) => number): boolean {
  const { model } = routes;
  if (!model.hasLimits) return true;
  const kind = model.classOf[v]!;
  return routes.travel[v]! + added(model.seconds[kind]!) <= model.tables.maxTravel[v]! && routes.metres[v]! + added(model.metres[kind]!) <= model.tables.maxMetres[v]!;
}

/** One shipment tried on one duty; `points` are its nodes from start to end, `base` its cents apart from legs and timetable. */
type Trial = Readonly<{ routes: Routes; v: number; points: readonly number[]; pickup: number; delivery: number; base: number; sequence: Int32Array }>;

function trialOn(routes: Routes, v: number, nodes: readonly number[], pickup: number, delivery: number): Trial {
  const { serving, rowOf, stops, tables, duties } = routes.model;
  const row = rowOf[v]! * stops;
  const served = serving === null ? 0 : serving[row + pickup]! + serving[row + delivery]!;
  const base = served + (nodes.length === 1 ? tables.fixed[v]! : 0) - routes.timed[v]!;
  return { routes, v, points: [...nodes, stops + duties + v], pickup, delivery, base, sequence: new Int32Array(nodes.length + 1) };
}

/** Cents that the pair of positions adds, or Infinity when a rule forbids it or it cannot cost less than `below`. */
function pairCost({ routes, v, points, pickup, delivery, base, sequence }: Trial, p: number, q: number, below: number): number {
  const { model } = routes;
  const { at, size } = model;
  const known = base + detour(at, points, p, q, pickup, delivery, (from, to) => routes.drive(v, from, to));
  if (known >= below) return Infinity;
  if (!isWithinLimits(routes, v, (measure) => detour(at, points, p, q, pickup, delivery, (from, to) => measure[from * size + to]!))) return Infinity;
  const count = weave(sequence, points.slice(0, -1), p, q, pickup, delivery);
  const day = workThrough(model, v, sequence, count, routes.bench);
  if (!day.isFeasible) return Infinity;
  return known + (model.hasTimedCost ? timedCost(model, v, sequence, count, day) : 0);
}

/** The cheapest pair of positions on one duty. Cents without the timetable are known at once; only pairs that could win are worked through. */
function bestOn(routes: Routes, v: number, nodes: readonly number[], pickup: number, delivery: number, below: number, random: Random): Pair | null {
  const { lastClose } = routes.model;
  const trial = trialOn(routes, v, nodes, pickup, delivery);
  const { points } = trial;
  const isOpen = (stop: number, position: number) => routes.soonest[nodes[position]!]! <= lastClose[stop]!;
  const best: Pair = { p: -1, q: -1, cents: below };
  for (let p = 0; p < nodes.length && isOpen(pickup, p); p++) {
    if (routes.isBegun[points[p + 1]!] === 1 || !isReachable(routes, pickup, points[p]!, points[p + 1]!, v)) continue;
    for (let q = p; q < nodes.length && isOpen(delivery, q); q++) {
      if (random.unit() < 0.01) continue;
      if (!fitsBetween(routes, v, pickup, nodes, p, q)) break;
      if (q > p && !isReachable(routes, delivery, points[q]!, points[q + 1]!, v)) continue;
      const cents = pairCost(trial, p, q, best.cents);
      if (cents < best.cents) Object.assign(best, { p, q, cents });
    }
  }
  return best.p < 0 ? null : best;
}
