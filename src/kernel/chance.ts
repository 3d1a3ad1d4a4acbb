/** Chance is handed in: `0 ≤ next() < 1`, the same seed gives the same row. */
export type Chance = { next(): number; pick<T>(from: readonly T[]): T; between(low: number, high: number): number };

/** A small seeded generator (mulberry32, 32 bits of state): for worlds and tests, never for secrets. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick: (from) => {
      const found = from[Math.floor(next() * from.length)];
      if (found === undefined) throw new RangeError('Cannot pick from nothing.');
      return found;
    },
    between: (low, high) => low + Math.floor(next() * (high - low + 1)),
  };
}
