import house from '../../house.json' with { type: 'json' };

/** A planted violation: the rule that must fire, and the files that break it. */
export type Probe = Readonly<{ rule: string; files: Readonly<Record<string, string>> }>;

const modules: Readonly<Record<string, readonly string[]>> = house.modules;
const one = (rule: string, path: string, text: string): Probe => ({ rule, files: { [path]: text } });
const exported = (what: string, from: string): string => `import { ${what} } from '${from}'; export const planted = ${what};`;
const typed = (what: string, from: string): string => `import type { ${what} } from '${from}'; export type Planted = ${what};`;

/** A module that this one may not use. */
function stranger(name: string): string {
  const found = Object.keys(modules).find((other) => other !== name && !house.everyoneMayUse.includes(other) && !modules[name]?.includes(other));
  if (found === undefined) throw new Error(`${name} may use every module: its rule says nothing.`);
  return found;
}
const neighbour = (name: string): string => Object.keys(modules).find((other) => other !== name) ?? '';

const perModule: readonly Probe[] = Object.keys(modules).flatMap((name) => [
  one(`${name}-knows-only-its-neighbours`, `src/modules/${name}/do/planted-stranger.ts`, typed('X', `../../${stranger(name)}/index.ts`)),
  one(`${name}-knows-only-its-neighbours`, `src/modules/${name}/do/planted-back-door.ts`, typed('X', `../../${neighbour(name)}/planted-noun.ts`)),
  one(`${name}-hears-facts-as-types`, `src/modules/${name}/planted-fact.ts`, exported('X', `../${neighbour(name)}/facts.ts`)),
  one(`${name}-nouns-are-pure`, `src/modules/${name}/planted-noun.ts`, typed('Work', '#platform/work')),
  one(`${name}-nouns-are-pure`, `src/modules/${name}/planted-shop.ts`, exported('rows', './planted-store.ts')),
  { rule: `${name}-nouns-are-pure`, files: { [`src/modules/${name}/planted-verb.ts`]: exported('X', './do/planted-stranger.ts'), [`src/modules/${name}/planted-store.ts`]: 'export const rows = 1;' } },
]);

/** For rules that speak of any module, one stands for all. */
export const HOUSE_PROBES: readonly Probe[] = [
  ...perModule,
  { rule: 'no-circles', files: { 'src/platform/planted-a.ts': "import './planted-b.ts'; export const a = 1;", 'src/platform/planted-b.ts': "import './planted-a.ts'; export const b = 1;" } },
  one('kernel-is-ground', 'src/kernel/planted.ts', typed('Pool', '#platform/db')),
  one('engine-stands-alone', 'src/engine/planted-kernel.ts', exported('zero', '#kernel')),
  one('engine-stands-alone', 'src/engine/planted-node.ts', exported('readFileSync', 'node:fs')),
  one('engine-host-meets-the-machine-only', 'src/engine-host/planted.ts', typed('X', '#modules/booking')),
  one('platform-knows-no-module', 'src/platform/planted-module.ts', typed('X', '#modules/pricing')),
  one('platform-knows-no-module', 'src/platform/planted-engine.ts', typed('X', '#engine')),
  one('verbs-do-not-speak-sql', 'src/modules/pricing/do/planted-sql.ts', typed('Pool', '#platform/db')),
  one('verbs-do-not-speak-sql', 'src/modules/pricing/do/planted-rows.ts', exported('rows', '../planted-store.ts')),
  one('verbs-borrow-only-the-word-work', 'src/modules/pricing/do/planted-work.ts', exported('createWorks', '#platform/work')),
  one('stores-call-no-verb', 'src/modules/billing/planted-verbs-store.ts', exported('X', './do/planted-stranger.ts')),
  one('doors-do-not-touch-tables', 'src/modules/learning/jobs.ts', exported('rows', './planted-store.ts')),
  one('front-doors-only-re-export', 'src/modules/messages/index.ts', exported('X', '../people/index.ts')),
  one('only-booking-drives-the-engine', 'src/modules/visits/do/planted-engine.ts', exported('X', '#engine')),
  one('only-booking-drives-the-engine', 'src/web/planted-engine.ts', exported('X', '#engine')),
  one('web-speaks-no-sql', 'src/web/planted-sql.ts', exported('openDb', '#platform/db')),
  one('web-speaks-no-sql', 'src/web/planted-driver.ts', exported('sql', 'kysely')),
  one('web-knocks-at-front-doors', 'src/web/planted-back-door.ts', exported('rows', '../modules/pricing/planted-store.ts')),
  one('browsers-get-browser-code', 'src/web/client/planted.ts', exported('zero', '#kernel')),
  one('only-the-platform-knows-the-driver', 'src/modules/pricing/planted-driver-store.ts', exported('sql', 'kysely')),
  one('nobody-calls-a-command', 'src/web/planted-command.ts', exported('runCommandLine', '../commands/index.ts')),
  one('only-commands-open-the-house', 'src/platform/planted-main.ts', exported('serve', '../main.ts')),
  { rule: 'the-house-needs-no-test', files: { 'src/platform/planted-test.ts': exported('X', '../../scripts/planted.ts'), 'scripts/planted.ts': 'export const X = 1;' } },
  one('every-import-is-found', 'src/modules/visits/do/planted-nowhere.ts', exported('X', '#modules/nowhere')),
];

const many = (count: number, line: string): string => Array.from({ length: count }, () => line).join('\n');

export const LINT_PROBES: readonly Probe[] = [
  one('no-cycle', 'src/platform/planted-a.ts', "import './planted-b.ts'; export const a = 1;"),
  one('no-explicit-any', 'src/platform/planted-any.ts', 'export const x: any = 1;'),
  one('ban-ts-comment', 'src/platform/planted-comment.ts', '// @ts-ignore\nexport const x: number = "1";'),
  one('max-lines', 'src/platform/planted-long.ts', many(301, 'export {};')),
  one('max-lines-per-function', 'src/platform/planted-function.ts', `export function long(x: number): number {\n  let n = x;\n${many(62, '  n += 1;')}\n  return n;\n}`),
  one('complexity', 'src/platform/planted-complex.ts', `export function tangled(x: number): number {\n  let n = 0;\n${many(15, '  if (x > n) n += 1;')}\n  return n;\n}`),
  one('no-default-export', 'src/platform/planted-default.ts', 'export default 1;'),
  one('no-console', 'src/platform/planted-console.ts', "console.log('x');"),
  one('no-restricted-globals', 'src/platform/planted-date.ts', 'export const x = new Date();'),
  one('no-restricted-globals', 'src/modules/visits/planted-timer.ts', 'setTimeout(() => undefined, 1);'),
  one('no-restricted-properties', 'src/platform/planted-chance.ts', 'export const x = Math.random();'),
  one('no-restricted-properties', 'src/modules/visits/planted-now.ts', 'export const x = Temporal.Now.instant();'),
];

/** Errors of TypeScript by their number. */
export const TYPE_PROBES: readonly Probe[] = [
  one('TS2584', 'src/engine/planted-console.ts', "console.log('x');"),
  one('TS2591', 'src/engine/planted-process.ts', 'export const x = process.pid;'),
  one('TS2591', 'src/web/client/planted-process.ts', 'export const x = process.pid;'),
  one('TS2532', 'src/platform/planted-index.ts', 'export const x = [1][0].toFixed();'),
  one('TS2322', 'src/kernel/planted-type.ts', 'export const x: number = "1";'),
];
