import type { Random } from '../random.ts';
import { maySeat } from './insertion.ts';
import type { Near } from './near.ts';
import type { Routes } from './routes.ts';
import { changeRuns } from './runs.ts';
import { timedCost, workThrough } from './timetable.ts';

/**
 * 2-opt* (Potvin & Rousseau 1995) under every rule and between duties that differ: two days are cut and change tails,
 * whole days change technicians, and an idle technician takes a day over. Cents of driving and serving turn most
 * exchanges down; the two new days of the others are worked through.
 */
export class CrossedTails {
  private readonly routes: Routes;
  private readonly near: Near;
  private readonly random: Random;
  /** In plain problems duties of one kind are left to Tails, which needs no working through. */
  private readonly isForOthersOnly: boolean;
  private readonly sequence: Int32Array;
  private best = 0;
  private bestNode = -1;
  private bestUntimed = 0;
  /** Cents of all that follows the stop that is tried, as it stands. */
  private stands = 0;

  constructor(routes: Routes, near: Near, random: Random) {
    this.routes = routes;
    this.near = near;
    this.random = random;
    this.isForOthersOnly = routes.model.isPlain;
    this.sequence = new Int32Array(routes.model.stops + 1);
  }

  /** Of all exchanges that put stop a behind a stop near it, or first in a day, makes the cheapest if it adds less than `allowance` cents. */
  tryAt(a: number, allowance: number): boolean {
    const { routes, near } = this;
    const { model, routeOf, emptyHead } = routes;
    const v = routeOf[a]!;
    if (routes.isBegun[a] === 1) return false;
    this.best = allowance;
    this.bestNode = -1;
    this.stands = this.tail(a, v);
    for (let k = a * near.degree, end = k + near.degree; k < end; k++) {
      const b = near.beside[k]!;
      if (b < 0) break;
      if (routeOf[b]! >= 0) this.weigh(a, b, v, routeOf[b]!);
    }
    for (let k = a * near.dutyDegree, end = k + near.dutyDegree; k < end; k++) {
      const w = near.duties[k]!;
      if (w < 0) break;
      const idle = emptyHead[model.kindOf[w]!]!;
      if (idle >= 0) this.weigh(a, model.stops + idle, v, idle);
      if (routes.count[w]! > 0) this.weigh(a, model.stops + w, v, w);
    }
    for (let kind = 0; kind < model.kinds && near.dutyDegree === 0; kind++) if (emptyHead[kind]! >= 0) this.weigh(a, model.stops + emptyHead[kind]!, v, emptyHead[kind]!);
    const other = routes.busy[this.random.below(routes.used)]!;
    this.weigh(a, model.stops + other, v, other);
    if (this.bestNode < 0) return false;
    this.exchange(a, this.bestNode);
    return true;
  }

  private weigh(a: number, b: number, v: number, w: number): void {
    if (!this.isPossible(a, b, v, w)) return;
    const { routes } = this;
    const { stops } = routes.model;
    const before = routes.prev[a]!;
    const after = routes.next[b]!;
    const isEmptied = before >= stops && after >= stops;
    const untimed = this.untimed(a, b, v, w, isEmptied);
    const known = untimed - routes.timed[v]! - routes.timed[w]!;
    if (known >= this.best) return;
    const there = this.worked(w, b, a);
    if (known + there >= this.best) return;
    const cents = known + there + (isEmptied ? 0 : this.worked(v, before, after));
    if (cents >= this.best) return;
    this.best = cents;
    this.bestNode = b;
    this.bestUntimed = untimed;
  }

  /** What can be told without a look at the tails: whether both joints can be in time, and one of them pay. */
  private isPossible(a: number, b: number, v: number, w: number): boolean {
    const { routes } = this;
    const { model, next, prev, count, hop } = routes;
    const { at, stops, kindOf, tables } = model;
    const isAlike = kindOf[v] === kindOf[w];
    if (v === w || (isAlike && this.isForOthersOnly) || !maySeat(model, a, w)) return false;
    const before = prev[a]!;
    const after = next[b]!;
    if (isAlike && count[w] === 0 && before >= stops) return false;
    if (!this.isReached(a, b, w) || (after < stops && (routes.isBegun[after] === 1 || !this.isReached(after, before, v)))) return false;
    // One of the two new arcs of an exchange that pays is mostly shorter than one that goes; stop a or the other one finds it.
    return b >= stops || routes.drive(w, at[b]!, at[a]!) - Math.max(hop[before]!, hop[b]!) - tables.fixed[v]! < this.best;
  }

