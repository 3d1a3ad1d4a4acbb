import { stemFrench } from './text.ts';

/** French words (up to three together) and the English words that stand for the same thing. */
export type Lexicon = Readonly<{ exact: ReadonlyMap<string, string>; byStem: ReadonlyMap<string, string> }>;

const stems = (words: string): string => words.split(' ').map(stemFrench).join(' ');

export function lexiconOf(words: Readonly<Record<string, string>>): Lexicon {
  const byStem = new Map<string, string>();
  for (const [french, english] of Object.entries(words)) if (!byStem.has(stems(french))) byStem.set(stems(french), english);
  return { exact: new Map(Object.entries(words)), byStem };
}

/** One English word or two that came from French words, and which those were. */
export type Carried = Readonly<{ english: string; from: string }>;

/** Carries French words over into English, longest match first. What the lexicon does not know stays as it is: names and loan words (Firefox, Netflix, bluetooth) are the same. */
export function carryOver(words: readonly string[], lexicon: Lexicon): Carried[] {
  const carried: Carried[] = [];
  for (let at = 0; at < words.length;) {
    let taken = 0;
    for (let length = Math.min(3, words.length - at); length > 0 && taken === 0; length -= 1) {
      const from = words.slice(at, at + length).join(' ');
      const english = lexicon.exact.get(from) ?? lexicon.byStem.get(stems(from));
      if (english === undefined) continue;
      for (const word of english.split(' ')) carried.push({ english: word, from });
      taken = length;
    }
    if (taken === 0) carried.push({ english: words[at] ?? '', from: words[at] ?? '' });
    at += Math.max(1, taken);
  }
  return carried;
}
