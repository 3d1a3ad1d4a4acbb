import type { Problem } from './problem.ts';

/** What rules and costs write before the search, and the search reads: one row a stop or a duty. */
export type Tables = {
  /** Cents per second and per metre driven, by duty; `fixed` once a used duty. */
  perSecond: Float64Array;
  perMetre: Float64Array;
  fixed: Float64Array;
  /** Costs that depend on the timetable, per second, by duty; 0 turns a term off. */
  perOvertimeSecond: Float64Array;
  perWaitingSecond: Float64Array;
  /** Squared seconds of work above `fairShare`, by duty. */
  perSquareSecond: number;
  fairShare: number;
  perRiskSecond: number;
  movedStart: number;
  movedTolerance: number;
  /** Leaves the start at `from`; reaches the end at `until` at the latest, overtime included, `onTime` without. */
  from: Float64Array;
  onTime: Float64Array;
  until: Float64Array;
  maxStops: Int32Array;
  maxTravel: Float64Array;
  maxMetres: Float64Array;
  /** Windows of stop s: `opens[k] … closes[k]` for k from `firstWindow[s]` to before `firstWindow[s + 1]`. */
  firstWindow: Int32Array;
  opens: Float64Array;
  closes: Float64Array;
  /** Cents for leaving a stop out. */
  penalty: Float64Array;
  /** Number of amount dimensions, and the amounts by stop and capacity by duty, dimension by dimension. */
  dimensions: number;
  delivery: Float64Array;
  pickup: Float64Array;
  capacity: Float64Array;
  /** `mate[s]` is the other end of a shipment, or -1; `isPickup[s]` 1 at its first end. */
  mate: Int32Array;
  isPickup: Uint8Array;
  /** By duty: 1 if it may serve the stop; and cents for serving it. Filled by row, then shared between equal rows. */
  mayServe: (duty: number) => Uint8Array;
  serving: (duty: number) => Float64Array | null;
};

/** One duty's row of the rules that look only at who serves what. */
export type ServeRow = { duty: number; may: Uint8Array; cents: Float64Array };

export const FOREVER = 1e12;

export function emptyTables(problem: Problem): Tables {
  const stops = problem.stops.length;
  const duties = problem.duties.length;
  const filled = (value: number) => new Float64Array(duties).fill(value);
  return {
    perSecond: filled(0), perMetre: filled(0), fixed: filled(0),
    perOvertimeSecond: filled(0), perWaitingSecond: filled(0), perSquareSecond: 0, fairShare: 0,
    perRiskSecond: 0, movedStart: 0, movedTolerance: 0,
    from: filled(-FOREVER), onTime: filled(FOREVER), until: filled(FOREVER),
    maxStops: new Int32Array(duties).fill(stops), maxTravel: filled(Infinity), maxMetres: filled(Infinity),
    firstWindow: new Int32Array(stops + 1), opens: new Float64Array(0), closes: new Float64Array(0),
    penalty: new Float64Array(stops), dimensions: 0,
    delivery: new Float64Array(0), pickup: new Float64Array(0), capacity: new Float64Array(0),
    mate: new Int32Array(stops).fill(-1), isPickup: new Uint8Array(stops),
    mayServe: () => new Uint8Array(0), serving: () => null,
  };
}
