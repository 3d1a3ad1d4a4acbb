import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, unread } from './check/house.ts';
import { lintReport } from './check/lint.ts';
import { HOUSE_PROBES, LINT_PROBES, type Probe, TYPE_PROBES } from './check/probes.ts';
import { type Found, root } from './check/run.ts';
import { checkTypes } from './check/types.ts';

// The rest of what the sources import stands in the copy too, or every import of it would seem lost.
const COPIED = ['src', 'content', 'worlds', 'package.json', 'house.json', 'tsconfig.json', '.oxlintrc.json', '.dependency-cruiser.mjs'];

/** Plants one violation for each rule in a copy of the house, and reports every rule that stays quiet about it. */
export function probe(): Found {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-probe-'));
  try {
    for (const path of COPIED) cpSync(join(root, path), join(folder, path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const { files } of [...HOUSE_PROBES, ...LINT_PROBES, ...TYPE_PROBES]) plant(folder, files);
    const faults = [...quietInTheHouse(folder), ...quietInLint(folder), ...quietInTypes(folder)];
    return { faults, note: `${HOUSE_PROBES.length} house, ${LINT_PROBES.length} lint and ${TYPE_PROBES.length} type probes` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function plant(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
}

const quiet = (probes: readonly Probe[], hasFired: (probe: Probe) => boolean): string[] =>
  probes.filter((one) => !hasFired(one)).map(({ rule, files }) => `QUIET: rule ${rule} says nothing about ${Object.keys(files).join(' ')}`);

function quietInTheHouse(folder: string): string[] {
  const report = cruise(folder);
  const fired = new Set(report.summary.violations.map(({ rule, from }) => `${rule.name} ${from}`));
  const rules = report.summary.ruleSetUsed?.forbidden?.map(({ name }) => name) ?? [];
  const unprobed = rules.filter((name) => !HOUSE_PROBES.some(({ rule }) => rule === name));
  return [
    ...quiet(HOUSE_PROBES, ({ rule, files }) => Object.keys(files).some((path) => fired.has(`${rule} ${path}`))),
    ...unprobed.map((name) => `UNPROBED: no violation is planted for rule ${name}`),
    ...unread(report, folder).map((file) => `UNREAD: ${file}`),
  ];
}

function quietInLint(folder: string): string[] {
  const fired = lintReport(folder).diagnostics.map(({ code, filename }) => `${code} ${filename}`);
  return quiet(LINT_PROBES, ({ rule, files }) => fired.some((one) => one.includes(`(${rule})`) && Object.keys(files).some((path) => one.endsWith(path))));
}

function quietInTypes(folder: string): string[] {
  const { faults } = checkTypes(folder);
  return quiet(TYPE_PROBES, ({ rule, files }) => faults.some((fault) => fault.includes(rule) && Object.keys(files).some((path) => fault.startsWith(path))));
}
