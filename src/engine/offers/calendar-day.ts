import type { Duty, PlaceIndex, Stop, Window } from '../problem.ts';
import { FOREVER } from '../tables.ts';
import { serviceBy, setupBy } from '../work-times.ts';
import { driveWithBreaks, latestLeave, type Rests } from '../search/timetable.ts';

/** Roads between places that are already in the calendar. Asked only when a day changes, never by offers. */
export type Roads = Readonly<{ seconds(from: PlaceIndex, to: PlaceIndex): number; metres(from: PlaceIndex, to: PlaceIndex): number }>;

/** Reused by `backFrom`; a duty has fewer breaks than this. */
const NOW = new Float64Array(64);

const ALWAYS: readonly Window[] = [[-FOREVER, FOREVER]];
export const windowsOf = (stop: Pick<Stop, 'windows'>): readonly Window[] => stop.windows ?? ALWAYS;

/** The first instant from `arrive` on at which work may start; windows before number `first` are known to be over. */
export function startIn(windows: readonly Window[], arrive: number, first = 0): number {
  for (let k = first; k < windows.length; k++) if (arrive <= windows[k]![1]) return Math.max(arrive, windows[k]![0]);
  return Infinity;
}

/** The latest instant up to `by` at which work may start. */
export function latestIn(windows: readonly Window[], by: number): number {
  for (let k = windows.length - 1; k >= 0; k--) if (windows[k]![0] <= by) return Math.min(by, windows[k]![1]);
  return -Infinity;
}

/** What a new stop adds on board, by dimension, and the live times of a day that carries it (see `CalendarDay`). */
export type Laden = Readonly<{ delivery: readonly number[]; pickup: readonly number[]; depart: Float64Array; latest: Float64Array; onTime: Float64Array }>;

const NOTHING: readonly number[] = [];

export const workOf = (stop: Stop, from: PlaceIndex | undefined, duty: Duty): number => serviceBy(stop, duty) + (from === stop.place ? 0 : setupBy(stop, duty));

/**
 * One duty's booked stops with live times. Point 0 is the start of the day, point p the p-th stop; `depart` holds the
 * earliest leaving of each point by breaks taken, `latest` the latest arrival at the point after it.
 */
export class CalendarDay {
  readonly duty: Duty;
  readonly index: number;
  readonly firstRest: number;
  readonly rests: number;
  stops: readonly Stop[] = [];
  places: (PlaceIndex | undefined)[] = [];
  depart: Float64Array = new Float64Array(0);
  latest: Float64Array = new Float64Array(0);
  /** Like `latest`, for a day that ends without more overtime than it has. */
  onTime: Float64Array = new Float64Array(0);
  /** By point: place (−1: none), the soonest leaving and the last arrival at the next point, whatever breaks are taken. */
  placeAt = new Int32Array(0);
  soonest = new Float64Array(0);
  last = new Float64Array(0);
  /** Time worked at each stop, coming from the one before. */
  private work = new Float64Array(0);
  legSeconds = new Float64Array(0);
  legMetres = new Float64Array(0);
  travel = 0;
  metres = 0;
  /** Some stop or break could fall into a later window: then a delay may grow on its way. */
  hasChoice = false;
  /** Earliest end of the day as booked, and its overtime seconds. */
  back = 0;
  overtime = 0;
  /** By dimension and point: most on board up to the point, and from it on. */
  mostBefore: Float64Array[] = [];
  mostAfter: Float64Array[] = [];
  /** Counts changes: a reservation made against an older version must be tested again. */
  version = 0;
  isFeasible = true;
  /** By break: the most on board while it is taken, by dimension; null when no break of the day limits that. */
  private readonly restMost: readonly (readonly number[])[] | null;
  /** By dimension and point: on board behind it; only where breaks ask. */
  private onBoard: Float64Array[] = [];
  private readonly roads: Roads;
  private readonly breaks: Rests;

  constructor(duty: Duty, index: number, roads: Roads, breaks: Rests & { firstBreak: Int32Array }) {
    this.duty = duty;
    this.index = index;
    this.roads = roads;
    this.breaks = breaks;
    this.firstRest = breaks.firstBreak[index]!;
    this.rests = breaks.firstBreak[index + 1]! - this.firstRest;
    const most = (duty.breaks ?? []).map((rest) => rest.maxLoad ?? NOTHING);
    this.restMost = most.some((one) => one.length > 0) ? most : null;
    this.set([]);
  }

