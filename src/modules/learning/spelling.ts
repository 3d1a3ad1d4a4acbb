/**
 * How many slips of the finger lie between two words: a letter left out, added, changed, or two neighbours swapped (optimal string alignment,
 * Damerau 1964). Anything above `most` is answered as `most + 1`, early.
 */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const far = most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = isSwap(a, b, i, j) ? at(before, j - 2) + 1 : Infinity;
      next.push(Math.min(at(row, j) + 1, at(next, j - 1) + 1, changed, swapped));
    }
    if (Math.min(...next) > most) return far;
    before = row;
    row = next;
  }
  return Math.min(at(row, b.length), far);
}
const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
const isSwap = (a: string, b: string, i: number, j: number): boolean => i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];

/** Words whose misspelling we remember; people of one house make the same slips. */
const REMEMBERED = 2_000;
const AT_MOST = 3;

/** Which letters a word holds, one bit each: two words far apart in letters need no closer look. */
const lettersOf = (word: string): number => Array.from(word).reduce((bits, letter) => bits | (1 << (letter.charCodeAt(0) % 31)), 0);
function bitsIn(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/**
 * What an unknown word may have been meant as, nearest and commonest first: known words one slip away (two, in a word of eight letters and
 * more), and those that it begins. `known` counts how often each known word is used.
 */
export function speller(known: ReadonlyMap<string, number>): (word: string) => readonly string[] {
  const remembered = new Map<string, readonly string[]>();
  const words = [...known].map(([each, uses]) => ({ each, uses, letters: lettersOf(each) }));
  const meant = (word: string): readonly string[] => {
    if (word.length < 4) return [];
    const most = word.length >= 8 ? 2 : 1;
    const letters = lettersOf(word);
    const near = words.flatMap(({ each, uses, letters: theirs }) => {
      if (each.length > word.length && each.startsWith(word)) return [{ each, uses, slips: 1 }];
      if (Math.abs(each.length - word.length) > most || bitsIn(letters ^ theirs) > 2 * most) return [];
      const slips = slipsBetween(word, each, most);
      return slips <= most ? [{ each, uses, slips }] : [];
    });
    return near.sort((a, b) => a.slips - b.slips || b.uses - a.uses).slice(0, AT_MOST).map(({ each }) => each);
  };
  return (word) => {
    const found = remembered.get(word) ?? meant(word);
    if (remembered.size < REMEMBERED) remembered.set(word, found);
    return found;
  };
}
