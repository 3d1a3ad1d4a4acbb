import { type Money, ZONE, money, sum } from '#kernel';
import type { Appointment } from '#modules/booking';
import rules from '../../../content/rules/trust.json' with { type: 'json' };
import type { Extra, SaidBy } from './extra.ts';

/** By how many per cent of what was agreed at home a price may rise with nothing but the code on the technician's telephone. Dated, so that what was agreed before is read by the rule of its day. */
export type PriceRule = Readonly<{ from: string; percent: number }>;
const PRICE_RULES: readonly PriceRule[] = rules.priceUp;

/** The rule of a day (ISO): the newest that had begun. */
export function priceRuleOn(day: string, all: readonly PriceRule[] = PRICE_RULES): PriceRule {
  const rule = all.filter(({ from }) => from <= day).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0] ?? all[0];
  if (!rule) throw new Error('There is no rule about prices that rise at a door. Maybe content/rules/trust.json is empty.');
  return rule;
}

/** The rule of the day on which it is for who waits there. */
export const priceRuleFor = (now: Temporal.Instant, { country }: Pick<Appointment, 'country'>): PriceRule => priceRuleOn(now.toZonedDateTimeISO(ZONE[country]).toPlainDate().toString());

/** A rise by so much is more than the rule allows; exactly so much is not. */
export const risesTooMuch = (more: Money, ceiling: Money, { percent }: PriceRule): boolean => more.cents * 100 > ceiling.cents * percent;

const OWN: ReadonlySet<SaidBy> = new Set<SaidBy>(['person', 'mandate', 'phone']);
/** Said by the person, or who may speak for them, where no technician could say it: on their own screen, or to us on the telephone. */
export const isOwnYes = ({ state, saidBy }: Pick<Extra, 'state' | 'saidBy'>): boolean => state === 'approved' && saidBy !== undefined && OWN.has(saidBy);
/** Agreed on the technician's telephone, where nobody else saw it being said. */
const isOnTheirs = ({ state, saidBy }: Pick<Extra, 'state' | 'saidBy'>): boolean => state === 'approved' && !(saidBy !== undefined && OWN.has(saidBy));

type Priced = Pick<Extra, 'state' | 'saidBy' | 'worst'>;
/** The most that extra work agreed on the technician's telephone can cost so far. */
export const agreedOnTheirs = (extras: readonly Priced[], currency: Money['currency']): Money => sum(extras.filter(isOnTheirs).map(({ worst }) => worst), currency);
/** The most that extra work agreed by a yes of their own can cost so far. */
export const agreedByOwnYes = (extras: readonly Priced[], currency: Money['currency']): Money => sum(extras.filter(isOwnYes).map(({ worst }) => worst), currency);

/** How much more can be agreed with the code: what is above it takes the person's own yes. */
export function codeCovers(extras: readonly Priced[], ceiling: Money, { percent }: PriceRule): Money {
  return money(Math.max(0, Math.floor((ceiling.cents * percent) / 100) - agreedOnTheirs(extras, ceiling.currency).cents), ceiling.currency);
}
