import type { Actor, Lang } from '#kernel';
import type { Call } from '#platform/http/index';
import type { Installation } from '#platform/installation';
import type { Words } from '#platform/text';

/** What every page needs to know before it says a word. */
export type Frame = Readonly<{ words: Words; lang: Lang; by: Actor; path: string; textSize: number; house: Installation; assets: Assets }>;

/** Where the style sheet, the script and the scripts of single pages stand; the names change with their content. */
export type Assets = Readonly<{ css: string; script: string; own: Readonly<Record<string, string>> }>;

export type FrameNeeds = Readonly<{ text: Record<Lang, Words>; house(): Installation; assets: Assets }>;

/** In the caller's language, if the house answers in it. */
export function frameOf(has: FrameNeeds, call: Pick<Call, 'lang' | 'by' | 'path' | 'textSize'>): Frame {
  const house = has.house();
  const lang = house.langs.includes(call.lang) ? call.lang : (house.langs[0] ?? call.lang);
  return { words: has.text[lang], lang, by: call.by, path: call.path, textSize: call.textSize, house, assets: has.assets };
}
