/** At most this many tasks are taken from one text. */
export const MOST_TASKS = 4;

// Words with which people pass from one matter to the next, at the head of a sentence or after "and". Kept narrow: a wrong cut costs more than a missed one.
const PASSING = new RegExp(
  String.raw`(?:[.;!?\n]\s*(?:and |et )?|,? (?:and|et) )(?:also|another (?:thing|problem|issue)(?: is)?|secondly|on top of that|one (?:more|other) thing|the other (?:thing|problem)(?: is)?|by the way|`
  + String.raw`aussi|puis|ensuite|autre (?:chose|probl[eè]me)|deuxi[eè]mement|par ailleurs|en plus|d'autre part|sinon|tant que (?:j'y suis|vous y êtes)|au passage)\b[,:]?\s+`, 'giu');
/** A list that is numbered from one, in brackets, points or dots. */
const FIRST = /(?:^|[\n\s:;])1\s?[.)/-]\s+/u;
const NUMBERED = /(?:^|[\n\s:;,.])[1-6]\s?[.)/-]\s+/gu;

const words = (part: string): number => part.trim().split(/\s+/u).length;

/**
 * Cuts a text where its writer passes to another matter: lists numbered from one, "Also, …", "Autre chose : …".
 * Whether the parts really are different matters is judged afterwards (`understand`).
 */
export function partsOf(text: string): string[] {
  if (text.length > 4_000) return [text];
  const numbered = FIRST.test(text) && /[\n\s:;,.]2\s?[.)/-]\s/u.test(text);
  const cut = text.split(numbered ? NUMBERED : PASSING).map((part) => part.trim());
  const parts = cut.filter((part) => words(part) >= 3 && part.length >= 12);
  return parts.length > 1 && parts.length <= MOST_TASKS ? parts : [text];
}
