import { stat } from 'node:fs/promises';
import { type Clock, systemClock } from '#kernel';
import { currentTiles, importRoads } from '#platform/roads/index';
import { readConfig } from '#platform/config';
import { roadsFolderIn } from '../ground.ts';
import { readArguments } from './arguments.ts';
import { CannotDo, type Command, DONE, type Io, WrongUse } from './command.ts';

const HELP = `Usage: ./porchlight roads import REGION.osm.pbf
       ./porchlight roads show

Makes road tiles from an OpenStreetMap extract, so that ways are followed on real roads instead of estimated from the
straight line. Extracts of every region are at download.geofabrik.de (ODbL: name OpenStreetMap contributors). Nothing
leaves this machine. A running Porchlight takes the new roads up within half a minute; until everything is made, the old
ones stay in use. Interrupted, the same command goes on where it was. A region of 100 MB takes some minutes and 2 GB of disk.

  import      make tiles from the file and use them
  show        which roads are in use

Instead of tiles, OSRM_URL may name a road service of your own that speaks OSRM's interface (/table, /nearest, /route).`;

export type RoadsNeeds = Readonly<{ dir: string; clock: Clock }>;

async function importFile(file: string, io: Io, { dir, clock }: RoadsNeeds): Promise<number> {
  const there = await stat(file).catch(() => undefined);
  if (!there?.isFile()) throw new CannotDo(`${file}: there is no such file. Nothing changed.`);
  const done = await importRoads({ file, dir, clock, progress: (step, of, stage) => io.out(`step ${String(step).padStart(2)} of ${of}: ${stage}`) });
  if (!done.ok) throw new CannotDo(`${file}: no roads could be made of it (at ${done.error.stage}: ${done.error.says}). Is it an OpenStreetMap extract that ends in .osm.pbf? What was in use stays.`);
  io.out(`Roads of ${done.value.region} are in use.`);
  return DONE;
}

async function show(io: Io, { dir }: RoadsNeeds): Promise<number> {
  const note = await currentTiles(dir);
  io.out(note ? `Roads of ${note.region}, imported ${note.importedAt.slice(0, 16).replace('T', ' ')} (${note.tiles}).` : 'No roads were imported. Ways are estimated from the straight line.');
  return DONE;
}

/** The command, with its folder and clock handed in. Throws `WrongUse` and `CannotDo`. */
export async function runRoads(args: readonly string[], io: Io, needs: RoadsNeeds): Promise<number> {
  const [verb] = args;
  if (verb === 'show') {
    readArguments(args, {}, ['show']);
    return show(io, needs);
  }
  if (verb !== 'import') throw new WrongUse(`Unknown word (${verb ?? 'none'}). Accepted: import, show.`);
  const { words: [, file = ''] } = readArguments(args, {}, ['import', 'REGION.osm.pbf']);
  return importFile(file, io, needs);
}

/** `./porchlight roads`: real roads from an open map. */
export const roads: Command = {
  name: 'roads',
  summary: 'follow real roads, from an open map',
  help: HELP,
  run: (args, io) => runRoads(args, io, { dir: roadsFolderIn(readConfig(process.env).dataDir), clock: systemClock }),
};
