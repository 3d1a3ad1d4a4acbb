import type { Lang } from '#kernel';
import MiniSearch from 'minisearch';
import type { Guide } from './guide.ts';
import { speller } from './spelling.ts';
import { withoutBold } from './words.ts';

/** One guide found, in the reader's language; `score` only orders. */
export type FoundGuide = Readonly<{ slug: string; title: string; summary: string; device: Guide['device']; care: Guide['care']; minutes: number; score: number }>;

// Words that say nothing about a problem, in both languages, without accents.
const EMPTY = new Set(`a an the my me i it is its im am are was be been to of on in at for with and or not no do does dont wont cant can how what why when
this that there has have had get got now just help please very so but if you your we our un une le la les l de des du d mon ma mes je j il elle on c ce cet
cette est suis ai a y ne n pas plus que qui quoi comment pourquoi quand sur dans en au aux pour avec et ou mais se s sa ses me m te vous votre vos nous
ca qu fait faire aide aidez svp merci bonjour`.split(/\s+/));

/** Small letters without accents, apostrophes as spaces. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replace(/['’]/g, ' ').replace(/wi[ -]?fi/g, 'wifi').replace(/e-?mail/g, 'email');

const tokens = (text: string): string[] => folded(text).match(/[a-z0-9]+/g) ?? [];
/** Cuts the commonest endings, so that "photos" finds "photo"; the same cut on both sides makes it harmless. */
const cut = (term: string): string => (term.length > 4 ? term.replace(/(?:ing|es|s|ed|e)$/, '') : term);
const term = (word: string): string | null => (EMPTY.has(word) || word.length < 2 ? null : cut(word));

type Index = Readonly<{
  knows: (word: string) => boolean;
  /** Scores by guide; `misspelt` are words to be read as their nearest. */
  search: (exact: readonly string[], misspelt: readonly string[]) => ReadonlyMap<string, number>;
}>;

/**
 * Two indexes of one language: the phrases people ask with (each on its own, so that a short phrase that fits whole wins) and the text
 * of the guides. A word that no guide knows is read as the nearest known ones, for less.
 */
function indexOf(guides: readonly Guide[]): Index {
  const known = new Map<string, number>();
  const processTerm = (word: string): string | null => {
    const found = term(word);
    if (found !== null) known.set(found, (known.get(found) ?? 0) + 1);
    return found;
  };
  const phrases = new MiniSearch({ fields: ['text'], storeFields: ['slug'], tokenize: tokens, processTerm });
  const texts = new MiniSearch({ idField: 'slug', fields: ['asks', 'summary', 'steps'], tokenize: tokens, processTerm });
  phrases.addAll(guides.flatMap((guide) => [guide.title, ...guide.asks].map((text, at) => ({ id: `${guide.slug}#${at}`, slug: guide.slug, text }))));
  texts.addAll(guides.map((guide) => ({
    slug: guide.slug, asks: [guide.title, ...guide.asks].join(' '), summary: guide.summary.join(' '), steps: guide.steps.flatMap((step) => [step.title, ...step.actions]).join(' '),
  })));
  const meant = speller(known);

  function scoresOf(query: string): ReadonlyMap<string, number> {
    const scores = new Map<string, number>();
    const best = new Map<string, number[]>();
    const options = { tokenize: (text: string) => text.split(' '), processTerm: (word: string) => word };
    for (const hit of phrases.search(query, options)) best.set(hit['slug'], [...(best.get(hit['slug']) ?? []), hit.score]);
    for (const [slug, [first = 0, second = 0, third = 0]] of best) scores.set(slug, first + SECOND * second + THIRD * third);
    for (const hit of texts.search(query, { ...options, boost: { asks: ASKS } })) scores.set(hit.id, (scores.get(hit.id) ?? 0) + TEXT * hit.score);
    return scores;
  }

  return {
    knows: (word) => known.has(word),
    search: (exact, misspelt) => {
      const read = misspelt.flatMap(meant);
      const scores = new Map(scoresOf(exact.join(' ')));
      // Known and corrected words together, so that "forgoten password" is one phrase; exact hits count once more by themselves.
      if (read.length > 0) for (const [slug, score] of scoresOf([...exact, ...read].join(' '))) scores.set(slug, (scores.get(slug) ?? 0) + CORRECTED * score);
      return scores;
    },
  };
}
// Chosen on short searches of our own and on real descriptions: the best phrase leads, two more and the whole text settle ties.
const SECOND = 0.3;
const THIRD = 0.1;
const TEXT = 0.5;
const ASKS = 3;
const CORRECTED = 0.6;

/** People write a page, not a query: what comes after this many different words changes nothing. */
const MOST_WORDS = 40;

/** Builds the search over all guides. Both languages are searched, so a French word finds an English reader's guide. */
export function guideSearch(guides: readonly Guide[]): (query: string, lang: Lang, atMost?: number) => readonly FoundGuide[] {
  const index = { en: indexOf(guides.filter((guide) => guide.lang === 'en')), fr: indexOf(guides.filter((guide) => guide.lang === 'fr')) };
  const edition = new Map(guides.map((guide) => [`${guide.lang}/${guide.slug}`, guide]));
  return (query, lang, atMost = 8) => {
    const terms = [...new Set(tokens(query.slice(0, 2_000)).map(term).filter((word) => word !== null))].slice(0, MOST_WORDS);
    const misspelt = terms.filter((word) => !index.en.knows(word) && !index.fr.knows(word));
    const scores = new Map<string, number>();
    for (const [each, weight] of [[lang, 1], [lang === 'en' ? 'fr' : 'en', 0.6]] as const) {
      for (const [slug, score] of index[each].search(terms.filter(index[each].knows), misspelt)) scores.set(slug, Math.max(scores.get(slug) ?? 0, score * weight));
    }
    return [...scores].flatMap(([slug, score]) => {
      const guide = edition.get(`${lang}/${slug}`);
      return guide ? [{ slug, title: guide.title, summary: withoutBold(guide.summary.join(' ')), device: guide.device, care: guide.care, minutes: guide.minutes, score }] : [];
    }).sort((a, b) => b.score - a.score || a.slug.localeCompare(b.slug)).slice(0, atMost);
  };
}
