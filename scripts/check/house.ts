import { globSync } from 'node:fs';
import { type Found, linesOf, root, runTool } from './run.ts';

export type Violation = { from: string; to: string; rule: { name: string }; comment?: string };
export type Cruise = { modules: { source: string }[]; summary: { violations: Violation[]; ruleSetUsed?: { forbidden?: { name: string; comment?: string }[] } } };

/** What dependency-cruiser finds in a copy of the house. */
export function cruise(folder: string = root): Cruise {
  const ran = runTool('depcruise', ['--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'], folder);
  try {
    return JSON.parse(ran.out) as Cruise;
  } catch {
    throw new Error(`dependency-cruiser gave no report: ${linesOf(ran.err + ran.out).slice(0, 5).join(' ')}`);
  }
}

/** Source files that the checker did not read: it would say "no violations" about them for ever. */
export function unread(report: Cruise, folder: string = root): string[] {
  const read = new Set(report.modules.map(({ source }) => source));
  return globSync('src/**/*.{ts,tsx}', { cwd: folder }).filter((file) => !read.has(file));
}

/** Who may use whom, as house.json says. */
export function checkHouse(): Found {
  const report = cruise();
  const why = new Map(report.summary.ruleSetUsed?.forbidden?.map(({ name, comment }) => [name, comment]));
  const faults = report.summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} uses ${to}. ${why.get(rule.name) ?? ''}`);
  return { faults: [...faults, ...unread(report).map((file) => `${file}: dependency-cruiser did not read this file`)], note: `${report.modules.length} modules read` };
}
