import { z } from 'zod';
import { type Country, ZONE } from '#kernel';
import kept from '../../../content/travel-hours.json' with { type: 'json' };

/** Hours of the week in which driving takes about as long. */
export const HOUR_CLASSES = ['night', 'morning-peak', 'midday', 'evening-peak', 'weekend'] as const;
export type HourClass = (typeof HOUR_CLASSES)[number];

/** How long driving takes in each class, in per cent of what the roads say without any hour. */
export type Percents = Readonly<Record<HourClass, number>>;
/** What may be set: nobody drives in half the time, and a drive that takes three times as long is no drive. */
export const LEAST_PERCENT = 50;
export const MOST_PERCENT = 300;

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const known = z.object({
  checkedOn: z.iso.date(), note: z.string(),
  weekday: z.array(z.object({ from: hour, class: z.enum(HOUR_CLASSES) })).min(1),
  classes: z.record(z.enum(HOUR_CLASSES), z.object({ percent: z.number().int().min(LEAST_PERCENT).max(MOST_PERCENT), confirmed: z.boolean(), source: z.string() })),
}).parse(kept);

/** The classes of a weekday in order, each from its hour on the wall ('HH:MM') to that of the next. */
export const WEEKDAY: readonly Readonly<{ from: string; class: HourClass }>[] = known.weekday;
/** What is reckoned with until the operator says otherwise, with where it comes from and when that was looked up. */
export const SOURCES: Readonly<{ checkedOn: string; classes: Readonly<Record<HourClass, Readonly<{ percent: number; confirmed: boolean; source: string }>>> }> = known;
export const USUAL: Percents = percentsOf((each) => known.classes[each].percent);

/** One figure for each class. */
export function percentsOf(of: (each: HourClass) => number): Percents {
  return { 'night': of('night'), 'morning-peak': of('morning-peak'), 'midday': of('midday'), 'evening-peak': of('evening-peak'), 'weekend': of('weekend') };
}

const DAY = 86_400;
const SATURDAY = 6;
/** So many days are remembered; a fortnight in two countries needs thirty. */
const MOST_DAYS = 400;

/** Seconds since 1970 at which another class begins, and how many times as long driving takes from there on. */
type Steps = Readonly<{ from: Float64Array; pace: Float64Array }>;

/** The classes of one UTC day as they lie on the wall clock of a country, from its first second on. */
function stepsOf(country: Country, day: number, percents: Percents): Steps {
  const zone = ZONE[country];
  const [opens, closes] = [day * DAY, (day + 1) * DAY];
  const first = Temporal.Instant.fromEpochMilliseconds(opens * 1000).toZonedDateTimeISO(zone).toPlainDate();
  const steps: [number, number][] = [];
  for (const date of [first, first.add({ days: 1 })]) {
    const classes = date.dayOfWeek >= SATURDAY ? [{ from: '00:00', class: 'weekend' as const }] : WEEKDAY;
    for (const step of classes) {
      const at = Math.round(date.toZonedDateTime({ timeZone: zone, plainTime: step.from }).epochMilliseconds / 1000);
      if (at >= closes) continue;
      // What began before the day goes on in it: the last such step stands for its first second.
      if (at <= opens) steps.length = 0;
      steps.push([Math.max(at, opens), percents[step.class] / 100]);
    }
  }
  return { from: Float64Array.from(steps, ([at]) => at), pace: Float64Array.from(steps, ([, pace]) => pace) };
}

/** Answers how slow the roads are at an hour. */
export type Paces = Readonly<{
  /** How many times as long a drive takes that lies somewhere between two instants (seconds since 1970): of the classes that it may touch, the slowest. One that begins as the drive ends is not touched. */
  between(country: Country, from: number, until: number): number;
  /** The slowest and the fastest of all classes. */
  slowest(): number;
  fastest(): number;
  /** How often the figures changed. */
  edition(): number;
}>;

/** `percents` may answer with another object at any time; what was worked out from the old one is then forgotten. */
export function createPaces(percents: () => Percents): Paces {
  let held: Percents | undefined;
  let [least, most, edition] = [1, 1, 0];
  const days = new Map<string, Map<number, Steps>>();
  const isLevel = (): boolean => {
    const now = percents();
    if (now !== held) {
      held = now;
      edition += 1;
      days.clear();
      const all = HOUR_CLASSES.map((each) => now[each] / 100);
      [least, most] = [Math.min(...all), Math.max(...all)];
    }
    return least === most;
  };
  const on = (country: Country, day: number): Steps => {
    let own = days.get(country);
    if (!own || own.size > MOST_DAYS) days.set(country, own = new Map());
    let steps = own.get(day);
    if (!steps) own.set(day, steps = stepsOf(country, day, held ?? USUAL));
    return steps;
  };
  return {
    slowest: () => (isLevel(), most),
    fastest: () => (isLevel(), least),
    edition: () => (isLevel(), edition),
    between(country, from, until) {
      if (isLevel()) return most;
      let slowest = 0;
      for (let day = Math.floor(from / DAY); day <= Math.floor(until / DAY); day += 1) {
        const steps = on(country, day);
        for (let k = 0; k < steps.from.length; k += 1) {
          const ends = steps.from[k + 1] ?? (day + 1) * DAY;
          const begins = steps.from[k] ?? 0;
          if (ends > from && (begins < until || begins <= from) && (steps.pace[k] ?? 0) > slowest) slowest = steps.pace[k] ?? 0;
        }
      }
      return slowest;
    },
  };
}
