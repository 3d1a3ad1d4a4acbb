import type { HomeId } from '#kernel';
import type { Dice } from './reference.ts';

/** Two different words of the list, as they are said at the door: "amber robin". */
export function drawDoorWord(dice: Dice, words: readonly string[]): string {
  const first = dice(words.length);
  const second = (first + 1 + dice(words.length - 1)) % words.length;
  return `${words[first]} ${words[second]}`;
}

/** Two words count as the same pair in either order: nobody remembers which came first. */
export const pairOf = (home: HomeId, word: string): string => `door-word:${home}:${word.split(' ').toSorted().join(' ')}`;

/** What seals belong to: an opened word of another visit is no word of this one. */
export const wordSeal = (visit: string): string => `door-word:${visit}`;
export const codeSeal = (visit: string): string => `visit-code:${visit}`;

/** The word and the code of a visit as they are kept. */
export type Sealed = Readonly<{ doorWord: string; code: string }>;
