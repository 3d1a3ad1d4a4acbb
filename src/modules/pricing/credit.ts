import { type Country, type Money, add, least, money, share, zero } from '#kernel';
import type { Draft } from './draft.ts';
import type { LineCredit } from './quote.ts';
import { type CreditRule, type RuleBook, ruleOn } from './rules.ts';
import type { Way } from './scope.ts';

/** Everything that decides whether a line earns a tax credit. */
export type CreditCase = Readonly<{ country: Country; way: Way; day: Temporal.PlainDate; declared: boolean; travelForCredit: boolean }>;

const KINDS_WITH_LEAF = new Set(['labour', 'training', 'backup-security']);

/** The rule that could help this visit: the country has one in force and confirmed, the provider is declared, and it happens at home. */
export function creditRuleFor(book: RuleBook, about: CreditCase): CreditRule | undefined {
  const rule = ruleOn(book, about.country, 'tax-credit', about.day);
  return rule?.confirmed && about.declared && rule.ways.includes(about.way) ? rule : undefined;
}

/** What share of a line belongs to eligible work: its tasks' minutes, rounded down to the cent. Items never count. */
function eligiblePart(rule: CreditRule, about: CreditCase, line: Draft): Money {
  const none = zero(line.gross.currency);
  if (line.item !== undefined || line.every !== 'once' || !rule.lineKinds.includes(line.kind)) return none;
  if (line.kind === 'travel' ? !about.travelForCredit : !KINDS_WITH_LEAF.has(line.kind)) return none;
  const all = line.about.reduce((total, { weight }) => total + weight, 0);
  const good = line.about.filter(({ leaf }) => rule.leaves.includes(leaf)).reduce((total, { weight }) => total + weight, 0);
  if (good === 0 || line.gross.cents === 0) return none;
  // Down on what is paid, away from zero on what is taken off: the share never promises a cent too much. The millionth
  // forgives what a division loses.
  return money(Math.floor((line.gross.cents * good) / all + 1e-6), line.gross.currency);
}

/** The tax credit of one line; undefined when nothing of it is eligible. Shown apart from the price, never taken off it. */
export function creditFor(rule: CreditRule | undefined, about: CreditCase, line: Draft): LineCredit | undefined {
  if (!rule) return undefined;
  const eligible = eligiblePart(rule, about, line);
  if (eligible.cents === 0) return undefined;
  return { rule: rule.id, eligible, amount: share(eligible, rule.basisPoints, 10_000) };
}

/** What could come back for all lines together: the part of the eligible sum, not the sum of rounded parts, and within the household's yearly limit. */
export function creditOf(rule: CreditRule | undefined, credits: readonly (LineCredit | undefined)[], currency: Money['currency']): Money | undefined {
  if (!rule) return undefined;
  const eligible = credits.reduce((total, credit) => (credit ? add(total, credit.eligible) : total), zero(currency));
  if (eligible.cents <= 0) return undefined;
  return share(least(eligible, money(rule.mostSpending, currency)), rule.basisPoints, 10_000);
}
