import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { textOf } from '../documents/index.ts';
import type { Page } from '../documents/index.ts';
import { createLetters, letterPdf, lettersPdf } from './index.ts';
import type { Letter } from './index.ts';

const dir = await mkdtemp(join(tmpdir(), 'letters-'));
after(() => rm(dir, { recursive: true }));
const letters = createLetters({ dir });
const letter: Letter = {
  messageId: 'msg_1', country: 'FR', lang: 'fr', at: Temporal.Instant.from('2026-11-23T10:00:00Z'),
  sender: { name: 'Porchlight', lines: ['4 rue du Rempart', '21140 Semur-en-Auxois'] }, to: ['Mme Odette Garnier', '12 rue des Vaux', '21140 SEMUR-EN-AUXOIS'],
  dateline: 'Semur-en-Auxois, le 23 novembre 2026', title: 'Votre visite', text: 'Madame,\n\nVoici votre mot.\nIl vous protège.\n\nÀ bientôt.',
  large: { label: 'Votre mot de porte', text: 'tulipe' },
};

test('a letter reads from top to bottom: who writes, to whom, when, what', async () => {
  const { path } = await letters.write(letter);
  assert.equal(path, join(dir, 'msg_1.pdf'));
  assert.equal(textOf(await letters.read('msg_1') ?? Buffer.alloc(0)), [
    'Porchlight', '4 rue du Rempart', '21140 Semur-en-Auxois', 'Mme Odette Garnier', '12 rue des Vaux', '21140 SEMUR-EN-AUXOIS',
    'Semur-en-Auxois, le 23 novembre 2026', 'Votre visite', 'Madame,', 'Voici votre mot.', 'Il vous protège.', 'Votre mot de porte', 'tulipe', 'À bientôt.', '1 / 1',
  ].join('\n'));
});

test('writing a letter twice gives one letter', async () => {
  await letters.write(letter);
  const first = await letters.read('msg_1');
  await letters.write(letter);
  assert.deepEqual(await letters.read('msg_1'), first);
  assert.deepEqual(await readdir(dir), ['msg_1.pdf']);
});

test('a letter of one paragraph still shows its large word', async () => {
  await letters.write({ ...letter, messageId: 'msg_2', country: 'GB', text: 'Un seul.' });
  assert.match(textOf(await letters.read('msg_2') ?? Buffer.alloc(0)), /Un seul\.\nVotre mot de porte\ntulipe/);
  assert.equal(await letters.erase('msg_2'), true);
  assert.equal(await letters.read('msg_2'), undefined);
});

test('no name leads out of the folder', async () => {
  await assert.rejects(letters.write({ ...letter, messageId: '../x' }), RangeError);
  assert.equal(await letters.read('../letters/msg_1'), undefined);
  assert.equal(await letters.erase('../letters/msg_1'), false);
});

test('a batch is one file: every letter whole, on the front of a sheet of its own, with its own page numbers', async () => {
  const long: Letter = { ...letter, messageId: 'msg_3', to: ['Mr Robert Dodd', '3 Hill Lane', 'Exeter', 'EX1 1AA'], text: Array.from({ length: 40 }, (_, i) => `Paragraph ${String(i)}. ${'It goes on. '.repeat(12)}`).join('\n\n') };
  const bytes = await lettersPdf({ title: 'Porchlight', lang: 'fr-FR', author: 'Porchlight', at: letter.at }, [letter, long, letter]);
  const said = textOf(bytes);
  assert.equal(said.split('Mme Odette Garnier').length - 1, 2);
  assert.match(said, /Mr Robert Dodd/);
  const pages = bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
  const ofLong = Number(/1 \/ (\d+)\f/.exec(said.slice(said.indexOf('Mr Robert Dodd')))?.[1]);
  assert.ok(ofLong > 1, 'the long one takes several pages');
  // One page and its blank back; the long one, filled up to whole sheets; one page.
  assert.equal(pages, 2 + ofLong + (ofLong % 2) + 1);
});

test('what goes into the same envelope stands on a sheet of its own, in the batch too', async () => {
  const withBill = { ...letter, enclosed: [{ write: (page: Page) => { page.heading('Facture 12'); } }] };
  const read = textOf(await letterPdf(withBill));
  assert.match(read, /À bientôt\.\n1 \/ 1\f\n\f\nFacture 12\n1 \/ 1/);
  const about = { title: 't', lang: 'fr', author: 'Porchlight', at: letter.at };
  assert.equal((textOf(await lettersPdf(about, [withBill, letter])).match(/1 \/ 1/g) ?? []).length, 3);
});

test('a line in capitals is a heading, and never the last of a page', async () => {
  const filler = Array.from({ length: 60 }, (_, at) => `CE QUI EST DIT ICI ${at}\nUne phrase qui suit son titre.\nEt une autre.`).join('\n\n');
  const { large: _, ...plain } = letter;
  const pages = textOf(await letterPdf({ ...plain, text: filler })).split('\f');
  assert.ok(pages.length > 3);
  for (const page of pages) assert.doesNotMatch(page, /CE QUI EST DIT ICI \d+\n\d+ \/ \d+\s*$/);
});
