import type { Model } from '../model.ts';
import { refreshPlain } from './plain-times.ts';
import { refreshRich } from './rich-times.ts';
import { Bench } from './timetable.ts';

/**
 * All routes of a search: linked nodes with live times. Node i of layer k (breaks taken so far): `depart` is the
 * earliest instant to leave it, `latest` the latest to arrive at it so that the rest of the day still works.
 */
export class Routes {
  readonly model: Model;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Duty of a node, −1 for stops left out. */
  readonly routeOf: Int32Array;
  readonly depart: Float64Array;
  readonly latest: Float64Array;
  /** By duty: stops served, amount carried (plain problems), travel and metres, timed cost. */
  readonly count: Int32Array;
  readonly load: Float64Array;
  readonly travel: Float64Array;
  readonly metres: Float64Array;
  readonly timed: Float64Array;
  /** By node and dimension: on board after it; the most up to it; the most from it on. */
  readonly onBoard: Float64Array;
  readonly mostBefore: Float64Array;
  readonly mostAfter: Float64Array;
  /** Position in the route, for shipments. */
  readonly rank: Int32Array;
  /** Stops left out, as a set: `left[0 … leftCount)`, place of each in `leftAt`. */
  readonly left: Int32Array;
  readonly leftAt: Int32Array;
  leftCount = 0;
  /** How often a stop has found no place (absences, Christiaens & Vanden Berghe 2020, §6). */
  readonly absent: Float64Array;
  /** Duties that serve any stop, as a set: `busy[0 … used)`, place of each in `busyAt`. */
  readonly busy: Int32Array;
  readonly busyAt: Int32Array;
  used = 0;
  /** Over all layers: the soonest leaving and the last arrival of a node. Not kept in plain problems, which have one. */
  readonly soonest: Float64Array;
  readonly last: Float64Array;
  /** Cents from a node to its follower; in plain problems also those of a whole duty. */
  readonly hop: Float64Array;
  readonly cents: Float64Array;
  /** By node and duty, for timed costs: see timed-estimate.ts. */
  readonly due: Float64Array;
  readonly leaves: Float64Array;
  readonly slack: Float64Array;
  readonly waits: Float64Array;
  readonly back: Float64Array;
  readonly worked: Float64Array;
  /** 1 for visits that have begun: never moved. */
  readonly isBegun: Uint8Array;
  /** Cents of everything, kept up by insertion and removal. */
  cost = 0;
  /** Unused duties by kind, as stacks threaded through `emptyNext`; `emptyHead[kind]`, −1 when none. */
  readonly emptyHead: Int32Array;
  readonly emptyNext: Int32Array;
  readonly emptyPrev: Int32Array;
  readonly bench = new Bench();
  readonly sequence: Int32Array;

