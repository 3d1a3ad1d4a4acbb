import type { Lang } from '#kernel';
import english from '../../../content/glossary/words.en.json' with { type: 'json' };
import french from '../../../content/glossary/words.fr.json' with { type: 'json' };

/** One hard word: how it is headed, the other forms it takes in a text, and what it means in plain sentences. */
export type GlossaryWord = Readonly<{ word: string; forms: readonly string[]; means: string }>;

/** The hard words of a language. */
export type Glossary = Readonly<{
  lang: Lang;
  /** A form written in capitals (OUT, PIN) is found in capitals only; every other form in any. */
  words: readonly GlossaryWord[];
  /** Turns of phrase in which a hard word has its everyday meaning ("near a window"): nothing in them is marked. */
  plain: readonly string[];
  /** Technical words that must not stand before a person without an explanation. */
  tooHard: readonly string[];
  /** Runs of capitals that everyone knows. */
  knownCapitals: readonly string[];
}>;

/** A stretch of text as it is shown. A `word` is underlined with dots and tells its meaning on tap; `too-hard` has no explanation yet. */
export type Segment = Readonly<
  | { kind: 'text'; text: string; bold: boolean }
  | { kind: 'word'; text: string; bold: boolean; word: string; means: string }
  | { kind: 'too-hard'; text: string; bold: boolean }
>;

const GLOSSARY: Readonly<Record<Lang, Glossary>> = { en: { lang: 'en', ...english }, fr: { lang: 'fr', ...french } };

/** The one glossary of a language. */
export const glossaryFor = (lang: Lang): Glossary => GLOSSARY[lang];

type Lexicon = Readonly<{ pattern: RegExp; word: ReadonlyMap<string, GlossaryWord>; plain: ReadonlySet<string> }>;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[ \u00a0]').replace(/['’]/g, "['’]");
const isCapitals = (form: string): boolean => /^\p{Lu}+$/u.test(form);
/** A form as it is looked up: capitals stay, all else is small, with one kind of space and apostrophe. */
const folded = (text: string): string => (isCapitals(text) ? text : text.toLowerCase().replaceAll('\u00a0', ' ').replaceAll("'", '’'));
const anyCase = (form: string): string => (isCapitals(form) ? escaped(form) : `(?i:${escaped(form)})`);

function lexiconOf(glossary: Glossary): Lexicon {
  const word = new Map(glossary.words.flatMap((each) => [each.word, ...each.forms].map((form) => [folded(form), each] as const)));
  const known = [...word.keys(), ...glossary.plain, ...glossary.tooHard].sort((a, b) => b.length - a.length).map(anyCase).join('|');
  const capitals = glossary.knownCapitals.map(escaped).join('|');
  // Whole words only, the longest first. A run of capitals that nobody explained (DHCP) is too hard as well, but not when
  // its neighbour is in capitals too: that is shouting.
  const source = `(?<![\\p{L}\\p{N}])(?:${known}|(?<!\\p{Lu}{2}[ \u00a0])(?!(?:${capitals})(?![\\p{L}\\p{N}]))\\p{Lu}{2,6}(?![ \u00a0]\\p{Lu}{2}))(?![\\p{L}\\p{N}])`;
  return { pattern: new RegExp(source, 'gu'), word, plain: new Set(glossary.plain.map(folded)) };
}

const LEXICON: Readonly<Record<Lang, Lexicon>> = { en: lexiconOf(GLOSSARY.en), fr: lexiconOf(GLOSSARY.fr) };

function segmentsOf(text: string, bold: boolean, lexicon: Lexicon, already: Set<string>): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  const plain = (until: number): void => { if (until > from) segments.push({ kind: 'text', text: text.slice(from, until), bold }); };
  for (const match of text.matchAll(lexicon.pattern)) {
    // A word in capitals may be a cry ("the WIFI") as well as a name ("OUT").
    const found = lexicon.word.get(folded(match[0])) ?? lexicon.word.get(match[0].toLowerCase());
    if (lexicon.plain.has(folded(match[0])) || (found && already.has(found.word))) continue;
    plain(match.index);
    from = match.index + match[0].length;
    if (found) already.add(found.word);
    segments.push(found
      ? { kind: 'word', text: match[0], bold, word: found.word, means: found.means }
      : { kind: 'too-hard', text: match[0], bold });
  }
  plain(text.length);
  return segments;
}

/**
 * A text cut into stretches, its hard words marked: explained ones with their meaning, unexplained technical ones as `too-hard`. Joined
 * again, the stretches are the text without the signs of **bold**. A word is marked once for each set handed in as `already` (one for a
 * whole page), so that a page is not all dots.
 */
export function markHardWords(text: string, lang: Lang, already: Set<string> = new Set()): readonly Segment[] {
  const parts = text.split('**');
  // An odd number of signs is no bold: the last one is text.
  const closed = parts.length % 2 === 1 ? parts : [...parts.slice(0, -2), `${parts.at(-2)}**${parts.at(-1)}`];
  return closed.flatMap((part, at) => segmentsOf(part, at % 2 === 1, LEXICON[lang], already));
}

/** A text cut into stretches for the reader: words of the glossary with their meaning, the rest as it is. */
export function explain(text: string, lang: Lang, already: Set<string> = new Set()): readonly Segment[] {
  return markHardWords(text, lang, already).map((each) => (each.kind === 'too-hard' ? { kind: 'text', text: each.text, bold: each.bold } : each));
}

/** The technical words of a text that nobody has explained yet, each once: what a writer must still say in plain words. */
export function unexplainedIn(text: string, lang: Lang): readonly string[] {
  return [...new Set(markHardWords(text, lang).filter((each) => each.kind === 'too-hard').map((each) => each.text))];
}
