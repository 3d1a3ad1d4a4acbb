import type { Duty } from '../problem.ts';
import type { CalendarDay } from './calendar-day.ts';

/** Numbers of one gap, side by side: a question reads them in one go, day after day. */
export const GAP = { leaves: 0, by: 1, from: 2, to: 3, leg: 4, metres: 5, size: 6 } as const;

/**
 * The gaps of all days in rows of memory, so that a question need not look at the days. `numbers` turns nearly all gaps
 * down; `times` holds, for the rest, by layer of breaks taken the leaving before the gap, the last arrival after it, and
 * the last one without more overtime;
 * `free` the amounts that may still be brought or taken, by dimension.
 */
export class Gaps {
  readonly layers: number;
  readonly dimensions: number;
  numbers: Float64Array;
  times: Float64Array;
  free: Float64Array;
  /** Each duty's first gap, and how many gaps there are; none while the day is full or broken. */
  readonly first: Int32Array;
  readonly count: Int32Array;
  private readonly space: Int32Array;
  private end = 0;

  constructor(duties: readonly Duty[], layers: number) {
    this.layers = layers;
    this.dimensions = Math.max(0, ...duties.map((duty) => duty.capacity?.length ?? 0));
    this.first = new Int32Array(duties.length);
    this.count = new Int32Array(duties.length);
    this.space = new Int32Array(duties.length);
    this.numbers = new Float64Array(0);
    this.times = new Float64Array(0);
    this.free = new Float64Array(0);
  }

  /** Writes a day anew after it has changed. */
  write(day: CalendarDay): void {
    const v = day.index;
    const points = day.stops.length + 1;
    if (points > this.space[v]!) this.make(v, points);
    const isOpen = day.isFeasible && day.stops.length < (day.duty.maxStops ?? Infinity);
    this.count[v] = isOpen ? points : 0;
    for (let p = 0; p < points; p++) {
      this.writeNumbers(day, p, (this.first[v]! + p) * GAP.size);
      this.writeTimes(day, p, (this.first[v]! + p) * 3 * this.layers);
      this.writeFree(day, p, (this.first[v]! + p) * 2 * this.dimensions);
    }
  }

  private writeNumbers(day: CalendarDay, p: number, at: number): void {
    const { numbers } = this;
    const isIdle = day.stops.length === 0;
    numbers[at + GAP.leaves] = day.soonest[p]!;
    numbers[at + GAP.by] = day.last[p]!;
    numbers[at + GAP.from] = day.placeAt[p]!;
    numbers[at + GAP.to] = day.placeAt[p + 1]!;
    numbers[at + GAP.leg] = isIdle ? 0 : day.legSeconds[p]!;
    numbers[at + GAP.metres] = isIdle ? 0 : day.legMetres[p]!;
  }

  private writeTimes(day: CalendarDay, p: number, at: number): void {
    const { times, layers } = this;
    const from = p * (day.rests + 1);
    for (let k = 0; k < layers; k++) {
      const isUsed = k <= day.rests;
      times[at + k] = isUsed ? day.depart[from + k]! : Infinity;
      times[at + layers + k] = isUsed ? day.latest[from + k]! : -Infinity;
      times[at + 2 * layers + k] = isUsed ? day.onTime[from + k]! : -Infinity;
    }
  }

  private writeFree(day: CalendarDay, p: number, at: number): void {
    const { free, dimensions } = this;
    const { capacity } = day.duty;
    for (let k = 0; k < dimensions; k++) {
      const holds = capacity === undefined ? Infinity : capacity[k] ?? 0;
      free[at + k] = holds - (day.mostBefore[k]?.[p] ?? 0);
      free[at + dimensions + k] = holds - (day.mostAfter[k]?.[p] ?? 0);
    }
  }

  /** Room at the end for a day that has outgrown its own. */
  private make(v: number, points: number): void {
    this.space[v] = points + 4;
    this.first[v] = this.end;
    this.end += this.space[v]!;
    if (this.end * GAP.size <= this.numbers.length) return;
    const grown = (row: Float64Array, wide: number) => {
      const longer = new Float64Array(this.end * 2 * wide);
      longer.set(row);
      return longer;
    };
    this.numbers = grown(this.numbers, GAP.size);
    this.times = grown(this.times, 3 * this.layers);
    this.free = grown(this.free, 2 * this.dimensions);
  }
}
