import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import file from '../../../content/lifecycle/products.json' with { type: 'json' };
import { productsIn } from './lifecycle.ts';
import { releasesIn } from './lifecycle-text.ts';

const products = productsIn(file);
const read = (text: string): string[] => releasesIn(products, text).map(({ label }) => label);

test('a system that is named in a story, with its version beside it, is heard', () => {
  assert.deepEqual(read('My old Dell still has Windows 7 and it is slow'), ['Windows 7']);
  assert.deepEqual(read('Mon portable sous windows10 ne démarre plus, celui de ma fille est sous Windows 11 24H2'), ['Windows 10', 'Windows 11, version 24H2']);
  assert.deepEqual(read('iMac High Sierra et Office 2010'), ['macOS 10.13 High Sierra', 'Office 2010']);
  assert.deepEqual(read('my phone says Android 9, the tablet iOS 13.7'), ['Android 9', 'iOS 13']);
  assert.deepEqual(read('win XP. Windows XP!'), ['Windows XP']);
});

test('a number that only stands near is no version', () => {
  for (const text of ['I have had Windows for 8 years', 'windows 10 fois par jour se ferme', 'Windows 11 is slow', 'my mac 13 inch', 'the iPhone 7 is broken', 'android phone with 8 GB', 'il y a 7 fenêtres', 'MacBook 12 pouces']) assert.deepEqual(read(text), [], text);
});

test('any text is read without a fault, and quickly', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => { assert.ok(Array.isArray(read(text))); }));
  const from = performance.now();
  read('windows '.repeat(12_500));
  assert.ok(performance.now() - from < 200);
});
