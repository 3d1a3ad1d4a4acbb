import type { Routes } from './routes.ts';

// What the moves of segments and of tails share: a run is one or more stops that follow each other in a day.

/** Links up to `count` stops from `first` on behind node `last` of duty w, in their order; the caller refreshes both days. */
function relink(routes: Routes, first: number, count: number, last: number, w: number): void {
  const { stops } = routes.model;
  for (let node = first, k = 0; k < count && node < stops; k++) {
    const following = routes.next[node]!;
    routes.detach(node);
    routes.attach(node, last, w);
    last = node;
    node = following;
  }
}

/** `moved` stops from `a` on go behind `b`, and `returned` of those that stood behind b take their place; the caller refreshes both days. */
export function changeRuns(routes: Routes, a: number, moved: number, b: number, returned: number): void {
  const { prev, next, routeOf } = routes;
  const v = routeOf[a]!;
  const before = prev[a]!;
  const after = next[b]!;
  relink(routes, a, moved, b, routeOf[b]!);
  relink(routes, after, returned, before, v);
}

/** Left node `from` at `time`: the leaving of `last` after all from `first` on, on duty v of a plain problem. Infinity when a window is missed. */
export function leavingAfter(routes: Routes, v: number, time: number, from: number, first: number, last: number): number {
  const { model, next } = routes;
  const { at, size, tables, service } = model;
  const seconds = model.seconds[model.classOf[v]!]!;
  for (let node = first; ; node = next[node]!) {
    time += seconds[at[from]! * size + at[node]!]!;
    if (time > tables.closes[node]!) return Infinity;
    time = Math.max(time, tables.opens[node]!) + service[node]!;
    if (node === last) return time;
    from = node;
  }
}
