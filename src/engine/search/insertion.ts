import type { Model } from '../model.ts';
import type { Routes } from './routes.ts';
import { driveWithBreaks, latestArrive, latestLeave, startAt, timedCost, workAt, workThrough } from './timetable.ts';

/** Whether the amounts of stop c fit after node i. Shipments are tested apart. */
function fits(routes: Routes, c: number, i: number, v: number): boolean {
  const { tables } = routes.model;
  const wide = tables.dimensions;
  if (routes.model.isPlain) return wide === 0 || routes.load[v]! + tables.delivery[c]! + tables.pickup[c]! <= tables.capacity[v]!;
  for (let k = 0; k < wide; k++) {
    const limit = tables.capacity[v * wide + k]!;
    if (routes.mostBefore[i * wide + k]! + tables.delivery[c * wide + k]! > limit) return false;
    if (routes.mostAfter[i * wide + k]! + tables.pickup[c * wide + k]! > limit) return false;
  }
  return true;
}

/** The latest arrival at node j in layer k when coming from travel row `from`: its setup may appear or vanish. */
function latestFrom(routes: Routes, j: number, k: number, from: number): number {
  const { model, next, prev, latest } = routes;
  const { at, stops, layers, size } = model;
  const known = latest[j * layers + k]!;
  if (j >= stops || model.setup[j] === 0) return known;
  const before = at[prev[j]!]!;
  if ((before === at[j]) === (from === at[j])) return known;
  const v = routes.routeOf[j]!;
  const first = model.firstBreak[v]!;
  const rests = model.firstBreak[v + 1]! - first;
  const after = next[j]!;
  const drive = model.seconds[model.classOf[v]!]![at[j]! * size + at[after]!]!;
  let best = -Infinity;
  for (let later = k; later <= rests; later++) {
    const by = latest[after * layers + later]!;
    if (by !== -Infinity) best = Math.max(best, latestArrive(model, j, latestLeave(model, first + k, first + later, by, drive) - workAt(model, j, from, v)));
  }
  return best;
}

/** Whether stop c can be served between nodes i and j, by time: O(1) a layer. */
export function isInTime(routes: Routes, c: number, i: number, j: number, v: number, driveIn: number, driveOut: number): boolean {
  const { model, depart } = routes;
  const { at, layers } = model;
  const work = workAt(model, c, at[i]!, v);
  const first = model.firstBreak[v]!;
  const rests = model.firstBreak[v + 1]! - first;
  for (let k = 0; k <= rests; k++) {
    const leaves = depart[i * layers + k]!;
    if (leaves === Infinity) continue;
    for (let here = k; here <= rests; here++) {
      const done = startAt(model, c, driveWithBreaks(model, first + k, first + here, leaves, driveIn)) + work;
      if (done === Infinity) continue;
      for (let later = here; later <= rests; later++) {
        const by = latestFrom(routes, j, later, at[c]!);
        if (by !== -Infinity && driveWithBreaks(model, first + here, first + later, done, driveOut) <= by) return true;
      }
    }
  }
  return false;
}

function isWithinLimits(routes: Routes, c: number, i: number, v: number): boolean {
  const { model } = routes;
  const { at, size, tables } = model;
  const seconds = model.seconds[model.classOf[v]!]!;
  const metres = model.metres[model.classOf[v]!]!;
  const a = at[i]! * size;
  const b = at[routes.next[i]!]!;
  const via = at[c]!;
  const isEmpty = routes.count[v] === 0;
  const time = seconds[a + via]! + seconds[via * size + b]! - (isEmpty ? 0 : seconds[a + b]!);
  if (routes.travel[v]! + time > tables.maxTravel[v]!) return false;
  const length = metres[a + via]! + metres[via * size + b]! - (isEmpty ? 0 : metres[a + b]!);
  return routes.metres[v]! + length <= tables.maxMetres[v]!;
}

/** Reused by `timedDelta`. */
function withStop(routes: Routes, c: number, i: number, v: number): number {
  const { sequence, next } = routes;
  const { stops } = routes.model;
  let length = 0;
  if (i >= stops) sequence[length++] = c;
  for (let node = next[stops + v]!; node < stops; node = next[node]!) {
    sequence[length++] = node;
    if (node === i) sequence[length++] = c;
  }
  return length;
}

/**
 * Cents of serving stop c between nodes i and j, given its cents without timed ones, or Infinity when a rule forbids it
 * or it cannot cost less than `below`. Who may serve whom is the caller's.
 */
export function exactCost(routes: Routes, c: number, i: number, j: number, v: number, driveIn: number, driveOut: number, untimed: number, below: number): number {
  const { model } = routes;
  if (!fits(routes, c, i, v) || !isInTime(routes, c, i, j, v, driveIn, driveOut)) return Infinity;
  if (model.hasLimits && !isWithinLimits(routes, c, i, v)) return Infinity;
  if (!model.hasStepCost && model.restMost === null) return untimed;
  if (untimed - routes.timed[v]! >= below) return Infinity;
  const length = withStop(routes, c, i, v);
  const day = workThrough(model, v, routes.sequence, length, routes.bench);
  if (!day.isFeasible) return Infinity;
  if (!model.hasTimedCost) return untimed;
  return untimed + timedCost(model, v, routes.sequence, length, day) - routes.timed[v]!;
}

/** The same for callers in no hurry: looks everything up, tests every rule that looks at positions. */
export function insertionCost(routes: Routes, c: number, i: number, v: number): number {
  const { model } = routes;
  if (routes.count[v]! >= model.tables.maxStops[v]!) return Infinity;
  const j = routes.next[i]!;
  const seconds = model.seconds[model.classOf[v]!]!;
  const driveIn = seconds[model.at[i]! * model.size + model.at[c]!]!;
  const driveOut = seconds[model.at[c]! * model.size + model.at[j]!]!;
  return exactCost(routes, c, i, j, v, driveIn, driveOut, routes.linkCost(c, i, v), Infinity);
}

/** Whether duty v may serve stop c at all. */
export const maySeat = (model: Model, c: number, v: number): boolean => model.may[model.rowOf[v]! * model.stops + c] === 1;
