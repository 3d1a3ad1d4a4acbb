import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { readCatalogue } from '#platform/text';
import services from '../../../content/services.json' with { type: 'json' };
import taxonomy from '../../../content/triage/taxonomy.json' with { type: 'json' };
import frenchRules from '../../../content/rules/fr.json' with { type: 'json' };
import { catalogueFrom } from './catalogue.ts';

const dir = join(import.meta.dirname, '../../../content/words');
const en = readCatalogue(dir, 'en');
const fr = readCatalogue(dir, 'fr');
const mine = (keys: Iterable<string>): string[] => [...keys].filter((key) => key.startsWith('pricing.')).toSorted();
const catalogue = catalogueFrom(services);

describe('the words of prices', () => {
  test('are the same sentences in both languages, and each can be read', () => {
    assert.deepEqual(mine(en.keys()), mine(fr.keys()));
    for (const key of mine(en.keys())) for (const text of [en.get(key), fr.get(key)]) assert.doesNotThrow(() => new IntlMessageFormat(text ?? '', 'en', undefined, { ignoreTag: true }), key);
  });
  test('name every service and every item', () => {
    for (const { key } of catalogue.services) assert.ok(en.has(`pricing.service-${key}`), key);
    for (const { key } of catalogue.items) assert.ok(en.has(`pricing.item-${key}`), key);
  });
  test('hold every sentence that the code says', () => {
    const code = ['.', 'do'].flatMap((folder) => readdirSync(join(import.meta.dirname, folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => readFileSync(join(import.meta.dirname, folder, name), 'utf8'))).join('\n');
    for (const [, key = ''] of code.matchAll(/says\('([a-z0-9-]+)'/g)) assert.ok(en.has(`pricing.${key}`), key);
    for (const [, key = ''] of code.matchAll(/'pricing\.(form-[a-z-]+)'/g)) assert.ok(en.has(`pricing.${key}`), key);
    for (const [, kind = ''] of code.matchAll(/kind: '([a-z]+(?:-[a-z]+){2,})'/g)) assert.ok(en.has(`pricing.${kind}`) || en.has(`pricing.missing-${kind}`) || kind === 'included-within', kind);
  });
});

describe('the catalogue', () => {
  const leaves = new Set(taxonomy.leaves.map(({ id }) => id));
  test('puts only known kinds of problem into services, needs and the law', () => {
    for (const { leaves: own } of catalogue.services) for (const leaf of own) assert.ok(leaves.has(leaf), leaf);
    for (const { leaf } of services.needs) assert.ok(leaves.has(leaf), leaf);
    for (const rule of frenchRules.rules) for (const leaf of ('leaves' in rule && rule.leaves) || []) assert.ok(leaves.has(leaf), leaf);
  });
  test('gives every kind of problem that can be sold to exactly one service', () => {
    for (const leaf of leaves) {
      const own = catalogue.services.filter((service) => service.leaves.includes(leaf));
      assert.equal(own.length, leaf === 'too-vague' || leaf === 'out-of-scope' ? 0 : 1, leaf);
    }
  });
  test('refuses an item that hides what it is', () => {
    const bad = (item: object) => () => catalogueFrom({ services: [], items: [{ key: 'x', cost: null, ...item }], needs: [] });
    assert.throws(bad({ kind: 'parts', every: 'year' }), /renews/);
    assert.throws(bad({ kind: 'subscription', every: 'once' }), /never renews/);
    assert.doesNotThrow(bad({ kind: 'licence', every: 'once' }));
  });
});
