import { spawnSync } from 'node:child_process';
import { delimiter, dirname, join } from 'node:path';

/** The folder of the program. */
export const root = dirname(dirname(import.meta.dirname));

/** What a step found: `faults` are sentences for whoever runs it; tests are counted apart. */
export type Found = Readonly<{ faults: readonly string[]; passed?: number; failed?: number; note?: string }>;

/** Runs a program of node_modules/.bin under the pinned Node. Both outputs come back; nothing is thrown for an exit code. */
export function runTool(tool: string, args: readonly string[], cwd: string = root): { status: number; out: string; err: string } {
  const env = { ...process.env, PATH: [dirname(process.execPath), join(root, 'node_modules', '.bin'), process.env.PATH ?? ''].join(delimiter), NO_COLOR: '1' };
  const ran = spawnSync(join(root, 'node_modules', '.bin', tool), [...args], { cwd, env, encoding: 'utf8', maxBuffer: 500_000_000 });
  if (ran.error) throw new Error(`Could not run ${tool}: ${ran.error.message}. Maybe the parts are not installed: run npm start once.`);
  return { status: ran.status ?? 1, out: ran.stdout, err: ran.stderr };
}

/** The lines of a tool's complaint, without empty ones. */
export const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');
