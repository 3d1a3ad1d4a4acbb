import type { Model } from '../model.ts';

const NEVER = Infinity;

/** Breaks of all duties: lengths, and windows by break. */
export type Rests = Pick<Model, 'restFor' | 'firstRestWindow' | 'restOpens' | 'restCloses'>;

/**
 * Arrival after driving `drive` seconds from instant `time`, taking breaks `first` to before `last` of a duty on the
 * way; driving goes on until a break opens. Infinity when a break closes too early.
 */
export function driveWithBreaks(model: Rests, first: number, last: number, time: number, drive: number): number {
  let arrives = time + drive;
  for (let rest = first; rest < last; rest++) {
    let begins = NEVER;
    for (let k = model.firstRestWindow[rest]!; k < model.firstRestWindow[rest + 1]!; k++) {
      if (time <= model.restCloses[k]!) {
        begins = Math.max(time, model.restOpens[k]!);
        break;
      }
    }
    if (begins === NEVER) return NEVER;
    time = begins + model.restFor[rest]!;
    arrives = Math.max(arrives, begins) + model.restFor[rest]!;
  }
  return arrives;
}

/** The latest instant to leave so that `driveWithBreaks` arrives by `by`; −Infinity if there is none. */
export function latestLeave(model: Rests, first: number, last: number, by: number, drive: number): number {
  let time = Infinity;
  let arrives = by;
  for (let rest = last - 1; rest >= first; rest--) {
    const length = model.restFor[rest]!;
    const bound = Math.min(time, arrives) - length;
    time = -NEVER;
    for (let k = model.firstRestWindow[rest + 1]! - 1; k >= model.firstRestWindow[rest]!; k--) {
      if (model.restOpens[k]! <= bound) {
        time = Math.min(bound, model.restCloses[k]!);
        break;
      }
    }
    if (time === -NEVER) return -NEVER;
    arrives -= length;
  }
  return Math.min(time, arrives - drive);
}

/** The first instant from `arrive` on at which work at the stop may start; Infinity if it is too late. */
export function startAt(model: Model, stop: number, arrive: number): number {
  const { firstWindow, opens, closes } = model.tables;
  for (let k = firstWindow[stop]!; k < firstWindow[stop + 1]!; k++) if (arrive <= closes[k]!) return Math.max(arrive, opens[k]!);
  return NEVER;
}

/** The latest arrival at a stop that still lets work start by `by`; −Infinity if there is none. */
export function latestArrive(model: Model, stop: number, by: number): number {
  const { firstWindow, opens, closes } = model.tables;
  for (let k = firstWindow[stop + 1]! - 1; k >= firstWindow[stop]!; k--) if (opens[k]! <= by) return Math.min(by, closes[k]!);
  return -NEVER;
}

/** Time worked at a stop on a duty, and setup there. */
export const serviceOn = (model: Model, stop: number, duty: number): number =>
  (model.typed === null ? model.service[stop]! : model.typed.service[model.typed.typeOf[duty]! * model.stops + stop]!);
export const setupOn = (model: Model, stop: number, duty: number): number =>
  (model.typed === null ? model.setup[stop]! : model.typed.setup[model.typed.typeOf[duty]! * model.stops + stop]!);

/** Work at a stop on a duty when coming from travel row `from`: setup only from another place. */
export const workAt = (model: Model, stop: number, from: number, duty: number): number =>
  serviceOn(model, stop, duty) + (model.setup[stop]! > 0 && from !== model.at[stop] ? setupOn(model, stop, duty) : 0);

/** A day worked through: arrival and start by position, the leg in which each break is taken, and its start. */
export type Day = {
  arrive: Float64Array; start: Float64Array; leave: Float64Array; back: number; leaves: number;
  /** Break b of the duty is taken on the leg into position `restLeg[b]` (stops.length = the way back). */
  restLeg: Int32Array; restStart: Float64Array; isFeasible: boolean;
};

