import { breaksOf } from '../model.ts';
import { DEFAULT_RATES, type Cents, type Duty, type DutyIndex, type Metres, type Seconds, type Stop, type Weights, type Window } from '../problem.ts';
import { FOREVER } from '../tables.ts';
import { serviceBy } from '../work-times.ts';
import { driveWithBreaks } from '../search/timetable.ts';
import { CalendarDay, startIn, windowsOf, workOf, type Laden, type Roads } from './calendar-day.ts';
import { fitsAt, SPANS, spansAt, type TravelRows } from './gap.ts';
import { GAP, Gaps } from './gaps.ts';
import { Serving } from './serving.ts';

/** Work may start from `from` to `until`, by this duty, after its first `position` stops, at `cents` more than now. */
export type Offer = Readonly<{ duty: DutyIndex; position: number; from: Seconds; until: Seconds; cents: Cents; detour: Seconds; detourMetres: Metres }>;

export type Asked = Readonly<{
  /** The new stop. Its `windows` are when the customer can be there; its `place` may be one the calendar does not know. */
  stop: Stop;
  travel: TravelRows;
  /** Seconds that the work may take longer without breaking a promise. Absent: 0. */
  buffer?: Seconds;
  /** Only these duties. Absent: all. */
  duties?: readonly DutyIndex[];
}>;

export type Timetable = Readonly<{ stops: readonly Stop[]; version: number; isFeasible: boolean; travel: Seconds; metres: Metres }>;

/** Booked stops of many duties (technicians × days), kept ready to answer where a new one fits. */
export type Calendar = Readonly<{
  /** Every way to serve the new stop. Cheapest ways: see `cheapest`. */
  offers(asked: Asked): Offer[];
  /** Books a stop as number `position` of a duty's day. Refuses (false, nothing changed) what would break a rule. */
  insert(duty: DutyIndex, position: number, stop: Stop): boolean;
  /** Takes a stop out of a duty's day. */
  remove(duty: DutyIndex, position: number): void;
  /** Books exactly these stops: rebuilds one day, for example from the database. False: they cannot all be served. */
  replace(duty: DutyIndex, stops: readonly Stop[]): boolean;
  /** What is booked; `version` rises with every change. */
  day(duty: DutyIndex): Timetable;
}>;

/** What one question asks of every day, looked up once. `isBeyond`: it has amounts that no van counts. */
type Question = Readonly<{ stop: Stop; windows: readonly Window[]; travel: TravelRows; buffer: Seconds; isBeyond: boolean }>;

const NOTHING: readonly number[] = [];
/** Leavings of a new stop by breaks taken; a duty has fewer breaks than this. */
const LEAVES = new Float64Array(64);

/** A gap that has room at first sight: where it lies, the drives to and from it, and the windows that meet its day. */
type Spot = Readonly<{ v: DutyIndex; p: number; gap: number; into: number; out: number; begin: number; end: number; base: number; laden: Laden | null }>;

class LiveCalendar implements Calendar {
  private readonly days: readonly CalendarDay[];
  private readonly breaks: ReturnType<typeof breaksOf>;
  private readonly gaps: Gaps;
  /** By duty: when its day may begin and must be over, overtime included; cents a second and a metre. */
  private readonly from: Float64Array;
  private readonly until: Float64Array;
  private readonly begun: Int32Array;
  private readonly speed: Float64Array;
  private readonly isLimited: Uint8Array;
  /** 1 where a break asks what is on board. */
  private readonly hasRestLoad: Uint8Array;
  private readonly perSecond: Float64Array;
  private readonly perMetre: Float64Array;
  private readonly serving: Serving;

  constructor(duties: readonly Duty[], booked: readonly (readonly Stop[])[], roads: Roads, weights: Weights) {
    this.breaks = breaksOf({ duties });
    this.days = duties.map((duty, v) => new CalendarDay(duty, v, roads, this.breaks));
    this.gaps = new Gaps(duties, this.breaks.layers);
    for (const [v, day] of this.days.entries()) {
      if ((booked[v] ?? []).length > 0) day.set(booked[v]!);
      this.gaps.write(day);
    }
    this.from = Float64Array.from(duties, (duty) => duty.shift?.[0] ?? -FOREVER);
    this.until = Float64Array.from(this.days, (day) => day.until);
    this.begun = Int32Array.from(duties, (duty) => duty.begun?.length ?? 0);
    this.speed = Float64Array.from(duties, (duty) => duty.speed ?? 1);
    this.isLimited = Uint8Array.from(duties, (duty) => (duty.maxTravel === undefined && duty.maxMetres === undefined ? 0 : 1));
    this.hasRestLoad = Uint8Array.from(duties, (duty) => ((duty.breaks ?? []).some((rest) => (rest.maxLoad ?? NOTHING).length > 0) ? 1 : 0));
    this.perSecond = Float64Array.from(duties, (duty) => (duty.rates?.perHour ?? DEFAULT_RATES.perHour) / 3600);
    this.perMetre = Float64Array.from(duties, (duty) => (duty.rates?.perKm ?? DEFAULT_RATES.perKm) / 1000);
    this.serving = new Serving(duties, weights);
  }

