import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_LETTERS, asksToStop, ownWords } from './received.ts';

test('of an answer only the own words are kept', () => {
  assert.equal(ownWords('Yes, that is fine.\r\n\r\nOn Tue, Porchlight wrote:\r\n> Somebody comes on Tuesday\r\n> between 9 and 10'), 'Yes, that is fine.');
  assert.equal(ownWords('Oui.\n\nLe mar. 24 nov., Porchlight a écrit :\n> Quelqu’un vient'), 'Oui.');
  assert.equal(ownWords('5 > 3 is true'), '5 > 3 is true');
  assert.equal(ownWords('> only what we wrote'), '> only what we wrote');
  assert.equal(ownWords('a'.repeat(20_000)).length, MOST_LETTERS);
});

test('a wish to get no more messages is known as one, and nothing longer is', () => {
  for (const text of ['STOP', ' stop. ', 'Stop SMS', 'Arrêt', 'désinscription!']) assert.ok(asksToStop(text), text);
  for (const text of ['Stop by at ten, please', 'Please stop the visit', 'arrêtez le travail tout de suite', '']) assert.ok(!asksToStop(text), text);
});
