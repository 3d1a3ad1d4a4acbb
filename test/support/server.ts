/** A whole Porchlight for a journey: the real server in a process of its own, on a free port, with a fresh database. */
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneOf, emptyDatabase, serverFolder, templateOf, type TestDatabase } from './database.ts';

export type Porchlight = Readonly<{
  /** Its address, without a slash at the end. */
  url: string;
  databaseUrl: string;
  dataDir: string;
  /** What it printed so far: the hello, the first operator's link. */
  said(): string;
  /** Ends it at once, as a power cut would. The database stays. */
  kill(): Promise<void>;
  /** Starts it again on the same data and the same port. */
  startAgain(): Promise<void>;
  stop(): Promise<void>;
}>;

export type PorchlightOptions = Readonly<{
  /** The world to build; 'demo' unless told. 'none' starts without one and prints the first operator's link. */
  world?: string;
  /** Environment for its process. */
  env?: Readonly<Record<string, string>>;
}>;

const PATIENCE = 240_000; // milliseconds; building a world takes most of it

/** Starts a Porchlight that is stopped, and its data removed, by `stop`. Throws with its own words when it does not open. */
export async function startPorchlight({ world = 'demo', env = {} }: PorchlightOptions = {}): Promise<Porchlight> {
  const dataDir = mkdtempSync(join(tmpdir(), 'porchlight-journey-'));
  const database = world === 'none' ? await emptyDatabase() : await copyOfWorld(world, dataDir, env);
  const start = (port: number): Promise<Open> => open({ port, dataDir, databaseUrl: database.url, empty: world === 'none', ...(world === 'none' ? {} : { world }) }, env);
  let running = await start(0);
  const { url, port } = running;
  return {
    url, databaseUrl: database.url, dataDir,
    said: () => running.said(),
    kill: () => running.end('SIGKILL'),
    startAgain: async () => { running = await start(port); },
    stop: async () => {
      await running.end('SIGTERM');
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A world is built once for each test server; every journey gets a copy of its database and of its data folder. */
async function copyOfWorld(world: string, dataDir: string, env: Readonly<Record<string, string>>): Promise<TestDatabase> {
  const original = join(await serverFolder(), `world-${world}`);
  const template = await templateOf(`world_${world}`, async (databaseUrl) => {
    const built = await open({ port: 0, dataDir: original, databaseUrl, empty: false, world }, env);
    await built.end('SIGTERM');
  });
  cpSync(original, dataDir, { recursive: true });
  return cloneOf(template);
}

type Open = Readonly<{ url: string; port: number; said(): string; end(signal: NodeJS.Signals): Promise<void> }>;

function open(wishes: object, env: Readonly<Record<string, string>>): Promise<Open> {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts'), JSON.stringify(wishes)], { env: { ...inherited, ...env }, stdio: ['pipe', 'pipe', 'pipe', 'ipc'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => { said += String(text); });
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`Porchlight did not open within ${PATIENCE / 1000} s. It said:\n${said}`));
    }, PATIENCE);
    child.once('message', (message) => {
      clearTimeout(late);
      const { url, port } = message as { url: string; port: number };
      resolve({ url, port, said: () => said, end });
    });
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`Porchlight ended (${code}) before it opened. It said:\n${said}`));
    });
  });
}
