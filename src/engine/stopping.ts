import type { Cents } from './problem.ts';

/** How far a search is. `iteration` counts ruins; `sinceBest` those since the best plan was last improved; `left` the best plan's stops left out. */
export type Progress = Readonly<{ iteration: number; sinceBest: number; best: Cents; left: number }>;

/** A stopping criterion is a value: it says which share of the search is done; from 1 on, the search ends. */
export type Stopping = (progress: Progress) => number;

/** Ends after so many iterations: same seed, same plan. */
export const iterations = (limit: number): Stopping => (progress) => (limit <= 0 ? 1 : progress.iteration / limit);

/** Ends after so much time on a clock that counts seconds. The clock starts when this is called. */
export function seconds(limit: number, clock: () => number): Stopping {
  const from = clock();
  return () => (limit <= 0 ? 1 : (clock() - from) / limit);
}

/** Ends when so many iterations brought nothing. */
export const noImprovement = (limit: number): Stopping => (progress) => progress.sinceBest / limit;

/** Ends as soon as no stop is left out. */
export const allSeated = (): Stopping => (progress) => (progress.left === 0 ? 1 : 0);

/** Ends as soon as somebody asks for it. */
export const whenAsked = (isAsked: () => boolean): Stopping => () => (isAsked() ? 1 : 0);

/** Ends with the first of several. */
export const firstOf = (...criteria: readonly Stopping[]): Stopping => (progress) => Math.max(...criteria.map((done) => done(progress)));
