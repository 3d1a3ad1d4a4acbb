import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { readCatalogue } from '#platform/text';

const ROOT = join(import.meta.dirname, '..', '..');
const catalogues = { en: readCatalogue(join(ROOT, 'content/words'), 'en'), fr: readCatalogue(join(ROOT, 'content/words'), 'fr') };
const sources = globSync('src/**/*.ts', { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts')).map((file) => ({ file, text: readFileSync(join(ROOT, file), 'utf8') }));

// The parser's own numbers for plain text and for the # of a plural.
const LITERAL = 0;
const POUND = 7;

/** What a sentence is filled with. */
function filledWith(text: string): string[] {
  const names = new Set<string>();
  const walk = (parts: ReturnType<IntlMessageFormat['getAst']>): void => {
    for (const part of parts) {
      if (part.type === LITERAL || part.type === POUND) continue;
      if ('value' in part) names.add(String(part.value));
      if ('options' in part) for (const option of Object.values(part.options)) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
}

test('both languages say the same things, filled with the same words', () => {
  assert.deepEqual([...catalogues.fr.keys()].sort(), [...catalogues.en.keys()].sort());
  for (const [key, text] of catalogues.en) assert.deepEqual(filledWith(catalogues.fr.get(key) ?? ''), filledWith(text), key);
});
test('every sentence that a page or a message names stands in the catalogues', () => {
  const missing = sources.flatMap(({ file, text }) => [...text.matchAll(/(?:say|knows)\('([a-z][a-z0-9-]*\.[a-zA-Z0-9-]+)'/g)].map((found) => found[1] ?? '').filter((key) => !catalogues.en.has(key)).map((key) => `${file}: ${key}`));
  assert.deepEqual(missing, []);
});
test('no sentence shouts or is left empty', () => {
  for (const lang of ['en', 'fr'] as const) for (const [key, text] of catalogues[lang]) assert.ok(text.trim() !== '' && !text.includes('!'), `${lang} ${key}: ${text}`);
});
