import { type Country, type Result, ZONE, no, ok } from '#kernel';
import type { Absence, Break, Shift, WeekHours } from './technician.ts';

type Day = Temporal.PlainDate;
const minuteOf = (hour: string): number => Number(hour.slice(0, 2)) * 60 + Number(hour.slice(3, 5));

/** Hours must run forward and stretches of one weekday must not overlap; a pause must run forward. */
export function checkHours(hours: readonly WeekHours[], breaks: readonly Break[]): Result<true, { kind: 'hours-do-not-fit' }> {
  const runs = [...hours, ...breaks].every(({ from, until }) => minuteOf(from) < minuteOf(until));
  const sorted = [...hours].sort((a, b) => a.weekday - b.weekday || minuteOf(a.from) - minuteOf(b.from));
  const apart = sorted.every((now, i) => {
    const next = sorted[i + 1];
    return !next || next.weekday !== now.weekday || minuteOf(now.until) <= minuteOf(next.from);
  });
  return runs && apart ? ok(true) : no({ kind: 'hours-do-not-fit' });
}

/** The same hour on the wall, also on the days when the clocks change. */
const at = (day: Day, hour: string, country: Country): Temporal.Instant =>
  day.toZonedDateTime({ timeZone: ZONE[country], plainTime: Temporal.PlainTime.from(hour) }).toInstant();

const isAway = (absences: readonly Absence[], day: Day): boolean =>
  absences.some(({ from, until }) => Temporal.PlainDate.compare(from, day) <= 0 && Temporal.PlainDate.compare(day, until) <= 0);

type Works = Readonly<{ hours: readonly WeekHours[]; breaks: readonly Break[] }>;

/** The shifts from one day to another, both included: one for each stretch, in order, without the days away. */
export function shiftsOf(technician: Works, absences: readonly Absence[], country: Country, fromDay: Day, toDay: Day): readonly Shift[] {
  const shifts: Shift[] = [];
  for (let day = fromDay; Temporal.PlainDate.compare(day, toDay) <= 0; day = day.add({ days: 1 })) {
    if (isAway(absences, day)) continue;
    const stretches = technician.hours.filter(({ weekday }) => weekday === day.dayOfWeek).sort((a, b) => minuteOf(a.from) - minuteOf(b.from));
    for (const { from, until } of stretches) {
      const inside = technician.breaks.filter((pause) => minuteOf(from) <= minuteOf(pause.from) && minuteOf(pause.until) <= minuteOf(until));
      shifts.push({ day, country, from: at(day, from, country), until: at(day, until, country), breaks: inside.map((pause) => ({ from: at(day, pause.from, country), until: at(day, pause.until, country) })) });
    }
  }
  return shifts;
}