export const emptyDay = (length: number, rests: number): Day => ({
  arrive: new Float64Array(length), start: new Float64Array(length), leave: new Float64Array(length), back: 0, leaves: 0,
  restLeg: new Int32Array(rests), restStart: new Float64Array(rests), isFeasible: false,
});

/** Reused tables of `workThrough`, by position and breaks taken. */
export class Bench {
  leave = new Float64Array(64);
  came = new Int32Array(64);
  /** On board on the leg into each position, by dimension; only when breaks ask. */
  loads = new Float64Array(0);
  day: Day = emptyDay(16, 8);
  grow(length: number, layers: number): void {
    if (this.leave.length < (length + 2) * layers) {
      this.leave = new Float64Array((length + 2) * layers * 2);
      this.came = new Int32Array((length + 2) * layers * 2);
    }
    if (this.day.arrive.length < length || this.day.restLeg.length < layers) this.day = emptyDay(length * 2 + 16, layers + 8);
  }
}

/** What is on board on each leg of a sequence, where breaks ask. */
function loadsOf({ tables, restMost }: Model, sequence: ArrayLike<number>, length: number, bench: Bench): void {
  if (restMost === null) return;
  const { dimensions, delivery, pickup, mate } = tables;
  if (bench.loads.length < (length + 1) * dimensions) bench.loads = new Float64Array((length + 1) * dimensions * 2);
  for (let k = 0; k < dimensions; k++) {
    let load = 0;
    for (let p = 0; p < length; p++) if (mate[sequence[p]!] === -1) load += delivery[sequence[p]! * dimensions + k]!;
    for (let p = 0; p <= length; p++) {
      bench.loads[p * dimensions + k] = load;
      if (p < length) load += pickup[sequence[p]! * dimensions + k]! - delivery[sequence[p]! * dimensions + k]!;
    }
  }
}

/** Whether breaks `first` to before `last` may be taken on the leg into position p, by what is on board. */
function mayRest({ restMost, tables: { dimensions } }: Model, first: number, last: number, loads: Float64Array, p: number): boolean {
  if (restMost === null) return true;
  for (let rest = first; rest < last; rest++) {
    for (let k = 0; k < dimensions; k++) if (loads[p * dimensions + k]! > restMost[rest * dimensions + k]!) return false;
  }
  return true;
}

/**
 * Works a sequence of stops through as early as possible: dynamic programming over (position, breaks taken), which is
 * exact because leaving earlier is never worse. Fills and returns `bench.day`.
 */
export function workThrough(model: Model, duty: number, sequence: ArrayLike<number>, length: number, bench: Bench): Day {
  const firstRest = model.firstBreak[duty]!;
  const rests = model.firstBreak[duty + 1]! - firstRest;
  const layers = rests + 1;
  bench.grow(length, layers);
  const { leave, came, day } = bench;
  const travel = model.seconds[model.classOf[duty]!]!;
  const { at, size, stops, duties } = model;
  loadsOf(model, sequence, length, bench);
  for (let k = 0; k < layers; k++) leave[k] = k === 0 ? model.tables.from[duty]! : NEVER;
  for (let p = 0; p <= length; p++) {
    const from = p === 0 ? at[stops + duty]! : at[sequence[p - 1]!]!;
    const stop = p < length ? sequence[p]! : -1;
    const drive = travel[from * size + (stop < 0 ? at[stops + duties + duty]! : at[stop]!)]!;
    for (let k = 0; k < layers; k++) {
      let best = NEVER;
      let via = 0;
      for (let earlier = k; earlier >= 0; earlier--) {
        const leaves = leave[p * layers + earlier]!;
        if (leaves === NEVER || !mayRest(model, firstRest + earlier, firstRest + k, bench.loads, p)) continue;
        const arrives = driveWithBreaks(model, firstRest + earlier, firstRest + k, leaves, drive);
        const done = stop < 0 ? arrives : startAt(model, stop, arrives) + workAt(model, stop, from, duty);
        if (done < best) {
          best = done;
          via = earlier;
        }
      }
      leave[(p + 1) * layers + k] = best;
      came[(p + 1) * layers + k] = via;
    }
  }
  readBack(model, duty, sequence, length, bench, layers, travel);
  return day;
}

