import type { Country } from '#kernel';

/** How a contract is made: on the web, by telephone, or at the person's home. */
export type Channel = 'web' | 'phone' | 'at-home';

/**
 * Where a rule comes from. One that is not confirmed says whether it `applies` until the operator has decided.
 * `until` is the first day on which it is over.
 */
export type Dated = Readonly<{
  id: string; channels: readonly Channel[]; from: string; until?: string; article: string; source: string; checkedOn: string; confirmed: boolean; applies?: boolean;
}>;
type LastDay = 'next-working-day' | 'as-it-falls';
// One rule for each kind, also where several are named at once.
type Of<What, More = unknown> = What extends string ? Dated & Readonly<{ what: What }> & More : never;

export type ContractRule =
  | Of<'information', Readonly<{ medium: 'durable-copy' | 'paper-or-agreed-durable' }>>
  | Of<'small-repair', Readonly<{ upToAmount: number }>>
  /** `notUpToAmount`: a contract of at most so many cents has no right of withdrawal. */
  | Of<'withdrawal', Readonly<{ days: number; lastDay: LastDay; missingInformationMonths: number; notUpToAmount?: number }>>
  | Of<'last-day', Readonly<{ lastDay: LastDay }>>
  | Of<'early-start', Readonly<{ medium: 'any' | 'durable' }>>
  | Of<'urgent-repair', Readonly<{ losesWithdrawal: boolean; coversExtras: boolean }>>
  | Of<'refund' | 'payment-wait', Readonly<{ days: number }>>
  | Of<'wait-exemption', Readonly<{ ground: 'urgent-repair' | 'successive-service' }>>
  | Of<'written-quote', Readonly<{ fromAmount: number; says: string }>>
  | Of<'repair-quote', Readonly<{ fromAmount: number }>>
  | Of<'keep', Readonly<{ years: number }>>
  | Of<'keep-electronic', Readonly<{ years: number; fromAmount: number }>>
  | Of<'sales-call', Readonly<{ needs: 'consent' | 'no-objection'; exceptContract: boolean }>>
  | Of<'call-hours', Readonly<{ weekdays: readonly number[]; hours: readonly (readonly [string, string])[]; notOnHolidays: boolean }>>
  /** The most that may be asked ahead for a part, of its price; for how long an offer of repair binds; how long a part may be late where no day was named. */
  | Of<'deposit', Readonly<{ mostBasisPoints: number }>>
  | Of<'repair-offer' | 'part-late', Readonly<{ days: number }>>
  /** `remindDays`: a reminder so often; `days`: from then on the operator looks for a lawful way. Nothing is ever sold by itself. */
  | Of<'not-fetched', Readonly<{ remindDays: number; days: number }>>
  | Of<'diagnosis-fee' | 'withdrawal-function' | 'pro-rata' | 'full-performance' | 'pay-button' | 'mediator' | 'put-right'>
  /** A partner's voucher is a means of payment: the tax stays on the whole price. Where that does not hold, none that pays is taken. */
  | Of<'voucher-payment'>;
export type RuleKind = ContractRule['what'];

/** `content/rules/contracts-<country>.json`. Holidays: `MM-DD`, `easter±days`, or the first or last Monday of a month (`05-monday1`, `05-monday-1`). */
export type ContractRules = Readonly<{ country: Country; version: string; rules: readonly ContractRule[]; holidays: readonly string[] }>;
export type ContractRuleBook = Readonly<Record<Country, ContractRules>>;

/** What the operator decided of rules that are not confirmed: whether each applies. */
export type Decisions = ReadonlyMap<string, boolean>;
export const undecided: Decisions = new Map();

const KINDS: ReadonlySet<string> = new Set<RuleKind>([
  'information', 'small-repair', 'withdrawal', 'last-day', 'early-start', 'urgent-repair', 'refund', 'payment-wait', 'wait-exemption', 'written-quote', 'repair-quote', 'keep', 'keep-electronic',
  'sales-call', 'call-hours', 'deposit', 'repair-offer', 'part-late', 'not-fetched', 'diagnosis-fee', 'withdrawal-function', 'pro-rata', 'full-performance', 'pay-button', 'mediator', 'put-right', 'voucher-payment',
]);

