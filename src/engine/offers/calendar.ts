import { COSTS } from '../costs.ts';
import { breaksOf } from '../model.ts';
import { DEFAULT_RATES, type Cents, type Duty, type DutyIndex, type Metres, type Problem, type Seconds, type Stop, type Weights, type Window } from '../problem.ts';
import { RULES } from '../rules.ts';
import { FOREVER } from '../tables.ts';
import { driveWithBreaks } from '../search/timetable.ts';
import { CalendarDay, startIn, windowsOf, workOf, type Roads } from './calendar-day.ts';
import { fitsAt, startsAt, type TravelRows } from './gap.ts';

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

/** Duties that agree on who they may serve, so that static rules are asked once for all of them. */
function crewOf(duties: readonly Duty[]): { crewOfDuty: Int32Array; crews: Duty[] } {
  const known = new Map<string, number>();
  const crews: Duty[] = [];
  const crewOfDuty = Int32Array.from(duties, (duty, v) => {
    const { skills = [], provider, rates } = duty;
    const key = JSON.stringify([duty.technician ?? v, skills, provider ?? null, rates?.perTaskHour ?? 0]);
    if (!known.has(key)) {
      known.set(key, crews.length);
      crews.push({ technician: duty.technician ?? v, skills, ...(provider === undefined ? {} : { provider }), ...(rates === undefined ? {} : { rates }) });
    }
    return known.get(key)!;
  });
  return { crewOfDuty, crews };
}

/** Asks the rules and costs that look only at who serves what, for one stop and every crew. */
class Serving {
  private readonly stop: Stop[] = [];
  private readonly problems: readonly Problem[];
  private readonly row = { duty: 0, may: new Uint8Array(1), cents: new Float64Array(1) };

  constructor(crews: readonly Duty[], weights: Weights) {
    this.problems = crews.map((crew) => ({ places: 1, travel: [], stops: this.stop, duties: [crew], weights }));
  }

  /** Cents for serving the stop; NaN where a rule forbids it. */
  cents(stop: Stop, crew: number): number {
    const { row } = this;
    const problem = this.problems[crew]!;
    this.stop[0] = stop;
    row.may[0] = 1;
    row.cents[0] = 0;
    for (const rule of FORBIDDING) rule.forbid?.(problem, row);
    if (row.may[0] === 0) return NaN;
    for (const term of SERVING) term.serving?.(problem, row);
    return row.cents[0]!;
  }

  all(stop: Stop): Float64Array {
    const { pinned: _pinned, ...free } = stop;
    return Float64Array.from(this.problems, (_, crew) => this.cents(free, crew));
  }
}

const FORBIDDING = RULES.filter((rule) => rule.forbid !== undefined);
const SERVING = COSTS.filter((term) => term.serving !== undefined);

/** What one question asks of every day, looked up once. */
type Question = Readonly<{ stop: Stop; windows: readonly Window[]; travel: TravelRows; buffer: Seconds }>;

class LiveCalendar implements Calendar {
  private readonly days: readonly CalendarDay[];
  private readonly breaks: ReturnType<typeof breaksOf>;
  private readonly crewOfDuty: Int32Array;
  private readonly serving: Serving;

  constructor(duties: readonly Duty[], booked: readonly (readonly Stop[])[], roads: Roads, weights: Weights) {
    this.breaks = breaksOf({ duties });
    this.days = duties.map((duty, v) => new CalendarDay(duty, v, roads, this.breaks));
    for (const [v, stops] of booked.entries()) if (stops.length > 0) this.days[v]!.set(stops);
    const { crewOfDuty, crews } = crewOf(duties);
    this.crewOfDuty = crewOfDuty;
    this.serving = new Serving(crews, weights);
  }

  offers({ stop, travel, buffer = 0, duties }: Asked): Offer[] {
    const serving = this.serving.all(stop);
    const windows = windowsOf(stop);
    const found: Offer[] = [];
    for (const v of duties ?? this.days.keys()) {
      const day = this.days[v]!;
      const base = serving[this.crewOfDuty[v]!]!;
      if (Number.isNaN(base) || !day.isFeasible || day.stops.length >= (day.duty.maxStops ?? Infinity)) continue;
      const own = windowsWithin(windows, day.duty.shift?.[0] ?? -FOREVER, day.until);
      if (own.length > 0) this.offersOfDay(day, { stop, windows: own, travel, buffer }, base, found);
    }
    return found;
  }

  // Nearly all gaps are turned down by two sums; only the rest are looked at closely (npm run bench offers).
  // oxlint-disable-next-line complexity
  private offersOfDay(day: CalendarDay, asked: Question, base: number, found: Offer[]): void {
    const { stop, windows, travel, buffer } = asked;
    const { duty, soonest, last, placeAt, legSeconds } = day;
    const { secondsTo, secondsFrom } = travel;
    const speed = duty.speed ?? 1;
    const count = day.stops.length;
    const opens = windows[0]![0];
    const closes = windows.at(-1)![1];
    const work = (stop.service ?? 0) + buffer;
    for (let p = duty.begun?.length ?? 0; p <= count; p++) {
      const leaves = soonest[p]!;
      if (leaves > closes) break;
      const from = placeAt[p]!;
      const to = placeAt[p + 1]!;
      let into = from < 0 ? 0 : secondsTo[from]!;
      let out = to < 0 ? 0 : secondsFrom[to]!;
      if (speed !== 1) {
        into = Math.round(into / speed);
        out = Math.round(out / speed);
      }
      if (leaves + into > closes || Math.max(leaves + into, opens) + work + out > last[p]!) continue;
      const starts = startsAt(day, p, stop, windows, into, out, buffer, this.breaks);
      if (starts.length === 0 || !fitsAt(day, p, stop)) continue;
      const seconds = into + out - (count === 0 ? 0 : legSeconds[p]!);
      const metres = metresAdded(day, p, travel);
      if (day.travel + seconds > (duty.maxTravel ?? Infinity) || day.metres + metres > (duty.maxMetres ?? Infinity)) continue;
      const cents = base + detourCents(day, seconds, metres);
      for (const [begin, until] of starts) {
        found.push({ duty: day.index, position: p, from: begin, until, cents: Math.round(cents + this.overtimeCents(day, p, asked, begin, into, out)), detour: seconds, detourMetres: metres });
      }
    }
  }

