import type { Lang } from '#kernel';
import products from '../../../content/lifecycle/products.json' with { type: 'json' };
import { readGuides } from './do/read-guides.ts';
import { guideSearch } from './find-guides.ts';
import { explain } from './glossary.ts';
import type { Guide } from './guide.ts';
import { type Support, productsIn, supportFrom } from './lifecycle.ts';
import { releaseNamed } from './lifecycle-names.ts';
import { supportSentence } from './lifecycle-sentences.ts';
import { releasesIn } from './lifecycle-text.ts';

/** Reads all guides once, builds the search, and answers from memory. @throws GuideFault when a guide file does not keep the format. */
export function createLearning(has: { guidesDir: string }) {
  const guides = readGuides(has.guidesDir);
  const edition = new Map(guides.map((guide) => [`${guide.lang}/${guide.slug}`, guide]));
  const known = productsIn(products);
  return {
    /** One guide in one language; `null` when nobody wrote it. */
    guide: (slug: string, lang: Lang): Guide | null => edition.get(`${lang}/${slug}`) ?? null,
    /** All guides of a language, by title. */
    guides: (lang: Lang): readonly Guide[] => guides.filter((guide) => guide.lang === lang).sort((a, b) => a.title.localeCompare(b.title, lang)),
    /** The guides that answer one leaf of the problem tree, the one named as the leaf first. */
    guidesFor: (leafId: string, lang: Lang): readonly Guide[] =>
      guides.filter((guide) => guide.lang === lang && guide.leaf === leafId).sort((a, b) => Number(b.slug === leafId) - Number(a.slug === leafId)),
    findGuides: guideSearch(guides),
    explain,
    /** Whether a release of a product still gets safety updates on a day. */
    supportOf: (product: string, release: string, today: Temporal.PlainDate): Support => supportFrom(known, product, release, today),
    /**
     * The same for a system and version written down by hand ("Windows", "10"), with the sentence we tell the person. `null` when it is not
     * certain which release is meant: then nothing is said.
     */
    supportOfNamed: (system: string, version: string, today: Temporal.PlainDate, lang: Lang): (Support & Readonly<{ label: string; sentence: string }>) | null => {
      const named = releaseNamed(known, system, version);
      if (!named) return null;
      const support = supportFrom(known, named.product, named.release, today);
      return { ...support, label: named.label, sentence: supportSentence(support, named.label, lang) };
    },
    /**
     * The systems that somebody names in their own words and that are not, or not for long, kept safe by their maker: each with the sentence we tell the
     * person. Nothing is said of a system that is safe, nor of one that is not certain.
     */
    endingIn: (text: string, today: Temporal.PlainDate, lang: Lang): readonly (Support & Readonly<{ label: string; sentence: string }>)[] =>
      releasesIn(known, text).flatMap(({ product, release, label }) => {
        const support = supportFrom(known, product, release, today);
        return ['ended', 'extended', 'ends-soon'].includes(support.state) ? [{ ...support, label, sentence: supportSentence(support, label, lang) }] : [];
      }),
    /** The products and releases we know, for a list to choose from. */
    products: known,
  };
}
export type Learning = ReturnType<typeof createLearning>;
