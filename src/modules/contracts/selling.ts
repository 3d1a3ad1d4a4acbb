import { type Country, ZONE } from '#kernel';
import { isHoliday } from './calendar.ts';
import { type Asked, contractRule } from './rules.ts';
import type { Law } from './withdrawal.ts';

/** What we know of somebody before we ring to propose a lesson or a plan. */
export type SalesCall = Readonly<{
  country: Country; at: Temporal.Instant;
  /** They asked to be rung about offers, by a clear act, and have not taken it back. */
  consented: boolean;
  /** They said no, or their number stands on the country's list of those who said no; undefined when nobody has looked. */
  objected: boolean | undefined;
  /** It belongs to a contract that is being carried out with them. */
  aboutRunningContract: boolean;
}>;
export type MayCall = Readonly<{ may: true; article: string } | { may: false; why: 'no-consent' | 'objected' | 'list-not-checked' | 'wrong-hour'; article: string }>;

const minutesOf = (hour: string): number => { const [hours = 0, minutes = 0] = hour.split(':').map(Number); return hours * 60 + minutes; };

/** The hours in which the country lets anybody sell by telephone; undefined when it is one of them. */
function wrongHour(law: Law, asked: Asked, local: Temporal.ZonedDateTime): MayCall | undefined {
  const rule = contractRule(asked, 'call-hours');
  if (!rule) return undefined;
  const minute = local.hour * 60 + local.minute;
  const isDay = rule.weekdays.includes(local.dayOfWeek) && !(rule.notOnHolidays && isHoliday(law.book[asked.country], local.toPlainDate()));
  const isOpen = isDay && rule.hours.some(([from, until]) => minute >= minutesOf(from) && minute < minutesOf(until));
  return isOpen ? undefined : { may: false, why: 'wrong-hour', article: rule.article };
}

/** Whether one may ring to sell: rules of the country on that day. Who said no is never rung, whatever the law allows. */
export function mayCallToSell(law: Law, call: SalesCall): MayCall {
  const local = call.at.toZonedDateTimeISO(ZONE[call.country]);
  const asked: Asked = { ...law, country: call.country, channel: 'phone', on: local.toPlainDate() };
  const rule = contractRule(asked, 'sales-call');
  const article = rule?.article ?? '';
  if (call.objected === true) return { may: false, why: 'objected', article };
  const late = wrongHour(law, asked, local);
  if (late) return late;
  if (call.consented || (rule?.exceptContract && call.aboutRunningContract)) return { may: true, article };
  if (rule?.needs === 'no-objection') return call.objected === false ? { may: true, article } : { may: false, why: 'list-not-checked', article };
  return { may: false, why: 'no-consent', article };
}
