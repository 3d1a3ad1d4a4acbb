import { isSilent } from './features.ts';
import type { Knowledge } from './knowledge.ts';
import { plain, stemEnglish, stemFrench, wordsOf } from './text.ts';
import { hashOf } from './weights.ts';

/** Details that could tell who a person is, and what stands in their place. The order matters: long numbers before short. */
const DETAILS: readonly (readonly [RegExp, string])[] = [
  [/https?:\/\/\S+|www\.\S+/giu, '[link]'],
  [/[\p{L}\d._%+-]+\s?(?:@|\(at\)|\[at\])\s?[\p{L}\d.-]+\.\p{L}{2,}/giu, '[e-mail]'],
  [/(?<=^|\s)@[\p{L}\d_.]{2,}/gu, '[name]'],
  [/\b[A-Z]{2}\d{2}(?:[ -]?[A-Z\d]{4}){3,7}(?:[ -]?[A-Z\d]{1,3})?\b/giu, '[account]'],
  [/\b(?:\d[ -]?){13,19}\b/gu, '[card]'],
  [/(?:\+|00)?\d(?:[ .()/-]?\d){7,14}/gu, '[number]'],
  [/\b(?:\d{1,3}\.){3}\d{1,3}\b/gu, '[address]'],
  [/\b\d{1,4}(?:\s?(?:bis|ter|[a-d]))?,?\s+(?:(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|all[ée]e|route|quai|cours)\s[^,.;\n]{2,60}|[\p{Lu}][\p{L}'-]+\s(?:[\p{Lu}][\p{L}'-]+\s)?(?:street|st|road|rd|lane|ln|avenue|ave|drive|close|court|way|gardens|terrace)\b)/giu, '[address]'],
  [/\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/giu, '[postcode]'],
  [/(\b(?:mon mot de passe|mot de passe|mdp|code|pin|password|passcode)\s*(?:est|is|:|=)\s*)\S+/giu, '$1[secret]'],
  [/(\b(?:je m['’]appelle|je suis (?:m\.|mme|monsieur|madame)|my name is|i am (?:mr|mrs|ms)\.?|regards,?|cordialement,?|merci,)\s+)(?:[\p{Lu}][\p{L}'-]+\s?){1,3}/giu, '$1[name]'],
  [/\b(?:m\.|mme|mlle|monsieur|madame|mr|mrs|ms|dr)\.?\s+[\p{Lu}][\p{L}'-]+/gu, '[name]'],
  [/\b(?=[A-Z\d-]*\d)(?=[A-Z\d-]*[A-Z])(?!0x)[A-Z\d]+(?:-[A-Z\d]+)+\b/giu, '[code]'],
  [/\b(?!0x)(?=\p{L}*\d)(?=\d*\p{L})[\p{L}\d]{7,}\b/giu, '[code]'],
  [/\b\d{3,8}\b/gu, '[number]'],
];

/** First names that are common where we help, so that they are no ordinary words wherever they stand. */
const FIRST_NAMES = new Set(('marie jean pierre michel andre philippe alain bernard jacques daniel claude gerard christian patrick nicole monique francoise catherine isabelle sylvie nathalie '
  + 'martine christine jacqueline jeanne suzanne simone odette yvette ginette josette huguette colette denise odile brigitte chantal dominique annie anne sophie julie camille lea emma chloe '
  + 'louis paul henri georges marcel roger robert rene lucien maurice raymond guy yves serge thierry eric laurent pascal christophe stephane frederic olivier nicolas julien thomas antoine '
  + 'john mary james margaret robert patricia michael jennifer william linda david elizabeth richard barbara joseph susan charles dorothy thomas helen george joan kenneth jean ronald sheila '
  + 'brian maureen derek doreen alan eileen peter joyce colin sylvia roy betty keith audrey trevor pamela graham beryl stephen jane andrew sarah paul karen simon claire emma olivia oliver harry '
  + 'jack emily sophie mohamed mohammed fatima ahmed ali samira karim amina yusuf aisha priya anil sunita').split(' '));

const WORD = /\p{L}[\p{L}'’-]*/gu;
const isName = (word: string): boolean => /^\p{Lu}\p{Ll}/u.test(word);
const opens = (before: string): boolean => /(?:^|[.!?…:\n]["»”)\]]?)\s*$/u.test(before);

/** Whether a word is an ordinary one: many people have written it, or it stands in our own lists. */
function ordinary(knows: Knowledge): { heard(word: string): boolean; listed(word: string): boolean } {
  const parts = (word: string): string[] => wordsOf(plain(word.replaceAll('-', ' ')));
  const listed = (part: string): boolean => knows.spelling.known.has(part);
  const heard = (part: string): boolean => isSilent(part) || listed(part) || [stemEnglish(part), stemFrench(part)].some((stem) => knows.search.postings.has(stem) || knows.weights?.rows.has(hashOf(stem)) === true);
  return { heard: (word) => parts(word).every((part) => part.length < 3 || heard(part)), listed: (word) => parts(word).every((part) => isSilent(part) || listed(part)) };
}

/** Words that are nobody's: what few have written, and what is written like a name, are left out. */
function withoutNames(text: string, knows: Knowledge): string {
  const { heard, listed } = ordinary(knows);
  return text.replaceAll(WORD, (word, at: number) => {
    const name = plain(word);
    if (FIRST_NAMES.has(name)) return '[name]';
    if (isName(word) && !opens(text.slice(0, at)) && !listed(word)) return '[name]';
    return heard(word) ? word : '[…]';
  });
}

const MOST = 1_500;
const STANDS = /(\[[^\]\n]{1,12}\])/u;

/** A text without e-mail and postal addresses, numbers, links, codes, secrets, names, and words that hardly anybody else writes. Never longer than 1,500 characters. */
export function withoutPersonalDetails(text: string, knows: Knowledge): string {
  const left = DETAILS.reduce((sofar, [detail, stand]) => sofar.replaceAll(detail, stand), text.slice(0, 4 * MOST));
  return left.split(STANDS).map((part) => (STANDS.test(part) ? part : withoutNames(part, knows))).join('')
    .replaceAll(/(\[[^\]\n]{1,12}\])(?:[\s,]*\1)+/gu, '$1').slice(0, MOST);
}