  offers({ stop, travel, buffer = 0, duties }: Asked): Offer[] {
    const baseOf = this.serving.all(stop);
    const { dimensions } = this.gaps;
    const isBeyond = [stop.delivery, stop.pickup].some((amounts = NOTHING) => amounts.some((amount, k) => k >= dimensions && amount > 0));
    const question: Question = { stop, windows: windowsOf(stop), travel, buffer, isBeyond };
    const found: Offer[] = [];
    for (let k = 0, count = duties?.length ?? this.days.length; k < count; k++) {
      const v = duties?.[k] ?? k;
      const base = baseOf(v);
      if (!Number.isNaN(base)) this.offersOfDay(v, question, base, found);
    }
    return found;
  }

  // Nearly all gaps are turned down by two sums over one row of numbers; only the rest are looked at (npm run bench offers).
  // oxlint-disable-next-line complexity
  private offersOfDay(v: DutyIndex, asked: Question, base: number, found: Offer[]): void {
    const { stop, windows, travel, buffer } = asked;
    const { numbers, first, count } = this.gaps;
    // The windows that meet this day: the first that closes late enough, to before the first that opens too late.
    const begin = firstClosingFrom(windows, this.from[v]!);
    if (begin === windows.length || windows[begin]![0] > this.until[v]!) return;
    let end = begin + 1;
    while (end < windows.length && windows[end]![0] <= this.until[v]!) end++;
    const opens = windows[begin]![0];
    const closes = windows[end - 1]![1];
    const service = (stop.perType === undefined ? stop.service ?? 0 : serviceBy(stop, this.days[v]!.duty)) + buffer;
    const speed = this.speed[v]!;
    let laden: Laden | null = null;
    let isLaden = this.hasRestLoad[v] === 0;
    for (let p = this.begun[v]!, gap = first[v]! + p, last = first[v]! + count[v]!; gap < last; p++, gap++) {
      const at = gap * GAP.size;
      const leaves = numbers[at + GAP.leaves]!;
      const by = numbers[at + GAP.by]! - service;
      if (leaves > closes) break;
      if (leaves > by || opens > by) continue;
      const from = numbers[at + GAP.from]!;
      const to = numbers[at + GAP.to]!;
      let into = from < 0 ? 0 : travel.secondsTo[from]!;
      let out = to < 0 ? 0 : travel.secondsFrom[to]!;
      if (speed !== 1) {
        into = Math.round(into / speed);
        out = Math.round(out / speed);
      }
      if (leaves + into > closes || Math.max(leaves + into, opens) + out > by || !this.fits(asked, gap, v)) continue;
      if (!isLaden) {
        laden = this.days[v]!.ladenWith(stop);
        isLaden = true;
      }
      this.offersOfGap({ v, p, gap, into, out, begin, end, base, laden }, asked, found);
    }
  }

  /** The amounts of the new stop fit into a gap. */
  private fits({ stop: { delivery = NOTHING, pickup = NOTHING }, isBeyond }: Question, gap: number, v: DutyIndex): boolean {
    const { free, dimensions } = this.gaps;
    for (let k = 0; k < dimensions; k++) {
      if ((delivery[k] ?? 0) > free[gap * 2 * dimensions + k]! || (pickup[k] ?? 0) > free[(gap * 2 + 1) * dimensions + k]!) return false;
    }
    // Beyond what any van counts, only one without limits takes something.
    return !isBeyond || this.days[v]!.duty.capacity === undefined;
  }

  // Part of every question; what it needs stays at hand (npm run bench offers).
  // oxlint-disable-next-line complexity
  private offersOfGap(at: Spot, asked: Question, found: Offer[]): void {
    const { v, p, gap, into, out, begin, end, laden } = at;
    const { stop, windows, travel, buffer } = asked;
    const { numbers, count } = this.gaps;
    const day = this.days[v]!;
    const from = numbers[gap * GAP.size + GAP.from]!;
    const to = numbers[gap * GAP.size + GAP.to]!;
    const work = workOf(stop, from, day.duty);
    spansAt(this.gaps, this.breaks, { day, gap, p, place: stop.place, into, out, work, buffer, laden });
    if (SPANS.count === 0) return;
    const seconds = into + out - numbers[gap * GAP.size + GAP.leg]!;
    const metres = (from < 0 ? 0 : travel.metresTo?.[from] ?? 0) + (to < 0 ? 0 : travel.metresFrom?.[to] ?? 0) - numbers[gap * GAP.size + GAP.metres]!;
    if (this.isLimited[v] === 1 && (day.travel + seconds > (day.duty.maxTravel ?? Infinity) || day.metres + metres > (day.duty.maxMetres ?? Infinity))) return;
    const cents = at.base + seconds * this.perSecond[v]! + metres * this.perMetre[v]! + (count[v] === 1 ? day.duty.rates?.fixed ?? DEFAULT_RATES.fixed : 0);
    const hasOvertime = (day.duty.overtime ?? 0) > 0;
    for (let span = 0; span < SPANS.count; span++) {
      for (let k = begin; k < end; k++) {
        const earliest = Math.max(windows[k]![0], SPANS.earliest[span]!);
        const latest = Math.min(windows[k]![1], SPANS.latest[span]!);
        if (earliest > latest) continue;
        const isOnTime = !hasOvertime || (earliest >= SPANS.soonest && earliest <= SPANS.onTime);
        const overtime = isOnTime ? 0 : this.overtimeCents(at, asked, earliest, k);
        found.push({ duty: v, position: p, from: earliest, until: latest, cents: Math.round(cents + overtime), detour: seconds, detourMetres: metres });
      }
    }
  }

