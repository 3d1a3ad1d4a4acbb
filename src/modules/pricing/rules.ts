import type { Country } from '#kernel';
import type { LineKind } from './quote.ts';
import type { LeafKey, Way } from './scope.ts';

/** Where a rule comes from. An unconfirmed rule gives nobody an advantage. */
type Dated = Readonly<{ id: string; from: string; until?: string; article: string; source: string; checkedOn: string; confirmed: boolean; note?: string }>;
export type VatRule = Dated & Readonly<{ what: 'vat'; basisPoints: number }>;
export type VatMention = Dated & Readonly<{ what: 'vat-mention'; says: string }>;
export type CreditRule = Dated & Readonly<{
  what: 'tax-credit'; basisPoints: number;
  /** The spending of a household in a year that counts, in cents. */
  mostSpending: number;
  ways: readonly Way[]; lineKinds: readonly LineKind[]; leaves: readonly LeafKey[];
  /** Means of payment that keep the advantage. */
  means: readonly string[];
}>;
export type WrittenQuote = Dated & Readonly<{ what: 'written-quote'; fromAmount: number; says: string }>;
type Told = Dated & Readonly<{ what: 'credit-apart' | 'credit-travel' | 'all-in-price' | 'receipt' }>;
export type Rule = VatRule | VatMention | CreditRule | WrittenQuote | Told;

/** `content/rules/<country>.json`: the law of one country as dated data. */
export type CountryRules = Readonly<{ country: Country; version: string; rules: readonly Rule[] }>;
export type RuleBook = Readonly<Record<Country, CountryRules>>;

export const ruleBookFrom = (files: Readonly<Record<Country, unknown>>): RuleBook => ({ FR: files.FR as CountryRules, GB: files.GB as CountryRules });

const inForce = (rule: Rule, day: string): boolean => rule.from <= day && (rule.until === undefined || day < rule.until);

/** The rule of a kind that is in force on a day; of several, the latest. `until` is the first day on which it is over. */
export function ruleOn<K extends Rule['what']>(book: RuleBook, country: Country, what: K, day: Temporal.PlainDate): Extract<Rule, { what: K }> | undefined {
  const today = day.toString();
  return book[country].rules
    .filter((rule): rule is Extract<Rule, { what: K }> => rule.what === what && inForce(rule, today))
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
}
