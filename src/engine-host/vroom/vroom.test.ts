import assert from 'node:assert/strict';
import { Readable, Writable } from 'node:stream';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { judge, solve, iterations } from '#engine';
import { plan } from '../../commands/plan.ts';
import { InputError, readPlan, readVroom, writeVroom } from './index.ts';

const durations = [[0, 600, 700, 900], [610, 0, 300, 500], [710, 310, 0, 450], [905, 505, 455, 0]];
const small = () => ({
  vehicles: [
    { id: 7, start_index: 0, end_index: 0, capacity: [4], skills: [1, 14], time_window: [28_800, 43_200], breaks: [{ id: 1, time_windows: [[36_000, 36_900]], service: 300 }] },
    { id: 9, start_index: 0, capacity: [4], skills: [2, 14], time_window: [28_800, 43_200], speed_factor: 1.2, max_tasks: 3 },
  ],
  jobs: [
    { id: 1, location_index: 1, service: 300, setup: 60, delivery: [1], skills: [1], time_windows: [[32_400, 36_000]] },
    { id: 2, location_index: 2, service: 300, pickup: [1], skills: [1], priority: 3 },
  ],
  shipments: [{ amount: [1], skills: [2], pickup: { id: 4, service: 300, location_index: 2 }, delivery: { id: 6, service: 300, location_index: 3 } }],
  matrices: { car: { durations } },
});

async function run(args: string[], input: string): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const sink = (add: (text: string) => void) => new Writable({ write: (chunk, _, next) => { add(String(chunk)); next(); } });
  const code = await plan.run(args, { stdin: Readable.from([Buffer.from(input)]), stdout: sink((text) => { out += text; }), stderr: sink((text) => { err += text; }) });
  return { code, out, err };
}

test('a written plan reads back, is judged faultless and adds up', () => {
  const input = readVroom(small());
  const solution = solve(input.problem, { until: iterations(320) });
  assert.deepEqual(solution.faults, []);
  assert.equal(solution.plan.left.length, 0);
  const written = JSON.parse(JSON.stringify(writeVroom(input, solution.plan, solution.faults, { loading: 0, solving: 0 }))) as { summary: { cost: number; duration: number } };
  assert.equal(written.summary.cost, written.summary.duration);
  assert.deepEqual(judge(input.problem, readPlan(input, written)), []);
});

test('times may count from 1970', () => {
  const base = 1_800_000_000;
  const shifted = small();
  for (const vehicle of shifted.vehicles) vehicle.time_window = vehicle.time_window.map((time) => time + base);
  shifted.vehicles[0]!.breaks![0]!.time_windows = [[36_000 + base, 36_900 + base]];
  shifted.jobs[0]!.time_windows = [[32_400 + base, 36_000 + base]];
  const solution = solve(readVroom(shifted).problem, { until: iterations(320) });
  assert.deepEqual([solution.faults, solution.plan.left], [[], []]);
});

test('the command plans, and judges what it planned; a spoilt plan is found out', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-plan-'));
  try {
    const planned = await run(['--iterations', '320'], JSON.stringify(small()));
    assert.equal(planned.code, 0, planned.err);
    const file = join(folder, 'plan.json');
    writeFileSync(file, planned.out);
    assert.equal((await run(['--check', file], JSON.stringify(small()))).code, 0);
    const without = JSON.parse(planned.out) as { routes: { steps: { type: string }[] }[] };
    for (const route of without.routes) route.steps = route.steps.filter((step) => step.type !== 'break');
    writeFileSync(file, JSON.stringify(without));
    const spoilt = await run(['--check', file], JSON.stringify(small()));
    assert.equal(spoilt.code, 1);
    assert.match(spoilt.out, /faults/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the same seed and iterations give the same plan', async () => {
  const once = async () => ({ ...JSON.parse((await run(['--iterations', '200', '--seed', '5'], JSON.stringify(small()))).out) as object, summary: 0 });
  assert.deepEqual(await once(), await once());
});

const wrong: [string, (problem: ReturnType<typeof small>) => unknown, RegExp][] = [
  ['an index outside the matrix', (problem) => ({ ...problem, jobs: [{ ...problem.jobs[0], location_index: 4 }] }), /^jobs\[0\]\.location_index: is 4/],
  ['a misspelt field', (problem) => ({ ...problem, jobs: [{ ...problem.jobs[0], sevice: 4 }] }), /^jobs\[0\]\.sevice: is not known/],
  ['a window that ends before it begins', (problem) => ({ ...problem, jobs: [{ ...problem.jobs[0], time_windows: [[5, 4]] }] }), /^jobs\[0\]\.time_windows\[0\]: begins/],
  ['two jobs of one id', (problem) => ({ ...problem, jobs: [problem.jobs[0], problem.jobs[0]] }), /^jobs: two of them/],
  ['a matrix that is not square', (problem) => ({ ...problem, matrices: { car: { durations: [[0, 1]] } } }), /^matrices\.car\.durations\[0\]: expected 1/],
  ['an unknown profile', (problem) => ({ ...problem, vehicles: [{ ...problem.vehicles[0], profile: 'boat' }] }), /^vehicles\[0\]\.profile: is "boat"/],
  ['no vehicles', (problem) => ({ ...problem, vehicles: [] }), /^vehicles: is missing or empty/],
  ['text for a number', (problem) => ({ ...problem, jobs: [{ ...problem.jobs[0], service: 'long' }] }), /^jobs\[0\]\.service: expected a number/],
];

for (const [name, spoil, says] of wrong) {
  test(`wrong input, ${name}: exit code 2, the field is named, nothing is written`, async () => {
    const input = spoil(small());
    assert.throws(() => readVroom(input), InputError);
    const { code, out, err } = await run(['--iterations', '10'], JSON.stringify(input));
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, says);
  });
}

test('what is not JSON, and options that do not exist, are refused', async () => {
  assert.equal((await run([], '{')).code, 2);
  assert.equal((await run([], '')).code, 2);
  assert.equal((await run(['--second', '1'], JSON.stringify(small()))).code, 2);
  assert.equal((await run(['--iterations', 'many'], JSON.stringify(small()))).code, 2);
});
