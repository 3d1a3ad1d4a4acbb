import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { claim, release } from '#platform/db-server/claim';
import { readArguments } from './arguments.ts';
import { type Command, DONE, type Io, NOT_DONE, WrongUse } from './command.ts';
import { settings } from './installation.ts';

const HELP = `Usage: ./porchlight start [--empty] [--port <number>]      (the same as: npm start)

Starts Porchlight and serves it on http://localhost:3000. On first run it creates its database under .data/ and a demo town.

  --empty          no demo town: prints a link, good once, that creates the first operator
  --port <number>  serve on this port instead (0 takes a free one); PORT does the same

Settings are environment variables: PORT, HOST, PUBLIC_URL, TLS_CERT, TLS_KEY, DATABASE_URL, PORCHLIGHT_DATA, SMTP_URL, MAIL_FROM, LOG_LEVEL, LOG_TO.
Ctrl-C stops it: first the pages, then the database. A second Ctrl-C does not wait.`;

export const start: Command = {
  name: 'start',
  summary: 'start Porchlight and serve its pages',
  help: HELP,
  async run(args, io) {
    const { options } = readArguments(args, { empty: 'flag', port: 'text' });
    const config = settings();
    const port = options.port === undefined ? config.port : readPort(options.port);
    mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
    const lock = join(config.dataDir, 'porchlight.running');
    const address = `http://localhost:${port}`;
    const other = claim(lock, address);
    if (other !== undefined) {
      io.out(`Porchlight is already running: ${other.note} (process ${other.pid}).`);
      return DONE;
    }
    try {
      return await serveUntilTold(io, lock, { port, dataDir: config.dataDir, empty: options.empty === true, databaseUrl: config.databaseUrl });
    } finally {
      release(lock);
    }
  },
};

type Wishes = { port: number; dataDir: string; empty: boolean; databaseUrl: string | undefined };

async function serveUntilTold(io: Io, lock: string, { databaseUrl, ...wishes }: Wishes): Promise<number> {
  const told = untilTold();
  const taken = await whyNot(wishes.port, settings().host);
  if (taken !== undefined) {
    io.err(taken);
    return NOT_DONE;
  }
  process.env.PORT = String(wishes.port); // the public address is made of it
  const { serve } = await import('../main.ts');
  const running = await serve({ ...wishes, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  claim(lock, running.url);
  await told;
  io.err('Stopping …');
  await running.stop();
  return DONE;
}

/** Why this port cannot be served, before anything is opened. */
function whyNot(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const trial = createServer();
    trial.once('error', (error: NodeJS.ErrnoException) => {
      const why = { EADDRINUSE: 'is taken by another program', EACCES: 'may not be used by this user' }[error.code ?? ''] ?? `cannot be used (${error.message})`;
      resolve(`Port ${port} ${why}. Choose another one: npm start -- --port ${port < 1024 ? 3000 : port + 1}`);
    });
    trial.listen(port, host, () => { trial.close(() => { resolve(undefined); }); });
  });
}

/**
 * Waits for Ctrl-C or a polite kill. The terminal sends Ctrl-C to us and to our starter, which passes it on: what comes
 * within a second of the first is the same wish; what comes later is impatience.
 */
function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    let first: number | undefined;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (first !== undefined && performance.now() - first > 1000) process.exit(130);
        first ??= performance.now();
        resolve();
      });
    }
  });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new WrongUse(`--port is (${text}); it must be a whole number from 0 to 65535.`);
  return port;
}
