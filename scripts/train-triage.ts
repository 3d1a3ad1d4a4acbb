/**
 * Trains the triage weights: `node scripts/train-triage.ts [folder of the shared triage data]` writes `content/triage/weights.bin`.
 * Teaches from the labelled cases, from our own labels of pool posts and from our lay words.
 * What is written holds numbers only: no sentence, no word.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { featuresOf } from '../src/modules/triage/features.ts';
import { readKnowledge, type Knowledge } from '../src/modules/triage/knowledge.ts';
import { train, USUAL, type Example, type Training } from '../src/modules/triage/learn.ts';
import { DEVICES } from '../src/modules/triage/understanding.ts';
import { writeWeights, type Weights } from '../src/modules/triage/weights.ts';

export const SHARED = '../shared/triage';

/** A labelled description, as in `cases-dev.jsonl` and `test/triage-fr/cases.jsonl`. */
export type Case = Readonly<{
  id: string; text: string; lang: 'en' | 'fr'; category: string; group: string; alt_categories: readonly string[];
  device: string; urgency: string; safety: readonly string[]; channel: string;
}>;

export const linesOf = <T>(text: string): T[] => text.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as T);
export const readCases = (file: string): Case[] => linesOf<Case>(readFileSync(file, 'utf8'));
export const readPool = (folder: string): { id: string; text: string; sub: string }[] =>
  linesOf(gunzipSync(readFileSync(`${folder}/unlabelled_pool.jsonl.gz`)).toString('utf8'));

/** Our own labels of pool posts: id of the post to id of the leaf (and others that fit). No text. */
export function readPoolLabels(): Record<string, string[]> {
  const file = new URL('../content/triage/pool-labels.json', import.meta.url);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { labels: Record<string, string[]> }).labels : {};
}

/** The right leaf gets most, the others that fit share the rest. */
export function leafShares(first: string, others: readonly string[]): Record<string, number> {
  if (others.length === 0) return { [first]: 1 };
  return { [first]: 0.75, ...Object.fromEntries(others.map((other) => [other, 0.25 / others.length])) };
}

export const caseExample = (one: Case, knows: Knowledge): Example => ({
  features: featuresOf(one.text, knows.lexicon), weight: 1,
  says: { leaf: leafShares(one.category, one.alt_categories), device: { [one.device]: 1 } },
});

/** Our lay words as short lessons: each leaf's phrases in handfuls, so that pairs of words are learned too. */
export function layExamples(knows: Knowledge, weight: number, handful = 3): Example[] {
  const examples: Example[] = [];
  for (const leaf of knows.leaves) {
    for (const lang of ['en', 'fr'] as const) {
      const phrases = leaf.words[lang];
      for (let at = 0; at < phrases.length; at += handful) {
        const text = phrases.slice(at, at + handful).join(' . ');
        examples.push({ features: featuresOf(text, lang === 'fr' ? undefined : knows.lexicon, lang === 'fr'), weight, says: { leaf: { [leaf.id]: 1 }, device: { [leaf.device]: 1 } } });
      }
    }
  }
  return examples;
}

/** Our own sentences (content/triage/lessons.json). */
export function lessonExamples(knows: Knowledge, weight: number): Example[] {
  const { lessons } = JSON.parse(readFileSync(new URL('../content/triage/lessons.json', import.meta.url), 'utf8')) as { lessons: Record<string, Record<string, string[]>> };
  return Object.entries(lessons).flatMap(([leaf, byLang]) => Object.entries(byLang).flatMap(([lang, texts]) =>
    texts.map((text): Example => ({ features: featuresOf(text, knows.lexicon, lang === 'fr'), weight, says: { leaf: { [leaf]: 1 } } }))));
}

export const HEADS = (knows: Knowledge): Record<string, readonly string[]> =>
  ({ leaf: knows.leaves.map((leaf) => leaf.id), device: DEVICES });

/** Teaches from labelled cases, from our own labels of pool posts and from our lay words. */
export function trainAll(cases: readonly Case[], pool: readonly { id: string; text: string }[], knows: Knowledge, training: Training = USUAL): Weights {
  const labels = readPoolLabels();
  const byHand = pool.filter((post) => labels[post.id] !== undefined).map((post): Example => {
    const [first = 'too-vague', ...others] = labels[post.id] ?? [];
    return { features: featuresOf(post.text, knows.lexicon, false), says: { leaf: leafShares(first, others) }, weight: 1 };
  });
  return train([...cases.map((one) => caseExample(one, knows)), ...byHand, ...layExamples(knows, 0.6), ...lessonExamples(knows, 0.5)], HEADS(knows), training);
}

if (process.argv[1]?.endsWith('train-triage.ts')) {
  const folder = process.argv[2] ?? SHARED;
  const knows = readKnowledge();
  const pool = readPool(folder);
  const cases = readCases(`${folder}/cases-dev.jsonl`);
  const weights = trainAll(cases, pool, knows, { ...USUAL, version: `${cases.length}+${Object.keys(readPoolLabels()).length}` });
  const file = writeWeights(weights);
  writeFileSync(new URL('../content/triage/weights.bin', import.meta.url), file);
  console.log(`Trained on ${cases.length} cases, ${Object.keys(readPoolLabels()).length} own labels and a pool of ${pool.length}: ${weights.rarity.length} features, ${(file.length / 1e6).toFixed(2)} MB.`);
}