  /** Cents that overtime adds when work starts not before `from` after point p. */
  private overtimeCents(day: CalendarDay, p: number, { stop, windows }: Question, from: number, into: number, out: number): number {
    const { shift, overtime = 0, rates } = day.duty;
    if (shift === undefined || overtime === 0) return 0;
    const work = workOf(stop, day.places[p]);
    // The day cannot end later than its last arrival by more than this visit adds; far from the end there is no overtime.
    if (!day.hasChoice && day.overtime === 0 && day.back + into + out + work + (stop.setup ?? 0) + Math.max(0, from - day.soonest[p]!) <= shift[1]) return 0;
    const layers = day.rests + 1;
    const leaves: number[] = [];
    for (let k = 0; k < layers; k++) {
      let best = Infinity;
      for (let earlier = 0; earlier <= k; earlier++) {
        const left = day.depart[p * layers + earlier]!;
        if (left === Infinity) continue;
        const done = startIn(windows, Math.max(from, driveWithBreaks(this.breaks, day.firstRest + earlier, day.firstRest + k, left, into))) + work;
        if (done < best) best = done;
      }
      leaves.push(best);
    }
    return (Math.max(0, day.backFrom(p, leaves, out, stop.place) - shift[1]) - day.overtime) * (rates?.perOvertimeHour ?? DEFAULT_RATES.perOvertimeHour) / 3600;
  }

  insert(v: DutyIndex, position: number, stop: Stop): boolean {
    const day = this.days[v]!;
    const { stops: before, version, duty } = day;
    const isAllowed = !Number.isNaN(this.serving.cents(stop, this.crewOfDuty[v]!)) && before.length < (duty.maxStops ?? Infinity);
    if (isAllowed && position >= (duty.begun?.length ?? 0) && fitsAt(day, position, stop) && this.replace(v, [...before.slice(0, position), stop, ...before.slice(position)])
      && day.travel <= (duty.maxTravel ?? Infinity) && day.metres <= (duty.maxMetres ?? Infinity)) return true;
    if (day.stops !== before) day.set(before);
    day.version = version;
    return false;
  }

  remove(v: DutyIndex, position: number): void {
    this.days[v]!.set(this.days[v]!.stops.filter((_, p) => p !== position));
  }

  replace(v: DutyIndex, stops: readonly Stop[]): boolean {
    this.days[v]!.set(stops);
    return this.days[v]!.isFeasible;
  }

  day(v: DutyIndex): Timetable {
    return this.days[v]!;
  }
}

/** Those windows that meet a span; `windows` is sorted. */
function windowsWithin(windows: readonly Window[], from: number, until: number): readonly Window[] {
  let first = 0;
  while (first < windows.length && windows[first]![1] < from) first++;
  let end = first;
  while (end < windows.length && windows[end]![0] <= until) end++;
  return end - first === windows.length ? windows : windows.slice(first, end);
}

const metresAdded = (day: CalendarDay, p: number, { metresTo, metresFrom }: TravelRows): number => {
  const from = day.placeAt[p]!;
  const to = day.placeAt[p + 1]!;
  return (from < 0 ? 0 : metresTo?.[from] ?? 0) + (to < 0 ? 0 : metresFrom?.[to] ?? 0) - (day.stops.length === 0 ? 0 : day.legMetres[p]!);
};

/** Travel and distance of a detour, and the fixed cost of a day that begins with it. */
function detourCents(day: CalendarDay, seconds: number, metres: number): number {
  const { perHour, perKm, fixed } = { ...DEFAULT_RATES, ...day.duty.rates };
  return (seconds * perHour) / 3600 + (metres * perKm) / 1000 + (day.stops.length === 0 ? fixed : 0);
}

/**
 * A calendar over duties whose booked stops are given in order. Offers count travel, distance, the fixed cost of a day
 * that begins with this stop, what serving it costs (continuity, over-qualification) and overtime.
 */
export const createCalendar = (input: Readonly<{ duties: readonly Duty[]; booked?: readonly (readonly Stop[])[]; roads: Roads; weights?: Weights }>): Calendar =>
  new LiveCalendar(input.duties, input.booked ?? [], input.roads, input.weights ?? {});

/** Of all offers, the cheapest `count` for each slot that they meet: what a customer is shown. */
export function cheapest(offers: readonly Offer[], slots: readonly Window[], count: number): { slot: Window; offers: Offer[] }[] {
  return slots.map((slot) => ({
    slot,
    offers: offers.filter((offer) => offer.from <= slot[1] && offer.until >= slot[0]).sort((a, b) => a.cents - b.cents || a.duty - b.duty || a.from - b.from).slice(0, count),
  }));
}
