import { html } from 'hono/html';
import type { Skill, WeekHours } from '#modules/technicians';
import { leaves } from '#modules/triage';
import type { Problem, Typed } from '#platform/http/index';
import type { Frame } from '../frame.ts';
import { type Filled, line, listOf } from '../parts/form.ts';

type Html = ReturnType<typeof html>;
export const WEEK = [1, 2, 3, 4, 5, 6, 7] as const;
const LEVELS = ['0', '1', '2', '3'] as const;

/** Every skill that some kind of request asks for. */
export const skillNames = (): readonly string[] => [...new Set(leaves().flatMap(({ skills }) => skills.map((skill) => skill.split(':')[0] ?? skill)))].toSorted();

/** The name of a skill in a field and in the catalogue. */
export const named = (skill: string): string => `skill-${skill.replaceAll(' ', '-')}`;

/** What nobody can do as a matter of course: each is said on its own. */
const NOT_USUAL: ReadonlySet<string> = new Set(['skill-sensitive-case-training', 'skill-electrical-safety']);
/** One press for the many: what stays on "no" is then taken as the usual. */
export const USUAL = 'skills-usual';

export const skillsFrom = (typed: Typed): Skill[] => skillNames().flatMap((skill) => {
  const chosen = typed[named(skill)];
  const level = (chosen === undefined || chosen === '0') && typed[USUAL] !== undefined && !NOT_USUAL.has(named(skill)) ? '1' : chosen;
  return level === '1' || level === '2' || level === '3' ? [{ skill, level: Number(level) as Skill['level'] }] : [];
});

/** One list for each skill, with the level that somebody has. */
export const skillFields = ({ words }: Frame, has: ReadonlyMap<string, number>, filled: Filled): Html => html`${skillNames().map((skill) =>
  listOf({ name: named(skill), label: words.say(`staff.${named(skill)}`), value: String(has.get(skill) ?? 0), filled, words, options: LEVELS.map((value) => ({ value, label: words.say(`staff.level-${value}`) })) }))}`;

/** `9:00`, `9h00` → `09:00`; undefined when it is no time. */
export function hourFrom(text: string): string | undefined {
  const [, hour, minute] = /^(\d{1,2})\s?[:hH.]\s?(\d\d)$/.exec(text.trim()) ?? [];
  return hour !== undefined && minute !== undefined && Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : undefined;
}

/** The week as it was typed, and the pause; what could not be read is a problem of its field. */
export function hoursFrom(typed: Typed): { hours: WeekHours[]; breaks: { from: string; until: string }[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const stretch = (name: string | number): { from: string; until: string } | undefined => {
    const fields = [`from-${name}`, `until-${name}`] as const;
    if (fields.every((field) => (typed[field] ?? '').trim() === '')) return undefined;
    const [from, until] = fields.map((field) => hourFrom(typed[field] ?? ''));
    if (!from) problems.push({ field: fields[0], says: 'set-up.hour-unclear' });
    if (!until) problems.push({ field: fields[1], says: 'set-up.hour-unclear' });
    return from && until ? { from, until } : undefined;
  };
  const hours = WEEK.flatMap((weekday) => { const open = stretch(weekday); return open ? [{ weekday, ...open }] : []; });
  const pause = stretch('break');
  if (hours.length === 0 && problems.length === 0) problems.push({ field: 'from-1', says: 'staff.hours-missing' });
  return { hours, breaks: pause ? [pause] : [], problems };
}

/** The hours of one day (or the pause), from and until. */
export const dayRow = ({ words }: Frame, name: string | number, label: string, usual: readonly [string, string], filled: Filled): Html => html`<tr><th scope="row">${label}</th>
  <td>${line({ name: `from-${name}`, label: words.say('staff.from', { day: label }), hideLabel: true, value: usual[0], size: 'short', filled, words })}</td><td>${line({ name: `until-${name}`, label: words.say('staff.until', { day: label }), hideLabel: true, value: usual[1], size: 'short', filled, words })}</td></tr>`;
