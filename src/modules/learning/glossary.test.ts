import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { explain, glossaryFor, markHardWords, unexplainedIn } from './glossary.ts';
import { glossaryFaults } from './guide-faults.ts';
import { readability } from './readability.ts';
import { withoutBold } from './words.ts';

const words = (text: string, lang: 'en' | 'fr') => explain(text, lang).filter((each) => each.kind === 'word').map((each) => each.word);

test('a hard word is found in any form and any capitals, and its meaning comes along', () => {
  const found = explain('Open the BROWSERS now.', 'en');
  assert.deepEqual(found.map((each) => each.text), ['Open the ', 'BROWSERS', ' now.']);
  assert.match(found[1]?.kind === 'word' ? found[1].means : '', /web pages/);
  assert.deepEqual(words('Faites vos mises à jour.', 'fr'), ['mise à jour']);
});

test('only whole words are marked, and the longest one wins', () => {
  assert.deepEqual(words('The tabletop is happy.', 'en'), []);
  assert.deepEqual(words('Your password manager', 'en'), ['password manager']);
});

test('a word written in capitals in the glossary is found in capitals only', () => {
  assert.deepEqual(words('Take the paper out and stop.', 'en'), []);
  assert.deepEqual(words('Put it in OUT, then type your PIN.', 'en'), ['OUT', 'PIN']);
});

test('a hard word in its everyday meaning is left alone', () => {
  assert.deepEqual(words('Go to a window. Close the window.', 'en'), ['window']);
  assert.deepEqual(explain('Go to a window.', 'en').length, 1);
  assert.deepEqual(words('La banque donne un numéro de dossier.', 'fr'), []);
});

test('a word is marked once a page', () => {
  const already = new Set<string>();
  const count = (text: string) => explain(text, 'en', already).filter((each) => each.kind === 'word').length;
  assert.deepEqual([count('Open the app. Close the app.'), count('The app again.')], [1, 0]);
});

test('straight and curly apostrophes, and spaces that do not break, are the same', () => {
  assert.deepEqual(words("la capture d'écran et l’écran\u00a0d’accueil", 'fr'), ['capture d’écran', 'écran d’accueil']);
});

test('technical words that nobody explained are named', () => {
  assert.deepEqual(unexplainedIn('Reset the DHCP lease and the registry, then press OK.', 'en'), ['DHCP', 'registry']);
  assert.deepEqual(unexplainedIn('Vider la mémoire cache du serveur XYZT.', 'fr'), ['mémoire cache', 'serveur', 'XYZT']);
  assert.deepEqual(unexplainedIn('Turn the TV on.', 'en'), []);
});

test('shouting is not jargon', () => {
  assert.deepEqual(unexplainedIn('DO NOT touch the QXZ.', 'en'), ['QXZ']);
  assert.deepEqual(unexplainedIn('NE PAS éteindre le WIFI.', 'fr'), []);
});

test('bold is kept as a property of the stretch', () => {
  assert.deepEqual(markHardWords('Press **Print** once', 'en').map((each) => [each.text, each.bold]), [['Press ', false], ['Print', true], [' once', false]]);
  assert.deepEqual(markHardWords('2 ** 3', 'en').map((each) => each.text).join(''), '2 ** 3');
});

test('the stretches joined are the text, whatever is written', () => {
  const piece = fc.constantFrom('browser', 'Wi-Fi', ' ', '**', 'DHCP', '<b>', '&', 'é', 'boîte mail', '.', '’', 'QR code');
  fc.assert(fc.property(fc.array(piece), fc.constantFrom('en' as const, 'fr' as const), (pieces, lang) => {
    const text = pieces.join('');
    const even = text.split('**').length % 2 === 1;
    const joined = markHardWords(text, lang).map((each) => each.text).join('');
    assert.equal(even ? joined : withoutBold(joined), withoutBold(text));
  }));
});

test('the glossary is plain itself, and no form has two meanings', () => {
  for (const lang of ['en', 'fr'] as const) {
    assert.deepEqual(glossaryFaults(lang), []);
    assert.ok(readability(glossaryFor(lang).words.map((each) => each.means), lang).score >= 70);
  }
});