/** How the figure of a rule counts: days, years, an amount in cents, a part in basis points. */
export type FigureUnit = 'days' | 'years' | 'amount' | 'percent';
type Figure = Readonly<{ field: string; unit: FigureUnit; least: number; most: number }>;
/** The one figure that an operator may set where a rule of its kind is not confirmed, and within which bounds. */
const FIGURES: Readonly<Partial<Record<RuleKind, Figure>>> = {
  'small-repair': { field: 'upToAmount', unit: 'amount', least: 0, most: 100_000 }, 'repair-quote': { field: 'fromAmount', unit: 'amount', least: 0, most: 100_000 },
  keep: { field: 'years', unit: 'years', least: 1, most: 30 }, 'keep-electronic': { field: 'years', unit: 'years', least: 1, most: 30 }, deposit: { field: 'mostBasisPoints', unit: 'percent', least: 0, most: 10_000 },
  'repair-offer': { field: 'days', unit: 'days', least: 1, most: 365 }, 'part-late': { field: 'days', unit: 'days', least: 1, most: 365 }, 'not-fetched': { field: 'days', unit: 'days', least: 30, most: 3_650 },
};
export const figureOf = (rule: ContractRule): (Figure & Readonly<{ is: number }>) | undefined => {
  const figure = rule.confirmed ? undefined : FIGURES[rule.what];
  return figure && { ...figure, is: (rule as unknown as Record<string, number>)[figure.field] ?? 0 };
};

/** What the operator put in the place of figures that are not confirmed, by rule. */
export type Figures = ReadonlyMap<string, number>;
/** A rule with the operator's figure, where there is one. */
export function withFigure<R extends ContractRule>(rule: R, figures: Figures | undefined): R {
  const [set, figure] = [figures?.get(rule.id), figureOf(rule)];
  return set === undefined || !figure ? rule : { ...rule, [figure.field]: set };
}

/** Reads the files of the countries. A rule without its article, its source or the day it was checked does not come in. */
export function contractRulesFrom(files: Readonly<Record<Country, unknown>>): ContractRuleBook {
  const read = (country: Country): ContractRules => {
    const rules = files[country] as ContractRules;
    for (const rule of rules.rules) {
      const isWhole = rule.article !== '' && rule.source !== '' && /^\d{4}-\d\d-\d\d$/.test(rule.checkedOn) && KINDS.has(rule.what) && rule.channels.length > 0;
      if (!isWhole || (!rule.confirmed && rule.applies === undefined)) throw new Error(`The contract rule (${rule.id}) of ${country} is not whole. It needs article, source, checkedOn, channels, and "applies" while it is not confirmed.`);
    }
    return rules;
  };
  return { FR: read('FR'), GB: read('GB') };
}

/** A confirmed rule holds for everyone; of the others the operator's word counts, and before it the file's. */
export const applies = (rule: Dated, decided: Decisions): boolean => rule.confirmed || (decided.get(rule.id) ?? rule.applies ?? false);

/** Which law is asked about: of a country, for one way of making a contract, on a day. */
export type Asked = Readonly<{ book: ContractRuleBook; decided: Decisions; figures?: Figures | undefined; country: Country; channel: Channel; on: Temporal.PlainDate }>;

const isOf = <K extends RuleKind>(rule: ContractRule, what: K): rule is Extract<ContractRule, { what: K }> => rule.what === what;

/** All rules of a kind that hold; the latest first. */
export function rulesOn<K extends RuleKind>(asked: Asked, what: K): Extract<ContractRule, { what: K }>[] {
  const day = asked.on.toString();
  return asked.book[asked.country].rules
    .filter((rule): rule is Extract<ContractRule, { what: K }> => isOf(rule, what))
    .filter((rule) => rule.channels.includes(asked.channel) && rule.from <= day && (rule.until === undefined || day < rule.until) && applies(rule, asked.decided))
    .map((rule) => withFigure(rule, asked.figures))
    .toSorted((a, b) => (a.from < b.from ? 1 : -1));
}
export const contractRule = <K extends RuleKind>(asked: Asked, what: K): Extract<ContractRule, { what: K }> | undefined => rulesOn(asked, what)[0];
