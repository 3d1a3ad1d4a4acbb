import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Lang } from '#kernel';
import { type Flag, type Understanding, understand } from './index.ts';

type Line = Readonly<{ id: string; text: string; lang: Lang; flag: Flag }>;
const lines = (file: string): Line[] => readFileSync(new URL(`../../../test/triage-fr/${file}.jsonl`, import.meta.url), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Line);
const heard = ({ text, lang }: Line): Understanding => understand(text, { lang });
const raises = (line: Line): boolean => heard(line).safety.some(({ flag }) => flag === line.flag);

/** Each was written before the rules had seen it; what they found at first sight stands in docs/triage.md. */
for (const file of ['alarms', 'alarms-later', 'alarms-en']) {
  test(`every danger that was told in ${file} is heard`, () => {
    const cases = lines(file);
    assert.ok(cases.length >= 35);
    assert.deepEqual(cases.filter((line) => !raises(line)).map(({ text }) => text), []);
  });
}

for (const file of ['near-misses', 'near-misses-later', 'near-misses-en']) {
  test(`what only sounds alike in ${file} is left alone, at least five times in six, and is next to never met with a card`, () => {
    const cases = lines(file);
    const wrongly = cases.filter(raises);
    assert.ok(wrongly.length <= cases.length / 6, wrongly.map(({ text }) => text).join('\n'));
    const shown = cases.filter((line) => heard(line).safety.some(({ flag, show }) => show && flag === line.flag));
    assert.ok(shown.length <= 2, shown.map(({ text }) => text).join('\n'));
  });
}

test('asking what was bought for a birthday, or how to read the fire wall, is no emergency', () => {
  for (const text of ['je voudrais acheter une carte cadeau pour l’anniversaire de ma petite-fille', 'my firewall blocks a program', 'mon abonnement a explosé ce mois-ci']) {
    assert.notEqual(understand(text).tasks[0]?.urgency, 'emergency', text);
  }
});
