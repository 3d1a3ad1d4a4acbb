import { resolve } from 'node:path';
import { CannotRestore, restoreBackup } from '#platform/backup';
import { readArguments } from './arguments.ts';
import { CannotDo, type Command, DONE } from './command.ts';
import { migrationsFolder, withDatabase } from './installation.ts';

export const restore: Command = {
  name: 'restore',
  summary: 'bring a backup back into an empty installation',
  help: `Usage: ./porchlight restore <file>

Brings a backup back into an empty installation: one whose database holds no table and whose data folder holds no other
files. The backup is first read to its end; one flipped byte and nothing is written. Then it comes back whole or not at all.
For a trial beside the real one: PORCHLIGHT_DATA=.data-trial ./porchlight restore <file>`,
  async run(args, io) {
    const { words: [file = ''] } = readArguments(args, {}, ['file']);
    return withDatabase(io, async ({ config, pool }) => {
      const back = await restoreBackup({ pool, dataDir: config.dataDir, file: resolve(file), migrationsDir: migrationsFolder }).catch((error: NodeJS.ErrnoException) => {
        if (error instanceof CannotRestore || error.code === 'ENOENT') throw new CannotDo(error.message);
        throw error;
      });
      io.out(`Back as of ${back.takenAt}: ${back.tables} tables with ${back.rows} rows, and ${back.files} files. Start with: npm start`);
      return DONE;
    });
  },
};
