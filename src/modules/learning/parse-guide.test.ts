import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GuideFault, parseGuide } from './parse-guide.ts';
import { readAloud, sentencesOf, stepFor } from './guide.ts';
import { pairFaults, wordingFaults } from './guide-faults.ts';

const ENGLISH = `---
slug: sound-off
title: There's no sound
leaf: sound-mic-camera
device: computer
minutes: 5
levels: never, helped, alone
care: usual
reviewed: 2026-11-23
asks: no sound; mute
---

The sound may be off.

## Have ready
- Your ears.

## Step: Turn it up
1. Press **Louder**.
2. Listen.

- With help: Turn it up.
- Alone: Check the sound.
- You see: A bar that grows.
- Mistake: You press the wrong key.
- Undo: Press it again.
- Stop and ask: If it hums, ask us.

## You are done when
- You hear a song.

## Still not right
- Tell us the name of the computer.
`;
const FRENCH = `---
slug: sound-off
title: Pas de son
leaf: sound-mic-camera
device: computer
minutes: 5
levels: never, helped, alone
care: usual
reviewed: 2026-11-23
asks: pas de son
---

Le son est peut-être coupé !

## Étape : Monter le son
1. Appuyez sur **Plus fort**.

- Avec aide : Montez le son.
- Seul : Vérifiez le son.
- Vous voyez : Une barre qui monte.
- Erreur : C'est la mauvaise touche.
- Pour revenir : Appuyez encore.
- Demandez de l'aide : Si ça gronde, demandez-nous.

## C'est fini quand
- Vous entendez un air.

## Toujours bloqué
- Dites-nous le nom de l'ordinateur.
`;
const read = (text: string) => parseGuide('sound-off.en.md', text, 'en');

test('a guide is read into its parts', () => {
  const guide = read(ENGLISH);
  assert.equal(guide.title, 'There’s no sound');
  assert.deepEqual(guide.asks, ['no sound', 'mute']);
  assert.equal(String(guide.reviewed), '2026-11-23');
  assert.deepEqual(guide.steps.map((step) => [step.title, step.actions, step.ask]), [['Turn it up', ['Press **Louder**.', 'Listen.'], 'If it hums, ask us.']]);
  assert.deepEqual([guide.have, guide.stopFirst, guide.done.length, guide.stuck.length], [['Your ears.'], [], 1, 1]);
});

test('French labels are read, and French signs keep to their word', () => {
  const guide = parseGuide('sound-off.fr.md', FRENCH, 'fr');
  assert.equal(guide.steps[0]?.see, 'Une barre qui monte.');
  assert.equal(guide.summary[0], 'Le son est peut-être coupé\u00a0!');
  assert.equal(guide.steps[0]?.mistake, 'C’est la mauvaise touche.');
});

test('each level reads its own wording, and only the sure ones skip the typical mistake', () => {
  const step = read(ENGLISH).steps[0] ?? assert.fail('no step');
  assert.deepEqual([stepFor(step, 'never').actions.length, stepFor(step, 'helped').actions, stepFor(step, 'alone').actions], [2, ['Turn it up.'], ['Check the sound.']]);
  assert.deepEqual([stepFor(step, 'alone').mistake, stepFor(step, 'helped').mistake], [null, 'You press the wrong key.']);
  assert.equal(stepFor(step, 'alone').ask, 'If it hums, ask us.');
});

test('a danger guide gives everyone the same full wording', () => {
  const guide = read(ENGLISH.replace('never, helped, alone', 'never').replace('care: usual', 'care: danger').replace('- With help: Turn it up.\n- Alone: Check the sound.\n', '').replace('## Have ready', '## Stop first'));
  const step = guide.steps[0] ?? assert.fail('no step');
  assert.deepEqual(stepFor(step, 'alone'), stepFor(step, 'never'));
  assert.ok(readAloud(guide, 'alone').includes('You press the wrong key.'));
});

test('every sentence is measured', () => {
  assert.equal(sentencesOf(read(ENGLISH)).length, 1 + 1 + 1 + 2 + 2 + 4 + 1 + 1);
});

const faulty: readonly (readonly [string, string, RegExp])[] = [
  ['no front matter', ENGLISH.replace('---\n', ''), /front matter/],
  ['a field that is missing', ENGLISH.replace('device: computer\n', ''), /device: is missing/],
  ['a field nobody knows', ENGLISH.replace('care:', 'color:'), /color: no such field/],
  ['a field given twice', ENGLISH.replace('minutes: 5', 'minutes: 5\nminutes: 6'), /minutes: is given twice/],
  ['a device nobody knows', ENGLISH.replace('device: computer', 'device: toaster'), /device: "toaster" is not accepted.*printer/],
  ['a day that does not exist', ENGLISH.replace('2026-11-23', '2026-02-30'), /reviewed: "2026-02-30"/],
  ['minutes in words', ENGLISH.replace('minutes: 5', 'minutes: five'), /minutes: "five"/],
  ['a heading nobody knows', ENGLISH.replace('## Have ready', '## Get ready'), /heading: "## Get ready"/],
  ['a step without what to see', ENGLISH.replace('- You see: A bar that grows.\n', ''), /step "Turn it up": "You see" is missing/],
  ['a step without the wording for a level', ENGLISH.replace('- Alone: Check the sound.\n', ''), /"Alone" is missing/],
  ['a label twice', ENGLISH.replace('- Undo:', '- Mistake:'), /"Mistake" is given twice/],
  ['a line that is no part', ENGLISH.replace('2. Listen.', 'Listen.'), /"Listen\." is not known/],
  ['raw HTML', ENGLISH.replace('2. Listen.', '2. Listen <b>well</b>.'), /holds a sign that is not text/],
  ['a link', ENGLISH.replace('2. Listen.', '2. See [this](http://x).'), /holds a sign that is not text/],
  ['no word on when to stop', ENGLISH.replace('- Stop and ask: If it hums, ask us.\n', ''), /no step says "Stop and ask"/],
  ['danger without what to stop', ENGLISH.replace('care: usual', 'care: danger'), /Stop first: is missing/],
  ['no summary', ENGLISH.replace('The sound may be off.\n', ''), /summary: is missing/],
];
for (const [what, text, message] of faulty) {
  test(`refused, with file and field named: ${what}`, () => {
    assert.throws(() => read(text), (fault) => fault instanceof GuideFault && fault.file === 'sound-off.en.md' && message.test(fault.message));
  });
}

test('the two editions are held against each other', () => {
  const en = read(ENGLISH);
  const fr = parseGuide('sound-off.fr.md', FRENCH, 'fr');
  assert.deepEqual(pairFaults([en, fr]), []);
  assert.match(pairFaults([en])[0]?.what ?? '', /no French edition/);
  assert.match(pairFaults([en, { ...fr, steps: [...fr.steps, ...fr.steps] }])[0]?.what ?? '', /1 steps, in French 2/);
  assert.match(pairFaults([en, { ...fr, care: 'danger' }])[0]?.what ?? '', /care is "usual", in French "danger"/);
});

test('a long sentence, a hard word and a heavy text are found', () => {
  const en = read(ENGLISH);
  const long = Array.from({ length: 21 }, () => 'on').join(' ');
  assert.match(wordingFaults({ ...en, summary: [long] })[0]?.what ?? '', /21 words/);
  assert.match(wordingFaults({ ...en, summary: ['Set the DHCP.'] })[0]?.what ?? '', /"DHCP" is a hard word/);
  assert.match(wordingFaults({ ...en, summary: Array.from({ length: 30 }, () => 'Considerable organisational necessities notwithstanding.') })[0]?.what ?? '', /readability/);
});
