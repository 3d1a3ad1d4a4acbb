/** `npm run bench -- <name> [argument …]`: one measurement; without a name, the list of them. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What each module of this folder exports as `bench`. `run` prints its own figures, units named. */
export type Bench = Readonly<{ name: string; summary: string; run(args: readonly string[]): Promise<void> | void }>;

async function load(name: string): Promise<Bench | undefined> {
  const file = join(import.meta.dirname, `${name}.ts`);
  // Looked at before it is imported: a file that is no bench might do something at once.
  if (!/^[a-z0-9-]+$/.test(name) || name === 'run' || !existsSync(file) || !/^export const bench\b/m.test(readFileSync(file, 'utf8'))) return undefined;
  return ((await import(file)) as { bench?: Bench }).bench;
}

async function list(): Promise<void> {
  const names = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).map((file) => file.slice(0, -3));
  for (const name of names.toSorted()) {
    const bench = await load(name);
    if (bench) console.log(`  ${bench.name.padEnd(16)} ${bench.summary}`);
  }
}

const [name, ...args] = process.argv.slice(2);
const bench = name === undefined ? undefined : await load(name);
if (bench) {
  await bench.run(args);
} else {
  if (name !== undefined && name !== '--help') console.error(`Unknown bench (${name}). Accepted:`);
  await list();
  process.exitCode = name === undefined || name === '--help' ? 0 : 2;
}
