import { globSync } from 'node:fs';
import { relative } from 'node:path';
import { type Found, linesOf, root, runTool } from './run.ts';

/** Each part of the house has its own view of the world: the engine knows no Node, the browser's code no server. */
export const PROJECTS = ['tsconfig.json', 'src/engine/tsconfig.json', 'src/web/client/tsconfig.json'] as const;

/** Checks the types of every TypeScript file, and that none was left out. */
export function checkTypes(folder: string = root): Found {
  const faults: string[] = [];
  const read = new Set<string>();
  for (const project of PROJECTS) {
    const ran = runTool('tsc', ['-p', project, '--pretty', 'false', '--listFiles'], folder);
    const lines = linesOf(`${ran.out}\n${ran.err}`);
    for (const line of lines) {
      if (line.startsWith('/')) read.add(relative(folder, line));
      else faults.push(line);
    }
    if (ran.status !== 0 && faults.length === 0) faults.push(`tsc -p ${project} ended with ${ran.status}`);
  }
  const unread = globSync('{src,test,scripts,worlds}/**/*.ts', { cwd: folder }).filter((file) => !read.has(file));
  return { faults: [...faults, ...unread.map((file) => `${file}: no tsconfig reads this file`)], note: `${read.size} files` };
}
