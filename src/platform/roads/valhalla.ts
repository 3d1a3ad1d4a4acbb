import type { LatLng } from '#kernel';
import { type RoadEngine, SNAP_METRES, type Ways } from './engine.ts';
import { readPolyline } from './polyline.ts';

const located = ({ lat, lng }: LatLng): object => ({ lat, lon: lng, search_cutoff: SNAP_METRES });
const COSTING = { costing: 'auto', units: 'kilometers' } as const;
const DIGITS = 6;
/** Borders, time zones, timetables and live traffic are other files, which nobody has imported. */
const NOT_IMPORTED = ['tile_extract', 'admin', 'timezone', 'landmarks', 'traffic_extract', 'transit_dir', 'transit_feeds_dir'];

type Located = readonly Readonly<{ edges: readonly unknown[] | null }>[];
type Matrix = Readonly<{ sources_to_targets: Readonly<{ durations: readonly (readonly (number | null)[])[]; distances: readonly (readonly (number | null)[])[] }> }>;
type Trip = Readonly<{ trip: Readonly<{ legs: readonly Readonly<{ shape: string }>[] }> }>;
/** What Valhalla is told: where its tiles are, how quiet it is, how much it may be asked at once. */
export type ValhallaSettings = Record<string, Record<string, unknown>>;

/** Valhalla's own settings with tiles in one folder, nothing printed, and room for the tables that we ask for. */
export async function settingsFor(tiles: string): Promise<ValhallaSettings> {
  const { getConfig } = await import('@valhallajs/valhallajs');
  const whole: ValhallaSettings = await getConfig({ tileDir: tiles });
  const { mjolnir = {}, service_limits: limits = {} } = whole;
  const own = Object.fromEntries(Object.entries(mjolnir).filter(([name]) => !NOT_IMPORTED.includes(name)));
  const quiet = Object.fromEntries(['loki', 'thor', 'odin', 'meili'].map((part) => [part, { ...whole[part], logging: { type: '' } }]));
  return {
    ...whole, ...quiet, additional_data: {}, mjolnir: { ...own, tile_dir: tiles, include_pedestrian: false, include_bicycle: false, logging: { type: 'std_out', color: false }, max_cache_size: 256_000_000 },
    service_limits: { ...limits, auto: { ...(limits['auto'] as object), max_locations: 200, max_matrix_location_pairs: 10_000 } },
  };
}

/** Opens tiles that were imported. `name` goes on every price that stood on them. Throws when the tiles cannot be read. */
export async function openValhalla(tiles: string, name: string): Promise<RoadEngine> {
  const { Actor } = await import('@valhallajs/valhallajs');
  const settings = await settingsFor(tiles);
  const actor = new Actor({ ...settings, mjolnir: { ...settings['mjolnir'], logging: { type: '' } } });
  return {
    name,
    snaps: async (points) => ((await actor.locate({ ...COSTING, locations: points.map(located), verbose: false })) as unknown as Located).map(({ edges }) => (edges?.length ?? 0) > 0),
    ways: async (sources, targets) => waysFrom(await actor.matrix({ ...COSTING, sources: sources.map(located), targets: targets.map(located), verbose: false }) as Matrix, sources.length, targets.length),
    line: async (points) => ((await actor.route({ ...COSTING, locations: points.map(located), directions_type: 'none' })) as Trip).trip.legs.flatMap(({ shape }) => readPolyline(shape, DIGITS)),
  };
}

function waysFrom({ sources_to_targets: { durations, distances } }: Matrix, rows: number, columns: number): Ways {
  const metres = new Int32Array(rows * columns).fill(-1);
  const seconds = new Int32Array(rows * columns).fill(-1);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [time, km] = [durations[row]?.[column], distances[row]?.[column]];
      if (typeof time !== 'number' || typeof km !== 'number') continue;
      seconds[row * columns + column] = Math.round(time);
      metres[row * columns + column] = Math.round(km * 1000);
    }
  }
  return { metres, seconds };
}
