import type { Near } from './near.ts';
import type { Routes } from './routes.ts';

/** Cheapest gaps of a route that are kept for each stop (Vidal 2022, §4.2). */
const KEPT = 3;

/**
 * SWAP* on plain problems (Vidal 2022, Computers & Operations Research 140): two stops of two routes change routes, each
 * to its cheapest gap there, which may be the other's old place.
 */
export class SwapStar {
  private readonly routes: Routes;
  private readonly near: Near;
  private readonly seen: Int32Array;
  private stamp = 0;
  private best = 0;
  private partner = -1;
  /** Nodes behind which the two stops go; −1: into the other's old place. */
  private into = -1;
  private back = -1;
  private readonly gaps = new Int32Array(KEPT);
  private readonly added = new Float64Array(KEPT);
  private kept = 0;
  private found = -1;

  constructor(routes: Routes, near: Near) {
    this.routes = routes;
    this.near = near;
    this.seen = new Int32Array(routes.model.duties);
  }

  /** Makes the cheapest swap of stop a with a stop of a route near it, if it adds less than `allowance` cents. */
  tryAt(a: number, allowance: number): boolean {
    const { routes, near } = this;
    const { model, routeOf } = routes;
    const v = routeOf[a]!;
    this.best = allowance;
    this.partner = -1;
    this.stamp++;
    this.seen[v] = this.stamp;
    for (let k = a * near.degree, end = k + near.degree; k < end; k++) {
      const b = near.beside[k]!;
      if (b < 0) break;
      const w = routeOf[b]!;
      if (w < 0 || this.seen[w] === this.stamp || (model.isMixed && model.kindOf[v] !== model.kindOf[w])) continue;
      this.seen[w] = this.stamp;
      this.withRoute(a, v, w);
    }
    if (this.partner < 0) return false;
    this.make(a);
    return true;
  }

  private withRoute(a: number, v: number, w: number): void {
    const { routes } = this;
    const { next, model, load } = routes;
    const { stops, tables } = model;
    const freed = this.freed(a);
    if (freed === -Infinity) return;
    this.gather(a, w);
    const amount = (c: number) => (tables.dimensions > 0 ? tables.delivery[c]! + tables.pickup[c]! : 0);
    const mine = amount(a);
    for (let c = next[stops + w]!; c < stops; c = next[c]!) {
      const change = mine - amount(c);
      if (tables.dimensions > 0 && (load[w]! + change > tables.capacity[w]! || load[v]! - change > tables.capacity[v]!)) continue;
      const gain = this.freed(c);
      if (gain === -Infinity || -freed - gain >= this.best) continue;
      const there = this.place(a, c);
      const into = this.found;
      if (there - freed - gain >= this.best) continue;
      const cents = there + this.cheapest(c, a, v, this.best - there + freed + gain) - freed - gain;
      if (cents >= this.best) continue;
      this.best = cents;
      this.partner = c;
      this.into = into;
      this.back = this.found;
    }
  }

  /** Cents that taking a stop out saves; −Infinity where the way without it is longer, which would delay all that follows. */
  private freed(c: number): number {
    const { routes } = this;
    const { prev, next, hop, routeOf, model } = routes;
    const { size, service } = model;
    const v = routeOf[c]!;
    const i = model.at[prev[c]!]!;
    const here = model.at[c]!;
    const j = model.at[next[c]!]!;
    const seconds = model.seconds[model.classOf[v]!]!;
    if (seconds[i * size + j]! > seconds[i * size + here]! + service[c]! + seconds[here * size + j]!) return -Infinity;
    return hop[prev[c]!]! + hop[c]! - routes.drive(v, i, j);
  }

  /** Cents of serving c between i and j on duty v, apart from the arc that goes; Infinity when it is too late. */
  private between(c: number, i: number, j: number, v: number): number {
    const { routes } = this;
    const { depart, latest, model } = routes;
    const { at, size, tables, service } = model;
    const seconds = model.seconds[model.classOf[v]!]!;
    const arrives = depart[i]! + seconds[at[i]! * size + at[c]!]!;
    if (arrives > tables.closes[c]!) return Infinity;
    if (Math.max(arrives, tables.opens[c]!) + service[c]! + seconds[at[c]! * size + at[j]!]! > latest[j]!) return Infinity;
    return routes.drive(v, at[i]!, at[c]!) + routes.drive(v, at[c]!, at[j]!);
  }

  /** Keeps the cheapest gaps of route w for stop a, as the route stands. */
  private gather(a: number, w: number): void {
    const { next, hop, model } = this.routes;
    const { stops, duties } = model;
    this.kept = 0;
    for (let i = stops + w, end = stops + duties + w; i !== end; i = next[i]!) {
      const cents = this.between(a, i, next[i]!, w) - hop[i]!;
      if (cents === Infinity || (this.kept === KEPT && cents >= this.added[KEPT - 1]!)) continue;
      let k = this.kept < KEPT ? this.kept++ : KEPT - 1;
      for (; k > 0 && this.added[k - 1]! > cents; k--) {
        this.added[k] = this.added[k - 1]!;
        this.gaps[k] = this.gaps[k - 1]!;
      }
      this.added[k] = cents;
      this.gaps[k] = i;
    }
  }

  /** Cents of stop a in the route of c without c: at c's place or in the cheapest kept gap that c does not touch. */
  private place(a: number, c: number): number {
    const { routes } = this;
    const { prev, next, routeOf, model } = routes;
    const w = routeOf[c]!;
    this.found = -1;
    let best = this.between(a, prev[c]!, next[c]!, w) - routes.drive(w, model.at[prev[c]!]!, model.at[next[c]!]!);
    for (let k = 0; k < this.kept; k++) {
      const i = this.gaps[k]!;
      if (i === c || i === prev[c]) continue;
      if (this.added[k]! < best) {
        best = this.added[k]!;
        this.found = i;
      }
      break;
    }
    return best;
  }

  /** The same for stop c in the route v of a, gap by gap, below a bound. */
  private cheapest(c: number, a: number, v: number, below: number): number {
    const { routes } = this;
    const { prev, next, hop, model } = routes;
    const { stops, duties, at } = model;
    this.found = -1;
    let best = this.between(c, prev[a]!, next[a]!, v) - routes.drive(v, at[prev[a]!]!, at[next[a]!]!);
    for (let i = stops + v, end = stops + duties + v; i !== end; i = next[i]!) {
      if (i === a || i === prev[a]) continue;
      const cents = this.between(c, i, next[i]!, v) - hop[i]!;
      if (cents >= best) continue;
      best = cents;
      this.found = i;
    }
    return best < below ? best : Infinity;
  }

  private make(a: number): void {
    const { routes, partner: c, into, back } = this;
    const { prev, routeOf } = routes;
    const v = routeOf[a]!;
    const w = routeOf[c]!;
    const beforeA = prev[a]!;
    const beforeC = prev[c]!;
    routes.detach(a);
    routes.detach(c);
    routes.attach(a, into < 0 ? beforeC : into, w);
    routes.attach(c, back < 0 ? beforeA : back, v);
    routes.cost += routes.refresh(v) + routes.refresh(w);
  }
}
