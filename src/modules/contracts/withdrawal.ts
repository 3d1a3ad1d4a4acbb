import { type Country, type Money, least, money, share } from '#kernel';
import { dayIn, endOf, workingDayFrom } from './calendar.ts';
import { type Asked, type Channel, contractRule } from './rules.ts';

/** What was agreed and when: all that decides whether and until when one may withdraw. */
export type Agreed = Readonly<{
  country: Country; channel: Channel; agreedAt: Temporal.Instant;
  /** The most it can cost, in cents. */
  amount: number;
  /** When the information on withdrawal reached the person; undefined while it has not. */
  informedAt?: Temporal.Instant | undefined;
  /** When the express request to begin early was made, and that full performance ends the right was acknowledged. */
  expressAt?: Temporal.Instant | undefined; acknowledgedAt?: Temporal.Instant | undefined;
  /** An urgent repair that the person asked for, as recorded with its words. */
  urgent?: boolean | undefined;
  /** Agreed on top of what a visit was for. */
  isExtra?: boolean | undefined;
}>;
export type Law = Omit<Asked, 'country' | 'channel' | 'on'>;

export const lawOf = (law: Law, agreed: Pick<Agreed, 'country' | 'channel' | 'agreedAt'>): Asked =>
  ({ ...law, country: agreed.country, channel: agreed.channel, on: dayIn(agreed.agreedAt, agreed.country) });

/** Until when one may withdraw (`until` is the first instant at which it is too late), or why there is no such right. */
export type Right = Readonly<
  | { may: true; until: Temporal.Instant; lastDay: Temporal.PlainDate; days: number; article: string; extended: boolean }
  | { may: false; why: 'small-amount' | 'urgent-repair'; article: string }
>;

function lastDayOf(asked: Asked, from: Temporal.PlainDate, rule: { days: number; lastDay: 'next-working-day' | 'as-it-falls' }): Temporal.PlainDate {
  // The day of the contract does not count; the last hour of the last day still does.
  const last = from.add({ days: rule.days });
  const wish = contractRule(asked, 'last-day')?.lastDay ?? rule.lastDay;
  return wish === 'next-working-day' ? workingDayFrom(asked.book[asked.country], last) : last;
}

type Withdrawal = NonNullable<ReturnType<typeof contractRule<'withdrawal'>>>;

/** Why there is no such right at all. */
function withoutRight(asked: Asked, agreed: Agreed, rule: Withdrawal): Extract<Right, { may: false }> | undefined {
  if (rule.notUpToAmount !== undefined && agreed.amount <= rule.notUpToAmount) return { may: false, why: 'small-amount', article: rule.article };
  const urgent = contractRule(asked, 'urgent-repair');
  const covers = urgent?.losesWithdrawal && (!agreed.isExtra || urgent.coversExtras);
  return agreed.urgent && covers ? { may: false, why: 'urgent-repair', article: urgent.article } : undefined;
}

/**
 * The right of withdrawal. Where the information came late, its days begin when it came; where it never came, the law
 * adds months to the end of the first period.
 */
export function rightOf(law: Law, agreed: Agreed): Right {
  const asked = lawOf(law, agreed);
  const rule = contractRule(asked, 'withdrawal');
  if (!rule) throw new Error(`No rule says how long one may withdraw in ${agreed.country} (${agreed.channel}). Maybe its date lies after the contract.`);
  const none = withoutRight(asked, agreed, rule);
  if (none) return none;

  const normal = lastDayOf(asked, asked.on, rule);
  const longest = normal.add({ months: rule.missingInformationMonths });
  const informed = agreed.informedAt && dayIn(agreed.informedAt, agreed.country);
  const onTime = informed !== undefined && Temporal.PlainDate.compare(informed, asked.on) <= 0;
  const inLongest = informed !== undefined && Temporal.PlainDate.compare(informed, longest) <= 0;
  const lastDay = onTime ? normal : inLongest ? lastDayOf(asked, informed, rule) : longest;
  return { may: true, until: endOf(lastDay, agreed.country), lastDay, days: rule.days, article: rule.article, extended: !onTime };
}

/** Whether a declaration at an instant still counts. `performedAt`: when all of it had been done. */
export type Answer = Readonly<{ counts: true; article: string } | { counts: false; why: 'too-late' | 'fully-performed' | 'small-amount' | 'urgent-repair'; article: string }>;

export function mayWithdraw(law: Law, agreed: Agreed, at: Temporal.Instant, performedAt: Temporal.Instant | undefined): Answer {
  const right = rightOf(law, agreed);
  if (!right.may) return { counts: false, why: right.why, article: right.article };
  const done = contractRule(lawOf(law, agreed), 'full-performance');
  const isDone = performedAt !== undefined && Temporal.Instant.compare(performedAt, at) <= 0;
  // Only with the stored request and the stored acknowledgement, and only if the right was explained.
  if (done && isDone && agreed.expressAt && agreed.acknowledgedAt && agreed.informedAt) return { counts: false, why: 'fully-performed', article: done.article };
  return Temporal.Instant.compare(at, right.until) < 0 ? { counts: true, article: right.article } : { counts: false, why: 'too-late', article: right.article };
}

/** What was worked until the withdrawal: minutes done of minutes agreed, and what the tariff would ask for the minutes done. */
export type Done = Readonly<{ minutes: number; agreedMinutes: number; byTariff: Money }>;

/**
 * What is owed for work done before a withdrawal: its share of the agreed price, never more than the tariff asks for the
 * same minutes. Nothing without the stored express request, nor where the right was not explained.
 */
export function owedFor(agreed: Pick<Agreed, 'expressAt' | 'informedAt'>, price: Money, done: Done): Money {
  if (!agreed.expressAt || !agreed.informedAt || done.minutes <= 0) return money(0, price.currency);
  const minutes = Math.min(done.minutes, done.agreedMinutes);
  const part = done.agreedMinutes > 0 ? share(price, minutes, done.agreedMinutes) : price;
  return least(part, done.byTariff);
}

/** What is paid for a period is owed for the days that were used of it. */
export const owedForDays = (price: Money, used: number, days: number): Money => share(price, Math.min(Math.max(0, used), days), days);

/** By when money goes back: so many days after the declaration. */
export function refundBy(law: Law, agreed: Pick<Agreed, 'country' | 'channel' | 'agreedAt'>, declaredAt: Temporal.Instant): Temporal.PlainDate {
  const rule = contractRule(lawOf(law, agreed), 'refund');
  return dayIn(declaredAt, agreed.country).add({ days: rule?.days ?? 14 });
}
