import { metresBetween } from '#kernel';
import type { LatLng } from '#kernel';
import { ACCESS_SECONDS, PEAK_FACTOR, drivingSeconds, roadMetres } from './bands.ts';

/** One way between two doors. `seconds` includes parking and walking up; `estimate` says that no road was followed. */
export type Travel = Readonly<{ metres: number; seconds: number; model: string; estimate: boolean }>;

/** `peak`: in the rush. */
export type TravelOptions = Readonly<{ peak?: boolean }>;

/** Every way between n points, row-major: from `i` to `j` stands at `i * n + j`. The diagonal is 0. */
export type RoadTable = Readonly<{ n: number; metres: Int32Array; seconds: Int32Array; model: string; estimate: boolean }>;

/**
 * Who knows the roads. Answers are at once and the same for the same question; an engine that needs to read tiles
 * or ask another process opens itself before it is handed in, and names itself in `model` so that a price can say what it stood on.
 */
export type Roads = Readonly<{
  /** Whole metres and whole seconds. Throws RangeError when a point is not on the earth. */
  travel(from: LatLng, to: LatLng, options?: TravelOptions): Travel;
  table(points: readonly LatLng[], options?: TravelOptions): RoadTable;
}>;

const MODEL = 'bands-2026-11';

function onEarth(point: LatLng): LatLng {
  if (Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180) return point;
  throw new RangeError(`Not a place on the earth: (${point.lat}, ${point.lng}). Maybe latitude and longitude are not in degrees.`);
}

const estimate = (from: LatLng, to: LatLng, peak: boolean): { metres: number; seconds: number } => {
  const metres = roadMetres(metresBetween(from, to));
  const driving = drivingSeconds(metres) * (peak ? PEAK_FACTOR : 1);
  return { metres: Math.round(metres), seconds: Math.round(driving) + ACCESS_SECONDS };
};

/** The default: straight line times a detour, at the speeds of `bands.ts`, plus five minutes to park and ring. The same both ways. */
export function createRoads(): Roads {
  return {
    travel: (from, to, options = {}) =>
      ({ ...estimate(onEarth(from), onEarth(to), options.peak ?? false), model: MODEL, estimate: true }),
    table(points, options = {}) {
      const n = points.length;
      const metres = new Int32Array(n * n);
      const seconds = new Int32Array(n * n);
      points.forEach(onEarth);
      points.forEach((from, i) => {
        for (let j = i + 1; j < n; j += 1) {
          const way = estimate(from, points[j] ?? from, options.peak ?? false);
          metres[i * n + j] = metres[j * n + i] = way.metres;
          seconds[i * n + j] = seconds[j * n + i] = way.seconds;
        }
      });
      return { n, metres, seconds, model: MODEL, estimate: true };
    },
  };
}
