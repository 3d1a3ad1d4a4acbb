import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { keysFrom } from './keys.ts';

const keys = keysFrom(Buffer.alloc(32, 1));

test('what was sealed is opened by the same house, about the same thing, and not otherwise', () => {
  fc.assert(fc.property(fc.string(), fc.string(), (text, about) => {
    const sealed = keys.seal(text, about);
    assert.equal(keys.open(sealed, about), text);
    assert.equal(keys.open(sealed, `${about}x`), undefined);
    assert.equal(keysFrom(Buffer.alloc(32, 2)).open(sealed, about), undefined);
  }));
});
test('a single changed letter keeps it shut', () => {
  const sealed = keys.seal('the gate is open', 'gate');
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
    assert.notEqual(keys.open(changed, 'gate'), 'the gate is open and more');
    if (Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url'))) continue;
    assert.equal(keys.open(changed, 'gate'), undefined);
  }
});
test('a digest is the same in this house and another elsewhere', () => {
  assert.equal(keys.digest('123456'), keys.digest('123456'));
  assert.notEqual(keys.digest('123456'), keysFrom(Buffer.alloc(32, 2)).digest('123456'));
});
test('a key that was cut is refused with what to do', () => assert.throws(() => keysFrom(Buffer.alloc(31)), /31 bytes.*backup/));
