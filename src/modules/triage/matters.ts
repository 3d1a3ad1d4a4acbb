import type { Meant } from './answers.ts';
import { classify, type Guessed } from './classify.ts';
import { firstOf } from './direct.ts';
import type { Knowledge } from './knowledge.ts';
import { MOST_TASKS, type Stretch, stretchesOf } from './split.ts';

/** One thing that a text is about, with what it was taken for. */
export type Matter = Readonly<{ text: string; guess: Guessed }>;

/** How sure we must be of a part that begins with a passing word or stands in a list, before one text becomes several tasks. */
const SURE_OF_MARKED = 0.4;
/** And of a part that only begins a new sentence: a wrong cut costs more than a missed one. */
const SURE_OF_SENTENCE = 0.8;
/** Long texts tell one story; only their lists and passing words are cut. In words. */
const SHORT = 32;
/** "Any idea?" is no matter of its own. In words. */
const FEWEST = 3;

const wordsIn = (text: string): number => text.split(/\s+/u).length;
const groupOf = (knows: Knowledge, { guess }: Matter): string | undefined => knows.leafById.get(firstOf(guess.categories))?.group;
const says = ({ guess }: Matter, atLeast: number): boolean =>
  (guess.categories[0]?.score ?? 0) >= atLeast && !['out-of-scope', 'too-vague'].includes(firstOf(guess.categories));

/** Stretches that follow each other and belong together become one part; `cuts` says before which a new part begins. */
function joined(stretches: readonly Stretch[], cuts: (nth: number) => boolean): string[] {
  const parts: string[] = [];
  stretches.forEach(({ text }, nth) => {
    if (nth === 0 || cuts(nth)) parts.push(text);
    else parts.push(`${parts.pop() ?? ''} ${text}`);
  });
  return parts;
}

/** The parts as matters, when each is surely one and each is of another group; nothing otherwise. */
function surely(parts: readonly string[], knows: Knowledge, atLeast: number, another: 'group' | 'leaf'): Matter[] | undefined {
  if (parts.length < 2 || parts.length > MOST_TASKS) return undefined;
  const matters = parts.map((text) => ({ text, guess: classify(knows, text) }));
  const kinds = new Set(matters.map((matter) => (another === 'group' ? groupOf(knows, matter) : firstOf(matter.guess.categories))));
  return kinds.size === matters.length && matters.every((matter) => says(matter, atLeast)) ? matters : undefined;
}

/** In a short text, each sentence that is surely of another group than the part before begins a new part; what says little goes with its neighbour. */
function bySentence(stretches: readonly Stretch[], knows: Knowledge): Matter[] | undefined {
  const each = stretches.map(({ text }) => ({ text, guess: classify(knows, text) }));
  const begins = new Set<number>();
  let group: string | undefined;
  each.forEach((matter, nth) => {
    if (wordsIn(matter.text) < FEWEST || !says(matter, stretches[nth]?.passes === true ? SURE_OF_MARKED : SURE_OF_SENTENCE)) return;
    const own = groupOf(knows, matter);
    if (group !== undefined && own !== group) begins.add(nth);
    group = own;
  });
  return surely(joined(stretches, (nth) => begins.has(nth)), knows, SURE_OF_MARKED, 'group');
}

/** One text, or its parts where they are surely different matters. Answers to questions belong to the whole. */
export function mattersIn(text: string, meant: Pick<Meant, 'words' | 'leans'>, knows: Knowledge): Matter[] {
  const whole = { text, guess: classify(knows, meant.words === '' ? text : `${text} . ${meant.words}`, meant.leans) };
  const stretches = stretchesOf(text);
  if (stretches.length < 2) return [whole];
  if (stretches.every(({ listed }) => listed)) return surely(stretches.map((one) => one.text), knows, SURE_OF_MARKED, 'leaf') ?? [whole];
  const marked = stretches.some(({ passes }) => passes) ? surely(joined(stretches, (nth) => stretches[nth]?.passes === true), knows, SURE_OF_MARKED, 'group') : undefined;
  return marked ?? (wordsIn(text) <= SHORT ? bySentence(stretches, knows) : undefined) ?? [whole];
}
