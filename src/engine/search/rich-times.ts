import type { Routes } from './routes.ts';
import { noteSlack } from './timed-estimate.ts';
import { driveWithBreaks, latestArrive, latestLeave, startAt, timedCost, workAt, workThrough } from './timetable.ts';

/** Times, amounts and sums of a route under every rule, from scratch. Returns the change of its timed cost. */
export function refreshRich(routes: Routes, v: number): number {
  const { model, next } = routes;
  if (model.layers === 1) refreshTimes(routes, v);
  else refreshLayers(routes, v);
  refreshHops(routes, v);
  if (model.tables.dimensions > 0) refreshAmounts(routes, v);
  if (model.hasLimits) refreshSums(routes, v);
  if (model.hasShipments) for (let node = next[model.stops + v]!, k = 1; node < model.stops; node = next[node]!) routes.rank[node] = k++;
  if (!model.hasTimedCost) return 0;
  const length = routes.read(v);
  const day = length === 0 ? routes.bench.day : workThrough(model, v, routes.sequence, length, routes.bench);
  const cents = timedCost(model, v, routes.sequence, length, day);
  noteSlack(routes, v, length, day);
  const change = cents - routes.timed[v]!;
  routes.timed[v] = cents;
  return change;
}

function refreshTimes(routes: Routes, v: number): void {
  const { model, next, prev, depart, latest } = routes;
  const { at, size, stops, duties, tables } = model;
  const travel = model.seconds[model.classOf[v]!]!;
  const start = stops + v;
  const end = stops + duties + v;
  let time = tables.from[v]!;
  depart[start] = time;
  let row = at[start]!;
  let node = next[start]!;
  for (; node < stops; node = next[node]!) {
    const to = at[node]!;
    time = startAt(model, node, time + travel[row * size + to]!) + workAt(model, node, row, v);
    depart[node] = time;
    row = to;
  }
  depart[end] = time + travel[row * size + at[end]!]!;
  let by = tables.until[v]!;
  latest[end] = by;
  row = at[end]!;
  for (node = prev[end]!; node < stops; node = prev[node]!) {
    const here = at[node]!;
    by = latestArrive(model, node, by - travel[here * size + row]! - workAt(model, node, at[prev[node]!]!, v));
    latest[node] = by;
    row = here;
  }
  latest[start] = by - travel[at[start]! * size + row]!;
}

function refreshLayers(routes: Routes, v: number): void {
  const { model, next, prev, depart, latest } = routes;
  const { at, size, stops, duties, tables, layers } = model;
  const travel = model.seconds[model.classOf[v]!]!;
  const first = model.firstBreak[v]!;
  const rests = model.firstBreak[v + 1]! - first;
  const start = stops + v;
  const end = stops + duties + v;
  for (let k = 0; k < layers; k++) {
    depart[start * layers + k] = k === 0 ? tables.from[v]! : Infinity;
    latest[end * layers + k] = k === rests ? tables.until[v]! : -Infinity;
  }
  for (let node = next[start]!, before = start; node < stops; before = node, node = next[node]!) {
    const from = at[before]!;
    const drive = travel[from * size + at[node]!]!;
    const work = workAt(model, node, from, v);
    for (let k = 0; k < layers; k++) {
      let best = Infinity;
      if (k <= rests) {
        for (let earlier = 0; earlier <= k; earlier++) {
          const leaves = depart[before * layers + earlier]!;
          if (leaves !== Infinity) best = Math.min(best, startAt(model, node, driveWithBreaks(model, first + earlier, first + k, leaves, drive)) + work);
        }
      }
      depart[node * layers + k] = best;
    }
  }
  for (let node = prev[end]!, after = end; node < stops; after = node, node = prev[node]!) {
    const drive = travel[at[node]! * size + at[after]!]!;
    const work = workAt(model, node, at[prev[node]!]!, v);
    for (let k = 0; k < layers; k++) {
      let best = -Infinity;
      for (let later = k; later <= rests; later++) {
        const by = latest[after * layers + later]!;
        if (by !== -Infinity) best = Math.max(best, latestArrive(model, node, latestLeave(model, first + k, first + later, by, drive) - work));
      }
      latest[node * layers + k] = best;
    }
  }
}

function refreshHops(routes: Routes, v: number): void {
  const { at, stops, duties, layers } = routes.model;
  const end = stops + duties + v;
  for (let node = stops + v; node !== end; node = routes.next[node]!) routes.hop[node] = routes.drive(v, at[node]!, at[routes.next[node]!]!);
  if (layers === 1) return;
  for (let node = stops + v; ; node = routes.next[node]!) {
    let soonest = Infinity;
    let last = -Infinity;
    for (let k = node * layers; k < (node + 1) * layers; k++) {
      if (routes.depart[k]! < soonest) soonest = routes.depart[k]!;
      if (routes.latest[k]! > last) last = routes.latest[k]!;
    }
    routes.soonest[node] = soonest;
    routes.last[node] = last;
    if (node === end) return;
  }
}

function refreshAmounts(routes: Routes, v: number): void {
  const { stops, duties, tables } = routes.model;
  const wide = tables.dimensions;
  const start = stops + v;
  const end = stops + duties + v;
  for (let k = 0; k < wide; k++) {
    let load = 0;
    for (let node = routes.next[start]!; node < stops; node = routes.next[node]!) if (tables.mate[node] === -1) load += tables.delivery[node * wide + k]!;
    let most = load;
    routes.onBoard[start * wide + k] = load;
    routes.mostBefore[start * wide + k] = most;
    for (let node = routes.next[start]!; node < stops; node = routes.next[node]!) {
      load += tables.pickup[node * wide + k]! - tables.delivery[node * wide + k]!;
      most = Math.max(most, load);
      routes.onBoard[node * wide + k] = load;
      routes.mostBefore[node * wide + k] = most;
    }
    most = load;
    for (let node = routes.prev[end]!; ; node = routes.prev[node]!) {
      most = Math.max(most, routes.onBoard[node * wide + k]!);
      routes.mostAfter[node * wide + k] = most;
      if (node === start) break;
    }
  }
}

function refreshSums(routes: Routes, v: number): void {
  const { at, size, stops, duties, classOf } = routes.model;
  const seconds = routes.model.seconds[classOf[v]!]!;
  const metres = routes.model.metres[classOf[v]!]!;
  const end = stops + duties + v;
  let time = 0;
  let length = 0;
  if (routes.count[v]! > 0) {
    for (let node = stops + v; node !== end; node = routes.next[node]!) {
      const cell = at[node]! * size + at[routes.next[node]!]!;
      time += seconds[cell]!;
      length += metres[cell]!;
    }
  }
  routes.travel[v] = time;
  routes.metres[v] = length;
}

