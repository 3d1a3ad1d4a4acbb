import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { kindOf, runTests } from './tests.ts';

/** Runs one test file with this text. */
async function run(t: TestContext, text: string): Promise<{ passed: number | undefined; failed: number | undefined; faults: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'porchlight-tests-'));
  t.after(() => { rmSync(dir, { recursive: true }); });
  const file = join(dir, 'some.test.mjs');
  writeFileSync(file, `import { describe, it, test } from 'node:test';\n${text}`);
  const { passed, failed, faults } = await runTests([file], { concurrency: 1, seconds: 4 });
  return { passed, failed, faults: faults.join('\n') };
}

test('tests and those inside them are counted, suites and skipped ones are not', async (t) => {
  const found = await run(t, "test('a', () => {}); test('b', { skip: true }, () => {}); describe('s', () => { it('c', () => {}); }); test('d', async (t) => { await t.test('e', () => {}); });");
  assert.deepEqual(found, { passed: 4, failed: 0, faults: '' });
});

test('a failing test is one failure, and its words come back', async (t) => {
  const found = await run(t, "describe('s', () => { it('bad', () => { throw new Error('the reason'); }); it('good', () => {}); });");
  assert.equal(found.failed, 1);
  assert.match(found.faults, /bad\n.*the reason/);
});

for (const [what, text, says] of [
  ['that crashes', "throw new Error('crash');", /before its tests were over[\s\S]*crash/],
  ['that cannot be read', 'const = 1;', /before its tests were over/],
  ['that leaves early', "test('x', () => { process.exit(0); });", /left early/],
  ['without a test', '', /no test ran/],
  ['that never ends', "test('x', () => new Promise(() => { setInterval(() => {}, 1000); }));", /not over after 4 s/],
] as const) {
  test(`a file ${what} is one failure`, async (t) => {
    const found = await run(t, text);
    assert.equal(found.failed, 1);
    assert.match(found.faults, says);
  });
}

test('a run of nothing fails', async () => {
  assert.equal((await runTests([], { concurrency: 1, seconds: 1 })).failed, 1);
});

test('store tests are told by what they import, journeys by where they stand', () => {
  assert.equal(kindOf('test/journeys/a.test.ts', ''), 'journeys');
  assert.equal(kindOf('src/a.test.ts', "import { testDatabase } from '../test/support/database.ts';"), 'store');
  assert.equal(kindOf('src/a.test.ts', "import { x } from './database-words.ts';"), 'unit');
});
