import type { Lang } from '#kernel';
import MiniSearch from 'minisearch';
import type { Guide } from './guide.ts';
import { withoutBold } from './words.ts';

/** One guide found, in the reader's language; `score` only orders. */
export type FoundGuide = Readonly<{ slug: string; title: string; summary: string; device: Guide['device']; care: Guide['care']; minutes: number; score: number }>;

// Words that say nothing about a problem, in both languages, without accents.
const EMPTY = new Set(`a an the my me i it is its im am are was be been to of on in at for with and or not no do does dont wont cant can how what why when
this that there has have had get got now just help please very so but if you your we our un une le la les l de des du d mon ma mes je j il elle on c ce cet
cette est suis ai a y ne n pas plus que qui quoi comment pourquoi quand sur dans en au aux pour avec et ou mais se s sa son ses me m te vous votre vos nous
ca qu fait faire aide aidez svp merci bonjour`.split(/\s+/));

/** Small letters without accents, apostrophes as spaces. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replace(/['’]/g, ' ').replace(/wi[ -]?fi/g, 'wifi').replace(/e-?mail/g, 'email');

const tokens = (text: string): string[] => folded(text).match(/[a-z0-9]+/g) ?? [];
/** Cuts the commonest endings, so that "photos" finds "photo"; the same cut on both sides makes it harmless. */
const cut = (term: string): string => (term.length > 4 ? term.replace(/(?:ing|es|s|ed|e)$/, '') : term);
const term = (word: string): string | null => (EMPTY.has(word) || word.length < 2 ? null : cut(word));

const searchOptions = {
  boost: { title: 4, asks: 5, summary: 2 },
  prefix: (word: string) => word.length >= 4,
  fuzzy: (word: string) => (word.length >= 7 ? 2 : word.length >= 4 ? 1 : false),
  weights: { fuzzy: 0.5, prefix: 0.6 },
};

function indexOf(guides: readonly Guide[]): MiniSearch {
  const index = new MiniSearch({ idField: 'slug', fields: ['title', 'asks', 'summary', 'steps'], tokenize: tokens, processTerm: term, searchOptions });
  index.addAll(guides.map((guide) => ({
    slug: guide.slug, title: guide.title, asks: guide.asks.join(' '), summary: guide.summary.join(' '),
    steps: guide.steps.flatMap((step) => [step.title, ...step.actions]).join(' '),
  })));
  return index;
}

/** People write a page, not a query: what comes after this many words changes nothing. */
const MOST_WORDS = 60;

/** Builds the search over all guides. Both languages are searched, so a French word finds an English reader's guide. */
export function guideSearch(guides: readonly Guide[]): (query: string, lang: Lang, atMost?: number) => readonly FoundGuide[] {
  const index = { en: indexOf(guides.filter((guide) => guide.lang === 'en')), fr: indexOf(guides.filter((guide) => guide.lang === 'fr')) };
  const edition = new Map(guides.map((guide) => [`${guide.lang}/${guide.slug}`, guide]));
  return (query, lang, atMost = 8) => {
    const words = [...new Set(tokens(query.slice(0, 2_000)))].slice(0, MOST_WORDS).join(' ');
    const scores = new Map<string, number>();
    for (const [each, weight] of [[lang, 1], [lang === 'en' ? 'fr' : 'en', 0.6]] as const) {
      for (const hit of index[each].search(words)) scores.set(hit.id, Math.max(scores.get(hit.id) ?? 0, hit.score * weight));
    }
    return [...scores].flatMap(([slug, score]) => {
      const guide = edition.get(`${lang}/${slug}`);
      return guide ? [{ slug, title: guide.title, summary: withoutBold(guide.summary.join(' ')), device: guide.device, care: guide.care, minutes: guide.minutes, score }] : [];
    }).sort((a, b) => b.score - a.score || a.slug.localeCompare(b.slug)).slice(0, atMost);
  };
}
