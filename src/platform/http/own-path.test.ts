import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isOwnPath, ownLocation } from './own-path.ts';

const HOUSE = 'https://help.example.org';
const ELSEWHERE = ['//evil.example', '/\\evil.example', '\\\\evil.example', '/\t/evil.example', '/\n/evil.example', '/\r//evil.example', '\t//evil.example', '/.//evil.example', '/x/..//evil.example', '/%2e//evil.example', 'https://evil.example', 'https:evil.example', 'javascript:alert(1)', 'data:text/html,x', 'evil.example', '', ' /x', '/a\\..\\..\\/evil.example', '/x\r\nset-cookie: a=b'];

test('a way back leads to a path of ours and nowhere else, however it is written', () => {
  for (const path of ELSEWHERE) assert.equal(isOwnPath(path), false, JSON.stringify(path));
  for (const path of ['/', '/mine', '/r/ABC-DEF/times?quote=quo_1#first', '/guides?q=été', '/x//y', '/check?told=a%2F%2Fb', '/next?next=//evil.example']) assert.equal(isOwnPath(path), true, path);
});
test('whatever passes stays in the house where a browser goes from there', () => {
  const piece = fc.constantFrom('/', '//', '\\', '\t', '\n', '\r', '.', '..', '%2f', '%5c', '%09', '@', ':', 'evil.example', 'x', '?', '#', ' ', '\u0000', 'https:', '；', '。', '／');
  fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
    const path = pieces.join('');
    for (const start of [path, `/${path}`]) if (isOwnPath(start)) {
      assert.equal(new URL(start, HOUSE).origin, HOUSE, JSON.stringify(start));
      const { pathname, search, hash } = new URL(start, HOUSE);
      assert.equal(ownLocation(start), `${pathname}${search}${hash}`);
      assert.match(ownLocation(start), /^[\u0021-\u007e]+$/);
    }
  }), { numRuns: 5_000 });
});
test('what would lead out is a fault of ours, and says so', () => {
  for (const path of ELSEWHERE) assert.throws(() => ownLocation(path), /is no path of ours/);
});
