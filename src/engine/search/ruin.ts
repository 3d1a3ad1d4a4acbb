import type { Random } from '../random.ts';
import type { Near } from './near.ts';
import type { Routes } from './routes.ts';

/** Size of a ruin: mean number of stops removed, longest string, chance of a split string. */
export type RuinSize = { mean: number; longest: number; split: number };

/** Stops a ruin has taken out, and routes it has touched. Reused between iterations. */
export type Removed = { stops: Int32Array; count: number };

/**
 * Adjacent string removal (Christiaens & Vanden Berghe 2020, §5.2): around a seed stop, from each route met one string
 * that holds the stop met. `touch(v)` is called before a route changes. Adds to `routes.cost`.
 */
export function ruin(routes: Routes, near: Near, random: Random, size: RuinSize, seed: number, removed: Removed, touch: (v: number) => boolean): void {
  const { model, count, routeOf } = routes;
  if (routes.used === 0) return;
  const longest = Math.max(1, Math.min(size.longest, (model.stops - routes.leftCount) / routes.used));
  const strings = Math.floor(1 + random.unit() * ((4 * size.mean) / (1 + longest) - 1));
  const base = seed * near.width;
  for (let k = -1, cut = 0; k < near.width && cut < strings; k++) {
    const c = k < 0 ? seed : near.around[base + k]!;
    if (c < 0) break;
    const v = routeOf[c]!;
    if (v < 0 || routes.isBegun[c] === 1 || !touch(v)) continue;
    const most = Math.min(count[v]!, longest);
    removeString(routes, c, v, Math.floor(1 + random.unit() * most), size, random, removed);
    cut++;
  }
  if (model.hasShipments) removeMates(routes, removed);
}

/** The other ends of shipments that lost one end: they lie in the same routes. */
function removeMates(routes: Routes, removed: Removed): void {
  const { mate } = routes.model.tables;
  for (let k = 0, last = removed.count; k < last; k++) {
    const other = mate[removed.stops[k]!]!;
    if (other < 0 || routes.routeOf[other]! < 0) continue;
    removed.stops[removed.count++] = other;
    routes.cost += routes.unlink(other);
  }
}

/** Removes a string of `length` stops that holds c; perhaps keeps a few in its middle (split string). */
function removeString(routes: Routes, c: number, v: number, length: number, size: RuinSize, random: Random, removed: Removed): void {
  const { next, prev, count } = routes;
  const { stops } = routes.model;
  // The paper keeps m ≥ 1 stops in the middle of a split string, one more each time with chance 0.01: mostly one.
  const kept = length > 1 && length < count[v]! && random.unit() < size.split ? geometric(random, count[v]! - length) : 0;
  const span = length + kept;
  const before = stopsBeside(routes, prev, c, span - 1);
  const least = Math.max(0, span - 1 - stopsBeside(routes, next, c, span - 1));
  const back = before <= least ? before : least + random.below(before - least + 1);
  let node = c;
  for (let k = 0; k < back; k++) node = prev[node]!;
  const skipFrom = kept === 0 ? span : 1 + random.below(Math.max(1, length - 1));
  for (let k = 0; k < span && node < stops; k++) {
    const following = next[node]!;
    if (k < skipFrom || k >= skipFrom + kept) {
      removed.stops[removed.count++] = node;
      routes.cost += routes.unlink(node);
    }
    node = following;
  }
}

/** Stops on one side of c that have not begun, up to `most`. */
function stopsBeside({ model, isBegun }: Routes, side: Int32Array, c: number, most: number): number {
  let number = 0;
  for (let node = side[c]!; number < most && node < model.stops && isBegun[node] === 0; node = side[node]!) number++;
  return number;
}

/** 1, and one more with chance 0.01 each, up to `most`. */
function geometric(random: Random, most: number): number {
  let result = 1;
  while (result < most && random.unit() < 0.01) result++;
  return result;
}
