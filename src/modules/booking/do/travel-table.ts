import type { LatLng } from '#kernel';

/** `i` and `j`: which of the points. */
type Way = (from: LatLng, to: LatLng, i: number, j: number) => Readonly<{ metres: number; seconds: number }>;
/** So many ways are looked up before whoever else waits has a turn: a few milliseconds of work. */
const AT_ONCE = 1_000;

const othersFirst = (): Promise<void> => new Promise((go) => { setImmediate(go); });

/**
 * Every way between these points, row-major, `n * n` of each; seconds as `rounded`. Looked up in small parts, so that no page waits for it,
 * in memory that threads share, so that nothing is copied to the search.
 */
export async function travelTable(points: readonly LatLng[], way: Way, rounded: (seconds: number) => number): Promise<Readonly<{ seconds: Int32Array; metres: Int32Array }>> {
  const n = points.length;
  const [seconds, metres] = [new Int32Array(new SharedArrayBuffer(n * n * 4)), new Int32Array(new SharedArrayBuffer(n * n * 4))];
  let looked = 0;
  for (const [i, from] of points.entries()) {
    for (const [j, to] of points.entries()) {
      if (i === j) continue;
      const found = way(from, to, i, j);
      seconds[i * n + j] = rounded(found.seconds);
      metres[i * n + j] = found.metres;
      looked += 1;
      if (looked % AT_ONCE === 0) await othersFirst();
    }
  }
  return { seconds, metres };
}
