/** At most this many tasks are taken from one text. */
export const MOST_TASKS = 4;

// Words with which people pass from one matter to the next. Kept narrow: a wrong cut costs more than a missed one.
const PASSING = new RegExp(
  String.raw`(?:[.;!?\n,]|^|\s)\s*(?:and )?(?:also|another (?:thing|problem|issue)|secondly|second(?= (?:problem|thing|issue))|on top of that|in addition|besides|plus,|`
  + String.raw`one (?:more|other) thing|(?:the )?other (?:thing|problem)|by the way|`
  + String.raw`et (?:aussi|puis)|aussi,|ensuite,|autre (?:chose|probleme|problème)|deuxième(?:ment)?|deuxièmement|par ailleurs|et en plus|en plus,|d'autre part|sinon,?|`
  + String.raw`tant que (?:j'y suis|vous y êtes)|au passage)\b[,:]?\s*`, 'giu');
const NUMBERED = /(?:^|\n|\s)(?:\d[.)]|[-*•]|[a-c]\))\s+/gu;

const longEnough = (part: string): boolean => part.trim().split(/\s+/u).length >= 4;

/**
 * Cuts a text where its writer passes to another matter: numbered lists, "also, …", "autre chose : …".
 * Whether the parts really are different matters is judged afterwards (`understand`).
 */
export function partsOf(text: string): string[] {
  if (text.length > 4_000) return [text];
  const numbered = text.split(NUMBERED).filter(longEnough);
  const parts = (numbered.length > 1 ? numbered : text.split(PASSING)).map((part) => part.trim()).filter(longEnough);
  return parts.length > 1 && parts.length <= MOST_TASKS ? parts : [text];
}
