import type { Lang } from '#kernel';
import { syllablesIn } from './syllables.ts';
import { sentencesIn, wordsIn } from './words.ts';

/** What a text must reach before we put it before a person: 70 is "fairly easy" on both scales. */
export const EASY_ENOUGH = 70;
/** Words a sentence may have. */
export const LONGEST_SENTENCE = 20;

/** How easy a text is to read. `score` runs from about 0 (a contract) to 100 and above (a picture book). */
export type Readability = Readonly<{
  score: number;
  words: number;
  sentences: number;
  wordsPerSentence: number;
  syllablesPerWord: number;
  longestSentence: Readonly<{ text: string; words: number }>;
}>;

/**
 * Readability of a text, or of a list of texts that each end a sentence.
 * English: Flesch reading ease, 206.835 − 1.015 w/s − 84.6 syl/w (Flesch 1948). French: Kandel and Moles 1958, 207 − 1.015 w/s − 73.6 syl/w.
 * An empty text scores 100.
 */
export function readability(text: string | readonly string[], lang: Lang): Readability {
  const sentences = (typeof text === 'string' ? [text] : text).flatMap(sentencesIn);
  const longest = sentences.map((each) => ({ text: each, words: wordsIn(each).length })).reduce((a, b) => (b.words > a.words ? b : a), { text: '', words: 0 });
  const words = sentences.flatMap(wordsIn);
  if (words.length === 0) return { score: 100, words: 0, sentences: 0, wordsPerSentence: 0, syllablesPerWord: 0, longestSentence: longest };
  const wordsPerSentence = words.length / sentences.length;
  const syllablesPerWord = words.reduce((sum, word) => sum + syllablesIn(word, lang), 0) / words.length;
  const score = lang === 'fr'
    ? 207 - 1.015 * wordsPerSentence - 73.6 * syllablesPerWord
    : 206.835 - 1.015 * wordsPerSentence - 84.6 * syllablesPerWord;
  return { score: Math.round(score * 10) / 10, words: words.length, sentences: sentences.length, wordsPerSentence, syllablesPerWord, longestSentence: longest };
}
