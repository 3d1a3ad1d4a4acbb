/** At most this many tasks are taken from one text. */
export const MOST_TASKS = 4;

/** A stretch of a text. `passes`: its first words say that another matter begins ("also", "autre chose", a new line of a list). */
export type Stretch = Readonly<{ text: string; passes: boolean; listed: boolean }>;

const PASSES = new RegExp(
  String.raw`^(?:(?:and|et|but|mais|oh|ah) )?(?:(?:\p{L}+['’]?\p{L}* ){0,4}(?:also|separately|besides|additionally|aussi|[ée]galement)\b|another (?:thing|problem|issue|question)|second(?:ly)?\b|third(?:ly)?\b|on top of that|one (?:more|other) thing`
  + String.raw`|the other (?:thing|problem)|by the way|plus\b(?! (?:de|d'|du|rien|aucun|jamais|personne|moyen))|while (?:you|they|i)(?:'re| are| am)|puis\b|ensuite\b|autre (?:chose|probl[eè]me|souci|question)|(?:deuxi[eè]me|troisi[eè]me)ment|par ailleurs|en plus\b(?! de)|d'autre part|sinon\b|tant que (?:j'y suis|vous y [eê]tes)|au passage|profitez)`, 'iu');

// Where one matter may end and the next begin: after a sentence, or between "…, and …" and "… et …".
const JOINT = /(?<=[.;!?…])\s+|\s*;\s*|\n+|\s*,?\s+(?=(?:and|et) (?:also|then|aussi|puis|par ailleurs|en plus)\b)|\s*,\s+(?=(?:and|et|plus|aussi|also|secondly|deuxi[eè]mement) )|\s+(?=(?:et|and) tant que )/giu;
/** A list that is numbered from one, in brackets, points or dots. */
const FIRST = /(?:^|[\n\s:;])1\s?[.)/-]\s+/u;
const NUMBERED = /(?:^|[\n\s:;,.])[1-6]\s?[.)/-]\s+/gu;
const BULLET = /^\s*[-–•*]\s+/u;

const isSomething = (part: string): boolean => part.length >= 8 && part.split(/\s+/u).length >= 2;

function listed(text: string): string[] {
  if (FIRST.test(text) && /[\n\s:;,.]2\s?[.)/-]\s/u.test(text)) return text.split(NUMBERED);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.filter((line) => BULLET.test(line)).length > 1 ? lines.map((line) => line.replace(BULLET, '')) : [];
}

/**
 * Cuts a text where its writer may pass to another matter: lines of a list, "Also, …", "Autre chose : …", a new sentence.
 * Whether the stretches really are different matters is judged afterwards (`matters.ts`).
 */
export function stretchesOf(text: string): Stretch[] {
  if (text.length > 4_000) return [];
  const lines = listed(text).map((part) => part.trim()).filter((part) => isSomething(part));
  if (lines.length > 1) return lines.map((part) => ({ text: part, passes: true, listed: true }));
  return text.split(JOINT).map((part) => part.trim()).filter((part) => part !== '').map((part, at) => ({ text: part, passes: at > 0 && PASSES.test(part), listed: false }));
}
