import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import fc from 'fast-check';
import { breakLines } from './lines.ts';
import { pdf, textOf } from './index.ts';
import type { About, Page } from './index.ts';

const about: About = { title: 'Devis 12', lang: 'fr', author: 'Essai', at: Temporal.Instant.from('2026-11-23T10:00:00Z'), footer: 'Devis 12', pageOf: (n, m) => `page ${n} sur ${m}` };
const made = (write: (page: Page) => void, more: Partial<About> = {}): Promise<Buffer> => pdf({ ...about, ...more }, write);
const columns = [{ title: 'Ligne' }, { title: 'Total', align: 'right', width: 30 }] as const;
const pdftotext = spawnSync('pdftotext', ['-v']).error === undefined;

test('the same words at the same instant give the same bytes', async () => {
  const write = (page: Page): void => { page.heading('Bonjour'); page.paragraph('Encore.'); page.qr({ text: 'a', level: 'M', side: 20, alt: 'Code', beside: ['Ici'] }); };
  assert.deepEqual(await made(write), await made(write));
});

test('accents, ligatures, the euro and thin spaces come back as they were written', async () => {
  const text = textOf(await made((page) => { page.paragraph('Œuvre « difficile » : 1\u202f234,50\u00a0€ – Łucja, affiné'); }));
  assert.match(text, /Œuvre « difficile » : 1 234,50 € – Łucja, affiné/);
});

test('a letter the font lacks becomes its bare letter or a question mark, never an empty box', async () => {
  assert.match(textOf(await made((page) => { page.paragraph('ḍ → 漢'); })), /d > \?/);
});

test('a long table breaks between pages, repeats its head and counts the pages', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({ cells: [`Ligne ${i}`, `${i},00 €`] }));
  const pages = textOf(await made((page) => { page.table({ about: 'Lignes', columns, rows: [...rows, { cells: ['Total', '99,00 €'], strong: true }] }); })).split('\f\n');
  assert.equal(pages.length, 3);
  for (const [i, page] of pages.entries()) {
    assert.match(page, /^Ligne {3}Total\n/);
    assert.match(page, new RegExp(`Devis 12 {3}page ${i + 1} sur 3$`));
  }
  assert.equal(pages.join('\n').match(/Ligne \d+/g)?.length, 60);
});

test('a row taller than a page is cut and loses no word', async () => {
  const words = Array.from({ length: 3000 }, (_, i) => `mot${i}`);
  const text = textOf(await made((page) => { page.table({ about: 'Notes', columns, rows: [{ cells: [words.join(' '), '1,00 €'] }] }); }));
  assert.deepEqual(text.match(/mot\d+/g), words);
});

test('a long paragraph runs over pages and loses no word', async () => {
  const words = Array.from({ length: 2500 }, (_, i) => `mot${i}`);
  const text = textOf(await made((page) => { page.paragraph(words.join(' ')); }, { scale: 1.5 }));
  assert.deepEqual(text.match(/mot\d+/g), words);
  assert.ok(text.includes('\f'));
});

test('columns wider than the page are a fault that says so', async () => {
  await assert.rejects(made((page) => { page.table({ about: 'x', columns: [{ title: 'a' }, { title: 'b', width: 300 }], rows: [] }); }), /wider than the page/);
});

test('headings, tables and pictures carry their tags, the language and the title', async () => {
  const bytes = await made((page) => {
    page.heading('Titre'); page.heading('Sous-titre', 2); page.list(['un', 'deux']);
    page.table({ about: 'Lignes', columns, rows: [{ cells: ['a', '1'] }] });
    page.qr({ text: 'a', level: 'M', side: 20, alt: 'Code', beside: [] });
  });
  const raw = bytes.toString('latin1');
  for (const tag of ['H1', 'H2', 'L', 'LI', 'LBody', 'Table', 'TR', 'TH', 'TD', 'Figure']) assert.match(raw, new RegExp(`/S /${tag}\\b`));
  assert.match(raw, /\/Lang \(fr\)/);
  assert.match(raw, /\/Marked true/);
  assert.match(raw, /\/DisplayDocTitle true/);
});

test('our own reader and poppler read the same words', { skip: !pdftotext && 'pdftotext is not installed' }, async () => {
  const bytes = await made((page) => {
    page.letterhead('Atelier', ['4 rue du Rempart']); page.address(['Mme Garnier', '21140 SEMUR'], 'FR'); page.heading('Devis');
    page.big('Jamais plus de', '120,00 €'); page.rows([['Date', '23 novembre']]); page.list(['un', 'deux']); page.small('Fin.');
  });
  const poppler = spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes }).stdout.toString('utf8');
  const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '').toSorted();
  assert.deepEqual(words(textOf(bytes)), words(poppler));
});

test('the address stands in the window of each country, whatever the size of the print', async () => {
  for (const scale of [1, 1.5]) {
    const bytes = await made((page) => { page.address(['Mme Garnier', 'Bât. A', '12 rue Haute', 'Lieu-dit', 'BP 3', '21140 SEMUR'], 'FR'); page.paragraph('Suite'); }, { scale });
    if (!pdftotext) return;
    const boxes = spawnSync('pdftotext', ['-bbox', '-', '-'], { input: bytes }).stdout.toString('utf8');
    const of = (word: string): number[] => [...(new RegExp(`xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">${word}<`).exec(boxes) ?? [])].slice(1).map((points) => Number(points) / 72 * 25.4);
    const [left = 0, top = 0] = of('Mme');
    const [, , , bottom = 999] = of('SEMUR');
    assert.ok(left >= 100 && top >= 45 && bottom <= 79, `${left} ${top} ${bottom}`);
    assert.ok((of('Suite')[1] ?? 0) > 97);
  }
});

test('lines never pass the width unless one letter does, and no letter is lost', () => {
  fc.assert(fc.property(fc.string(), fc.integer({ min: 1, max: 12 }), (text, width) => {
    const lines = breakLines(text, width, (line) => Array.from(line).length);
    assert.ok(lines.every((line) => Array.from(line).length <= width));
    assert.equal(lines.join('').replaceAll(/[ \n]/g, ''), text.replaceAll(/[ \n]/g, ''));
  }));
});
