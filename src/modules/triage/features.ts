import { carryOver, type Lexicon } from './lexicon.ts';
import { languageOf } from './language.ts';
import { plain, stemEnglish, stemFrench, wordsOf } from './text.ts';

/** What a model sees of a text: word stems and pairs of them, how often, and the person's own words behind each. */
export type Features = ReadonlyMap<string, Readonly<{ times: number; from: string }>>;

// Words that carry no matter. Negations, small adverbs (on, off, up) and question words stay: "won't turn on" lives by them.
const SILENT = new Set(("the a an my is it its to and of i in that this was be have has had for with me you your so just am are at as if or but we our they "
  + "he she his her there been do does did would could will can from by who about get got really any some please hi hello thanks thank hey dear i'm i've it's "
  + 'also because then than them their im ive url phone] [phone anyone guys lol ok one only even into '
  + 'le la les de des du un une et est je j mon ma mes ne sur dans pour avec qui que qu ce c ca l d il elle on nous vous au aux en ai a ete suis sont sa son '
  + 'ses leur mais ou y s m n se me cette cet bonjour merci madame monsieur t te tu votre notre vos nos par alors donc tres si lui ils elles '
  + 'comme avant chose choses truc trucs machin bidule cela ceci etre avoir bien thing things stuff').split(' '));

/** Whether a word carries no matter, so that no list holds it. */
export const isSilent = (word: string): boolean => SILENT.has(word);

type Stemmed = Readonly<{ stem: string; from: string }>;

/** How much a pair with one word between counts: less than neighbours, yet "does not even print" is heard as "not print". */
const ACROSS = 0.6;

function addSequence(into: Map<string, { times: number; from: string }>, sequence: readonly Stemmed[]): void {
  const add = (key: string, from: string, times: number): void => {
    const seen = into.get(key);
    if (seen) seen.times += times;
    else into.set(key, { times, from });
  };
  const joined = (a: Stemmed, b: Stemmed): string => (a.from === b.from ? a.from : `${a.from} ${b.from}`);
  sequence.forEach((word, at) => {
    add(word.stem, word.from, 1);
    const next = sequence[at + 1];
    if (next) add(`${word.stem} ${next.stem}`, joined(word, next), 1);
    const after = sequence[at + 2];
    if (after) add(`${word.stem} ${after.stem}`, joined(word, after), ACROSS);
  });
}

/** "le son" (the sound) and "son mari" (her husband) are told apart before the small words go. */
const soundTold = (text: string): string => text.replaceAll(/\b(?:plus de|pas de|plus|pas|aucun|le|du|sans|probleme de) son\b/gu, '$& audio');

/** Takes a text apart. `mended` may put a slip of the pen right. French is read twice: in its own stems, and, given a lexicon, carried over into English words. */
export function featuresOf(text: string, lexicon: Lexicon | undefined, french?: boolean, mended: (word: string) => string = (word) => word): Features {
  const spoken = languageOf(text);
  const words = wordsOf(soundTold(plain(text))).filter((word) => word.length < 30).map(mended);
  const hasFrench = french ?? (spoken.fr > 0.25 || !spoken.known);
  const hasEnglish = french === undefined ? spoken.en > 0.25 || !spoken.known : !french;
  const into = new Map<string, { times: number; from: string }>();
  const spokenWords = words.filter((word) => !SILENT.has(word) && !/^\d{4,}$/u.test(word));
  if (hasEnglish) addSequence(into, spokenWords.map((word) => ({ stem: stemEnglish(word), from: word })));
  if (hasFrench) {
    addSequence(into, spokenWords.map((word) => ({ stem: stemFrench(word), from: word })));
    if (lexicon) addSequence(into, carryOver(words, lexicon).filter(({ english }) => !SILENT.has(english)).map(({ english, from }) => ({ stem: stemEnglish(english), from })));
  }
  return into;
}
