import type { Random } from '../random.ts';
import type { Near } from './near.ts';
import type { Routes } from './routes.ts';
import { changeRuns, leavingAfter } from './runs.ts';

/**
 * 2-opt* on plain problems (Potvin & Rousseau 1995): two routes are cut and change tails. What comes before a cut is
 * known by its earliest departure, what comes behind it by its latest arrival, so that joining them takes one test. No
 * ruin of strings makes this move in long routes (npm run bench engine).
 */
export class Tails {
  private readonly routes: Routes;
  private readonly near: Near;
  private readonly random: Random;
  private best = 0;
  private bestNode = -1;

  constructor(routes: Routes, near: Near, random: Random) {
    this.routes = routes;
    this.near = near;
    this.random = random;
  }

  /** Of all exchanges that put stop a behind a stop near it, or first in a route, makes the cheapest if it adds less than `allowance` cents. */
  tryAt(a: number, allowance: number): boolean {
    const { routes, near } = this;
    const { model, routeOf } = routes;
    const v = routeOf[a]!;
    this.best = allowance;
    this.bestNode = -1;
    for (let k = a * near.degree, end = k + near.degree; k < end; k++) {
      const b = near.beside[k]!;
      if (b < 0) break;
      const w = routeOf[b]!;
      if (w >= 0 && w !== v) this.weigh(a, b, v, w);
    }
    const idle = routes.emptyHead[model.kindOf[v]!]!;
    if (idle >= 0) this.weigh(a, model.stops + idle, v, idle);
    const other = routes.busy[this.random.below(routes.used)]!;
    if (other !== v) this.weigh(a, model.stops + other, v, other);
    if (this.bestNode < 0) return false;
    this.exchange(a, this.bestNode);
    return true;
  }

  // Some twenty times an iteration, 6 % of the time on R1_2_4 (npm run bench engine, profiled): what turns most pairs down comes first.
  // oxlint-disable-next-line complexity
  private weigh(a: number, b: number, v: number, w: number): void {
    const { routes } = this;
    const { model, depart, latest, hop, prev, next, count } = routes;
    const { at, size, stops, duties, tables, classOf, kindOf } = model;
    // Duties of one kind serve the same stops at the same rates; in problems that are not mixed, all do.
    if (model.isMixed && kindOf[v] !== kindOf[w]) return;
    const isIdle = count[w] === 0;
    const before = prev[a]!;
    const after = next[b]!;
    if (isIdle && before >= stops) return;
    const arrives = depart[b]! + model.seconds[classOf[w]!]![at[b]! * size + at[a]!]!;
    const isSameEnd = at[stops + duties + v] === at[stops + duties + w] && tables.until[v] === tables.until[w];
    if (arrives > (isSameEnd ? latest[a]! : tables.closes[a]!)) return;
    const leaving = isIdle ? -tables.fixed[w]! : hop[b]!;
    const there = routes.drive(w, at[b]!, at[a]!);
    // One of the two new arcs of an exchange that pays is shorter than one that goes (Lin & Kernighan 1973); stop a or the other one finds it.
    if (there - Math.max(hop[before]!, leaving) - tables.fixed[v]! >= this.best) return;
    // Both routes become one.
    const isJoined = before >= stops && after >= stops;
    let cents = there - hop[before]! - leaving;
    if (isJoined) cents -= tables.fixed[v]!;
    else {
      if (isSameEnd && depart[before]! + model.seconds[classOf[v]!]![at[before]! * size + at[after]!]! > latest[after]!) return;
      cents += routes.drive(v, at[before]!, at[after]!);
    }
    if (!isSameEnd) cents += this.otherEnds(a, b, v, w);
    if (cents >= this.best || !this.fits(a, after, v, w)) return;
    this.best = cents;
    this.bestNode = b;
  }

  /** Cents that tails pay more for going home elsewhere; Infinity when one of them comes too late. */
  private otherEnds(a: number, b: number, v: number, w: number): number {
    const { routes } = this;
    const there = this.homeward(b, a, w, v);
    const back = there === Infinity ? Infinity : this.homeward(routes.prev[a]!, routes.next[b]!, v, w);
    return there + back;
  }

  /** A tail of duty `from` is driven behind node `before` by duty v: what its other way home costs more. */
  private homeward(before: number, first: number, v: number, from: number): number {
    const { routes } = this;
    const { model, depart, prev, hop } = routes;
    const { at, stops, duties } = model;
    const end = stops + duties + v;
    const wrong = stops + duties + from;
    const last = first < stops ? prev[wrong]! : before;
    const time = first < stops ? leavingAfter(routes, v, depart[before]!, before, first, last) : depart[before]!;
    if (time === Infinity) return Infinity;
    // Without a tail the joining arc leads to the end of the other duty: it is put right.
    if (last === before) return last >= stops ? 0 : this.inTime(time, last, v) ? routes.drive(v, at[last]!, at[end]!) - routes.drive(v, at[last]!, at[wrong]!) : Infinity;
    return this.inTime(time, last, v) ? routes.drive(v, at[last]!, at[end]!) - hop[last]! : Infinity;
  }

  private inTime(time: number, last: number, v: number): boolean {
    const { at, size, stops, duties, tables, seconds, classOf } = this.routes.model;
    return time + seconds[classOf[v]!]![at[last]! * size + at[stops + duties + v]!]! <= tables.until[v]!;
  }

  /** Whether amounts and numbers of stops allow the tails from a and from `after` to change places. */
  private fits(a: number, after: number, v: number, w: number): boolean {
    const { next, count, load, model } = this.routes;
    const { stops, tables } = model;
    let amount = 0;
    let number = 0;
    for (let node = a; node < stops; node = next[node]!, number++) if (tables.dimensions > 0) amount += tables.delivery[node]! + tables.pickup[node]!;
    for (let node = after; node < stops; node = next[node]!, number--) if (tables.dimensions > 0) amount -= tables.delivery[node]! + tables.pickup[node]!;
    if (tables.dimensions > 0 && (load[w]! + amount > tables.capacity[w]! || load[v]! - amount > tables.capacity[v]!)) return false;
    return count[w]! + number <= tables.maxStops[w]! && count[v]! - number <= tables.maxStops[v]!;
  }

  private exchange(a: number, b: number): void {
    const { routes } = this;
    const v = routes.routeOf[a]!;
    const w = routes.routeOf[b]!;
    changeRuns(routes, a, Infinity, b, Infinity);
    routes.cost += routes.refresh(v) + routes.refresh(w);
  }
}
