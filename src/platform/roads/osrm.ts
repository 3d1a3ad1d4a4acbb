import { z } from 'zod';
import type { LatLng } from '#kernel';
import { type RoadEngine, SNAP_METRES, type Ways } from './engine.ts';
import { readPolyline } from './polyline.ts';

const TIMEOUT_MS = 5_000;
const DIGITS = 6;
const rows = z.array(z.array(z.number().nullable()));
const tableSays = z.object({ code: z.literal('Ok'), durations: rows, distances: rows });
const nearestSays = z.object({ code: z.string(), waypoints: z.array(z.object({ distance: z.number() })).optional() });
const routeSays = z.object({ code: z.literal('Ok'), routes: z.array(z.object({ geometry: z.string() })).min(1) });

const listed = (points: readonly LatLng[]): string => points.map(({ lat, lng }) => `${lng.toFixed(6)},${lat.toFixed(6)}`).join(';');
const between = (from: number, count: number): string => Array.from({ length: count }, (_, i) => from + i).join(';');

/**
 * A road service that speaks OSRM's HTTP interface (`/table`, `/nearest`, `/route` of version 1; project-osrm.org/docs), run by the operator.
 * `url`: its address without a path, as in http://127.0.0.1:5000. A service that is away throws; the atlas then keeps its estimates.
 */
export function openOsrm(url: string): RoadEngine {
  const base = url.replace(/\/$/, '');
  const ask = async (path: string, refused: boolean = false): Promise<unknown> => {
    const answer = await fetch(`${base}${path}`, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS), headers: { accept: 'application/json' } });
    if (!answer.ok && !refused) throw new Error(`The road service answered ${answer.status}. Maybe its map does not cover these places.`);
    return answer.json();
  };
  return {
    name: 'osrm',
    snaps: (points) => Promise.all(points.map(async (point) => {
      const { waypoints = [] } = nearestSays.parse(await ask(`/nearest/v1/driving/${listed([point])}`, true));
      return (waypoints[0]?.distance ?? Number.POSITIVE_INFINITY) <= SNAP_METRES;
    })),
    ways: async (sources, targets) => {
      const asked = `/table/v1/driving/${listed([...sources, ...targets])}?annotations=duration,distance&sources=${between(0, sources.length)}&destinations=${between(sources.length, targets.length)}`;
      return waysFrom(tableSays.parse(await ask(asked)), targets.length);
    },
    line: async (points) => readPolyline(routeSays.parse(await ask(`/route/v1/driving/${listed(points)}?geometries=polyline6&overview=full`)).routes[0]?.geometry ?? '', DIGITS),
  };
}

const whole = (value: number | null): number => (value === null ? -1 : Math.round(value));
function waysFrom({ durations, distances }: z.infer<typeof tableSays>, columns: number): Ways {
  const [seconds, metres] = [durations.flat().map(whole), distances.flat().map(whole)];
  if (seconds.length !== metres.length || seconds.length % columns !== 0) throw new Error('The road service answered with a table of another size.');
  return { metres: Int32Array.from(metres), seconds: Int32Array.from(seconds) };
}
