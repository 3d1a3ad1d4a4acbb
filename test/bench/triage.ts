/**
 * How well triage understands: `npm run bench triage -- ../shared/triage/cases-dev.jsonl [--shipped] [--confusion]`.
 * The trained part is measured by cross-validation: each case is judged by weights that never saw it.
 * `--shipped` judges with the shipped weights instead (for cases they were not taught with).
 */
import { existsSync, readFileSync } from 'node:fs';
import { SHARED, linesOf, readCases, readPool, trainAll, type Case } from '../../scripts/train-triage.ts';
import { readKnowledge, type Knowledge } from '../../src/modules/triage/knowledge.ts';
import { understand } from '../../src/modules/triage/understand.ts';
import { FLAGS, type Understanding } from '../../src/modules/triage/understanding.ts';
import type { Weights } from '../../src/modules/triage/weights.ts';

const FOLDS = 5;
const OWN = (name: string): string => new URL(`../triage-fr/${name}.jsonl`, import.meta.url).pathname;
/** Our own descriptions, never taught, the newest last; docs/triage.md says of each when it was written and what it is worth. */
const OWN_FRENCH = ['cases', 'later', 'last', 'unseen', 'first-sight'] as const;
const OWN_ALARMS = ['alarms', 'alarms-later', 'alarms-en', 'near-misses', 'near-misses-later', 'near-misses-en'] as const;

type Judged = Readonly<{ one: Case; got: Understanding }>;
const share = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(3));

/** Wilson's 95 % interval of a share. */
function interval(part: number, whole: number): string {
  if (whole === 0) return '';
  const z = 1.96;
  const p = part / whole;
  const middle = (p + (z * z) / (2 * whole)) / (1 + (z * z) / whole);
  const half = (z * Math.sqrt((p * (1 - p)) / whole + (z * z) / (4 * whole * whole))) / (1 + (z * z) / whole);
  return `[${Math.max(0, middle - half).toFixed(2)}–${Math.min(1, middle + half).toFixed(2)}]`;
}

function macroF1(judged: readonly Judged[]): string {
  const leaves = new Set(judged.map(({ one }) => one.category));
  const scores = Array.from(leaves, (leaf) => {
    const right = judged.filter(({ one, got }) => one.category === leaf && got.tasks[0]?.categories[0]?.id === leaf).length;
    const said = judged.filter(({ got }) => got.tasks[0]?.categories[0]?.id === leaf).length;
    const is = judged.filter(({ one }) => one.category === leaf).length;
    return right === 0 ? 0 : (2 * right) / (said + is);
  });
  return share(scores.reduce((a, b) => a + b, 0), scores.length);
}

/** The first three leaves as the command line gives them: those of the first task. */
const three = ({ got }: Judged): string[] => got.tasks[0]?.categories.map(({ id }) => id) ?? [];

function report(name: string, judged: readonly Judged[], knows: Knowledge, confusion: boolean): void {
  const count = (is: (one: Judged) => boolean): string => `${share(judged.filter(is).length, judged.length)} (${judged.filter(is).length}/${judged.length})`;
  const fits = ({ one }: Judged): string[] => [one.category, ...one.alt_categories];
  const group = (leaf: string | undefined): string | undefined => (leaf === undefined ? undefined : knows.leafById.get(leaf)?.group);
  console.log(`\n${name}: ${judged.length} cases`);
  console.log(`  leaf top-1          strict ${count((j) => three(j)[0] === j.one.category)}  with alternatives ${count((j) => fits(j).includes(three(j)[0] ?? ''))}`);
  console.log(`  leaf top-3          strict ${count((j) => three(j).includes(j.one.category))}  with alternatives ${count((j) => three(j).some((leaf) => fits(j).includes(leaf)))}`);
  console.log(`  macro-F1 ${macroF1(judged)}   group top-1 ${count((j) => group(three(j)[0]) === j.one.group)}`);
  console.log(`  device ${count((j) => j.got.tasks[0]?.device === j.one.device)}   urgency ${count((j) => j.got.tasks[0]?.urgency === j.one.urgency)}   channel ${count((j) => j.got.tasks[0]?.channel === j.one.channel)}`);
  for (const flag of FLAGS) {
    const found = judged.filter(({ one, got }) => one.safety.includes(flag) && got.safety.some((alarm) => alarm.flag === flag)).length;
    const said = judged.filter(({ got }) => got.safety.some((alarm) => alarm.flag === flag)).length;
    const is = judged.filter(({ one }) => one.safety.includes(flag)).length;
    console.log(`  ${flag.padEnd(22)} recall ${share(found, is)} (${found}/${is}) ${interval(found, is)}  precision ${share(found, said)} (${found}/${said})`);
  }
  const emergencies = judged.filter(({ one }) => one.urgency === 'emergency');
  const under = emergencies.filter(({ got }) => ['normal', 'low'].includes(got.tasks[0]?.urgency ?? 'low'));
  console.log(`  emergencies treated as normal or low: ${under.length} of ${emergencies.length}${under.map(({ one }) => ` ${one.id}`).join('')}`);
  console.log(`  more than one task found in ${judged.filter(({ got }) => got.tasks.length > 1).length}; unsure and asking in ${judged.filter(({ got }) => got.tasks[0]?.unsure).length}`);
  if (confusion) printConfusion(judged);
}

