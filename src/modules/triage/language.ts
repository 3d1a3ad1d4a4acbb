import type { Lang } from '#kernel';
import { plain, wordsOf } from './text.ts';

/** Which language a text is in, and how much of each it holds (shares of the words that we know). */
export type Spoken = Readonly<{ lang: Lang; en: number; fr: number; known: boolean }>;

const ENGLISH = new Set(('the and is my it to of a i in on have has not with for that this but was what how can you me do does are be when '
  + 'your they from out will would any been after won\'t can\'t don\'t doesn\'t didn\'t isn\'t i\'m it\'s i\'ve get got just so all an at or if '
  + 'about there which who why where some know need help please working work keeps since her his she he him we our their them am as by no up '
  + 'old new phone computer called hello hi thanks someone lost broken slow printer screen want use anyone because now too very').split(' '));
const FRENCH = new Set(('le la les de des du un une et est je j mon ma mes ne pas plus sur dans pour avec qui que qu ce c ca l d il elle on nous vous '
  + 'au aux en ai a ete suis sont sa son ses leur comment quand depuis mais ou tout tous toute fait faire marche bonjour merci me se s m n y '
  + 'cette cet quoi pourquoi quelqu apres avant sans chez deja toujours aide aidez probleme ordinateur ordi telephone imprimante ecran '
  + 'veux peux peut voudrais vais avez pouvez impossible mot passe ancien nouveau nouvelle tele souris clavier mail fichiers perdu panne '
  + 'arnaque virus piratee pirate urgent secours svp box livebox chargeur batterie lent rame').split(' '));

/** Tells English from French by common words and French letters; what it cannot tell goes by `otherwise`. */
export function languageOf(text: string, otherwise: Lang = 'en'): Spoken {
  const words = wordsOf(plain(text.slice(0, 4_000)));
  let en = 0;
  let fr = 0;
  for (const word of words) {
    if (ENGLISH.has(word)) en += 1;
    if (FRENCH.has(word)) fr += 1;
  }
  if (fr > 1) fr += Math.min(4, (text.slice(0, 4_000).match(/[éèêàçùîôûœ]/giu) ?? []).length);
  const sum = en + fr;
  if (sum === 0) return { lang: otherwise, en: 0, fr: 0, known: false };
  const lang = en === fr ? otherwise : en > fr ? 'en' : 'fr';
  return { lang, en: en / sum, fr: fr / sum, known: sum >= Math.min(2, words.length) };
}
