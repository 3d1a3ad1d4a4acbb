import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { syllablesIn } from './syllables.ts';

const ENGLISH: Readonly<Record<number, string>> = {
  1: `cat line lines clicked whole the be see changed closed turned plugged piece phone phones wire wires page voice once
    choose square press pressed screen try store stored named tried blue true queue file while twice writes noise horse
    please leave leaves gives gone done none here there where were are sure edge bridge judge large change charge used use
    ease tied died freed eight weight suite guide league vague`,
  2: `printer table boxes wanted needed password safely movement social question create account update updates message people
    agree cable apple handle started settings picture pictures minute minutes someone something quiet helper equal language
    movie cookie pages chooses arrow window windows browser address photo photos trying seeing being doing maker later
    carried copied device service notice mobile little able noises before complete remote delete erased ages wages edges
    changes charger charges horses uses easy agreed buying playing viewing saying million region station patient ancient
    special virus fluid ruin unique technique`,
  3: `computer video radio audio various internet telephone messages battery technician usual manual actual family area idea
    separate deleted recycle erases easier initial serious previous curious obvious medium premium museum viruses`,
};
const FRENCH: Readonly<Record<number, string>> = {
  1: `les que quatre guide qui vie câble câbles page pages touche oui non fois deux trois main mot passe compte lien rien bien
    banque nuit suite puis vous votre elle une date août cœur œil yeux il n’est c’est ville feuille vieille rue bleue bleu
    roue jour clé clés`,
  2: `bouton voyez messages écran réseau l’écran lumière ouvrez fenêtre souris clavier papier photo photos cliquez quelqu’un
    jamais toujours silence minute minutes musique radio crier prier idée musée créer réel chaos maïs noël s’allume payer
    payé travail avion action question aidant maison`,
  3: `imprimante appuyez essayez téléphone vidéo envoyée internet aujourd’hui attendez numéro ouvrier oublier essuyez connexion
    nettoyer envoyer usb`,
  4: `ordinateur l’ordinateur télévision sécurité européen`,
};

for (const [lang, words] of [['en', ENGLISH], ['fr', FRENCH]] as const) {
  test(`syllables are counted as spoken (${lang})`, () => {
    const wrong = Object.entries(words).flatMap(([count, list]) => list.split(/\s+/).filter((word) => syllablesIn(word, lang) !== Number(count))
      .map((word) => `${word}: ${count} spoken, ${syllablesIn(word, lang)} counted`));
    assert.deepEqual(wrong, []);
  });
}

test('a number counts one for each figure, and any word at least one', () => {
  assert.equal(syllablesIn('2026', 'en'), 4);
  assert.equal(syllablesIn('constructor', 'en'), 3); // not a property of the list of exceptions
  fc.assert(fc.property(fc.string({ minLength: 1, unit: 'grapheme' }), fc.constantFrom('en' as const, 'fr' as const), (word, lang) => syllablesIn(word, lang) >= 1));
});