  constructor(model: Model) {
    this.model = model;
    const { stops, duties, nodes, layers, tables, kinds } = model;
    this.next = new Int32Array(nodes).fill(-1);
    this.prev = new Int32Array(nodes).fill(-1);
    this.routeOf = new Int32Array(nodes).fill(-1);
    this.depart = new Float64Array(nodes * layers);
    this.latest = new Float64Array(nodes * layers);
    // With one layer the outer times are the times themselves.
    this.soonest = layers === 1 ? this.depart : new Float64Array(nodes);
    this.last = layers === 1 ? this.latest : new Float64Array(nodes);
    this.count = new Int32Array(duties);
    this.load = new Float64Array(duties);
    this.travel = new Float64Array(duties);
    this.metres = new Float64Array(duties);
    this.timed = new Float64Array(duties);
    const wide = model.isPlain ? 0 : nodes * tables.dimensions;
    this.onBoard = new Float64Array(wide);
    this.mostBefore = new Float64Array(wide);
    this.mostAfter = new Float64Array(wide);
    const timed = model.hasTimedCost ? nodes : 0;
    this.due = new Float64Array(timed);
    this.leaves = new Float64Array(timed);
    this.slack = new Float64Array(timed);
    this.waits = new Float64Array(timed);
    this.back = new Float64Array(duties);
    this.worked = new Float64Array(duties);
    this.rank = new Int32Array(nodes);
    this.left = new Int32Array(stops);
    this.leftAt = new Int32Array(stops).fill(-1);
    this.absent = new Float64Array(stops);
    this.isBegun = new Uint8Array(nodes);
    this.busy = new Int32Array(duties);
    this.busyAt = new Int32Array(duties);
    this.hop = new Float64Array(nodes);
    this.cents = new Float64Array(duties);
    this.emptyHead = new Int32Array(kinds).fill(-1);
    this.emptyNext = new Int32Array(duties).fill(-1);
    this.emptyPrev = new Int32Array(duties).fill(-1);
    this.sequence = new Int32Array(stops + 2);
    for (let v = duties - 1; v >= 0; v--) {
      const start = stops + v;
      const end = stops + duties + v;
      this.next[start] = end;
      this.prev[end] = start;
      this.routeOf[start] = v;
      this.routeOf[end] = v;
      this.stackEmpty(v);
      this.refresh(v);
    }
    for (let s = 0; s < stops; s++) this.leave(s);
    for (let s = 0; s < stops; s++) this.cost += tables.penalty[s]!;
    if (model.hasBegun) this.begin();
  }

  /** Seats the visits that have begun. They are not tested: what has happened has happened. */
  private begin(): void {
    const { problem, stops, tables } = this.model;
    for (const [v, duty] of problem.duties.entries()) {
      let last = stops + v;
      for (const s of duty.begun ?? []) {
        this.take(s);
        this.cost += this.link(s, last) - tables.penalty[s]!;
        this.isBegun[s] = 1;
        last = s;
      }
      if ((duty.begun ?? []).length > 0) this.cost += this.refresh(v);
    }
  }

  private stackEmpty(v: number): void {
    const kind = this.model.kindOf[v]!;
    const head = this.emptyHead[kind]!;
    this.emptyNext[v] = head;
    this.emptyPrev[v] = -1;
    if (head >= 0) this.emptyPrev[head] = v;
    this.emptyHead[kind] = v;
  }

  /** Duty v serves nothing any more. */
  pushEmpty(v: number): void {
    this.stackEmpty(v);
    const place = this.busyAt[v]!;
    const moved = this.busy[--this.used]!;
    this.busy[place] = moved;
    this.busyAt[moved] = place;
  }

  /** Duty v serves its first stop. */
  popEmpty(v: number): void {
    const before = this.emptyPrev[v]!;
    const after = this.emptyNext[v]!;
    if (before >= 0) this.emptyNext[before] = after;
    else this.emptyHead[this.model.kindOf[v]!] = after;
    if (after >= 0) this.emptyPrev[after] = before;
    this.busyAt[v] = this.used;
    this.busy[this.used++] = v;
  }

  /** Adds a stop to the set of those left out (its cost is the caller's). */
  leave(s: number): void {
    this.routeOf[s] = -1;
    if (this.leftAt[s]! >= 0) return;
    this.leftAt[s] = this.leftCount;
    this.left[this.leftCount++] = s;
  }

  take(s: number): void {
    const place = this.leftAt[s]!;
    if (place < 0) return;
    const moved = this.left[--this.leftCount]!;
    this.left[place] = moved;
    this.leftAt[moved] = place;
    this.leftAt[s] = -1;
  }

  /** Cents of driving from row a to row b on a duty, before any serving cost. */
  drive(v: number, from: number, to: number): number {
    const { model } = this;
    const cell = from * model.size + to;
    const kind = model.classOf[v]!;
    return model.tables.perSecond[v]! * model.seconds[kind]![cell]! + model.tables.perMetre[v]! * model.metres[kind]![cell]!;
  }

