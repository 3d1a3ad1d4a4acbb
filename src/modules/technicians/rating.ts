/** How often somebody was rated with 1 to 5, first the ones. */
export type Ratings = readonly [number, number, number, number, number];

/** Fewer are shown as "new": one friend or one foe must not make a name. */
export const FEWEST_RATINGS = 5;
/** What everybody begins with, as if so many had already rated with the mean of the house. */
export const PRIOR = { mean: 4, weight: 10 } as const;
/** 95 % sure, on both sides. */
const Z = 1.959964;

export const countOf = (ratings: Ratings): number => ratings.reduce((sum, count) => sum + count, 0);
const totalOf = (ratings: Ratings): number => ratings.reduce((sum, count, at) => sum + count * (at + 1), 0);

/** The mean with the prior mixed in: (C·m + Σ stars) / (C + n). Between 1 and 5. */
export const bayesianMean = (ratings: Ratings, prior: { mean: number; weight: number } = PRIOR): number =>
  (prior.weight * prior.mean + totalOf(ratings)) / (prior.weight + countOf(ratings));

/**
 * The share of good answers that is true with 97.5 % certainty: the lower bound of the score interval (E. B. Wilson,
 * Probable inference, JASA 22 (1927) 209–212). 0 when nobody answered.
 */
export function wilsonLowerBound(good: number, all: number, z: number = Z): number {
  if (good < 0 || all < good) throw new RangeError(`${good} good answers of ${all}. Maybe the two were exchanged.`);
  if (all === 0) return 0;
  const share = good / all;
  const squared = z * z;
  return Math.max(0, (share + squared / (2 * all) - z * Math.sqrt((share * (1 - share) + squared / (4 * all)) / all)) / (1 + squared / all));
}

/** What a person is shown: "new", or the mean to one decimal, how many, and the share that was satisfied (4 or 5) at least. */
export type ShownRating = Readonly<{ kind: 'new'; count: number } | { kind: 'rated'; count: number; mean: number; satisfied: number }>;

export function shownRating(ratings: Ratings): ShownRating {
  const count = countOf(ratings);
  if (count < FEWEST_RATINGS) return { kind: 'new', count };
  return { kind: 'rated', count, mean: Math.round(bayesianMean(ratings) * 10) / 10, satisfied: Math.floor(wilsonLowerBound(ratings[3] + ratings[4], count) * 100) };
}
