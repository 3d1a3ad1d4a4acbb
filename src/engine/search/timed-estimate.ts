import type { Routes } from './routes.ts';
import { serviceOn, setupOn, startAt, type Day } from './timetable.ts';

/**
 * Notes what `timedEstimate` reads, from a day worked through: by node the instant of leaving it, that of reaching its
 * follower without breaks or doors to wait for, and how much of a delay all waiting after it would swallow.
 */
export function noteSlack(routes: Routes, v: number, length: number, day: Day): void {
  const { model, sequence, due, leaves, slack, waits } = routes;
  const { at, size, stops, duties, tables, firstBreak, restFor } = model;
  const seconds = model.seconds[model.classOf[v]!]!;
  const start = stops + v;
  routes.worked[v] = 0;
  routes.back[v] = length === 0 ? tables.from[v]! : day.back;
  leaves[start] = tables.from[v]!;
  due[start] = tables.from[v]!;
  slack[start] = 0;
  waits[start] = 0;
  if (length === 0 || !day.isFeasible) return;
  let swallowed = 0;
  let waited = 0;
  let worked = 0;
  let rest = firstBreak[v + 1]! - firstBreak[v]! - 1;
  let begins = day.back;
  let to = at[stops + duties + v]!;
  for (let p = length; p >= 0; p--) {
    const node = p === 0 ? start : sequence[p - 1]!;
    const here = at[node]!;
    const left = p === 0 ? day.leaves : day.leave[p - 1]!;
    const drive = seconds[here * size + to]!;
    let rested = 0;
    for (; rest >= 0 && day.restLeg[rest] === p; rest--) rested += restFor[firstBreak[v]! + rest]!;
    swallowed += begins - left - drive - rested;
    if (p > 0 && p < length) waited += begins - day.arrive[p]!;
    leaves[node] = left;
    due[node] = left + drive;
    slack[node] = swallowed;
    waits[node] = waited;
    if (p === 0) break;
    worked += serviceOn(model, node, v) + setupOn(model, node, v);
    begins = day.start[p - 1]!;
    to = here;
  }
  routes.worked[v] = worked;
}

/**
 * Cents of overtime, waiting and fairness that serving stop c after node i adds: O(1), exact unless a break moves to
 * another leg. Whoever links the stop counts anew; this only chooses the place.
 */
export function timedEstimate(routes: Routes, c: number, i: number, v: number, driveIn: number, driveOut: number): number {
  const { model, due, leaves, slack, waits, back } = routes;
  const { tables, stops } = model;
  const arrives = leaves[i]! + driveIn;
  const starts = startAt(model, c, arrives);
  // The day as it stands comes too late, another order of breaks may not: the exact test decides.
  if (starts === Infinity) return 0;
  const service = serviceOn(model, c, v);
  const setup = setupOn(model, c, v);
  const work = service + (driveIn > 0 ? setup : 0);
  const reaches = starts + work + driveOut;
  const delay = Math.max(0, reaches - due[i]!);
  const ends = back[v]! + Math.max(0, delay - slack[i]!);
  const onTime = tables.onTime[v]!;
  let cents = (Math.max(0, ends - onTime) - Math.max(0, back[v]! - onTime)) * tables.perOvertimeSecond[v]!;
  const rate = tables.perWaitingSecond[v]!;
  if (rate > 0) {
    // The first visit waits for nothing: one leaves home in time for it.
    if (i < stops) cents += rate * (starts - arrives - Math.min(delay, waits[i]!));
    else if (routes.count[v]! > 0) {
      const first = routes.next[i]!;
      const begun = due[i]! + slack[i]! - slack[first]!;
      cents += rate * (Math.max(0, begun - reaches) - Math.min(Math.max(0, reaches - begun), waits[i]!));
    }
  }
  if (tables.perSquareSecond > 0) {
    const before = Math.max(0, routes.worked[v]! - tables.fairShare);
    const after = Math.max(0, routes.worked[v]! + service + setup - tables.fairShare);
    cents += (after * after - before * before) * tables.perSquareSecond;
  }
  return cents;
}