  /** The live times when a new stop's amounts are on board too; null when breaks do not ask what is on board. */
  ladenWith({ delivery = NOTHING, pickup = NOTHING }: Stop): Laden | null {
    if (this.restMost === null) return null;
    const depart = this.departFor(delivery);
    const latest = this.latestFor(this.until, pickup);
    return { delivery, pickup, depart, latest, onTime: this.onTime === this.latest ? latest : this.latestFor(this.freeEnd, pickup) };
  }

  /** Whether breaks `first` to before `last` may be taken on the leg behind point p, by what is on board and `extra`. */
  mayRest(first: number, last: number, p: number, extra: readonly number[]): boolean {
    if (this.restMost === null) return true;
    for (let rest = first; rest < last; rest++) {
      const most = this.restMost[rest]!;
      for (let k = 0; k < most.length; k++) if ((this.onBoard[k]?.[p] ?? 0) + (extra[k] ?? 0) > most[k]!) return false;
    }
    return true;
  }

  get until(): number {
    return this.duty.shift === undefined ? FOREVER : this.duty.shift[1] + (this.duty.overtime ?? 0);
  }

  /** The latest end that costs no more overtime than the day as booked. */
  private get freeEnd(): number {
    return this.duty.shift === undefined ? FOREVER : this.duty.shift[1] + this.overtime;
  }

  drive(from: PlaceIndex | undefined, to: PlaceIndex | undefined): number {
    return from === undefined || to === undefined ? 0 : Math.round(this.roads.seconds(from, to) / (this.duty.speed ?? 1));
  }

  /** Books exactly these stops, in this order. */
  set(stops: readonly Stop[]): void {
    this.stops = stops;
    this.version++;
    this.places = [this.duty.start, ...stops.map((stop) => stop.place), this.duty.end];
    const points = stops.length + 1;
    const layers = this.rests + 1;
    this.legSeconds = Float64Array.from({ length: points }, (_, p) => this.drive(this.places[p], this.places[p + 1]));
    this.legMetres = Float64Array.from({ length: points }, (_, p) => {
      const [from, to] = [this.places[p], this.places[p + 1]];
      return from === undefined || to === undefined ? 0 : this.roads.metres(from, to);
    });
    const isUsed = stops.length > 0;
    this.travel = isUsed ? this.legSeconds.reduce((a, b) => a + b, 0) : 0;
    this.metres = isUsed ? this.legMetres.reduce((a, b) => a + b, 0) : 0;
    this.work = Float64Array.from(stops, (stop, p) => workOf(stop, this.places[p], this.duty));
    this.setAmounts();
    this.depart = this.departFor(NOTHING);
    this.setEnd(layers);
    this.latest = this.latestFor(this.until, NOTHING);
    this.onTime = (this.duty.overtime ?? 0) > 0 ? this.latestFor(this.freeEnd, NOTHING) : this.latest;
    this.hasChoice = stops.some((stop) => windowsOf(stop).length > 1) || (this.duty.breaks ?? []).some((rest) => rest.windows.length > 1);
    this.placeAt = Int32Array.from(this.places, (place) => place ?? -1);
    this.soonest = Float64Array.from({ length: points }, (_, p) => this.depart.subarray(p * layers, (p + 1) * layers).reduce((a, b) => Math.min(a, b), Infinity));
    this.last = Float64Array.from({ length: points }, (_, p) => this.latest.subarray(p * layers, (p + 1) * layers).reduce((a, b) => Math.max(a, b), -Infinity)
      + setupBy(this.stops[p], this.duty));
  }

  /** The earliest leaving of every point, with `extra` on board all along. */
  private departFor(extra: readonly number[]): Float64Array {
    const { stops, firstRest } = this;
    const layers = this.rests + 1;
    const depart = new Float64Array((stops.length + 1) * layers).fill(Infinity);
    depart[0] = this.duty.shift?.[0] ?? -FOREVER;
    for (let p = 1; p <= stops.length; p++) {
      const stop = stops[p - 1]!;
      const work = this.work[p - 1]!;
      for (let k = 0; k < layers; k++) {
        for (let earlier = 0; earlier <= k; earlier++) {
          const leaves = depart[(p - 1) * layers + earlier]!;
          if (leaves === Infinity || !this.mayRest(earlier, k, p - 1, extra)) continue;
          const done = startIn(windowsOf(stop), driveWithBreaks(this.breaks, firstRest + earlier, firstRest + k, leaves, this.legSeconds[p - 1]!)) + work;
          if (done < depart[p * layers + k]!) depart[p * layers + k] = done;
        }
      }
    }
    return depart;
  }

