import type { Lang } from '#kernel';
import { type Guide, sentencesOf } from './guide.ts';
import { dangersIn } from './guide-dangers.ts';
import { glossaryFor, unexplainedIn } from './glossary.ts';
import { EASY_ENOUGH, LONGEST_SENTENCE, readability } from './readability.ts';
import { sentencesIn, wordsIn } from './words.ts';

/** One thing to mend before a guide may be published. */
export type Fault = Readonly<{ file: string; what: string }>;

const fileOf = (guide: Guide): string => `${guide.slug}.${guide.lang}.md`;

/** Dangerous advice, readability, sentence length and unexplained technical words of one guide. */
export function wordingFaults(guide: Guide): readonly Fault[] {
  const texts = sentencesOf(guide);
  const measured = readability(texts, guide.lang);
  const low = measured.score < EASY_ENOUGH ? [`readability is ${measured.score}, must be ${EASY_ENOUGH} or more`] : [];
  const long = texts.flatMap(sentencesIn).filter((sentence) => wordsIn(sentence).length > LONGEST_SENTENCE)
    .map((sentence) => `a sentence has ${wordsIn(sentence).length} words, at most ${LONGEST_SENTENCE}: "${sentence}"`);
  const hard = unexplainedIn([guide.title, ...texts].join(' '), guide.lang).map((word) => `"${word}" is a hard word that the glossary does not explain`);
  return [...dangersIn(guide), ...low, ...long, ...hard].map((what) => ({ file: fileOf(guide), what }));
}

/** What must agree between the two editions of a guide. */
const AGREE = ['leaf', 'device', 'minutes', 'care'] as const;

/** Both languages present, and the same guide in both. */
export function pairFaults(guides: readonly Guide[]): readonly Fault[] {
  const edition = new Map(guides.map((guide) => [`${guide.lang}/${guide.slug}`, guide]));
  return guides.flatMap((guide) => {
    const other = edition.get(`${guide.lang === 'en' ? 'fr' : 'en'}/${guide.slug}`);
    if (!other) return [{ file: fileOf(guide), what: `has no ${guide.lang === 'en' ? 'French' : 'English'} edition` }];
    if (guide.lang === 'fr') return [];
    const differing = AGREE.filter((field) => guide[field] !== other[field]).map((field) => `${field} is "${guide[field]}", in French "${other[field]}"`);
    const steps = guide.steps.length === other.steps.length ? [] : [`has ${guide.steps.length} steps, in French ${other.steps.length}`];
    const levels = guide.levels.length === other.levels.length ? [] : ['does not have the same levels in French'];
    const asks = guide.steps.flatMap((step, at) => ((step.ask === null) === ((other.steps[at]?.ask ?? null) === null) ? [] : [`step ${at + 1} says when to stop and ask in one language only`]));
    return [...differing, ...steps, ...levels, ...asks].map((what) => ({ file: fileOf(guide), what }));
  });
}

/** The glossary must be plain itself: its explanations are easy, short, and no form has two meanings. */
export function glossaryFaults(lang: Lang): readonly Fault[] {
  const file = `words.${lang}.json`;
  const { words } = glossaryFor(lang);
  const seen = new Map<string, string>();
  return words.flatMap(({ word, forms, means }) => {
    const twice = [word, ...forms].filter((form) => (seen.get(form) ?? word) !== word || seen.has(form)).map((form) => `"${form}" stands twice`);
    for (const form of [word, ...forms]) seen.set(form, word);
    const measured = readability(means, lang);
    const long = measured.longestSentence.words > LONGEST_SENTENCE ? [`the meaning of "${word}" has a sentence of ${measured.longestSentence.words} words`] : [];
    const hard = unexplainedIn(means, lang).map((other) => `the meaning of "${word}" uses the hard word "${other}"`);
    return [...twice, ...long, ...hard].map((what) => ({ file, what }));
  });
}

/** Everything to mend in a set of guides and the glossary of both languages. */
export function faultsIn(guides: readonly Guide[]): readonly Fault[] {
  return [...guides.flatMap(wordingFaults), ...pairFaults(guides), ...glossaryFaults('en'), ...glossaryFaults('fr')];
}
