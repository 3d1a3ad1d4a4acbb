/**
 * How hot a search is at a share `done` of its time. One long cooling finds a good basin; where there is time for more,
 * the rest of it goes to shorter coolings from a lukewarm start, which leave a basin that the first one fell into.
 */
export type Cooling = Readonly<{ hot: number; cold: number; warm: number; first: number; again: number }>;

/** Iterations a stop from which a great heat and reheating pay (npm run bench engine). With fewer, one cooling from less, to less, is better. */
const ENOUGH = 8000;
const LESS_HOT = 2;
/** Coldest end, for the shortest searches. */
const LEAST = 0.2;
/** Share of the first cooling, and number of shorter ones after it, when there is time. */
const FIRST = 0.4;
const AGAIN = 4;

export const coolingOf = (hot: number, cold: number, warm: number, iterationsPerStop: number, lessHot = LESS_HOT): Cooling =>
  (iterationsPerStop >= ENOUGH
    ? { hot, cold, warm, first: FIRST, again: AGAIN }
    : { hot: Math.min(hot, lessHot), cold: cold * Math.max(LEAST, Math.min(1, iterationsPerStop / ENOUGH)), warm, first: 1, again: 0 });

/** In the unit of `hot` and `cold`. */
export function temperatureAt({ hot, cold, warm, first, again }: Cooling, done: number): number {
  if (done <= first) return hot * (cold / hot) ** (done / first);
  const cycle = (((done - first) / (1 - first)) * again) % 1;
  return warm * (cold / warm) ** cycle;
}
