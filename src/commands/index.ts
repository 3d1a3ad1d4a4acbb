/** The command line of Porchlight: one file a command, read only when it is asked for. */
import { CannotRun } from '#platform/db-server/index';
import { CannotMigrate } from '#platform/migrate';
import { type Command, DONE, FAULT, type Io, NOT_DONE, WRONG_USE, CannotDo, WrongUse } from './command.ts';

const COMMANDS: Readonly<Record<string, { summary: string; load(): Promise<Command> }>> = {
  start: { summary: 'start Porchlight and serve its pages', load: async () => (await import('./start.ts')).start },
  migrate: { summary: 'bring the database up to date', load: async () => (await import('./migrate.ts')).migrateCommand },
  seed: { summary: 'fill an empty database with a world', load: async () => (await import('./seed.ts')).seed },
  backup: { summary: 'write everything into one file', load: async () => (await import('./backup.ts')).backup },
  restore: { summary: 'bring a backup back into an empty installation', load: async () => (await import('./restore.ts')).restore },
  doctor: { summary: 'is this installation healthy?', load: async () => (await import('./doctor.ts')).doctor },
  'verify-audit': { summary: 'was the audit trail tampered with?', load: async () => (await import('./verify-audit.ts')).verifyAudit },
  plan: { summary: 'plan the routes of a day', load: async () => withStreams((await import('./plan.ts')).plan) },
  triage: { summary: 'understand a problem in a person\'s own words', load: async () => withStreams((await import('./triage.ts')).triage) },
  places: { summary: 'import an open file of addresses or postcodes', load: async () => (await import('./places.ts')).places },
  roads: { summary: 'follow real roads, from an open map', load: async () => (await import('./roads.ts')).roads },
};

/** A command that reads and writes streams of lines, as in `./porchlight triage < problems.txt`. */
type StreamCommand = Omit<Command, 'run'> & { run(args: string[], io: Pick<NodeJS.Process, 'stdin' | 'stdout' | 'stderr'>): Promise<number> };
const withStreams = (command: StreamCommand): Command => ({ ...command, run: (args) => command.run([...args], process) });

const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
const USAGE = `Porchlight: IT support for private people, at home.

Usage: ./porchlight <command> [option …]

${Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`).join('\n')}

./porchlight <command> --help says more about one of them.
Exit codes: 0 done, 1 could not be done (said why), 2 not understood, 70 a fault of Porchlight itself.`;

/** Runs one command line and answers its exit code. */
export async function runCommandLine(args: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    io.err(USAGE);
    return WRONG_USE;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    io.out(USAGE);
    return DONE;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (entry === undefined) {
    io.err(`Unknown command (${name}). Accepted: ${Object.keys(COMMANDS).join(', ')}.`);
    return WRONG_USE;
  }
  return runOne(await entry.load(), rest, io);
}

async function runOne(command: Command, args: readonly string[], io: Io): Promise<number> {
  if (args.includes('--help') || args.includes('-h')) {
    io.out(command.help);
    return DONE;
  }
  try {
    return await command.run(args, io);
  } catch (error) {
    if (error instanceof WrongUse) {
      io.err(`${error.message}\nSee: ./porchlight ${command.name} --help`);
      return WRONG_USE;
    }
    if (error instanceof CannotDo || error instanceof CannotRun || error instanceof CannotMigrate) {
      io.err(error.message);
      return NOT_DONE;
    }
    io.err(`Porchlight failed: ${(error as Error).stack ?? String(error)}`);
    return FAULT;
  }
}

if (import.meta.main) {
  const io: Io = { out: (line) => { process.stdout.write(`${line}\n`); }, err: (line) => { process.stderr.write(`${line}\n`); } };
  // At once: a pool or a queue that a fault left open must not keep the process.
  process.exit(await runCommandLine(process.argv.slice(2), io));
}
