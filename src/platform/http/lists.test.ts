import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { keysFrom } from '../keys.ts';
import { onePage, openCursor, placeIn, readPlace, sealCursor } from './lists.ts';

type Page = { items: string[]; next: string | null };
const of = (text: string): string => text;
const page = (all: readonly string[], order: 'up' | 'down' | 'given', limit: number, cursor?: string): Page => {
  const reply = onePage(all, { limit, cursor }, { of, order }, (item) => item);
  assert.equal(reply.kind, 'json');
  return (reply as { body: Page }).body;
};
function walk(all: readonly string[], order: 'up' | 'down' | 'given', limit: number): string[] {
  const seen: string[] = [];
  for (let cursor: string | undefined, pages = 0; pages <= all.length; pages += 1) {
    const one = page(all, order, limit, cursor);
    seen.push(...one.items);
    if (one.next === null) return seen;
    cursor = one.next;
  }
  return assert.fail('the list has no last page');
}
const some = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 30 });

describe('pages of a list', () => {
  test('hold everything once, in order, and end with null', () => {
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 9 }), (all, limit) => {
      const up = all.toSorted((a, b) => (a < b ? -1 : 1));
      assert.deepEqual(walk(all, 'up', limit), up);
      assert.deepEqual(walk(all, 'down', limit), up.toReversed());
      assert.deepEqual(walk(all, 'given', limit), all);
    }));
  });
  test('by date go on at the same spot when something new has come', () => {
    const first = page(['b', 'd', 'f'], 'down', 1);
    assert.deepEqual(first, { items: ['f'], next: 'f' });
    assert.deepEqual(page(['b', 'd', 'e', 'f', 'g'], 'down', 2, 'f').items, ['e', 'd']);
    assert.deepEqual(page(['b', 'd', 'e'], 'down', 2, 'f').items, ['e', 'd']);
  });
  test('of a ranking whose place is gone are begun again, and said so', () => {
    const reply = onePage(['a', 'b'], { limit: 1, cursor: 'z' }, { of, order: 'given' }, of);
    assert.equal(reply.kind === 'json' && reply.status, 422);
  });
  test('sort by instants as instants, however they are written', () => {
    const places = ['2026-11-24T08:00:00Z', '2026-11-24T08:00:00.5Z', '1999-01-01T00:00:00Z'].map((text) => placeIn(Temporal.Instant.from(text), 'x'));
    assert.deepEqual(places.toSorted(), [places[2], places[0], places[1]]);
    const at = Temporal.Instant.from('2026-11-24T08:00:00.123456Z');
    assert.deepEqual(readPlace(placeIn(at, 'msg_x')), { at, id: 'msg_x' });
  });
});

describe('a cursor', () => {
  const keys = keysFrom(Buffer.alloc(32, 7));
  test('comes back as the place it was made from', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }).filter((text) => text.isWellFormed()), (place) => { assert.equal(openCursor(keys, '/list', sealCursor(keys, '/list', place)), place); }));
  });
  test('that was changed, or is of another list or another house, is not taken', () => {
    const cursor = sealCursor(keys, '/list', 'here');
    for (let at = 0; at < cursor.length; at += 1) {
      const forged = cursor.slice(0, at) + (cursor[at] === 'A' ? 'B' : 'A') + cursor.slice(at + 1);
      assert.equal(openCursor(keys, '/list', forged), undefined, forged);
    }
    assert.equal(openCursor(keys, '/other', cursor), undefined);
    assert.equal(openCursor(keysFrom(Buffer.alloc(32, 8)), '/list', cursor), undefined);
    for (const nonsense of ['', '.', 'x', '....', 'aGVyZQ.', cursor.replace('.', '..')]) assert.equal(openCursor(keys, '/list', nonsense), undefined);
  });
});
