import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { commonFrom, weakness } from './weak-password.ts';

const COMMON = commonFrom(readFileSync(join(import.meta.dirname, '..', '..', '..', 'content', 'common-passwords.txt'), 'utf8'));
const CONTEXT = ['Porchlight', 'La Lanterne', 'Jules', 'Marchand', 'jules.marchand', 'technician'];

test('the list holds far more than the three thousand that must be refused, in one form each', () => {
  assert.ok(COMMON.size > 20_000, `${COMMON.size}`);
  assert.ok([...COMMON].every((one) => one === one.toLowerCase() && one.length >= 6));
  for (const one of ['password', '123456', 'qwertyuiop', 'iloveyou']) assert.ok(COMMON.has(one), one);
});
test('what everybody uses is refused, with a year, a sign and swapped letters too', () => {
  for (const password of ['password1234', 'Password2026!', 'P@ssw0rd!!!!', '!!!Liverpool2026', 'iloveyou1234', 'unbelievable']) assert.equal(weakness(password, COMMON, CONTEXT), 'common', password);
});
test('rows of keys and repetitions are refused', () => {
  for (const password of ['abcdefghijkl', 'qwertyuiop12', 'azertyuiopqs', 'aaaaaaaaaaaa', 'abcabcabcabc', 'lapinlapinlapin', '121212121212', '098765432101']) assert.ok(['pattern', 'common'].includes(weakness(password, COMMON, CONTEXT) ?? ''), password);
});
test('a word of the house or of the person with little beside it is refused; with enough beside it, it may stand', () => {
  for (const password of ['porchlight-26', 'Porchlight!!!', 'jules-marchand', 'marchand12345', 'lanterne2026!', 'p0rchl1ght-x']) assert.equal(weakness(password, COMMON, CONTEXT), 'context', password);
  assert.equal(weakness('seven porchlight badgers', COMMON, CONTEXT), undefined);
});
test('phrases of people and strings of machines stand', () => {
  for (const password of ['une longue phrase à moi', 'correct cheval batterie', 'the tea was cold on monday', 'x9-Kd72_plQw']) assert.equal(weakness(password, COMMON, CONTEXT), undefined, password);
  fc.assert(fc.property(fc.string({ minLength: 20, maxLength: 40, unit: fc.constantFrom(...'bcdfghjklmnpqrstvwxz_-2689KLMP') }), (text) => new Set(text).size < 9 || weakness(text, COMMON, CONTEXT) === undefined || weakness(text, COMMON, CONTEXT) === 'pattern'));
});
test('every common one is refused, whatever it is used for', () => {
  for (const one of COMMON) assert.ok(weakness(one, COMMON, []) !== undefined, one);
});
