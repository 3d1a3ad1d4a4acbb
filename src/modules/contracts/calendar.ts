import { type Country, ZONE } from '#kernel';
import type { ContractRules } from './rules.ts';

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher; Astronomical Algorithms, ch. 8). */
function easter(year: number): Temporal.PlainDate {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(n / 31), day: (n % 31) + 1 });
}

function mondayOf(year: number, month: number, nth: number): Temporal.PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const firstMonday = first.add({ days: (8 - first.dayOfWeek) % 7 });
  if (nth > 0) return firstMonday.add({ days: 7 * (nth - 1) });
  const weeks = Math.floor((first.daysInMonth - firstMonday.day) / 7);
  return firstMonday.add({ days: 7 * weeks });
}

/** The public holiday that a line of the rules names, in a year. */
function holidayOf(line: string, year: number): Temporal.PlainDate {
  const feast = /^easter([+-]\d+)$/.exec(line);
  if (feast) return easter(year).add({ days: Number(feast[1]) });
  const monday = /^(\d\d)-monday(-?\d)$/.exec(line);
  if (monday) return mondayOf(year, Number(monday[1]), Number(monday[2]));
  return Temporal.PlainDate.from(`${year}-${line}`);
}

export const isHoliday = (rules: Pick<ContractRules, 'holidays'>, day: Temporal.PlainDate): boolean => rules.holidays.some((line) => holidayOf(line, day.year).equals(day));
const SATURDAY = 6;
export const isWorkingDay = (rules: Pick<ContractRules, 'holidays'>, day: Temporal.PlainDate): boolean => day.dayOfWeek < SATURDAY && !isHoliday(rules, day);

/** The day itself, or the first working day after it. */
export function workingDayFrom(rules: Pick<ContractRules, 'holidays'>, day: Temporal.PlainDate): Temporal.PlainDate {
  let found = day;
  while (!isWorkingDay(rules, found)) found = found.add({ days: 1 });
  return found;
}

export const dayIn = (at: Temporal.Instant, country: Country): Temporal.PlainDate => at.toZonedDateTimeISO(ZONE[country]).toPlainDate();
/** The first instant after a day, on the wall clock of its country. */
export const endOf = (day: Temporal.PlainDate, country: Country): Temporal.Instant => day.add({ days: 1 }).toZonedDateTime(ZONE[country]).toInstant();
