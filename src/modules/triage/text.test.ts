import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { languageOf } from './language.ts';
import { corrected, isOneSlip, spellingOf } from './spelling.ts';
import { stretchesOf } from './split.ts';
import { MOST_CHARACTERS, plain, stemEnglish, stemFrench, wordsOf } from './text.ts';

test('a text is read without accents, capitals, markup and emphasis', () => {
  assert.equal(plain('  Ça ne MARCHE   plus<br>à l’étage '), "ca ne marche plus a l'etage");
  assert.equal(plain('heeeeelp pleeease'), 'heelp pleease');
  assert.equal(plain('see https://example.org/x?y=1 now'), 'see url now');
  assert.equal(plain('it wont print and cant scan'), "it won't print and can't scan");
});

test('reading a text twice changes nothing more, and it never grows beyond its bound', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
    const once = plain(text);
    assert.equal(plain(once).length <= once.length, true);
    assert.equal(once, once.toLowerCase());
  }));
  assert.ok(plain('x y '.repeat(50_000)).length <= MOST_CHARACTERS + 3);
});

test('French elisions come apart, English contractions do not', () => {
  assert.deepEqual(wordsOf("l'ordinateur n'imprime plus"), ['l', 'ordinateur', 'n', 'imprime', 'plus']);
  assert.deepEqual(wordsOf("it won't print"), ['it', "won't", 'print']);
});

test('forms of one word share a stem', () => {
  assert.equal(stemEnglish('printing'), stemEnglish('prints'));
  assert.equal(stemEnglish('stopped'), stemEnglish('stopping'));
  assert.equal(stemFrench('imprimer'), stemFrench('imprime'));
  assert.equal(stemFrench('bloquee'), stemFrench('bloques'));
});

test('English and French are told apart, mixtures show both', () => {
  assert.equal(languageOf('my screen is black').lang, 'en');
  assert.equal(languageOf("mon écran est noir").lang, 'fr');
  const mixed = languageOf('help my box tv ne marche plus since yesterday');
  assert.ok(mixed.en > 0 && mixed.fr > 0);
  assert.equal(languageOf('Мой принтер не печатает').known, false);
});

test('one slip is one letter added, left out, changed or swapped', () => {
  assert.ok(isOneSlip('printer', 'prnter') && isOneSlip('printer', 'printeer') && isOneSlip('printer', 'prinetr') && isOneSlip('printer', 'prunter'));
  assert.ok(!isOneSlip('printer', 'printer') && !isOneSlip('printer', 'pointing'));
  fc.assert(fc.property(fc.stringMatching(/^[a-z]{6,12}$/u), fc.nat(), (word, at) => {
    const cut = at % word.length;
    assert.ok(isOneSlip(word, word.slice(0, cut) + word.slice(cut + 1)));
  }));
});

test('an unknown word is mended to a known one, a known word is left alone', () => {
  const spelling = spellingOf([], ['printer', 'keyboard']);
  assert.equal(corrected('prnter', spelling), 'printer');
  assert.equal(corrected('keybaord', spelling), 'keyboard');
  assert.equal(corrected('printer', spelling), undefined);
  assert.equal(corrected('elephant', spelling), undefined);
});

test('lists numbered from one are cut, single numbers and model names are not', () => {
  const cuts = (text: string): string[] => stretchesOf(text).map((stretch) => stretch.text);
  assert.deepEqual(cuts('1. printer is offline 2. wifi is very slow'), ['printer is offline', 'wifi is very slow']);
  assert.deepEqual(cuts('- printer offline\n- slow wifi'), ['printer offline', 'slow wifi']);
  assert.deepEqual(cuts('My iPhone 4 has iOS 7.1'), ['My iPhone 4 has iOS 7.1']);
  assert.deepEqual(cuts(''), []);
});
