import { systemClock } from '#kernel';
import { takeBackup } from '#platform/backup';
import { resolve } from 'node:path';
import { readArguments } from './arguments.ts';
import { CannotDo, type Command, DONE } from './command.ts';
import { withDatabase } from './installation.ts';

export const backup: Command = {
  name: 'backup',
  summary: 'write everything into one file',
  help: `Usage: ./porchlight backup <file>

Writes every table, as of one instant, and the files of the data folder (photos, letters, the house key) into one file
with a checksum. Porchlight may go on running. An existing file is never written over.
The file holds the house key: whoever has it can read everything. Keep it as you keep the key of your home.`,
  async run(args, io) {
    const { words: [file = ''] } = readArguments(args, {}, ['file']);
    return withDatabase(io, async ({ config, pool }) => {
      const taken = await takeBackup({ pool, dataDir: config.dataDir, file: resolve(file), clock: systemClock }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === '42P01') throw new CannotDo('There is nothing to back up: this installation was never started.');
        throw new CannotDo(`The backup was not written: ${error.message}`);
      });
      io.out(`${file} holds ${taken.tables} tables with ${taken.rows} rows, and ${taken.files} files.`);
      return DONE;
    });
  },
};
