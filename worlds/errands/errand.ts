import type { Way } from '#modules/pricing';

/** Something people ask for, in their own words, and what the sheet says when it was done. */
export type Errand = Readonly<{
  key: string; words: string; leaf: string; way: Way;
  /** A second thing while somebody is there. */
  also?: Readonly<{ words: string; leaf: string }>;
  sheet: Readonly<{ wrong: string; did: string; back: string; watch: string }>;
}>;
