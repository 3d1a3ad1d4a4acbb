import type { Near } from './near.ts';
import type { Routes } from './routes.ts';
import { changeRuns, leavingAfter } from './runs.ts';

/** Stops of the longest segment that is moved or changes places with another. */
const LONGEST = 3;

/** Stops from a cut onwards as another route would serve them: by length, the leaving of the last one, that stop, and the amount. */
type Run = { leaves: Float64Array; last: Int32Array; amount: Float64Array; length: number };
const emptyRun = (): Run => ({ leaves: new Float64Array(LONGEST + 1), last: new Int32Array(LONGEST + 1), amount: new Float64Array(LONGEST + 1), length: 0 });

/**
 * Relocation and exchange of segments of up to three stops on plain problems (Or 1976; CROSS-exchange, Taillard et al.
 * 1997). A segment is driven through once for all its lengths; what comes before it is known by its earliest departure,
 * what comes behind by its latest arrival, so that each pair of lengths is one join and one test.
 */
export class Segments {
  private readonly routes: Routes;
  private readonly near: Near;
  private readonly there = emptyRun();
  private readonly back = emptyRun();
  private best = 0;
  private bestNode = -1;
  private moved = 0;
  private returned = 0;

  constructor(routes: Routes, near: Near) {
    this.routes = routes;
    this.near = near;
  }

  /** Of all moves that put a segment from stop a on behind a stop near it, makes the cheapest if it adds less than `allowance` cents. */
  tryAt(a: number, allowance: number): boolean {
    const { routes, near } = this;
    const { model, routeOf, prev } = routes;
    const v = routeOf[a]!;
    this.best = allowance;
    this.bestNode = -1;
    for (let k = a * near.degree, end = k + near.degree; k < end; k++) {
      const b = near.beside[k]!;
      if (b < 0) break;
      const w = routeOf[b]!;
      if (w < 0 || b === prev[a]) continue;
      if (w === v) this.within(a, b, v);
      else if (!model.isMixed || model.kindOf[v] === model.kindOf[w]) this.between(a, b, v, w);
    }
    if (this.bestNode < 0) return false;
    this.make(a, this.bestNode);
    return true;
  }

  /** Drives a run of up to LONGEST stops from `first`, reached at `time`, on duty v. */
  private drive(run: Run, first: number, time: number, v: number): void {
    const { model, next } = this.routes;
    const { at, size, stops, tables, service } = model;
    const seconds = model.seconds[model.classOf[v]!]!;
    run.length = 0;
    let amount = 0;
    for (let node = first; node < stops && run.length < LONGEST; node = next[node]!) {
      if (time > tables.closes[node]!) return;
      time = Math.max(time, tables.opens[node]!) + service[node]!;
      if (tables.dimensions > 0) amount += tables.delivery[node]! + tables.pickup[node]!;
      run.length++;
      run.leaves[run.length] = time;
      run.last[run.length] = node;
      run.amount[run.length] = amount;
      time += seconds[at[node]! * size + at[next[node]!]!]!;
    }
  }

  private between(a: number, b: number, v: number, w: number): void {
    const { routes, there, back } = this;
    const { model, depart, hop, prev, next } = routes;
    const { at, size, tables, seconds, classOf } = model;
    const before = prev[a]!;
    const after = next[b]!;
    const arrives = depart[b]! + seconds[classOf[w]!]![at[b]! * size + at[a]!]!;
    if (arrives > tables.closes[a]!) return;
    const head = routes.drive(w, at[b]!, at[a]!);
    if (head - Math.max(hop[before]!, hop[b]!) - tables.fixed[v]! >= this.best) return;
    this.drive(there, a, arrives, w);
    this.drive(back, after, depart[before]! + seconds[classOf[v]!]![at[before]! * size + at[after]!]!, v);
    back.leaves[0] = depart[before]!;
    back.last[0] = before;
    for (let k = 0; k <= back.length; k++) {
      const base = head - hop[before]! - hop[b]! + (k === 0 ? 0 : routes.drive(v, at[before]!, at[after]!) - hop[back.last[k]!]!);
      for (let m = 1; m <= there.length; m++) this.join(b, v, w, m, k, base);
    }
  }

