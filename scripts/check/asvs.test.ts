import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { REQUIREMENTS, faultsOfAsvs } from './asvs.ts';

const file = (path: string): string | undefined => ({ 'src/a.ts': 'code', 'src/a.test.ts': "test('it holds', …" })[path];
const whole = ['req_id,state,evidence', ...REQUIREMENTS.map((id) => `${id},met,It is so: \`src/a.test.ts\` "it holds"`)];
const withRow = (row: string): string[] => faultsOfAsvs([...whole.slice(0, -1), row].join('\n'), file);
const LAST = REQUIREMENTS.at(-1) ?? '';

test('a whole table has no fault', () => {
  assert.equal(REQUIREMENTS.length, 264);
  assert.deepEqual(faultsOfAsvs(whole.join('\n'), file), []);
  assert.deepEqual(withRow(`${LAST},partly,"It is so, ""nearly"": \`src/a.ts\`"`), []);
});
test('each fault is found', () => {
  assert.match(withRow('V99.1.1,met,It is so: `src/a.ts`').join(), /is missing.*V99\.1\.1\) is no requirement/);
  assert.match(withRow('V1.1.1,met,It is so: `src/a.ts`').join(), /V1\.1\.1 stands twice/);
  assert.match(withRow(`${LAST},done,It is so: \`src/a.ts\``).join(), /\(done\) is no state/);
  assert.match(withRow(`${LAST},met,`).join(), /gives no evidence/);
  assert.match(withRow(`${LAST},met,We do this.`).join(), /neither where nor why/);
  assert.match(withRow(`${LAST},met,It is so: \`src/gone.ts\``).join(), /src\/gone\.ts, which does not exist/);
  assert.match(withRow(`${LAST},met,It is so: \`src/a.test.ts\` "it fails"`).join(), /“it fails”, which is not in/);
  assert.match(faultsOfAsvs(['id', ...whole.slice(1)].join('\n'), file).join(), /The first line/);
});
test('our own table is whole', () => {
  const root = join(import.meta.dirname, '..', '..');
  const read = (path: string): string | undefined => { try { return readFileSync(join(root, path), 'utf8'); } catch { return undefined; } };
  assert.deepEqual(faultsOfAsvs(read('docs/asvs.csv') ?? '', read), []);
});
