import { z } from 'zod';
import type { LatLng } from '#kernel';
import { type Door, json, missing, screen, stored } from '#platform/http/index';
import type { WebHas } from '../../has.ts';
import type { Seen, Where } from './read.ts';
import { readBoard } from './read.ts';
import { createDayRoutes } from './day-routes.ts';

const who = ['operator'] as const;
/** Around the day, so that its edges have names too. */
const BEYOND = 1.3;
const METRES_PER_DEGREE = 111_195;
const NAMED = 60;

const placesOf = (seen: Seen): LatLng[] => [...seen.lanes.filter(({ blocks }) => blocks.length > 0).flatMap((lane) => [lane.technician.home, ...lane.blocks.map(({ visit }) => visit.at)]), ...seen.orphans.map(({ visit }) => visit.at)];

/** Towns to find one's way by, the nearest to the middle of the day first; none where no place file was imported. */
async function townsOf(has: WebHas, seen: Seen): Promise<{ name: string; at: readonly [number, number] }[]> {
  const places = placesOf(seen);
  if (places.length === 0) return [];
  const [south, north, west, east] = [Math.min(...places.map(({ lat }) => lat)), Math.max(...places.map(({ lat }) => lat)), Math.min(...places.map(({ lng }) => lng)), Math.max(...places.map(({ lng }) => lng))];
  const middle = { lat: (south + north) / 2, lng: (west + east) / 2 };
  const reach = Math.max(2_000, Math.hypot((north - south) / 2, ((east - west) / 2) * Math.cos((middle.lat * Math.PI) / 180)) * METRES_PER_DEGREE * BEYOND);
  return (await has.placesFile.townsWithin(seen.country, middle, reach)).slice(0, NAMED).map(({ town, at }) => ({ name: town, at: [at.lng, at.lat] }));
}

/** What the map draws beside what stands on the page: the routes, names of towns, and the operator's own tiles, piece by piece. */
export function mapDoors(has: WebHas, asks: z.ZodType<Where>): Door[] {
  const routesOf = createDayRoutes(has.roads);
  return [
    screen({
      method: 'GET', path: '/operator/board/routes', who, asks, again: () => missing,
      answer: async (call) => {
        const seen = await call.look((work) => readBoard(has, work, call.asked));
        if (!seen) return missing;
        // Roads are followed after the look: nobody holds a connection while a router thinks.
        const [routes, towns, tiles] = await Promise.all([routesOf(seen), townsOf(has, seen), has.mapFile.now()]);
        return json({ routes, towns, tiles: tiles?.tag });
      },
    }),
    screen({ method: 'GET', path: '/operator/board/map.pmtiles', who, answer: async () => { const file = await has.mapFile.now(); return file ? stored(file, 'application/vnd.pmtiles') : missing; } }),
  ];
}
