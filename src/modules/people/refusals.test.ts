import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LONGEST_SENTENCE, readability } from '#modules/learning';
import { readCatalogue } from '#platform/text';

/** The kinds of every `no({ kind: '…' })` that a module's files write, and of every refusal its front door names. */
const refusedIn = (module: string): Set<string> => {
  const dir = join('src/modules', module);
  const kinds = new Set<string>();
  for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))) {
    const said = name === 'front.ts' ? /\{ kind: '([a-z-]+)'/g : /(?:\bno\(|type \w+ = )\{ kind: '([a-z-]+)'/g;
    for (const [, kind] of readFileSync(join(dir, name), 'utf8').matchAll(said)) if (kind) kinds.add(kind);
  }
  return kinds;
};

for (const [module, file] of [['people', 'people'], ['technicians', 'technicians'], ['devices', 'people'], ['visits', 'visits']] as const) {
  test(`every "no" of ${module} has a sentence in both languages`, () => {
    const kinds = refusedIn(module);
    assert.ok(kinds.size > 1, 'some were found');
    for (const lang of ['en', 'fr'] as const) {
      const says = readCatalogue('content/words', lang);
      for (const kind of kinds) {
        // A page has nothing but the kind in its hand: the sentence must stand without anything filled in.
        assert.ok(says.get(`${file}.${kind}`)?.includes('{') === false, `${lang} ${file}.${kind}`);
      }
    }
  });
}

test('both languages say the same things', () => {
  for (const file of ['people.', 'technicians.', 'visits.']) {
    const keys = (lang: 'en' | 'fr') => [...readCatalogue('content/words', lang).keys()].filter((key) => key.startsWith(file)).sort();
    assert.deepEqual(keys('en'), keys('fr'));
  }
});

test('no sentence of ours is longer than a tired person can follow', () => {
  for (const lang of ['en', 'fr'] as const) {
    for (const [key, text] of readCatalogue('content/words', lang)) {
      if (!/^(people|technicians|visits)\./.test(key)) continue;
      const { longestSentence } = readability(text, lang);
      assert.ok(longestSentence.words <= LONGEST_SENTENCE, `${lang} ${key}: ${longestSentence.words} words`);
    }
  }
});
