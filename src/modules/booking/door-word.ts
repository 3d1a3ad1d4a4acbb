import type { HomeId, Lang } from '#kernel';
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

/** How many pairs a list gives: a home runs out after so many visits. */
export const pairsIn = (words: readonly string[]): number => (words.length * (words.length - 1)) / 2;
export type DoorWords = Readonly<Record<Lang, readonly string[]>>;
