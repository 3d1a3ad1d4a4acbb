import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { must } from '#kernel';
import { MOST_ROWS, readTable, writeTable } from './index.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const cellsOf = (bytes: Uint8Array, needed: readonly string[] = []): unknown => must(readTable(bytes, needed)).rows.map(({ cells }) => cells);

test('semicolons, commas and tabs are read alike, with the header as people write it', () => {
  for (const sign of [';', ',', '\t']) assert.deepEqual(cellsOf(utf8(`Key${sign} Given Name\r\n1${sign}Odette\r\n`), ['key', 'given_name']), [{ key: '1', given_name: 'Odette' }], JSON.stringify(sign));
});
test('accents are right in UTF-8 with and without its mark, in UTF-16 and in Windows-1252', () => {
  const text = 'key;name\n1;Hélène Œuvré\n';
  const wanted = [{ key: '1', name: 'Hélène Œuvré' }];
  const utf16 = new Uint8Array([0xff, 0xfe, ...[...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8])]);
  const windows = Uint8Array.from([...text], (letter) => ({ 'é': 0xe9, 'è': 0xe8, 'Œ': 0x8c }[letter] ?? letter.charCodeAt(0)));
  for (const [name, bytes] of Object.entries({ plain: utf8(text), marked: utf8(`\uFEFF${text}`), utf16, windows })) assert.deepEqual(cellsOf(bytes), wanted, name);
});
test('a line break inside quotes keeps the line of each row', () => {
  const { rows } = must(readTable(utf8('key;note\n1;"two\nlines"\n2;one\n'), ['key']));
  assert.deepEqual(rows.map(({ cells }) => cells['note']), ['two\nlines', 'one']);
  assert.deepEqual(rows.map(({ line }) => line), [3, 4]);
});
test('what cannot be read says why', () => {
  const kind = (text: string, needed: string[] = []): string => { const read = readTable(utf8(text), needed); return read.ok ? 'ok' : read.error.kind; };
  assert.equal(kind(''), 'table-empty');
  assert.equal(kind('key;name\n'), 'table-empty');
  assert.equal(kind('key;name\n1;x\n', ['key', 'phone']), 'columns-missing');
  assert.equal(kind('key;key\n1;2\n'), 'column-twice');
  assert.equal(kind('key;name\n1;"open\n'), 'table-broken');
  assert.equal(kind(`key\n${'1\n'.repeat(MOST_ROWS + 1)}`), 'too-many-rows');
});
test('no cell that we write is run as a formula, and each comes back as it was', () => {
  const written = new TextDecoder().decode(writeTable(['a'], [{ a: '=HYPERLINK("http://x")' }, { a: '+33639980055' }, { a: '@sum' }, { a: '-12,5' }]));
  assert.deepEqual(written.replace('\uFEFF', '').split('\r\n').slice(1, 5), ['"\'=HYPERLINK(""http://x"")"', "'+33639980055", "'@sum", '"-12,5"']);
  const cell = fc.string({ maxLength: 30 }).map((text) => text.replaceAll(/[\r\0\uFEFF]/g, '').trim()).filter((text) => !text.startsWith("'"));
  fc.assert(fc.property(fc.array(fc.record({ key: fc.integer({ min: 1 }).map(String), text: cell }), { minLength: 1, maxLength: 20 }), (rows) => {
    assert.deepEqual(cellsOf(writeTable(['key', 'text'], rows)), rows.map((row) => ({ ...row })));
  }));
});
test('ten thousand rows are read in a moment', () => {
  const bytes = writeTable(['key', 'name'], Array.from({ length: 10_000 }, (_, at) => ({ key: String(at), name: `Somebody ${at}` })));
  const began = performance.now();
  assert.equal(must(readTable(bytes, ['key'])).rows.length, 10_000);
  assert.ok(performance.now() - began < 5_000);
});