  /** Cents that overtime adds when work starts not before `from`, in window number `window` or later, after point p. */
  private overtimeCents({ v, p, into, out, laden }: Spot, { stop, windows }: Question, from: number, window: number): number {
    const day = this.days[v]!;
    const { shift, overtime = 0, rates } = day.duty;
    if (shift === undefined || overtime === 0) return 0;
    const work = workOf(stop, day.places[p], day.duty);
    const layers = day.rests + 1;
    const { depart, delivery, pickup } = laden ?? { depart: day.depart, delivery: NOTHING, pickup: NOTHING };
    for (let k = 0; k < layers; k++) {
      let best = Infinity;
      for (let earlier = 0; earlier <= k; earlier++) {
        const left = depart[p * layers + earlier]!;
        if (left === Infinity || !day.mayRest(earlier, k, p, delivery)) continue;
        const done = startIn(windows, Math.max(from, driveWithBreaks(this.breaks, day.firstRest + earlier, day.firstRest + k, left, into)), window) + work;
        if (done < best) best = done;
      }
      LEAVES[k] = best;
    }
    return (Math.max(0, day.backFrom(p, LEAVES, out, stop.place, pickup) - shift[1]) - day.overtime) * (rates?.perOvertimeHour ?? DEFAULT_RATES.perOvertimeHour) / 3600;
  }

  insert(v: DutyIndex, position: number, stop: Stop): boolean {
    const day = this.days[v]!;
    const { stops: before, version, duty } = day;
    const isAllowed = !Number.isNaN(this.serving.cents(stop, v)) && before.length < (duty.maxStops ?? Infinity);
    if (isAllowed && position >= (duty.begun?.length ?? 0) && fitsAt(day, position, stop) && this.replace(v, [...before.slice(0, position), stop, ...before.slice(position)])
      && day.travel <= (duty.maxTravel ?? Infinity) && day.metres <= (duty.maxMetres ?? Infinity)) return true;
    if (day.stops !== before) day.set(before);
    this.gaps.write(day);
    day.version = version;
    return false;
  }

  remove(v: DutyIndex, position: number): void {
    this.days[v]!.set(this.days[v]!.stops.filter((_, p) => p !== position));
    this.gaps.write(this.days[v]!);
  }

  replace(v: DutyIndex, stops: readonly Stop[]): boolean {
    this.days[v]!.set(stops);
    this.gaps.write(this.days[v]!);
    return this.days[v]!.isFeasible;
  }

  day(v: DutyIndex): Timetable {
    return this.days[v]!;
  }
}

/** The first window that closes not before `from`; windows are sorted. */
function firstClosingFrom(windows: readonly Window[], from: number): number {
  let low = 0;
  let high = windows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (windows[middle]![1] < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A calendar over duties whose booked stops are given in order. Offers count travel, distance, the fixed cost of a day
 * that begins with this stop, what serving it costs (continuity, over-qualification) and overtime.
 */
export const createCalendar = (input: Readonly<{ duties: readonly Duty[]; booked?: readonly (readonly Stop[])[]; roads: Roads; weights?: Weights }>): Calendar =>
  new LiveCalendar(input.duties, input.booked ?? [], input.roads, input.weights ?? {});

const isCheaper = (a: Offer, b: Offer): boolean => a.cents < b.cents || (a.cents === b.cents && (a.duty < b.duty || (a.duty === b.duty && a.from < b.from)));

/** Of all offers, the cheapest `count` for each slot that they meet: what a customer is shown. */
export function cheapest(offers: readonly Offer[], slots: readonly Window[], count: number): { slot: Window; offers: Offer[] }[] {
  const found = slots.map((slot) => ({ slot, offers: [] as Offer[] }));
  const isSorted = slots.every(([begins, ends], k) => k === 0 || (begins >= slots[k - 1]![0] && ends >= slots[k - 1]![1]));
  for (const offer of offers) {
    for (let k = isSorted ? firstClosingFrom(slots, offer.from) : 0; k < slots.length; k++) {
      const [begins, ends] = slots[k]!;
      if (offer.from > ends || offer.until < begins) {
        if (isSorted && offer.until < begins) break;
        continue;
      }
      const { offers: kept } = found[k]!;
      if (kept.length === count && (count === 0 || !isCheaper(offer, kept[count - 1]!))) continue;
      if (kept.length === count) kept.pop();
      let place = kept.length;
      while (place > 0 && isCheaper(offer, kept[place - 1]!)) place--;
      kept.splice(place, 0, offer);
    }
  }
  return found;
}
