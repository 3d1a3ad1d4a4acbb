import type { Leaf } from './taxonomy.ts';
import { plain, wordsOf } from './text.ts';

/** The words we know, and for each way of leaving out one letter the known words it may have been. */
export type Spelling = Readonly<{ known: ReadonlySet<string>; shortened: ReadonlyMap<string, readonly string[]> }>;

/** Shorter words are not corrected: too many are one letter apart. */
const SHORTEST = 5;

function* withoutOneLetter(word: string): Generator<string> {
  for (let at = 0; at < word.length; at += 1) yield word.slice(0, at) + word.slice(at + 1);
}

/** Whether one letter added, left out, changed or two swapped turns one word into the other. */
export function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let from = 0;
  while (from < Math.min(a.length, b.length) && a[from] === b[from]) from += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - from && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const left = a.slice(from, a.length - end);
  const right = b.slice(from, b.length - end);
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}

/** Learns the words of the lay lists and of the lexicon. */
export function spellingOf(leaves: readonly Leaf[], more: Iterable<string>): Spelling {
  const known = new Set<string>();
  const phrases = [...leaves.flatMap((leaf) => [...leaf.words.en, ...leaf.words.fr, leaf.label.en, leaf.label.fr]), ...more];
  for (const phrase of phrases) for (const word of wordsOf(plain(phrase))) known.add(word);
  const shortened = new Map<string, string[]>();
  for (const word of known) {
    if (word.length < SHORTEST) continue;
    for (const short of withoutOneLetter(word)) {
      const held = shortened.get(short);
      if (held === undefined) shortened.set(short, [word]);
      else if (!held.includes(word)) held.push(word);
    }
  }
  return { known, shortened };
}

/** A known word that is one slip away from an unknown one, or nothing. The first letter is trusted before the others. */
export function corrected(word: string, spelling: Spelling): string | undefined {
  if (word.length < SHORTEST || spelling.known.has(word) || /\d/u.test(word)) return undefined;
  const found = new Set<string>();
  for (const candidate of spelling.shortened.get(word) ?? []) found.add(candidate);
  for (const short of withoutOneLetter(word)) {
    if (short.length >= SHORTEST && spelling.known.has(short)) found.add(short);
    for (const candidate of spelling.shortened.get(short) ?? []) if (isOneSlip(word, candidate)) found.add(candidate);
  }
  return Array.from(found).sort((a, b) => Number(b[0] === word[0]) - Number(a[0] === word[0]) || Math.abs(a.length - word.length) - Math.abs(b.length - word.length))[0];
}
