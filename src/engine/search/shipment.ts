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

function bestOn(routes: Routes, v: number, nodes: readonly number[], pickup: number, delivery: number, below: number, random: Random): Pair | null {
  const length = nodes.length - 1;
  const trial = new Int32Array(length + 2);
  const base = costOf(routes, v, Int32Array.from(nodes.slice(1)), length) ?? 0;
  let best: Pair | null = null;
  for (let p = 0; p <= length; p++) {
    if (p < length && routes.isBegun[nodes[p + 1]!] === 1) continue;
    for (let q = p; q <= length; q++) {
      if (random.unit() < 0.01) continue;
      if (!fitsBetween(routes, v, pickup, nodes, p, q)) break;
      const cents = costOf(routes, v, trial, weave(trial, nodes, p, q, pickup, delivery));
      if (cents !== null && cents - base < (best?.cents ?? below)) best = { p, q, cents: cents - base };
    }
  }
  return best;
}

/** Cents of a duty with this sequence, or null when a rule forbids it. */
function costOf(routes: Routes, v: number, sequence: Int32Array, length: number): number | null {
  const { model } = routes;
  const { at, stops, duties, rowOf, serving, tables } = model;
  if (length === 0) return 0;
  const day = workThrough(model, v, sequence, length, routes.bench);
  if (!day.isFeasible) return null;
  let cents = tables.fixed[v]! + (model.hasTimedCost ? timedCost(model, v, sequence, length, day) : 0);
  let seconds = 0;
  let metres = 0;
  for (let p = 0; p <= length; p++) {
    const from = p === 0 ? at[stops + v]! : at[sequence[p - 1]!]!;
    const to = p === length ? at[stops + duties + v]! : at[sequence[p]!]!;
    cents += routes.drive(v, from, to);
    seconds += model.seconds[model.classOf[v]!]![from * model.size + to]!;
    metres += model.metres[model.classOf[v]!]![from * model.size + to]!;
    if (p < length && serving !== null) cents += serving[rowOf[v]! * stops + sequence[p]!]!;
  }
  return seconds > tables.maxTravel[v]! || metres > tables.maxMetres[v]! ? null : cents;
}
