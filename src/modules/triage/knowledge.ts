import { existsSync, readFileSync } from 'node:fs';
import { searchIndexOf, type SearchIndex } from './bm25.ts';
import { lexiconOf, type Lexicon } from './lexicon.ts';
import { compileRules, type SafetyRule, type WrittenRules } from './safety.ts';
import type { Leaf, QuestionWithEffects } from './taxonomy.ts';
import { spellingOf, type Spelling } from './spelling.ts';
import { readWeights, type Weights } from './weights.ts';

/** All that triage knows: reviewed files of `content/triage`, read once and made ready. */
export type Knowledge = Readonly<{
  leaves: readonly Leaf[]; leafById: ReadonlyMap<string, Leaf>; questions: ReadonlyMap<string, QuestionWithEffects>;
  rules: readonly SafetyRule[]; lexicon: Lexicon; search: SearchIndex; spelling: Spelling; weights: Weights | undefined;
}>;

const CONTENT = new URL('../../../content/triage/', import.meta.url);
const written = <T>(file: string): T => JSON.parse(readFileSync(new URL(file, CONTENT), 'utf8')) as T;

/** Reads the files; other weights than the shipped ones can be handed in (the trainer's folds, what was learned on site). */
export function readKnowledge(weights?: Weights): Knowledge {
  const { leaves } = written<{ leaves: Leaf[] }>('taxonomy.json');
  const { questions } = written<{ questions: QuestionWithEffects[] }>('questions.json');
  const lexicon = lexiconOf(written<{ words: Record<string, string> }>('lexicon-fr.json').words);
  const shipped = new URL('weights.bin', CONTENT);
  return {
    leaves,
    leafById: new Map(leaves.map((leaf) => [leaf.id, leaf])),
    questions: new Map(questions.map((question) => [question.id, question])),
    rules: compileRules(written<WrittenRules>('safety-rules.json')),
    lexicon,
    search: searchIndexOf(leaves),
    spelling: spellingOf(leaves, lexicon.exact.keys()),
    weights: weights ?? (existsSync(shipped) ? readWeights(readFileSync(shipped)) : undefined),
  };
}

let shipped: Knowledge | undefined;
/** The shipped knowledge, read at the first call (some tens of milliseconds) and kept. */
export const knowledge = (): Knowledge => (shipped ??= readKnowledge());