  private setEnd(layers: number): void {
    const { stops } = this;
    const back = this.backFrom(stops.length, this.depart.subarray(stops.length * layers));
    this.back = back;
    this.isFeasible = stops.length === 0 || back <= this.until;
    this.overtime = stops.length === 0 || this.duty.shift === undefined ? 0 : Math.max(0, back - this.duty.shift[1]);
  }

  /** The latest arrivals behind every point for a day that ends by `end`, with `extra` on board all along. */
  private latestFor(end: number, extra: readonly number[]): Float64Array {
    const { stops, rests } = this;
    const layers = rests + 1;
    const table = new Float64Array((stops.length + 1) * layers).fill(-Infinity);
    table[stops.length * layers + rests] = end;
    for (let p = stops.length - 1; p >= 0; p--) {
      for (let k = 0; k < layers; k++) table[p * layers + k] = this.latestAt(p, k, this.places[p], table, extra);
    }
    return table;
  }

  /** The latest arrival at stop p (from 0) with k breaks taken, when coming from a place. */
  latestAt(p: number, k: number, from: PlaceIndex | undefined, table = this.latest, extra: readonly number[] = NOTHING): number {
    const stop = this.stops[p]!;
    const work = workOf(stop, from, this.duty);
    let best = -Infinity;
    for (let later = k; later <= this.rests; later++) {
      const by = table[(p + 1) * (this.rests + 1) + later]!;
      if (by === -Infinity || !this.mayRest(k, later, p + 1, extra)) continue;
      best = Math.max(best, latestIn(windowsOf(stop), latestLeave(this.breaks, this.firstRest + k, this.firstRest + later, by, this.legSeconds[p + 1]!) - work));
    }
    return best;
  }

  /** Earliest end of the day when point p (or a new stop after it, `firstDrive` away from the next) is left at these instants, by breaks taken. */
  // Asked for every offer on a day with overtime (npm run bench offers).
  // oxlint-disable-next-line complexity
  backFrom(p: number, leaves: ArrayLike<number>, firstDrive = this.legSeconds[p]!, firstPlace = this.places[p], extra: readonly number[] = NOTHING): number {
    const { rests, firstRest, stops, legSeconds, work: known, breaks } = this;
    const now = NOW;
    for (let k = 0; k <= rests; k++) now[k] = leaves[k] ?? Infinity;
    for (let q = p; q <= stops.length; q++) {
      const stop = stops[q];
      const drive = q === p ? firstDrive : legSeconds[q]!;
      const work = stop === undefined ? 0 : q === p ? workOf(stop, firstPlace, this.duty) : known[q]!;
      // From the last layer down, so that the layers below still hold the instants before this leg.
      for (let k = rests; k >= 0; k--) {
        let best = Infinity;
        for (let earlier = 0; earlier <= k; earlier++) {
          if (now[earlier] === Infinity || !this.mayRest(earlier, k, q, extra)) continue;
          const arrives = driveWithBreaks(breaks, firstRest + earlier, firstRest + k, now[earlier]!, drive);
          const done = stop === undefined ? arrives : startIn(windowsOf(stop), arrives) + work;
          if (done < best) best = done;
        }
        now[k] = best;
      }
    }
    return now[rests]!;
  }

  private setAmounts(): void {
    const counted = this.duty.capacity?.length ?? 0;
    const wide = Math.max(counted, ...(this.restMost ?? []).map((most) => most.length));
    this.mostBefore = [];
    this.mostAfter = [];
    this.onBoard = [];
    for (let k = 0; k < wide; k++) {
      const onBoard = new Float64Array(this.stops.length + 1);
      onBoard[0] = this.stops.reduce((sum, stop) => sum + (stop.delivery?.[k] ?? 0), 0);
      for (const [p, stop] of this.stops.entries()) onBoard[p + 1] = onBoard[p]! + (stop.pickup?.[k] ?? 0) - (stop.delivery?.[k] ?? 0);
      this.onBoard.push(onBoard);
      if (k >= counted) continue;
      const before = onBoard.slice();
      const after = onBoard.slice();
      for (let p = 1; p < onBoard.length; p++) before[p] = Math.max(before[p]!, before[p - 1]!);
      for (let p = onBoard.length - 2; p >= 0; p--) after[p] = Math.max(after[p]!, after[p + 1]!);
      this.mostBefore.push(before);
      this.mostAfter.push(after);
    }
  }
}