  /** Cents that linking stop c between i and its follower adds, timed costs apart. */
  linkCost(c: number, i: number, v: number): number {
    const { at, stops, rowOf, serving, tables } = this.model;
    const j = this.next[i]!;
    let cents = this.drive(v, at[i]!, at[c]!) + this.drive(v, at[c]!, at[j]!);
    // A day without stops drives nowhere, even from its start to its end.
    if (this.count[v] === 0) cents += tables.fixed[v]!;
    else cents -= this.drive(v, at[i]!, at[j]!);
    if (serving !== null) cents += serving[rowOf[v]! * stops + c]!;
    return cents;
  }

  /** Links stop c after node i; the caller refreshes. Returns the cents added, timed costs apart. */
  link(c: number, i: number): number {
    const v = this.routeOf[i]!;
    const cents = this.model.isPlain ? 0 : this.linkCost(c, i, v);
    this.attach(c, i, v);
    return cents;
  }

  /** Takes stop c out of its route; the caller refreshes. Returns the cents added (mostly negative). */
  unlink(c: number): number {
    if (this.model.isPlain) return this.detach(c);
    const v = this.routeOf[c]!;
    const i = this.prev[c]!;
    const j = this.next[c]!;
    this.detach(c);
    const { at, stops, rowOf, serving, tables } = this.model;
    let cents = this.count[v]! === 0 ? -tables.fixed[v]! : this.drive(v, at[i]!, at[j]!);
    cents -= this.drive(v, at[i]!, at[c]!) + this.drive(v, at[c]!, at[j]!);
    if (serving !== null) cents -= serving[rowOf[v]! * stops + c]!;
    return cents;
  }

  /** Links without counting cents: plain problems count them in `refreshPlain`. */
  attach(c: number, i: number, v: number): void {
    const { next, prev } = this;
    const j = next[i]!;
    next[i] = c;
    prev[c] = i;
    next[c] = j;
    prev[j] = c;
    this.routeOf[c] = v;
    if (this.count[v] === 0) this.popEmpty(v);
    this.count[v]! += 1;
  }

  /** Unlinks without counting cents. */
  detach(c: number): number {
    const { next, prev } = this;
    const v = this.routeOf[c]!;
    const i = prev[c]!;
    const j = next[c]!;
    next[i] = j;
    prev[j] = i;
    this.routeOf[c] = -1;
    this.count[v]! -= 1;
    if (this.count[v] === 0) this.pushEmpty(v);
    return 0;
  }

  /** Writes a route's stops into `sequence`, returns their number. */
  read(v: number, into: Int32Array = this.sequence): number {
    const { stops } = this.model;
    let length = 0;
    for (let node = this.next[stops + v]!; node < stops; node = this.next[node]!) into[length++] = node;
    return length;
  }

  /** Recomputes times, amounts and sums of a route. Returns the change of its cents (plain) or of its timed cost. */
  refresh(v: number): number {
    return this.model.isPlain ? refreshPlain(this, v) : refreshRich(this, v);
  }

  /** Exact cents of everything, from scratch; also clears the drift of sums. */
  recount(): number {
    const { stops, duties, tables, at, rowOf, serving } = this.model;
    let sum = 0;
    for (let k = 0; k < this.leftCount; k++) sum += tables.penalty[this.left[k]!]!;
    for (let v = 0; v < duties; v++) {
      if (this.count[v] === 0) continue;
      sum += tables.fixed[v]! + this.timed[v]!;
      for (let node = stops + v; node !== stops + duties + v; node = this.next[node]!) {
        sum += this.drive(v, at[node]!, at[this.next[node]!]!);
        if (node < stops && serving !== null) sum += serving[rowOf[v]! * stops + node]!;
      }
    }
    this.cost = sum;
    if (this.model.isPlain) for (let v = 0; v < duties; v++) this.refresh(v);
    return sum;
  }
}
