/** Why a password will not do; undefined when it will. `common`: everybody uses it, or it is hardly more than one that everybody uses. `context`: it is hardly more than a word that whoever guesses would try first. */
export type Weak = 'common' | 'context' | 'pattern';

/** With fewer different signs a password is a rhythm, not a secret. */
const LEAST_DIFFERENT = 6;
/** So many signs must be left beside a word that is easily guessed. */
const LEAST_BESIDE = 8;
const SHORTEST_WORD = 4;
const ROWS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'azertyuiop', 'qsdfghjklm', 'wxcvbn'];

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
/** What people put in front and behind so that a rule is kept: years, an exclamation mark. */
const bare = (text: string): string => text.replaceAll(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
const SWAPPED: Readonly<Record<string, string>> = { '0': 'o', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };
/** The figure one stands for either of two letters. */
const unswapped = (text: string): readonly string[] => ['l', 'i'].map((one) => text.replaceAll(/[013457@$!]/g, (sign) => SWAPPED[sign] ?? one));

function isPattern(text: string): boolean {
  if (new Set(text).size < LEAST_DIFFERENT) return true;
  const unit = /^(.{1,8}?)\1+$/u.exec(text)?.[1];
  if (unit !== undefined) return true;
  const rows = [...ROWS, ...ROWS.map((row) => [...row].toReversed().join(''))];
  // Whatever is left when every run along a row of keys is taken out.
  let left = text;
  for (const row of rows) for (let size = row.length; size >= 4; size -= 1) for (let from = 0; from + size <= row.length; from += 1) left = left.replaceAll(row.slice(from, from + size), '');
  return left.length <= LEAST_BESIDE / 2;
}

/** Words that somebody would try first: of the house, of the person, of the trade. Short ones say nothing. */
const wordsOf = (context: readonly string[]): readonly string[] => [...new Set(context.flatMap((one) => plain(one).split(/[^\p{L}\d]+/u)))].filter((word) => word.length >= SHORTEST_WORD);

/** NIST SP 800-63B-4 §3.1.1.2 and ASVS 5.0 V6.2.4, V6.2.11, V6.2.12: held against common ones, words of the context and repetitions; nothing else is asked of it. */
export function weakness(password: string, common: ReadonlySet<string>, context: readonly string[]): Weak | undefined {
  const whole = plain(password);
  const forms = [whole, ...unswapped(whole), ...unswapped(bare(whole))];
  if ([...forms, ...forms.map(bare)].some((form) => common.has(form))) return 'common';
  if (isPattern(whole)) return 'pattern';
  for (const word of wordsOf(context)) for (const form of [whole, ...unswapped(whole)]) {
    if (form.includes(word) && form.replaceAll(word, '').length < LEAST_BESIDE) return 'context';
  }
  return undefined;
}

/** The list as it lies in the file: one a line, `#` says where it is from. */
export const commonFrom = (text: string): ReadonlySet<string> => new Set(text.split('\n').filter((line) => line !== '' && !line.startsWith('# ')));
