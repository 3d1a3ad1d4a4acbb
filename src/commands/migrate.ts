import { migrate, readMigrations } from '#platform/migrate';
import { readArguments } from './arguments.ts';
import { type Command, DONE, CannotDo } from './command.ts';
import { migrationsFolder, withDatabase } from './installation.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  summary: 'bring the database up to date',
  help: `Usage: ./porchlight migrate

Applies the migrations that this database does not have yet, each in its own transaction. npm start does it too.
Takes the database of DATABASE_URL, or the embedded one under .data/.`,
  async run(args, io) {
    readArguments(args, {});
    return withDatabase(io, async ({ pool }) => {
      const { applied } = await migrate(pool, migrationsFolder, { info: (message) => { io.err(message); } }).catch((error: Error) => {
        throw new CannotDo(error.message);
      });
      const all = readMigrations(migrationsFolder).length;
      io.out(applied.length === 0 ? `The database is up to date (${all} migrations).` : `${applied.length} of ${all} migrations applied; the database is up to date.`);
      return DONE;
    });
  },
};
