import type { Lang } from '#kernel';

/** The five blocks of the sheet that the person keeps, in their order. */
export const BLOCKS = ['what-was-wrong', 'what-we-did', 'what-it-cost', 'if-it-comes-back', 'what-to-watch'] as const;
export type Block = (typeof BLOCKS)[number];

/** What the technician wrote for the person, in the person's language. */
export type Sheet = Readonly<{ lang: Lang; blocks: Readonly<Record<Block, string>> }>;

/** How easy a text is to read: `score` about 0 (a contract) to 100 (a picture book), and its longest sentence. Given by learning. */
export type Reads = Readonly<{ score: number; longestSentence: Readonly<{ text: string; words: number }> }>;
export type Readability = (text: string, lang: Lang) => Reads;

/** What keeps a sheet from being complete, or (`hard-words`) only deserves a second look. */
export type SheetFault =
  | { fault: 'empty'; block: Block }
  | { fault: 'other-language'; wanted: Lang }
  | { fault: 'sentence-too-long'; block: Block; sentence: string; words: number }
  | { fault: 'hard-words'; block: Block; score: number };

/** A block with fewer letters says nothing. */
export const SHORTEST = 8;
/** Above this a sentence is not put before a tired person (the guides keep 20). */
export const LONGEST_SENTENCE = 25;
/** Below this the technician is asked to look again; a short block with one long word can score so, hence it does not close the door. */
export const HARD_BELOW = 50;

export function faultsOf(sheet: Sheet | undefined, wanted: Lang, readability: Readability): readonly SheetFault[] {
  const faults: SheetFault[] = sheet && sheet.lang !== wanted ? [{ fault: 'other-language', wanted }] : [];
  for (const block of BLOCKS) {
    const text = sheet?.blocks[block].trim() ?? '';
    if (text.length < SHORTEST) { faults.push({ fault: 'empty', block }); continue; }
    const { score, longestSentence } = readability(text, wanted);
    if (longestSentence.words > LONGEST_SENTENCE) faults.push({ fault: 'sentence-too-long', block, sentence: longestSentence.text, words: longestSentence.words });
    if (score < HARD_BELOW) faults.push({ fault: 'hard-words', block, score });
  }
  return faults;
}

/** Complete: every block filled, in the person's language, without a sentence nobody can follow. */
export const isComplete = (faults: readonly SheetFault[]): boolean => faults.every(({ fault }) => fault === 'hard-words');
