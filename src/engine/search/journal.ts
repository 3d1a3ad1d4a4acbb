import type { Routes } from './routes.ts';

/** Remembers routes as they were before an iteration changed them, to take it back. */
export class Journal {
  private readonly routes: Routes;
  private readonly savedAt: Int32Array;
  private stamp = 0;
  private readonly duties: Int32Array;
  private readonly from: Int32Array;
  private readonly nodes: Int32Array;
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
    this.seated = new Int32Array(stops + 1);
  }

  open(): void {
    this.stamp++;
    this.count = 0;
    this.length = 0;
    this.seatedCount = 0;
    this.cost = this.routes.cost;
  }

  /** Saves a route on its first change. Returns whether it was the first. */
  save(v: number): boolean {
    if (this.savedAt[v] === this.stamp) return false;
    this.savedAt[v] = this.stamp;
    const { next, model } = this.routes;
    this.duties[this.count] = v;
    this.from[this.count++] = this.length;
    for (let node = next[model.stops + v]!; node < model.stops; node = next[node]!) this.nodes[this.length++] = node;
    this.from[this.count] = this.length;
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

  /** Everything as it was at `open`. */
  undo(): void {
    const { routes } = this;
    const { next, prev, routeOf, count, model } = routes;
    const { stops, duties } = model;
    for (let k = 0; k < this.seatedCount; k++) routes.leave(this.seated[k]!);
    for (let k = 0; k < this.count; k++) {
      const v = this.duties[k]!;
      const from = this.from[k]!;
      const to = this.from[k + 1]!;
      if (count[v] === 0 && to > from) {
        routes.popEmpty(v);
        routes.used++;
      } else if (count[v]! > 0 && to === from) {
        routes.pushEmpty(v);
        routes.used--;
      }
      count[v] = to - from;
      let before = stops + v;
      for (let p = from; p < to; p++) {
        const node = this.nodes[p]!;
        next[before] = node;
        prev[node] = before;
        routeOf[node] = v;
        routes.take(node);
        before = node;
      }
      next[before] = stops + duties + v;
      prev[stops + duties + v] = before;
      routes.refresh(v);
    }
    routes.cost = this.cost;
  }
}
