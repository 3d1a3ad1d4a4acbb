import type { Routes } from './routes.ts';

/** Times, amounts and cents of a route of a plain problem, from scratch. Returns the change of its cents. */
export function refreshPlain(routes: Routes, v: number): number {
  const { model, next, prev, depart, latest, hop } = routes;
  const { at, size, stops, duties, tables, service, serving } = model;
  const { opens, closes, delivery, pickup } = tables;
  const seconds = model.seconds[model.classOf[v]!]!;
  const metres = model.metres[model.classOf[v]!]!;
  const perSecond = tables.perSecond[v]!;
  const perMetre = tables.perMetre[v]!;
  const start = stops + v;
  const end = start + duties;
  const hasLoad = tables.dimensions > 0;
  const servingRow = model.rowOf[v]! * stops;
  let time = tables.from[v]!;
  let cents = routes.count[v] === 0 ? 0 : tables.fixed[v]!;
  let load = 0;
  depart[start] = time;
  let last = start;
  let row = at[start]! * size;
  for (let node = next[start]!; ; node = next[node]!) {
    const to = at[node]!;
    const drive = seconds[row + to]!;
    const hopCents = perSecond * drive + (perMetre === 0 ? 0 : perMetre * metres[row + to]!);
    hop[last] = hopCents;
    cents += hopCents;
    time += drive;
    if (node === end) break;
    if (time < opens[node]!) time = opens[node]!;
    else if (time > closes[node]!) time = Infinity;
    time += service[node]!;
    depart[node] = time;
    if (hasLoad) load += delivery[node]! + pickup[node]!;
    if (serving !== null) cents += serving[servingRow + node]!;
    last = node;
    row = to * size;
  }
  depart[end] = time;
  let by = tables.until[v]!;
  latest[end] = by;
  let to = at[end]!;
  for (let node = prev[end]!; node !== start; node = prev[node]!) {
    const here = at[node]!;
    by -= seconds[here * size + to]! + service[node]!;
    if (by > closes[node]!) by = closes[node]!;
    if (by < opens[node]!) by = -Infinity;
    latest[node] = by;
    to = here;
  }
  latest[start] = by - seconds[at[start]! * size + to]!;
  // A day without stops drives nowhere, even from its start to its end.
  if (routes.count[v] === 0) cents = 0;
  routes.load[v] = load;
  const change = cents - routes.cents[v]!;
  routes.cents[v] = cents;
  return change;
}

/** The same after stop c was linked: goes only as far as times change. `cents` is what the insertion added. */
export function refreshAround(routes: Routes, v: number, c: number, cents: number): void {
  const { model, next, prev, depart, latest, hop } = routes;
  const { at, size, stops, duties, tables, service } = model;
  const { opens, closes } = tables;
  const seconds = model.seconds[model.classOf[v]!]!;
  const metres = model.metres[model.classOf[v]!]!;
  const perSecond = tables.perSecond[v]!;
  const perMetre = tables.perMetre[v]!;
  const start = stops + v;
  const end = start + duties;
  const i = prev[c]!;
  const intoC = at[i]! * size + at[c]!;
  const outOfC = at[c]! * size + at[next[c]!]!;
  hop[i] = perSecond * seconds[intoC]! + (perMetre === 0 ? 0 : perMetre * metres[intoC]!);
  hop[c] = perSecond * seconds[outOfC]! + (perMetre === 0 ? 0 : perMetre * metres[outOfC]!);
  let time = depart[i]! + seconds[intoC]!;
  for (let node = c; ; ) {
    if (node === end) {
      depart[end] = time;
      break;
    }
    if (time < opens[node]!) time = opens[node]!;
    time += service[node]!;
    if (node !== c && depart[node] === time) break;
    depart[node] = time;
    const row = at[node]! * size;
    node = next[node]!;
    time += seconds[row + at[node]!]!;
  }
  let by = latest[next[c]!]! - seconds[outOfC]!;
  for (let node = c; ; ) {
    if (node === start) {
      latest[start] = by;
      break;
    }
    by -= service[node]!;
    if (by > closes[node]!) by = closes[node]!;
    if (node !== c && latest[node] === by) break;
    latest[node] = by;
    const to = at[node]!;
    node = prev[node]!;
    by -= seconds[at[node]! * size + to]!;
  }
  if (tables.dimensions > 0) routes.load[v]! += tables.delivery[c]! + tables.pickup[c]!;
  routes.cents[v]! += cents;
}
