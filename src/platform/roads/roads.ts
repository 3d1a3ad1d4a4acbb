import { type LatLng, metresBetween } from '#kernel';
import { Atlas, type Places } from './atlas.ts';
import { ACCESS_SECONDS, drivingSeconds, roadMetres } from './bands.ts';
import type { RoadEngine } from './engine.ts';
import { type Paces, type Percents, USUAL, createPaces } from './hours.ts';

/** One way between two doors. `seconds` includes parking and walking up; `estimate` says that no road was followed door to door. */
export type Travel = Readonly<{ metres: number; seconds: number; model: string; estimate: boolean }>;

/** `pace`: how many times as long the driving takes at that hour; parking does not. */
export type TravelOptions = Readonly<{ pace?: number }>;
/** The pace of each way of a table, by its two points; `longest`: seconds from door to door in the slowest hours. */
export type TableOptions = Readonly<{ pace?(from: number, to: number, longest: number): number }>;
/** Ways from each of some points to one place and back, without any hour: whole metres, and seconds at the wheel (not rounded; see `seconds`). */
export type Rows = Readonly<{ metresTo: Int32Array; metresFrom: Int32Array; drivingTo: Float64Array; drivingFrom: Float64Array }>;

/** Every way between n points, row-major: from `i` to `j` stands at `i * n + j`. The diagonal is 0. `model` names the least exact that was used. */
export type RoadTable = Readonly<{ n: number; metres: Int32Array; seconds: Int32Array; model: string; estimate: boolean }>;

/**
 * Who knows the roads. Answers are at once, from what is known: a real road where one was followed, the way between two
 * neighbourhoods where that is known, the bands of `bands.ts` otherwise; `model` says which. Whoever needs exact ways calls `learn` before.
 */