/** Follows the best way back through the table and notes arrivals, starts and breaks. */
function readBack(model: Model, duty: number, sequence: ArrayLike<number>, length: number, bench: Bench, layers: number, travel: Int32Array): void {
  const { leave, came, day } = bench;
  const { at, size, stops, duties } = model;
  const firstRest = model.firstBreak[duty]!;
  day.back = leave[(length + 1) * layers + layers - 1]!;
  day.isFeasible = day.back <= model.tables.until[duty]!;
  day.leaves = model.tables.from[duty]!;
  if (!day.isFeasible) return;
  let layer = layers - 1;
  for (let p = length; p >= 0; p--) {
    const via = came[(p + 1) * layers + layer]!;
    const from = p === 0 ? at[stops + duty]! : at[sequence[p - 1]!]!;
    const drive = travel[from * size + (p < length ? at[sequence[p]!]! : at[stops + duties + duty]!)]!;
    let time = leave[p * layers + via]!;
    if (p < length) {
      day.arrive[p] = driveWithBreaks(model, firstRest + via, firstRest + layer, time, drive);
      day.start[p] = startAt(model, sequence[p]!, day.arrive[p]!);
      day.leave[p] = leave[(p + 1) * layers + layer]!;
    }
    for (let rest = via; rest < layer; rest++) {
      day.restLeg[rest] = p;
      const opens = startOfRest(model, firstRest + rest, time);
      day.restStart[rest] = opens;
      time = opens + model.restFor[firstRest + rest]!;
    }
    layer = via;
  }
}

function startOfRest(model: Model, rest: number, time: number): number {
  for (let k = model.firstRestWindow[rest]!; k < model.firstRestWindow[rest + 1]!; k++) if (time <= model.restCloses[k]!) return Math.max(time, model.restOpens[k]!);
  return NEVER;
}

const QUANTILE = 1.645;

/** How far a start delayed by `margin` would miss the window it lies in. */
function riskSeconds(model: Model, stop: number, start: number, margin: number): number {
  const { firstWindow, closes } = model.tables;
  for (let k = firstWindow[stop]!; k < firstWindow[stop + 1]!; k++) if (start <= closes[k]!) return Math.max(0, start + margin - closes[k]!);
  return 0;
}

/** Cents of a day that depend on its timetable: overtime, waiting, fairness, lateness risk, moved starts. */
export function timedCost(model: Model, duty: number, sequence: ArrayLike<number>, length: number, day: Day): number {
  const { tables, spread, before } = model;
  if (length === 0) return 0;
  let cents = Math.max(0, day.back - tables.onTime[duty]!) * tables.perOvertimeSecond[duty]!;
  let waited = 0;
  let worked = 0;
  let variance = 0;
  for (let p = 0; p < length; p++) {
    const stop = sequence[p]!;
    const start = day.start[p]!;
    if (p > 0) waited += start - day.arrive[p]!;
    worked += serviceOn(model, stop, duty) + setupOn(model, stop, duty);
    if (tables.perRiskSecond > 0) {
      if (variance > 0) cents += riskSeconds(model, stop, start, QUANTILE * Math.sqrt(variance)) * tables.perRiskSecond;
      variance += spread[stop]! * spread[stop]!;
    }
    if (tables.movedStart > 0 && Math.abs(start - before[stop]!) > tables.movedTolerance) cents += tables.movedStart;
  }
  const above = Math.max(0, worked - tables.fairShare);
  return cents + waited * tables.perWaitingSecond[duty]! + above * above * tables.perSquareSecond;
}
