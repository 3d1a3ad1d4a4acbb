import type { Routes } from './routes.ts';

/** Remembers routes as they were before an iteration changed them, to take it back. */
export class Journal {
  private readonly routes: Routes;
  private readonly savedAt: Int32Array;
  private stamp = 0;
  private readonly duties: Int32Array;
  private readonly from: Int32Array;
  private readonly nodes: Int32Array;
  /** Plain problems: times and hops of the saved nodes, and five numbers of each saved route. */
  private readonly departs: Float64Array;
  private readonly latests: Float64Array;
  private readonly hops: Float64Array;
  private readonly ends: Float64Array;
  /** Other problems: all live numbers of each node of a saved route, start and end included, then its sums. */
  private records: Float64Array;
  private recordLength = 0;
  private readonly recordFrom: Int32Array;
  private readonly fields: readonly (readonly [Float64Array, number])[];
  private count = 0;
  private length = 0;
  private cost = 0;
  /** Stops that were left out before and have been seated since. */
  private readonly seated: Int32Array;
  private seatedCount = 0;

  constructor(routes: Routes) {
    this.routes = routes;
    const { stops, duties } = routes.model;
    this.savedAt = new Int32Array(duties);
    this.duties = new Int32Array(duties);
    this.from = new Int32Array(duties + 1);
    this.nodes = new Int32Array(stops + 1);
    const copied = routes.model.isPlain ? stops + 1 : 0;
    this.departs = new Float64Array(copied);
    this.latests = new Float64Array(copied);
    this.hops = new Float64Array(copied);
    this.ends = new Float64Array(5 * duties);
    const { layers, tables } = routes.model;
    const wide = tables.dimensions;
    this.fields = [
      [routes.depart, layers], [routes.latest, layers], [routes.hop, 1], ...(layers > 1 ? [[routes.soonest, 1], [routes.last, 1]] as const : []),
      ...(routes.model.hasTimedCost ? [[routes.due, 1], [routes.leaves, 1], [routes.slack, 1], [routes.waits, 1]] as const : []),
      ...(wide > 0 ? [[routes.onBoard, wide], [routes.mostBefore, wide], [routes.mostAfter, wide]] as const : []),
    ];
    this.records = new Float64Array(1024);
    this.recordFrom = new Int32Array(duties + 1);
    this.seated = new Int32Array(stops + 1);
  }

  open(): void {
    this.stamp++;
    this.count = 0;
    this.length = 0;
    this.seatedCount = 0;
    this.recordLength = 0;
    this.cost = this.routes.cost;
  }

  /** Saves a route on its first change. Returns whether it was the first. */
  save(v: number): boolean {
    if (this.savedAt[v] === this.stamp) return false;
    this.savedAt[v] = this.stamp;
    const { next, model } = this.routes;
    this.duties[this.count] = v;
    this.recordFrom[this.count] = this.recordLength;
    this.from[this.count++] = this.length;
    const { stops } = model;
    const first = this.length;
    let length = first;
    if (model.isPlain) {
      // Times are copied, not recomputed: an undo is the common end of an iteration.
      const { depart, latest, hop, cents, load } = this.routes;
      const { departs, latests, hops } = this;
      for (let node = next[stops + v]!; node < stops; node = next[node]!) {
        this.nodes[length] = node;
        departs[length] = depart[node]!;
        latests[length] = latest[node]!;
        hops[length++] = hop[node]!;
      }
      const ends = (this.count - 1) * 5;
      this.ends[ends] = hop[stops + v]!;
      this.ends[ends + 1] = latest[stops + v]!;
      this.ends[ends + 2] = depart[stops + model.duties + v]!;
      this.ends[ends + 3] = cents[v]!;
      this.ends[ends + 4] = load[v]!;
    } else {
      for (let node = next[stops + v]!; node < stops; node = next[node]!) this.nodes[length++] = node;
      this.copyRecords(v, false);
    }
    this.length = length;
    this.from[this.count] = length;
    return true;
  }

  /** Recomputes every route saved so far. Returns the change of timed costs. */
  refreshSaved(): number {
    let change = 0;
    for (let k = 0; k < this.count; k++) change += this.routes.refresh(this.duties[k]!);
    return change;
  }

  /** A stop comes from those left out. */
  seat(c: number): void {
    this.seated[this.seatedCount++] = c;
  }

  /** Copies all live numbers of a route to the records, or back. */
  private copyRecords(v: number, isBack: boolean): void {
    const { next, timed, travel, metres, back, worked, model, rank } = this.routes;
    const { stops, duties, layers, tables } = model;
    const needed = this.recordLength + (this.routes.count[v]! + 2) * (2 * layers + 8 + 3 * tables.dimensions) + 5;
    if (this.records.length < needed) {
      const grown = new Float64Array(needed * 2);
      grown.set(this.records);
      this.records = grown;
    }
    const { records, fields } = this;
    const end = stops + duties + v;
    let at = this.recordLength;
    for (let node = stops + v; ; node = next[node]!) {
      for (const [values, width] of fields) {
        for (let k = node * width; k < (node + 1) * width; k++) {
          if (isBack) values[k] = records[at++]!;
          else records[at++] = values[k]!;
        }
      }
      if (node === end) break;
    }
    for (const sums of [timed, travel, metres, back, worked]) {
      if (isBack) sums[v] = records[at++]!;
      else records[at++] = sums[v]!;
    }
    if (isBack && model.hasShipments) for (let node = next[stops + v]!, k = 1; node < stops; node = next[node]!) rank[node] = k++;
    this.recordLength = at;
  }

  private putBackTimes(v: number, k: number): void {
    const { depart, latest, hop, cents, load, model } = this.routes;
    for (let p = this.from[k]!; p < this.from[k + 1]!; p++) {
      const node = this.nodes[p]!;
      depart[node] = this.departs[p]!;
      latest[node] = this.latests[p]!;
      hop[node] = this.hops[p]!;
    }
    hop[model.stops + v] = this.ends[k * 5]!;
    latest[model.stops + v] = this.ends[k * 5 + 1]!;
    depart[model.stops + model.duties + v] = this.ends[k * 5 + 2]!;
    cents[v] = this.ends[k * 5 + 3]!;
    load[v] = this.ends[k * 5 + 4]!;
  }

  /** Everything as it was at `open`. */
  undo(): void {
    const { routes } = this;
    const { next, prev, routeOf, count, model } = routes;
    const { stops, duties, isPlain } = model;
    for (let k = 0; k < this.seatedCount; k++) routes.leave(this.seated[k]!);
    for (let k = 0; k < this.count; k++) {
      const v = this.duties[k]!;
      const from = this.from[k]!;
      const to = this.from[k + 1]!;
      if (count[v] === 0 && to > from) routes.popEmpty(v);
      else if (count[v]! > 0 && to === from) routes.pushEmpty(v);
      count[v] = to - from;
      let before = stops + v;
      for (let p = from; p < to; p++) {
        const node = this.nodes[p]!;
        next[before] = node;
        prev[node] = before;
        routeOf[node] = v;
        if (routes.leftAt[node]! >= 0) routes.take(node);
        before = node;
      }
      next[before] = stops + duties + v;
      prev[stops + duties + v] = before;
      if (isPlain) this.putBackTimes(v, k);
      else {
        this.recordLength = this.recordFrom[k]!;
        this.copyRecords(v, true);
      }
    }
    routes.cost = this.cost;
  }
}