export type Roads = Readonly<{
  /** Whole metres and whole seconds. Throws RangeError when a point is not on the earth. */
  travel(from: LatLng, to: LatLng, options?: TravelOptions): Travel;
  table(points: readonly LatLng[], options?: TableOptions): RoadTable;
  /** Only those of `points` for which `counts` says yes are filled in. */
  rows(at: LatLng, points: readonly LatLng[], counts: (point: number) => boolean): Rows;
  /** Whole seconds from door to door for seconds at the wheel, at a pace. */
  seconds(driving: number, pace: number): number;
  /** Seconds that a way over so many metres as the crow flies takes at the least, whatever the hour. */
  least(straightMetres: number): number;
  paces: Paces;
  /**
   * Follows the roads between these points, or between each of them and `around`. Resolves when all is known that can be,
   * with whether anything new was asked for; at once where no roads were imported. Never throws: a router that fails is
   * logged, and the estimates stay.
   */
  learn(points: readonly LatLng[]): Promise<boolean>;
  learn(points: Places, around: LatLng): Promise<boolean>;
  /** The same among these points, when nobody waits for anything else. */
  learnLater(points: readonly LatLng[]): Promise<boolean>;
  /** Grows when all ways may have changed at once: other roads are in use, or other hours. */
  edition(): number;
  /** The software and the map by which ways are followed now; undefined where they are estimated. */
  inUse(): Promise<string | undefined>;
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

/** The way as it is known now: a road that was followed, the way between neighbourhoods scaled, or the bands. */
const drivenBy = (now: () => Atlas | undefined) => (from: LatLng, to: LatLng): Driven => {
  const atlas = now();
  const known = atlas?.known(from, to);
  if (!atlas || !known) return banded(from, to);
  if (known.by === 'road') return { metres: known.metres, seconds: known.seconds, model: atlas.engine.name, estimate: false };
  const [a, b] = [atlas.stands(from) ?? from, atlas.stands(to) ?? to];
  const factor = Math.min(SCALED.most, Math.max(SCALED.least, metresBetween(from, to) / Math.max(1, metresBetween(a, b))));
  return { metres: known.metres * factor, seconds: known.seconds * factor, model: `${atlas.engine.name}-neighbourhoods`, estimate: true };
};

/** Tables and rows of many ways. */
const tablesOf = (driven: (from: LatLng, to: LatLng) => Driven, now: () => Atlas | undefined, paces: Paces): Pick<Roads, 'table' | 'rows'> => ({
  table(points, options = {}) {
    const n = points.length;
    const slowest = paces.slowest();
    const metres = new Int32Array(n * n);
    const seconds = new Int32Array(n * n);
    points.forEach(onEarth);
    let least: Driven | undefined;
    points.forEach((from, i) => points.forEach((to, j) => {
      if (i === j) return;
      const way = driven(from, to);
      metres[i * n + j] = Math.round(way.metres);
      seconds[i * n + j] = secondsAt(way.seconds, options.pace?.(i, j, secondsAt(way.seconds, slowest)) ?? 1);
      if (!least || exactness(way) < exactness(least)) least = way;
    }));
    return { n, metres, seconds, model: least?.model ?? now()?.engine.name ?? MODEL, estimate: least?.estimate ?? !now() };
  },
  rows(at, points, counts) {
    const n = points.length;
    const rows: Rows = { metresTo: new Int32Array(n), metresFrom: new Int32Array(n), drivingTo: new Float64Array(n), drivingFrom: new Float64Array(n) };
    onEarth(at);
    for (const [i, point] of points.entries()) {
      if (!counts(i)) continue;
      const to = driven(point, at);
      const from = now() ? driven(at, point) : to;
      rows.metresTo[i] = Math.round(to.metres);
      rows.metresFrom[i] = Math.round(from.metres);
      rows.drivingTo[i] = to.seconds;
      rows.drivingFrom[i] = from.seconds;
    }
    return rows;
  },
});

/** Without `engineNow`: straight line times a detour, at the speeds of `bands.ts`, plus five minutes to park and ring; the same both ways. `percents`: how slow each class of hour is now. */
export function createRoads(has: { engineNow?: EngineNow; failed?(fault: unknown): void; percents?(): Percents } = {}): Roads {
  const paces = createPaces(has.percents ?? (() => USUAL));
  const failed = has.failed ?? (() => undefined);
  let atlas: Atlas | undefined;
  let [opens, before]: [number, RoadEngine | undefined] = [0, undefined];
  const opened = async (): Promise<Atlas | undefined> => {
    const engine = (await has.engineNow?.().catch(failed)) ?? undefined;
    if (!engine) atlas = undefined;
    else if (engine !== atlas?.engine) atlas = new Atlas(engine, failed);
    if (engine !== before) { opens += 1; before = engine; }
    return atlas;
  };

  const driven = drivenBy(() => atlas);
  const travel = (from: LatLng, to: LatLng, options: TravelOptions = {}): Travel => {
    const way = driven(onEarth(from), onEarth(to));
    return { ...way, metres: Math.round(way.metres), seconds: secondsAt(way.seconds, options.pace ?? 1) };
  };

  return {
    travel, paces, seconds: secondsAt,
    // A road that was followed may be faster than the bands think.
    least: (straight) => ACCESS_SECONDS + (atlas ? 0 : Math.floor((leastDriving[Math.min(leastDriving.length - 1, Math.floor(straight / STEP_METRES))] ?? 0) * paces.fastest())),
    ...tablesOf(driven, () => atlas, paces),
    async learn(points: Places, around?: LatLng) {
      const known = await opened();
      if (!known) return false;
      return around ? known.learnAround(onEarth(around), points) : known.learnAmong((typeof points === 'function' ? points() : points).map(onEarth));
    },
    async learnLater(points) { return (await opened())?.learnAmong(points.map(onEarth), 'later') ?? false; },
    edition: () => opens + paces.edition(),
    inUse: async () => (await opened())?.engine.name,
    async line(points) {
      const known = await opened();
      return known?.engine.line(points).catch((fault: unknown) => { failed(fault); return undefined; });
    },
  };
}

const secondsAt = (driving: number, pace: number): number => Math.round(driving * pace) + ACCESS_SECONDS;
/** The bands by steps of straight line, looked up a thousand times where somebody asks who could come. */
const STEP_METRES = 100;
const leastDriving = Float64Array.from({ length: 1_000 }, (_, step) => drivingSeconds(roadMetres(step * STEP_METRES)) || 0);
const exactness = ({ model, estimate }: Pick<Travel, 'model' | 'estimate'>): number => (model === MODEL ? 0 : estimate ? 1 : 2);
