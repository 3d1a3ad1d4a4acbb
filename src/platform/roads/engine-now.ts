import { join } from 'node:path';
import type { RoadEngine } from './engine.ts';
import { openOsrm } from './osrm.ts';
import type { EngineNow } from './roads.ts';
import { currentTiles } from './tiles.ts';
import { openValhalla } from './valhalla.ts';

/** How long newly imported roads may wait until a running house takes them up. */
const LOOK_AGAIN_MS = 15_000;

/** The imported tiles of `dir`, taken up anew when others are imported; or the road service at `osrmUrl`, when one is named. */
export function engineFrom(has: { dir: string; osrmUrl?: string | undefined }): EngineNow {
  if (has.osrmUrl !== undefined) {
    const service = openOsrm(has.osrmUrl);
    return async () => service;
  }
  let open: { tiles: string; engine: RoadEngine } | undefined;
  let looked = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  const look = async (): Promise<void> => {
    const note = await currentTiles(has.dir);
    if (note && note.tiles !== open?.tiles) open = { tiles: note.tiles, engine: await openValhalla(join(has.dir, note.tiles), `valhalla-${note.tiles.slice('tiles-'.length)}`) };
  };
  return async () => {
    if (performance.now() - looked > LOOK_AGAIN_MS) {
      looking ??= look().finally(() => { looked = performance.now(); looking = undefined; });
      await looking;
    }
    return open?.engine;
  };
}
