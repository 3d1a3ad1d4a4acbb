import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readGuides } from './do/read-guides.ts';
import { faultsIn } from './guide-faults.ts';
import { createLearning } from './learning.ts';
import { GuideFault } from './parse-guide.ts';

const guidesDir = join(import.meta.dirname, '../../../content/guides');
const learning = createLearning({ guidesDir });

test('the guides we publish have nothing to mend', () => {
  assert.deepEqual(faultsIn(readGuides(guidesDir)), []);
});

test('guides are handed out by name and by leaf, and what does not exist is null', () => {
  assert.equal(learning.guide('printer-problem', 'fr')?.lang, 'fr');
  assert.equal(learning.guide('nothing', 'en'), null);
  assert.equal(learning.guidesFor('printer-problem', 'en')[0]?.slug, 'printer-problem');
  assert.deepEqual(learning.guidesFor('nothing', 'en'), []);
  assert.equal(learning.guidesFor('security-setup-advice', 'fr')[0]?.slug, 'security-setup-advice');
  assert.ok(learning.guidesFor('security-setup-advice', 'fr').length > 1);
});

test('a bad file name and a slug that is not the file’s are refused', () => {
  const dir = mkdtempSync(join(tmpdir(), 'guides-'));
  writeFileSync(join(dir, 'Printer.md'), '');
  assert.throws(() => readGuides(dir), (fault) => fault instanceof GuideFault && fault.field === 'file name');
  const other = mkdtempSync(join(tmpdir(), 'guides-'));
  writeFileSync(join(other, 'printers.en.md'), readFileSync(join(guidesDir, 'printer-problem.en.md')));
  assert.throws(() => readGuides(other), (fault) => fault instanceof GuideFault && fault.field === 'slug');
});

test('a device past its end says so in plain words', () => {
  const today = Temporal.PlainDate.from('2026-11-23');
  assert.match(learning.supportOfNamed('Android', '11', today, 'en')?.sentence ?? '', /^Android 11 has had no safety updates since 5 February 2024/);
  assert.match(learning.supportOfNamed('Windows', '10', today, 'fr')?.sentence ?? '', /12 octobre 2027/);
  assert.equal(learning.supportOfNamed('toaster', '2', today, 'en'), null);
});
