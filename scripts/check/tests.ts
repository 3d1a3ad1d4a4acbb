import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import type { Line } from './reporter.ts';
import { type Found, linesOf, root } from './run.ts';

export type Kind = 'unit' | 'store' | 'journeys';
/** `seconds` bounds each file; a file that is not over by then is ended and counts as failed. */
export type Way = Readonly<{ concurrency: number; seconds: number; env?: Readonly<Record<string, string>> }>;
type Counts = { passed: number; failed: number; skipped: number; faults: string[] };

/** Which tests a file holds: journeys by their folder, store tests by their use of a test database, the rest are unit tests. */
export function kindOf(file: string, text: string): Kind {
  if (file.startsWith('test/journeys/')) return 'journeys';
  return /from '[^']*support\/(database|server)\.ts'/.test(text) ? 'store' : 'unit';
}

/** Every test file of one kind, from the root. */
export function testFiles(kind: Kind): string[] {
  return globSync('{src,test,scripts,worlds,bootstrap}/**/*.test.ts', { cwd: root }).toSorted()
    .filter((file) => kindOf(file, readFileSync(join(root, file), 'utf8')) === kind);
}

/**
 * Runs each file in a process of its own. A file that crashes, leaves early, never ends or holds no test is a failure;
 * so is a run of nothing. Suites are not counted, only their tests.
 */
export async function runTests(files: readonly string[], way: Way): Promise<Found> {
  if (files.length === 0) return { faults: ['There are no tests of this kind.'], passed: 0, failed: 1 };
  const counts: Counts = { passed: 0, failed: 0, skipped: 0, faults: [] };
  const waiting = [...files];
  const worker = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) await runFile(file, way, counts);
  };
  await Promise.all(Array.from({ length: way.concurrency }, worker));
  const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
  return { faults: counts.faults, passed: counts.passed, failed: counts.failed, note: `${files.length} files, ${counts.passed} passed${skipped}` };
}

async function runFile(file: string, way: Way, counts: Counts): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-check-'));
  const report = join(folder, 'report');
  const { status, said } = await runProcess(file, report, way);
  const lines = linesOf(read(report)).map((line) => JSON.parse(line) as Line);
  rmSync(folder, { recursive: true, force: true });
  const failedBefore = counts.failed;
  const passedBefore = counts.passed + counts.skipped;
  for (const line of lines) count(line, file, counts);
  const fault = faultOf(status, way, lines, counts.failed > failedBefore, counts.passed + counts.skipped > passedBefore);
  if (fault === undefined) return;
  counts.failed += 1;
  counts.faults.push(`${file}: ${fault}\n${indent(said.slice(-3000))}`);
}

/** What is wrong with a file beyond its failed tests, or undefined. */
function faultOf(status: number | 'late', way: Way, lines: readonly Line[], hasFailures: boolean, hasTests: boolean): string | undefined {
  if (status === 'late') return `not over after ${way.seconds} s`;
  if (!lines.some(({ kind }) => kind === 'over')) return status === 0 && lines.length === 0 ? 'no test ran in this file, or it left early' : `ended (${status}) before its tests were over`;
  if (!hasTests && !hasFailures) return 'no test ran in this file';
  return status !== 0 && !hasFailures ? `ended with ${status} although its tests passed` : undefined;
}

function count(line: Line, file: string, counts: Counts): void {
  if (line.kind === 'over') return;
  if (line.kind === 'fail') {
    if (line.isSuite && line.isOnlyChildren) return; // the test inside it was told already
    counts.failed += 1;
    counts.faults.push(`${file}: ${line.name}\n${indent(line.error ?? '')}`);
  } else if (line.kind === 'skip') counts.skipped += 1;
  else if (!line.isSuite) counts.passed += 1;
}

function runProcess(file: string, report: string, way: Way): Promise<{ status: number | 'late'; said: string }> {
  const args = ['--test-force-exit', `--import=${pathToFileURL(join(root, 'test', 'support', 'steady.ts')).href}`, `--test-reporter=${join(import.meta.dirname, 'reporter.ts')}`, `--test-reporter-destination=${report}`, file];
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env; // so that a test of this file can run tests
  const child = spawn(process.execPath, args, { cwd: root, env: { ...inherited, ...way.env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let isLate = false;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => { said = `${said}${String(text)}`.slice(-20_000); });
  const patience = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, way.seconds * 1000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    // 'exit', not 'close': a server that a test left behind may hold the pipes open.
    child.on('exit', (code) => {
      clearTimeout(patience);
      resolve({ status: isLate ? 'late' : code ?? 1, said });
    });
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it crashed before it could report
  }
}

const indent = (text: string): string => linesOf(text).slice(0, 30).map((line) => `    ${line}`).join('\n');
