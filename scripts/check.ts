/** What `npm test` runs. `npm test` runs every step; `npm test -- types unit` runs those, in this order. */
import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { installPackage, startTestServer, type Which } from '../test/support/test-server.ts';
import { checkAsvs } from './check/asvs.ts';
import { checkHouse } from './check/house.ts';
import { checkLint } from './check/lint.ts';
import { type Found, linesOf, root } from './check/run.ts';
import { runTests, testFiles } from './check/tests.ts';
import { checkTypes } from './check/types.ts';
import { checkUnused } from './check/unused.ts';
import { probe } from './probe.ts';

type Step = { name: string; says: string; run(): Found | Promise<Found> };

const STEPS: readonly Step[] = [
  { name: 'types', says: 'TypeScript, three views of the world', run: () => checkTypes() },
  { name: 'lint', says: 'oxlint', run: checkLint },
  { name: 'house', says: 'who may use whom', run: checkHouse },
  { name: 'probe', says: 'each rule is seen to bite', run: probe },
  { name: 'unused', says: 'what nobody uses', run: checkUnused },
  { name: 'guides', says: 'what people will read', run: checkGuides },
  { name: 'asvs', says: 'what we promise of security, and where it stands', run: () => checkAsvs() },
  { name: 'unit', says: 'tests beside the code', run: () => runTests(testFiles('unit'), { concurrency: 2, seconds: 180 }) },
  { name: 'store', says: 'on the embedded PostgreSQL', run: () => storeTests('embedded') },
  { name: 'store-system', says: 'on the PostgreSQL of the system', run: () => storeTests('system') },
  { name: 'journeys', says: 'whole stories in Chromium', run: journeys },
];

/** `store` means both servers. */
const ALIASES: Readonly<Record<string, readonly string[]>> = { store: ['store', 'store-system'] };

async function storeTests(which: Which): Promise<Found> {
  const address = await startTestServer(which);
  return runTests(testFiles('store'), { concurrency: 2, seconds: 240, env: { PORCHLIGHT_TEST_DB: address, PORCHLIGHT_TEST_SERVER: which } });
}

async function journeys(): Promise<Found> {
  const isThere = (): boolean => existsSync('/usr/bin/chromium');
  if (process.env.CHROMIUM === undefined && !isThere() && !(installPackage('chromium') && isThere())) {
    return { faults: ['The journeys need Chromium, which is not installed. Run: sudo apt-get install chromium   (or name one in CHROMIUM)'], failed: 1 };
  }
  const address = await startTestServer('embedded');
  return runTests(testFiles('journeys'), { concurrency: 2, seconds: 300, env: { PORCHLIGHT_TEST_DB: address } });
}

function checkGuides(): Found {
  const script = join(import.meta.dirname, 'check-guides.ts');
  if (!existsSync(script)) return { faults: [], note: 'none' };
  const ran = spawnSync(process.execPath, [script], { cwd: root, encoding: 'utf8' });
  const said = linesOf(ran.stdout + ran.stderr);
  return { faults: ran.status === 0 ? [] : said, note: said.at(-1) ?? '' };
}

function wanted(args: readonly string[]): readonly Step[] {
  const names = args.flatMap((arg) => ALIASES[arg] ?? [arg]);
  const unknown = names.find((name) => !STEPS.some((step) => step.name === name));
  if (unknown !== undefined) {
    console.error(`Unknown step (${unknown}). Accepted: ${STEPS.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
  }
  return names.length === 0 ? STEPS : names.map((name) => STEPS.find((step) => step.name === name)).filter((step) => step !== undefined);
}

async function runStep(step: Step): Promise<{ passed: number; failed: number }> {
  const began = performance.now();
  const found: Found = await Promise.resolve().then(step.run).catch((error: Error) => ({ faults: [error.stack ?? error.message], failed: 1 }));
  const isGood = found.faults.length === 0;
  for (const fault of found.faults) console.log(`  ${fault}`);
  const seconds = ((performance.now() - began) / 1000).toFixed(1).padStart(6);
  console.log(`${isGood ? 'ok  ' : 'BAD '} ${step.name.padEnd(13)} ${seconds} s  ${found.note ?? (isGood ? step.says : `${found.faults.length} faults`)}`);
  return { passed: found.passed ?? 0, failed: found.failed ?? (isGood ? 0 : 1) };
}

const total = { passed: 0, failed: 0 };
for (const step of wanted(process.argv.slice(2))) {
  const { passed, failed } = await runStep(step);
  total.passed += passed;
  total.failed += failed;
}
process.exitCode = total.failed === 0 ? 0 : 1;
// Last: whoever reads only this line must learn the truth, so a failed step that runs no tests counts as one failure.
console.log(`${total.passed} passed, ${total.failed} failed`);
