import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import file from '../../../content/lifecycle/products.json' with { type: 'json' };
import { productsIn } from './lifecycle.ts';
import { releaseNamed } from './lifecycle-names.ts';

const products = productsIn(file);
const read = (system: string, version: string) => {
  const found = releaseNamed(products, system, version);
  return found ? `${found.product} ${found.release}` : null;
};

test('what people and technicians write down is recognised', () => {
  const written: readonly (readonly [string, string, string | null])[] = [
    ['Windows', '10', 'windows 10-22h2'], ['windows 11', '24H2', 'windows 11-24h2-w'], ['Win7', '', 'windows 7-sp1'], ['Windows', 'XP', 'windows xp'], ['Windows', '8.1', 'windows 8.1'],
    ['macOS', '13.6.1', 'macos 13'], ['macOS', 'Ventura', 'macos 13'], ['iMac', 'Big Sur', 'macos 11'], ['Mac OS X', '10.15.7', 'macos 10.15'],
    ['iOS', '17.3', 'ios 17'], ['iPadOS', '16', 'ipados 16'], ['Android', '13', 'android 13'], ['Android 12.1', '', 'android 12.1'],
    ['Office', '2016', 'office 2016'], ['Microsoft 365', '', 'office 365'], ['Firefox', '145', 'firefox current'], ['Chromebook', '2021-or-later', null],
  ];
  assert.deepEqual(written.map(([system, version]) => read(system, version)), written.map(([, , wanted]) => wanted));
});

test('what is not certain is not guessed', () => {
  assert.equal(read('Windows', '11'), null);
  assert.equal(read('Windows', ''), null);
  assert.equal(read('Windows', '10.0.26100'), null);
  assert.equal(read('Linux Mint', '21'), null);
  assert.equal(read('iPhone 14', ''), null);
  assert.equal(read('Samsung Galaxy A13', ''), null);
  assert.equal(read('', ''), null);
});

test('any text is answered with a release we hold, or with none', () => {
  const held = new Set(products.flatMap((product) => product.releases.map((release) => `${product.id} ${release.id}`)));
  fc.assert(fc.property(fc.string(), fc.constantFrom('windows', 'mac', 'android', 'ios', 'office', ''), (text, system) => {
    const found = read(system, text);
    return found === null || held.has(found);
  }));
});