  /** The segment of m stops goes behind b, that of k stops behind b comes back: both ends are joined. */
  private join(b: number, v: number, w: number, m: number, k: number, base: number): void {
    const { routes, there, back } = this;
    const { model, latest, hop, next, count, load } = routes;
    const { at, size, tables, seconds, classOf } = model;
    const last = there.last[m]!;
    const follows = k === 0 ? next[b]! : next[back.last[k]!]!;
    const returns = next[last]!;
    if (there.leaves[m]! + seconds[classOf[w]!]![at[last]! * size + at[follows]!]! > latest[follows]!) return;
    let cents = base + routes.drive(w, at[last]!, at[follows]!) - hop[last]!;
    if (k === 0 && m === count[v]) cents -= tables.fixed[v]!;
    else {
      const from = back.last[k]!;
      if (back.leaves[k]! + seconds[classOf[v]!]![at[from]! * size + at[returns]!]! > latest[returns]!) return;
      cents += routes.drive(v, at[from]!, at[returns]!);
    }
    if (cents >= this.best) return;
    const amount = there.amount[m]! - back.amount[k]!;
    if (tables.dimensions > 0 && (load[w]! + amount > tables.capacity[w]! || load[v]! - amount > tables.capacity[v]!)) return;
    if (count[w]! + m - k > tables.maxStops[w]! || count[v]! + k - m > tables.maxStops[v]!) return;
    this.note(cents, b, m, k);
  }

  /** Moves a segment from a on behind b in the same route: what lies between them is driven through. */
  private within(a: number, b: number, v: number): void {
    const { routes } = this;
    const { model, depart, latest, hop, prev, next } = routes;
    const { at, stops } = model;
    const before = prev[a]!;
    const after = next[b]!;
    const head = routes.drive(v, at[b]!, at[a]!);
    if (head - Math.max(hop[before]!, hop[b]!) >= this.best) return;
    const isAhead = depart[b]! > depart[a]!;
    for (let last = a, m = 1; m <= LONGEST && last < stops && last !== b; last = next[last]!, m++) {
      const follows = next[last]!;
      const cents = head + routes.drive(v, at[last]!, at[after]!) + routes.drive(v, at[before]!, at[follows]!) - hop[before]! - hop[last]! - hop[b]!;
      if (cents >= this.best) continue;
      const isInTime = isAhead
        ? this.arrival(leavingAfter(routes, v, depart[before]!, before, follows, b), b, a, last, v, after) <= latest[after]!
        : this.arrival(leavingAfter(routes, v, depart[b]!, b, a, last), last, after, before, v, follows) <= latest[follows]!;
      if (isInTime) this.note(cents, b, m, 0);
    }
  }

  /** The arrival at node `to` after a run from `first` to `last`, which was reached from node `from`, left at `time`. */
  private arrival(time: number, from: number, first: number, last: number, v: number, to: number): number {
    const { at, size, seconds, classOf } = this.routes.model;
    return leavingAfter(this.routes, v, time, from, first, last) + seconds[classOf[v]!]![at[last]! * size + at[to]!]!;
  }

  private note(cents: number, b: number, m: number, k: number): void {
    this.best = cents;
    this.bestNode = b;
    this.moved = m;
    this.returned = k;
  }

  private make(a: number, b: number): void {
    const { routes } = this;
    const v = routes.routeOf[a]!;
    const w = routes.routeOf[b]!;
    changeRuns(routes, a, this.moved, b, this.returned);
    routes.cost += routes.refresh(v);
    if (w !== v) routes.cost += routes.refresh(w);
  }
}
