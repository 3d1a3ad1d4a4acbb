import type { LatLng, TechnicianId } from '#kernel';
import type { Roads } from '#platform/roads/index';
import type { Seen } from './read.ts';

/** One technician's day as a line, from home and back: along roads where they are known, straight from door to door where not. `along`: [longitude, latitude]. */
export type DayRoute = Readonly<{ technician: TechnicianId; road: boolean; along: readonly (readonly [number, number])[] }>;

const MOST_KEPT = 600;
/** Between two points of a line lies this much at least, in degrees: ten metres or so, less than a pixel of a whole day. */
const APART = 0.0001;
const rounded = ({ lat, lng }: LatLng): readonly [number, number] => [Number(lng.toFixed(5)), Number(lat.toFixed(5))];

/** Leaves out what nobody would see; first and last stay. */
export function thinned(line: readonly LatLng[]): (readonly [number, number])[] {
  let kept: LatLng | undefined;
  return line.filter((point, i) => {
    const stays = i === line.length - 1 || !kept || Math.abs(point.lat - kept.lat) + Math.abs(point.lng - kept.lng) >= APART;
    if (stays) kept = point;
    return stays;
  }).map(rounded);
}

/** Follows the roads of a day, one technician after the other, and remembers the lines: most days change by one visit at a time. */
export function createDayRoutes(roads: Pick<Roads, 'line'>): (seen: Seen) => Promise<DayRoute[]> {
  const kept = new Map<string, Pick<DayRoute, 'road' | 'along'>>();
  const alongRoads = async (points: readonly LatLng[]): Promise<Pick<DayRoute, 'road' | 'along'>> => {
    const key = points.map(rounded).join(' ');
    const known = kept.get(key);
    if (known) return known;
    const line = await roads.line(points);
    // What is not known now may be known after an import: only roads are remembered.
    if (!line || line.length < 2) return { road: false, along: points.map(rounded) };
    const found = { road: true, along: thinned(line) };
    if (kept.size >= MOST_KEPT) for (const oldest of kept.keys()) { kept.delete(oldest); break; }
    kept.set(key, found);
    return found;
  };
  return async (seen) => {
    const routes: DayRoute[] = [];
    for (const { technician, blocks } of seen.lanes) {
      if (blocks.length > 0) routes.push({ technician: technician.id, ...(await alongRoads([technician.home, ...blocks.map(({ visit }) => visit.at), technician.home])) });
    }
    return routes;
  };
}
