import { featuresOf, type Features } from './features.ts';
import type { Leaf } from './taxonomy.ts';

/** Lay words of all leaves, ready for search: per feature, which leaves hold it and how much that weighs. */
export type SearchIndex = Readonly<{ leaves: number; postings: ReadonlyMap<string, ReadonlyMap<number, number>> }>;

/** How much the word search, and how much the trained part counts; found by cross-validation (docs/triage.md). */
export const MIX = { search: 2, trained: 1 } as const;

// Robertson & Zaragoza 2009, "The Probabilistic Relevance Framework", §3: saturation and length.
const K1 = 1.2;
const B = 0.5;

/** Builds the index: each leaf is one document made of its labels and lay words. */
export function searchIndexOf(leaves: readonly Leaf[]): SearchIndex {
  const documents = leaves.map((leaf) => {
    const counts = new Map<string, number>();
    for (const lang of ['en', 'fr'] as const) {
      for (const phrase of [...leaf.words[lang], leaf.label[lang]]) {
        for (const [key, { times }] of featuresOf(phrase, undefined, lang === 'fr')) counts.set(key, (counts.get(key) ?? 0) + times);
      }
    }
    return counts;
  });
  const lengths = documents.map((counts) => Array.from(counts.values()).reduce((a, b) => a + b, 0));
  const mean = lengths.reduce((a, b) => a + b, 0) / lengths.length;
  const holders = new Map<string, number>();
  for (const counts of documents) for (const key of counts.keys()) holders.set(key, (holders.get(key) ?? 0) + 1);
  const postings = new Map<string, Map<number, number>>();
  documents.forEach((counts, leaf) => {
    for (const [key, count] of counts) {
      const held = holders.get(key) ?? 1;
      const idf = Math.log(1 + (leaves.length - held + 0.5) / (held + 0.5));
      const weight = (idf * count * (K1 + 1)) / (count + K1 * (1 - B + (B * (lengths[leaf] ?? mean)) / mean));
      if (!postings.has(key)) postings.set(key, new Map());
      postings.get(key)?.set(leaf, weight);
    }
  });
  return { leaves: leaves.length, postings };
}

/** The score of each leaf, by the index of the leaf. Longer texts are damped so that their scores stay comparable. */
export function searched(index: SearchIndex, features: Features): Float64Array {
  const scores = new Float64Array(index.leaves);
  for (const [key, { times }] of features) {
    const damped = 1 + Math.log(times);
    for (const [leaf, weight] of index.postings.get(key) ?? []) scores[leaf] = (scores[leaf] ?? 0) + weight * damped;
  }
  const length = 1 / Math.sqrt(Math.max(4, features.size));
  return scores.map((score) => score * length);
}
