import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Lang } from '#kernel';
import { understand } from './index.ts';

type Line = Readonly<{ text: string; lang: Lang; /** For each task, the leaves that are right for it. */ tasks: readonly (readonly string[])[] }>;
const LINES = readFileSync(new URL('../../../test/triage-fr/several.jsonl', import.meta.url), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Line);
const firstsOf = ({ text, lang }: Line): string[] => understand(text, { lang }).tasks.map(({ categories }) => categories[0]?.id ?? '');

test('one matter stays one and several become several, in nineteen of twenty', () => {
  const wrong = LINES.filter((line) => firstsOf(line).length !== line.tasks.length);
  assert.ok(LINES.length >= 40);
  assert.ok(wrong.length <= LINES.length / 20, wrong.map(({ text }) => text).join('\n'));
});

test('each of them is taken for the right thing, in seventeen of twenty', () => {
  const wrong = LINES.filter((line) => !firstsOf(line).every((leaf, nth) => line.tasks[nth]?.includes(leaf)));
  assert.ok(wrong.length <= (LINES.length * 3) / 20, wrong.map((line) => `${line.text} => ${firstsOf(line).join(', ')}`).join('\n'));
});

test('a printer and a backup are two things, and a printer that prints nothing is not a new one', () => {
  assert.deepEqual(firstsOf({ text: 'printer will not print. I would also like a backup', lang: 'en', tasks: [] }), ['printer-problem', 'backup-setup']);
  assert.deepEqual(firstsOf({ text: 'My printer prints nothing since yesterday.', lang: 'en', tasks: [] }), ['printer-problem']);
});

test('a long story is one matter, however many sentences it has', () => {
  const story = 'My computer is slow. I bought it five years ago for my daughter. She used it for her studies. Then she moved to Leeds. I took it over and wrote letters with it. The printer was never a problem. Now each click takes a minute and I am losing my patience with it.';
  assert.equal(firstsOf({ text: story, lang: 'en', tasks: [] }).length, 1);
});
