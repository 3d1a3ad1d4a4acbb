import { languageOf } from './language.ts';
import { plain } from './text.ts';
import type { Flag, Urgency } from './understanding.ts';

/** One rule as it is written in `safety-rules.json`. */
export type WrittenRule = Readonly<{
  id: string; flag: Flag; lang: 'en' | 'fr'; card: string; level: 'show' | 'ask'; urgency?: Urgency; pattern: string; unless?: string;
}>;
export type WrittenRules = Readonly<{ words: Readonly<Record<string, string>>; rules: readonly WrittenRule[] }>;
export type SafetyRule = Readonly<Omit<WrittenRule, 'pattern' | 'unless'> & { pattern: RegExp; unless: RegExp | undefined }>;

/** A rule that found its words, and which words those were. */
export type Hit = Readonly<{ rule: SafetyRule; words: string }>;

/** Fills in the word lists (`<dev>`) and compiles. A list that does not exist is a mistake in the file and thrown. */
export function compileRules(written: WrittenRules): SafetyRule[] {
  const filled = (pattern: string, rule: string): string => pattern.replaceAll(/<([a-z]+)>/gu, (_, name: string) => {
    const words = written.words[name];
    if (words === undefined) throw new Error(`Safety rule (${rule}) uses the word list (${name}), which does not exist. Maybe a typing mistake.`);
    return words;
  });
  return written.rules.map((rule) => ({
    ...rule,
    pattern: new RegExp(filled(rule.pattern, rule.id), 'gu'),
    unless: rule.unless === undefined ? undefined : new RegExp(filled(rule.unless, rule.id), 'u'),
  }));
}

const AROUND = 40;

function found(rule: SafetyRule, text: string): string | undefined {
  let looked = 0;
  for (const match of text.matchAll(rule.pattern)) {
    const from = match.index;
    const around = text.slice(Math.max(0, from - AROUND), from + match[0].length + AROUND);
    if (rule.unless === undefined || !rule.unless.test(around)) return match[0].trim();
    looked += 1;
    if (looked > 20) return undefined;
  }
  return undefined;
}

/**
 * All alarms in a person's own words. Both languages are always read, unless the text is plainly in one:
 * a missed alarm costs more than a needless question.
 */
export function alarmsIn(text: string, rules: readonly SafetyRule[]): Hit[] {
  const spoken = languageOf(text);
  const read = plain(text);
  const hits: Hit[] = [];
  for (const rule of rules) {
    if (spoken.known && spoken[rule.lang] < 0.15) continue;
    const words = found(rule, read);
    if (words !== undefined) hits.push({ rule, words });
  }
  return hits;
}
