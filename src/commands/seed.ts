import { openDb } from '#platform/db';
import { readInstallation } from '#platform/installation';
import { silentLog } from '#platform/log';
import { migrate } from '#platform/migrate';
import { readArguments } from './arguments.ts';
import { CannotDo, type Command, DONE } from './command.ts';
import { migrationsFolder, withDatabase } from './installation.ts';

export const seed: Command = {
  name: 'seed',
  summary: 'fill an empty database with a world',
  help: `Usage: ./porchlight seed <world>

Makes this installation a demo and fills it with a world, for example: ./porchlight seed demo
Only an installation that was never started can be seeded: what people wrote is never mixed with inventions.
npm start does the same with the world "demo" on its first run.`,
  async run(args, io) {
    const { words: [world = ''] } = readArguments(args, {}, ['world']);
    return withDatabase(io, async ({ config, pool, url }) => {
      await migrate(pool, migrationsFolder, { info: () => undefined });
      if (await readInstallation(openDb<unknown>(pool))) {
        throw new CannotDo('This installation is already in use, so no world can be written into it. Maybe choose another data folder: PORCHLIGHT_DATA=.data-try ./porchlight seed demo');
      }
      const { foundHouse } = await import('../found.ts');
      await foundHouse({ url, dataDir: config.dataDir, log: silentLog, publicUrl: config.publicUrl, empty: false, world, say: (line) => { io.out(line); } });
      return DONE;
    });
  },
};
