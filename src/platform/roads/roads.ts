import { type LatLng, metresBetween } from '#kernel';
import { Atlas } from './atlas.ts';
import { ACCESS_SECONDS, PEAK_FACTOR, drivingSeconds, roadMetres } from './bands.ts';
import type { RoadEngine } from './engine.ts';

/** One way between two doors. `seconds` includes parking and walking up; `estimate` says that no road was followed door to door. */
export type Travel = Readonly<{ metres: number; seconds: number; model: string; estimate: boolean }>;

/** `peak`: in the rush. */
export type TravelOptions = Readonly<{ peak?: boolean }>;

/** Every way between n points, row-major: from `i` to `j` stands at `i * n + j`. The diagonal is 0. `model` names the least exact that was used. */
export type RoadTable = Readonly<{ n: number; metres: Int32Array; seconds: Int32Array; model: string; estimate: boolean }>;

/**
 * Who knows the roads. Answers are at once, from what is known: a real road where one was followed, the way between two
 * neighbourhoods where that is known, the bands of `bands.ts` otherwise; `model` says which. Whoever needs exact ways calls `learn` before.
 */
export type Roads = Readonly<{
  /** Whole metres and whole seconds. Throws RangeError when a point is not on the earth. */
  travel(from: LatLng, to: LatLng, options?: TravelOptions): Travel;
  table(points: readonly LatLng[], options?: TravelOptions): RoadTable;
  /**
   * Follows the roads between these points, or between each of them and `around`. Resolves when all is known that can be;
   * at once where no roads were imported. Never throws: a router that fails is logged, and the estimates stay.
   */
  learn(points: readonly LatLng[], around?: LatLng): Promise<void>;
  /** The line to draw on a map; undefined where no road is known. */
  line(points: readonly LatLng[]): Promise<readonly LatLng[] | undefined>;
}>;

/** Whoever follows roads now; undefined while nothing was imported and no service is named. It may change while the house is open. */
export type EngineNow = () => Promise<RoadEngine | undefined>;

const MODEL = 'bands-2026-11';
/** A way is scaled from its neighbourhoods by as much at most: two doors near a common border would stretch it otherwise. */
const SCALED = { least: 0.5, most: 2 };

function onEarth(point: LatLng): LatLng {
  if (Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180) return point;
  throw new RangeError(`Not a place on the earth: (${point.lat}, ${point.lng}). Maybe latitude and longitude are not in degrees.`);
}

type Driven = Readonly<{ metres: number; seconds: number; model: string; estimate: boolean }>;
const banded = (from: LatLng, to: LatLng): Driven => {
  const metres = roadMetres(metresBetween(from, to));
  return { metres, seconds: drivingSeconds(metres), model: MODEL, estimate: true };
};

/** Without `engineNow`: straight line times a detour, at the speeds of `bands.ts`, plus five minutes to park and ring; the same both ways. */
export function createRoads(has: { engineNow?: EngineNow; failed?(fault: unknown): void } = {}): Roads {
  const failed = has.failed ?? (() => undefined);
  let atlas: Atlas | undefined;
  const opened = async (): Promise<Atlas | undefined> => {
    const engine = await has.engineNow?.().catch(failed);
    if (!engine) atlas = undefined;
    else if (engine !== atlas?.engine) atlas = new Atlas(engine, failed);
    return atlas;
  };

  const driven = (from: LatLng, to: LatLng): Driven => {
    const known = atlas?.known(from, to);
    if (!atlas || !known) return banded(from, to);
    if (known.by === 'road') return { metres: known.metres, seconds: known.seconds, model: atlas.engine.name, estimate: false };
    const [a, b] = [atlas.stands(from) ?? from, atlas.stands(to) ?? to];
    const factor = Math.min(SCALED.most, Math.max(SCALED.least, metresBetween(from, to) / Math.max(1, metresBetween(a, b))));
    return { metres: known.metres * factor, seconds: known.seconds * factor, model: `${atlas.engine.name}-neighbourhoods`, estimate: true };
  };

  const travel = (from: LatLng, to: LatLng, options: TravelOptions = {}): Travel => {
    const way = driven(onEarth(from), onEarth(to));
    return { ...way, metres: Math.round(way.metres), seconds: Math.round(way.seconds * (options.peak ? PEAK_FACTOR : 1)) + ACCESS_SECONDS };
  };

  return {
    travel,
    table(points, options = {}) {
      const n = points.length;
      const metres = new Int32Array(n * n);
      const seconds = new Int32Array(n * n);
      points.forEach(onEarth);
      let least: Travel | undefined;
      points.forEach((from, i) => points.forEach((to, j) => {
        if (i === j) return;
        const way = travel(from, to, options);
        metres[i * n + j] = way.metres;
        seconds[i * n + j] = way.seconds;
        if (!least || exactness(way) < exactness(least)) least = way;
      }));
      return { n, metres, seconds, model: least?.model ?? atlas?.engine.name ?? MODEL, estimate: least?.estimate ?? !atlas };
    },
    async learn(points, around) {
      points.forEach(onEarth);
      const known = await opened();
      await (around ? known?.learnAround(onEarth(around), points) : known?.learnAmong(points));
    },
    async line(points) {
      const known = await opened();
      return known?.engine.line(points).catch((fault: unknown) => { failed(fault); return undefined; });
    },
  };
}

const exactness = ({ model, estimate }: Travel): number => (model === MODEL ? 0 : estimate ? 1 : 2);