function printConfusion(judged: readonly Judged[]): void {
  const pairs = new Map<string, number>();
  for (const { one, got } of judged) {
    const said = got.tasks[0]?.categories[0]?.id ?? '';
    if (said !== one.category) pairs.set(`${one.category} taken for ${said}`, (pairs.get(`${one.category} taken for ${said}`) ?? 0) + 1);
    if (got.tasks[0]?.channel !== one.channel) pairs.set(`channel ${one.channel} taken for ${got.tasks[0]?.channel}`, (pairs.get(`channel ${one.channel} taken for ${got.tasks[0]?.channel}`) ?? 0) + 1);
  }
  for (const [pair, times] of Array.from(pairs).sort((a, b) => b[1] - a[1]).slice(0, 40)) console.log(`  ${String(times).padStart(4)} ${pair}`);
}

/** How many of our own told dangers are heard, and how many look-alikes are taken for one. */
function printAlarms(name: string, knows: Knowledge): void {
  const lines = linesOf<Pick<Case, 'text' | 'lang'> & { flag: string }>(readFileSync(OWN(name), 'utf8'));
  const raised = lines.filter(({ text, lang, flag }) => understand(text, { knows, lang }).safety.some((alarm) => alarm.flag === flag)).length;
  console.log(`\nOur own ${name}: an alarm in ${raised} of ${lines.length} ${interval(raised, lines.length)}`);
}

/** One matter or several. */
function printSeveral(knows: Knowledge): void {
  const lines = linesOf<Pick<Case, 'text' | 'lang'> & { tasks: readonly (readonly string[])[] }>(readFileSync(OWN('several'), 'utf8'));
  const found = lines.map(({ text, lang, tasks }) => ({ tasks, got: understand(text, { knows, lang }).tasks.map(({ categories }) => categories[0]?.id ?? '') }));
  const counted = found.filter(({ tasks, got }) => tasks.length === got.length);
  const right = counted.filter(({ tasks, got }) => got.every((leaf, nth) => tasks[nth]?.includes(leaf)));
  console.log(`Our own ${lines.length} texts of one matter or several: as many tasks in ${counted.length}, and each the right one in ${right.length}`);
}

/** Measured before any training in this process, as a server would run. */
function printSpeed(cases: readonly Case[], knows: Knowledge, added: number, begun: number): void {
  for (let warm = 0; warm < 3; warm += 1) for (const { text } of cases) understand(text, { knows });
  const once = (text: string): number => { const from = performance.now(); understand(text, { knows }); return performance.now() - from; };
  const times = cases.map(({ text }) => Math.min(once(text), once(text), once(text))).sort((a, b) => a - b);
  const at = (part: number): string => (times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(2);
  const long = 'my printer does not print and the screen is black. '.repeat(2_000);
  const from = performance.now();
  understand(long, { knows });
  console.log(`\nTime for one text (best of three, warm): p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, longest ${at(1)} ms; 100,000 characters ${(performance.now() - from).toFixed(0)} ms.`);
  console.log(`Added memory: ${(added / 1e6).toFixed(0)} MB resident; reading the knowledge and the first text ${begun.toFixed(0)} ms.`);
}

export const bench = {
  name: 'triage',
  summary: 'Leaf, flags, urgency, channel on labelled descriptions; time and memory.',
  async run(args: string[]): Promise<number> {
    globalThis.gc?.();
    const empty = process.memoryUsage().rss;
    const from = performance.now();
    const shippedKnows = readKnowledge();
    understand('my printer does not print', { knows: shippedKnows });
    const begun = performance.now() - from;
    const added = process.memoryUsage().rss - empty;
    const file = args.find((arg) => !arg.startsWith('--')) ?? `${SHARED}/cases-dev.jsonl`;
    if (!existsSync(file)) { console.error(`There is no file (${file}). Give the path of a file with one labelled case a line.`); return 2; }
    const cases = readCases(file);
    const confusion = args.includes('--confusion');
    const judge = (some: readonly Case[], knows: Knowledge): Judged[] => some.map((one) => ({ one, got: understand(one.text, { knows, lang: one.lang }) }));
    printSpeed(cases, shippedKnows, added, begun);
    const folder = SHARED;
    if (args.includes('--shipped') || !existsSync(`${folder}/unlabelled_pool.jsonl.gz`)) report(`${file}, shipped weights`, judge(cases, shippedKnows), shippedKnows, confusion);
    else {
      const pool = readPool(folder);
      const judged: Judged[] = [];
      for (let fold = 0; fold < FOLDS; fold += 1) {
        const weights: Weights = trainAll(cases.filter((_, at) => at % FOLDS !== fold), pool, shippedKnows);
        judged.push(...judge(cases.filter((_, at) => at % FOLDS === fold), { ...shippedKnows, weights }));
      }
      report(`${file}, ${FOLDS}-fold cross-validation of the trained part`, judged, shippedKnows, confusion);
    }
    for (const name of OWN_FRENCH) report(`Our own French descriptions (${name}), never taught, shipped weights`, judge(readCases(OWN(name)), shippedKnows), shippedKnows, confusion);
    for (const name of OWN_ALARMS) printAlarms(name, shippedKnows);
    printSeveral(shippedKnows);
    return 0;
  },
};

if (process.argv[1]?.endsWith('bench/triage.ts')) process.exitCode = await bench.run(process.argv.slice(2));
