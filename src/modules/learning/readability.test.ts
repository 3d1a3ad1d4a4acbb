import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EASY_ENOUGH, readability } from './readability.ts';
import { sentencesIn, wordsIn } from './words.ts';

test('the Flesch formula is applied as published', () => {
  // 6 words, 1 sentence, 6 syllables.
  assert.equal(readability('The cat sat on the mat.', 'en').score, Math.round((206.835 - 1.015 * 6 - 84.6) * 10) / 10);
});

test('the Kandel and Moles formula is applied as published', () => {
  // 4 words, 1 sentence, 5 syllables.
  assert.equal(readability('Le chat dort bien ici.', 'fr').score, Math.round((207 - 1.015 * 5 - 73.6 * (6 / 5)) * 10) / 10);
});

test('a plain text passes and an office text does not, in both languages', () => {
  assert.ok(readability('Turn the box off. Wait one minute. Turn it on again.', 'en').score > EASY_ENOUGH);
  assert.ok(readability('Subsequent authentication necessitates verification of previously established organisational credentials.', 'en').score < 30);
  assert.ok(readability('Coupez la box. Comptez jusqu’à dix. Puis mettez-la en marche.', 'fr').score > EASY_ENOUGH);
  assert.ok(readability('La réinitialisation nécessite préalablement une authentification conformément aux dispositions organisationnelles.', 'fr').score < 30);
});

test('each text of a list ends a sentence, and bold signs are no words', () => {
  const measured = readability(['Press **Start**', 'Wait one minute'], 'en');
  assert.deepEqual([measured.sentences, measured.words], [2, 5]);
});

test('the longest sentence is named', () => {
  assert.deepEqual(readability('Go. Now open the old box.', 'en').longestSentence, { text: 'Now open the old box.', words: 5 });
});

test('an empty text is not a fault', () => {
  assert.equal(readability('', 'fr').score, 100);
  assert.equal(readability([' ', '…'], 'en').words, 0);
});

test('figures, addresses and quotation marks do not break a sentence', () => {
  assert.equal(sentencesIn('Come at 10.30 to example.org please.').length, 1);
  assert.deepEqual(sentencesIn('Say: "I am a victim." Then wait.'), ['Say: "I am a victim."', 'Then wait.']);
  assert.deepEqual(wordsIn('L’écran du Wi-Fi'), ['L’écran', 'du', 'Wi', 'Fi']);
});
