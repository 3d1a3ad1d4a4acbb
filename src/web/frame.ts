import type { Actor, Lang } from '#kernel';
import type { Call } from '#platform/http/index';
import type { Installation } from '#platform/installation';
import type { Words } from '#platform/text';

/** What every page needs to know before it says a word. */
export type Frame = Readonly<{ words: Words; lang: Lang; by: Actor; path: string; textSize: number; house: Installation; assets: Assets }>;

/** Where the style sheet, the script and the scripts of single pages stand; the names change with their content. */
export type Assets = Readonly<{ css: string; script: string; own: Readonly<Record<string, string>> }>;

export type FrameNeeds = Readonly<{ text: Record<Lang, Words>; house(): Installation; assets: Assets }>;

export const frameOf = (has: FrameNeeds, call: Pick<Call, 'lang' | 'by' | 'path' | 'textSize'>): Frame =>
  ({ words: has.text[call.lang], lang: call.lang, by: call.by, path: call.path, textSize: call.textSize, house: has.house(), assets: has.assets });
