import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { answerPiece, spanAsked } from './pieces.ts';

const BYTES = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
const file = { size: BYTES.length, tag: '"a"', read: async (from: number, length: number) => BYTES.slice(from, from + Math.min(length, 64)) };
const ask = async (range?: string, ifRange?: string) => { const answer = answerPiece(file, 'text/plain', { range, ifRange }); return { status: answer.status, says: answer.headers.get('content-range'), bytes: new Uint8Array(await answer.arrayBuffer()) }; };

test('a piece of a file is given as it is asked for: from a byte on, between two, or its end', async () => {
  assert.deepEqual(await ask('bytes=0-6'), { status: 206, says: 'bytes 0-6/1000', bytes: BYTES.slice(0, 7) });
  assert.deepEqual(await ask('bytes=990-'), { status: 206, says: 'bytes 990-999/1000', bytes: BYTES.slice(990) });
  assert.deepEqual(await ask('bytes=-5'), { status: 206, says: 'bytes 995-999/1000', bytes: BYTES.slice(995) });
  assert.deepEqual(await ask('bytes=990-5000'), { status: 206, says: 'bytes 990-999/1000', bytes: BYTES.slice(990) });
});
test('what lies outside is refused; what we need not follow gets the whole file', async () => {
  assert.equal((await ask('bytes=1000-')).status, 416);
  assert.equal((await ask('bytes=-0')).status, 416);
  for (const range of [undefined, 'bytes=5-3', 'bytes=0-1,4-5', 'metres=0-5', 'bytes=-']) assert.deepEqual(await ask(range), { status: 200, says: null, bytes: BYTES });
  assert.equal((await ask('bytes=0-6', '"older"')).status, 200, 'pieces of two files are never put together');
});
test('a span never leaves the file', () => {
  fc.assert(fc.property(fc.string(), fc.nat(5000), fc.nat(5000), fc.integer({ min: 1, max: 3000 }), (text, a, b, size) => {
    for (const header of [text, `bytes=${a}-${b}`, `bytes=${a}-`, `bytes=-${b}`]) {
      const span = spanAsked(header, size);
      if (typeof span === 'object') assert.ok(span.from >= 0 && span.from < span.until && span.until <= size);
    }
  }));
});
