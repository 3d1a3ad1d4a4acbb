import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_LETTERS, ownWords } from './received.ts';

test('of an answer only the own words are kept', () => {
  assert.equal(ownWords('Yes, that is fine.\r\n\r\nOn Tue, Porchlight wrote:\r\n> Somebody comes on Tuesday\r\n> between 9 and 10'), 'Yes, that is fine.');
  assert.equal(ownWords('Oui.\n\nLe mar. 24 nov., Porchlight a écrit :\n> Quelqu’un vient'), 'Oui.');
  assert.equal(ownWords('5 > 3 is true'), '5 > 3 is true');
  assert.equal(ownWords('> only what we wrote'), '> only what we wrote');
  assert.equal(ownWords('a'.repeat(20_000)).length, MOST_LETTERS);
});