  private isReached(stop: number, from: number, v: number): boolean {
    const { at, size, classOf, seconds, lastClose } = this.routes.model;
    return this.routes.soonest[from]! + seconds[classOf[v]!]![at[from]! * size + at[stop]!]! <= lastClose[stop]!;
  }

  /** Cents of driving and serving that the exchange adds. */
  private untimed(a: number, b: number, v: number, w: number, isEmptied: boolean): number {
    const { routes } = this;
    const { model, next, prev, hop } = routes;
    const { at, stops, duties, tables } = model;
    const before = prev[a]!;
    const after = next[b]!;
    const cents = routes.drive(w, at[b]!, at[a]!) + this.tail(a, w) - hop[before]! - this.stands
      + (routes.count[w] === 0 ? tables.fixed[w]! : -hop[b]! - this.tail(after, w));
    return cents + (isEmptied ? -tables.fixed[v]! : routes.drive(v, at[before]!, after < stops ? at[after]! : at[stops + duties + v]!) + this.tail(after, v));
  }

  /** Cents of driving on from a stop and of serving it and all that follow, on duty v; Infinity when it may not serve one of them. */
  private tail(first: number, v: number): number {
    const { routes } = this;
    const { model, next } = routes;
    const { at, stops, duties, serving, rowOf } = model;
    const row = rowOf[v]! * stops;
    let cents = 0;
    for (let node = first; node < stops; node = next[node]!) {
      if (model.isRestricted && model.may[row + node] === 0) return Infinity;
      const following = next[node]!;
      cents += routes.drive(v, at[node]!, following < stops ? at[following]! : at[stops + duties + v]!);
      if (serving !== null) cents += serving[row + node]!;
    }
    return cents;
  }

  /** Timed cents of a day that ends with the tail from `first` after node `last`; Infinity when it breaks a rule. */
  private worked(v: number, last: number, first: number): number {
    const { routes, sequence } = this;
    const { model, prev, next } = routes;
    const { stops } = model;
    let length = 0;
    for (let node = last; node < stops; node = prev[node]!) sequence[length++] = node;
    sequence.subarray(0, length).reverse();
    for (let node = first; node < stops; node = next[node]!) sequence[length++] = node;
    if (length > model.tables.maxStops[v]! || !this.fits(v, length) || (model.hasLimits && !this.isWithinLimits(v, length))) return Infinity;
    const day = workThrough(model, v, sequence, length, routes.bench);
    if (!day.isFeasible) return Infinity;
    return model.hasTimedCost ? timedCost(model, v, sequence, length, day) : 0;
  }

  /** Whether what is carried on the day never exceeds what the duty holds. */
  private fits(v: number, length: number): boolean {
    const { sequence } = this;
    const { dimensions, delivery, pickup, capacity } = this.routes.model.tables;
    for (let k = 0; k < dimensions; k++) {
      const most = capacity[v * dimensions + k]!;
      let load = 0;
      for (let p = 0; p < length; p++) load += delivery[sequence[p]! * dimensions + k]!;
      for (let p = 0; p < length && load <= most; p++) load += pickup[sequence[p]! * dimensions + k]! - delivery[sequence[p]! * dimensions + k]!;
      if (load > most) return false;
    }
    return true;
  }

  private isWithinLimits(v: number, length: number): boolean {
    const { at, size, stops, duties, classOf, seconds, metres, tables } = this.routes.model;
    const kind = classOf[v]!;
    let time = 0;
    let distance = 0;
    for (let p = 0, from = at[stops + v]!; p <= length; p++) {
      const to = p < length ? at[this.sequence[p]!]! : at[stops + duties + v]!;
      time += seconds[kind]![from * size + to]!;
      distance += metres[kind]![from * size + to]!;
      from = to;
    }
    return time <= tables.maxTravel[v]! && distance <= tables.maxMetres[v]!;
  }

  private exchange(a: number, b: number): void {
    const { routes } = this;
    const v = routes.routeOf[a]!;
    const w = routes.routeOf[b]!;
    changeRuns(routes, a, Infinity, b, Infinity);
    // Plain problems count all cents in refresh, others only what depends on the timetable.
    if (!routes.model.isPlain) routes.cost += this.bestUntimed;
    routes.cost += routes.refresh(v) + routes.refresh(w);
  }
}
