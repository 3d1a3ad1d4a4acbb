// Units everywhere in the engine: whole seconds, whole metres, whole cents, indices from 0. Every bound is inclusive.
// Times count from any origin the caller chooses (midnight, an epoch); several days are one long time line.

export type Seconds = number;
export type Metres = number;
export type Cents = number;
export type PlaceIndex = number;
export type StopIndex = number;
export type DutyIndex = number;
export type TechnicianIndex = number;

/** From the first to the last second, both allowed. */
export type Window = readonly [opens: Seconds, closes: Seconds];

/** A skill or certificate by number. A stop needs at least this level; absent means 1. */
export type SkillLevel = Readonly<{ skill: number; level?: number }>;

/** A place to go and work at. Everything but the place has a harmless default. */
export type Stop = Readonly<{
  place: PlaceIndex;
  /** Time worked at the place. */
  service?: Seconds;
  /** Added to the service unless the technician comes from a stop at the same place. */
  setup?: Seconds;
  /** Other times when a duty of this `type` comes. */
  perType?: readonly Readonly<{ type: number; service?: Seconds; setup?: Seconds }>[];
  /** When work may start. Sorted, not overlapping. Absent: at any time. */
  windows?: readonly Window[];
  skills?: readonly SkillLevel[];
  /** The firm that owes this visit: only its own technicians serve it. */
  provider?: number;
  /** If given, only these technicians may come. */
  only?: readonly TechnicianIndex[];
  /** These technicians must never come. */
  never?: readonly TechnicianIndex[];
  /** Promised to this duty. */
  pinned?: DutyIndex;
  /** Amounts carried from the start of the day to this stop, by dimension (parts). */
  delivery?: readonly number[];
  /** Amounts carried from this stop to the end of the day. */
  pickup?: readonly number[];
  /** What leaving it out costs. Absent: more than anything else, so it is left only when nobody can serve it. */
  penalty?: Cents;
  /** 0–100: among stops without a penalty, a higher priority is served first, whatever the number of others. */
  priority?: number;
  /** Who comes gladly: cents saved (positive) or paid (negative) when this technician serves the stop. */
  prefers?: readonly Readonly<{ technician: TechnicianIndex; cents: Cents }>[];
  /** What has been planned or promised before, for the cost of changing it. */
  before?: Readonly<{ technician: TechnicianIndex; start?: Seconds }>;
  /** Standard deviation of the time worked, for the cost of lateness risk. */
  spread?: Seconds;
}>;

/** Must be taken once in a duty that serves any stop; driving may be interrupted by it. */
export type Break = Readonly<{
  windows: readonly Window[];
  duration: Seconds;
  /** Taken only while no more than this is on board, by dimension. */
  maxLoad?: readonly number[];
}>;

/** What a duty costs. Absent fields: see DEFAULT_RATES. */
export type Rates = Readonly<{
  /** Once, when any stop is served. */
  fixed?: Cents;
  perHour?: Cents;
  perKm?: Cents;
  /** Per hour of work at stops (setup and service). */
  perTaskHour?: Cents;
  perOvertimeHour?: Cents;
}>;

/** One technician on one day. */
export type Duty = Readonly<{
  /** Absent: this duty's own index. Several duties of one technician share it. */
  technician?: TechnicianIndex;
  /** Absent: the day begins at the first stop. */
  start?: PlaceIndex;
  /** Absent: the day ends at the last stop. */
  end?: PlaceIndex;
  /** Leaves the start not earlier, reaches the end not later (but see overtime). Absent: any time. */
  shift?: Window;
  /** How far the end of the shift may be passed. Absent: 0. */
  overtime?: Seconds;
  breaks?: readonly Break[];
  skills?: readonly SkillLevel[];
  provider?: number;
  /** Whose times at a stop apply, see `Stop.perType`. */
  type?: number;
  /** By dimension; a missing dimension holds nothing. Absent: unlimited. */
  capacity?: readonly number[];
  rates?: Rates;
  /** 2 = drives twice as fast as the matrix says. Seconds are rounded to the nearest. */
  speed?: number;
  /** Which of `problem.travel`. Absent: 0. */
  profile?: number;
  maxStops?: number;
  maxTravel?: Seconds;
  maxMetres?: Metres;
  /** Started or frozen visits: the first ones of the day, in this order. */
  begun?: readonly StopIndex[];
}>;

export type NumberRow = Int32Array | Uint32Array | Uint16Array | Float64Array | readonly number[];

/** Row-major tables over `places × places`; need not be symmetric. */
export type Travel = Readonly<{
  seconds: NumberRow;
  /** Absent: no distances, nothing is charged per km. */
  metres?: NumberRow;
  /** If given, what driving costs, instead of perHour and perKm. */
  cents?: NumberRow;
}>;

/** Weights of the optional cost terms. Absent: 0, the term is off. HOME_HELP_WEIGHTS suits home visits. */
export type Weights = Readonly<{
  waitingPerHour?: Cents;
  /** Per level of skill beyond what the stop needs. */
  overqualifiedPerLevel?: Cents;
  /** Per hour by which work (travel and stops) exceeds the mean, times the hours exceeded (square). */
  fairnessPerSquareHour?: Cents;
  /** Per hour by which the late 5 % of days would miss the window. */
  latenessRiskPerHour?: Cents;
  changedTechnician?: Cents;
  /** When work starts more than `movedTolerance` away from before. */
  movedStart?: Cents;
  movedTolerance?: Seconds;
}>;

export type Problem = Readonly<{
  /** Number of places in the travel tables. */
  places: number;
  travel: readonly Travel[];
  stops: readonly Stop[];
  duties: readonly Duty[];
  /** Pairs served by one duty, the pickup first. What is carried: the delivery stop's `delivery` amounts. */
  shipments?: readonly Readonly<{ pickup: StopIndex; delivery: StopIndex }>[];
  weights?: Weights;
}>;

export const DEFAULT_RATES = { fixed: 0, perHour: 3300, perKm: 35, perTaskHour: 0, perOvertimeHour: 4950 } as const;

/** Weights for home visits, in the proportions of docs/engine.md. */
export const HOME_HELP_WEIGHTS: Weights = {
  waitingPerHour: 500, overqualifiedPerLevel: 300, fairnessPerSquareHour: 20, latenessRiskPerHour: 2000,
  changedTechnician: 800, movedStart: 300, movedTolerance: 1800,
};
