import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '#engine';
import { type LatLng, metresBetween, systemClock } from '#kernel';
import { engineFrom, importRoads } from '#platform/roads/index';

/** A region on real roads: doors and homes that a car reaches, and every way between them, row-major, in seconds (with parking) and metres. */
export type Region = Readonly<{ places: number; homes: readonly number[]; doors: readonly number[]; seconds: Int32Array; metres: Int32Array }>;

const ACCESS_SECONDS = 300;
/** Two in three people live in a town or village of the region, the others anywhere along a road. */
const IN_TOWN = 0.66;
const TOWN_METRES = 1_500;
const ROWS = 8;

/** A point somewhere in the box, or near one of the towns. */
function pointIn(random: Random, box: readonly [LatLng, LatLng], towns: readonly LatLng[]): LatLng {
  const [low, high] = box;
  const anywhere = { lat: low.lat + random.unit() * (high.lat - low.lat), lng: low.lng + random.unit() * (high.lng - low.lng) };
  const town = towns[random.below(Math.max(1, towns.length))];
  if (!town || random.unit() > IN_TOWN) return anywhere;
  const near = { lat: town.lat + (random.unit() - 0.5) * 0.027, lng: town.lng + (random.unit() - 0.5) * 0.036 };
  return metresBetween(near, town) < TOWN_METRES ? near : town;
}

/** Makes tiles of an OpenStreetMap extract and follows the road between every two of the places. Throws when the map has no roads in the box. */
export async function regionOn(map: string, box: readonly [LatLng, LatLng], count: { homes: number; doors: number }, seed: number): Promise<Region> {
  const dir = mkdtempSync(join(tmpdir(), 'porchlight-region-'));
  try {
    const done = await importRoads({ file: map, dir, clock: systemClock, progress: () => undefined });
    if (!done.ok) throw new Error(`No roads could be made of ${map}: ${done.error.says}`);
    const engine = await engineFrom({ dir })();
    if (!engine) throw new Error('The roads that were made cannot be opened.');
    const random = new Random(seed);
    const towns: LatLng[] = [];
    const points: LatLng[] = [];
    const wanted = count.homes + count.doors;
    // Towns lie where roads lie; then everybody else.
    for (let tries = 0; points.length < wanted && tries < 200; tries += 1) {
      const asked = Array.from({ length: 100 }, () => pointIn(random, box, towns));
      const snapped = await engine.snaps(asked);
      const there = asked.filter((_, i) => snapped[i]);
      if (towns.length < 9) towns.push(...there.slice(0, 3));
      else points.push(...await reached(engine, towns[0] ?? there[0]!, there));
    }
    points.length = Math.min(points.length, wanted);
    const n = points.length;
    const [seconds, metres] = [new Int32Array(n * n), new Int32Array(n * n)];
    for (let from = 0; from < n; from += ROWS) {
      const some = points.slice(from, from + ROWS);
      const ways = await engine.ways(some, points);
      some.forEach((_, row) => {
        for (let to = 0; to < n; to += 1) {
          const at = (from + row) * n + to;
          const [time, far] = [ways.seconds[row * n + to] ?? -1, ways.metres[row * n + to] ?? -1];
          if (from + row !== to) seconds[at] = ACCESS_SECONDS + Math.max(0, time);
          metres[at] = Math.max(0, far);
        }
      });
    }
    return { places: n, homes: Array.from({ length: count.homes }, (_, i) => i), doors: Array.from({ length: n - count.homes }, (_, i) => count.homes + i), seconds, metres };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

type Reaches = { ways(from: readonly LatLng[], to: readonly LatLng[]): Promise<{ seconds: Int32Array }> };

/** Those from which a car reaches the town and comes back: not a parking deck, not a road that is closed at both ends. */
async function reached(engine: Reaches, town: LatLng, points: readonly LatLng[]): Promise<LatLng[]> {
  if (points.length === 0) return [];
  const [out, back] = [await engine.ways([town], points), await engine.ways(points, [town])];
  return points.filter((_, i) => (out.seconds[i] ?? -1) >= 0 && (back.seconds[i] ?? -1) >= 0);
}
