import { html } from 'hono/html';
import { z } from 'zod';
import { type LatLng, type Refusal, type TechnicianId, ZONE, isId } from '#kernel';
import { type Absence, type Provider, type Technician, shownName } from '#modules/technicians';
import { type Call, type Door, type Problem, type Reply, type Typed, go, missing, page, screen } from '#platform/http/index';
import type { TownNear } from '#platform/places/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { addressAsks, addressFields, placed } from '../operator/placing.ts';
import { WEEK, dayRow, hoursFrom, skillFields, skillsFrom } from '../operator/technician-fields.ts';
import { type Filled, box, form, fresh, line, listOf, press, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { peopleSaid } from '../parts/said.ts';
import { shell } from '../shell.ts';
import { areaMap } from './area-map.ts';

type Html = ReturnType<typeof html>;
type Seen = Readonly<{ technician: Technician; provider: Provider; absences: readonly Absence[] }>;
type Part = 'area' | 'hours' | 'absence' | 'skills';
type Wrong = Readonly<{ part: Part; filled: Filled }>;
const PATH = '/technicians/:technician/work';
const WHO = ['operator', 'provider', 'technician', 'stopped'] as const;
const WHYS = ['holiday', 'ill', 'training', 'other'] as const;
const day = z.iso.date('set-up.day-unclear').transform((text) => Temporal.PlainDate.from(text));
const reach = z.coerce.number('set-up.number-unclear').min(1, 'set-up.number-unclear').max(200, 'set-up.number-unclear');
/** An area may also be changed without moving: an empty address keeps the place. */
const areaAsks = z.object({ ...addressAsks, line: z.string().trim().max(200, 'where.too-long').default(''), postcode: z.string().trim().max(12, 'where.too-long').default(''), town: z.string().trim().max(100, 'where.too-long').default(''), reach });
const absenceAsks = z.object({ from: day, until: day, why: z.enum(WHYS) });
const textAsks = z.object({ materials: z.string().max(1_700, 'where.too-long').optional() }).catchall(z.string().max(80, 'where.too-long'));
const MOST_MATERIALS = 20;
const LONGEST_MATERIAL = 80;
/** One thing a line. */
const materialsIn = (typed: Typed): string[] => (typed['materials'] ?? '').split(/\r?\n/).map((row) => row.trim()).filter((row) => row !== '');

/** When, where and what somebody works: kept by themselves, their office, or the operator. */
export const technicianWorkDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: WHO, answer: (call) => withTechnician(has, call, (seen) => show(has, call, seen)) }),
  screen({
    method: 'POST', path: `${PATH}/area`, who: WHO, asks: areaAsks, again: again(has, 'area'),
    answer: (call) => withTechnician(has, call as unknown as Call, (seen) => changeArea(has, call as unknown as Call<z.infer<typeof areaAsks>>, seen)),
  }),
  screen({
    method: 'POST', path: `${PATH}/hours`, who: WHO, asks: textAsks, again: again(has, 'hours'),
    answer: (call) => withTechnician(has, call as unknown as Call, (seen) => changeHours(has, call as unknown as Call<Typed>, seen)),
  }),
  screen({
    method: 'POST', path: `${PATH}/absence`, who: WHO, asks: absenceAsks, again: again(has, 'absence'),
    answer: (call) => withTechnician(has, call as unknown as Call, (seen) => call.change(
      (work) => has.technicians.takeAbsence(work, { technician: seen.technician.id, ...call.asked }), () => go(pathOf(seen)),
      (refusal) => show(has, call as unknown as Call, seen, { part: 'absence', filled: { typed: { why: call.asked.why, from: call.asked.from.toString(), until: call.asked.until.toString() }, problems: [{ field: 'until', says: `technicians.${refusal.kind}` }] } }),
    )),
  }),
  screen({
    method: 'POST', path: `${PATH}/absence/end`, who: WHO, asks: z.object({ absence: z.string().max(60) }), again: (call) => go(call.path.replace('/absence/end', '')),
    answer: (call) => withTechnician(has, call as unknown as Call, (seen) => (seen.absences.some(({ id }) => id === call.asked.absence)
      ? call.change((work) => has.technicians.dropAbsence(work, { absence: call.asked.absence }), () => go(pathOf(seen)), () => missing) : missing)),
  }),
  screen({
    method: 'POST', path: `${PATH}/skills`, who: WHO, asks: textAsks, again: again(has, 'skills'),
    answer: (call) => withTechnician(has, call as unknown as Call, (seen) => changeSkills(has, call as unknown as Call<Typed>, seen)),
  }),
];

const pathOf = (seen: Seen): string => `/technicians/${seen.technician.id}/work`;
const again = (has: WebHas, part: Part) => (call: Call, typed: Typed, problems: readonly Problem[]): Promise<Reply> => withTechnician(has, call, (seen) => show(has, call, seen, { part, filled: { typed, problems } }));

/** Whoever may not change this technician finds nothing here. */
const mayOpen = (call: Call, technician: Technician): boolean => call.by.kind === 'person'
  && (call.by.roles.some((role) => role === 'operator' || role === 'admin') || call.by.provider === technician.provider || call.by.technician === technician.id || call.by.stopped?.technician === technician.id);

async function withTechnician(has: WebHas, call: Call, then: (seen: Seen) => Promise<Reply> | Reply): Promise<Reply> {
  const id = call.params['technician'] ?? '';
  const seen = isId('Technician', id) ? await call.look(async (work): Promise<Seen | undefined> => {
    const technician = await has.technicians.technician(work, id as TechnicianId);
    const provider = technician && mayOpen(call, technician) ? await has.technicians.provider(work, technician.provider) : undefined;
    return technician && provider && { technician, provider, absences: await has.technicians.absencesOf(work, technician.id) };
  }) : undefined;
  return seen ? then(seen) : missing;
}

async function changeArea(has: WebHas, call: Call<z.infer<typeof areaAsks>>, seen: Seen): Promise<Reply> {
  const { asked } = call;
  const typed = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, value === undefined ? '' : String(value)]));
  const stays = asked.line === '' && asked.postcode === '' && asked.town === '' && asked.lat === undefined;
  const where: { at: LatLng } | { problem: Problem } = stays ? { at: seen.technician.home } : await placed(has, asked, seen.provider.country);
  if ('problem' in where) return show(has, call as unknown as Call, seen, { part: 'area', filled: { typed, problems: [where.problem] } });
  return call.change((work) => has.technicians.changeTechnician(work, { technician: seen.technician.id, home: where.at, reachMetres: Math.round(asked.reach * 1000) }), () => go(pathOf(seen)), () => missing);
}

async function changeHours(has: WebHas, call: Call<Typed>, seen: Seen): Promise<Reply> {
  const { hours, breaks, problems } = hoursFrom(call.asked);
  const wrong = (found: readonly Problem[]): Promise<Reply> => show(has, call as unknown as Call, seen, { part: 'hours', filled: { typed: call.asked, problems: found } });
  if (problems.length > 0) return wrong(problems);
  return call.change<unknown, Refusal>(
    (work) => has.technicians.changeHours(work, { technician: seen.technician.id, hours, breaks }), () => go(pathOf(seen)),
    (refusal) => (refusal.kind === 'hours-do-not-fit' ? wrong([{ field: 'from-1', says: 'technicians.hours-do-not-fit' }]) : missing),
  );
}

async function changeSkills(has: WebHas, call: Call<Typed>, seen: Seen): Promise<Reply> {
  const skills = skillsFrom(call.asked);
  const languages = (['fr', 'en'] as const).filter((lang) => call.asked[`speaks-${lang}`] !== undefined);
  const car = (call.asked['car'] ?? '').trim();
  const materials = materialsIn(call.asked);
  const rules: readonly (readonly [boolean, string, string])[] = [[skills.length === 0, 'skills', 'staff.skill-missing'], [languages.length === 0, 'speaks-fr', 'staff.language-missing'], [car === '', 'car', 'set-up.field-missing'], [materials.length > MOST_MATERIALS || materials.some((row) => row.length > LONGEST_MATERIAL), 'materials', 'materials.too-many']];
  const problems = rules.flatMap(([wrong, field, says]) => (wrong ? [{ field, says }] : []));
  if (problems.length > 0) return show(has, call as unknown as Call, seen, { part: 'skills', filled: { typed: call.asked, problems } });
  return call.change((work) => has.technicians.changeTechnician(work, { technician: seen.technician.id, skills, languages, car, materials }), () => go(pathOf(seen)), () => missing);
}

async function show(has: WebHas, call: Call, seen: Seen, wrong?: Wrong): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const { technician, provider } = seen;
  const said = await call.look((work) => has.quality.shownOf(work, { technician: technician.id }));
  const towns = await has.placesFile.townsWithin(provider.country, technician.home, technician.reachMetres);
  const today = has.clock.now().toZonedDateTimeISO(ZONE[provider.country]).toPlainDate();
  const filledOf = (part: Part): Filled => (wrong?.part === part ? wrong.filled : fresh);
  return page(shell(frame, {
    title: words.say('crew.work-of', { name: shownName(technician) }), kind: 'staff',
    main: html`${wrong ? whatWasWrong(words, wrong.filled) : ''}<h1>${words.say('crew.work-of', { name: shownName(technician) })}</h1><p class="lead">${words.say('crew.work-more')}</p><div class="quotes">
      <section class="card"><h2>${words.say('crew.area')}</h2>${area(frame, seen, towns, filledOf('area'))}</section>
      <section class="card"><h2>${words.say('staff.hours')}</h2>${week(frame, seen, filledOf('hours'))}</section>
      <section class="card"><h2>${words.say('crew.away')}</h2>${away(frame, seen, today, filledOf('absence'))}</section></div>
      <details class="card" id="skills"${wrong?.part === 'skills' ? ' open' : ''}><summary><strong>${words.say('staff.skills')}</strong></summary>${abilities(frame, seen, filledOf('skills'))}</details><section class="card">${peopleSaid(words, said)}</section>`,
  }), wrong ? 422 : 200);
}

const area = ({ words }: Frame, seen: Seen, towns: readonly TownNear[], filled: Filled): Html => html`${areaMap(words, seen.technician.home, seen.technician.reachMetres, towns)}
  <p>${words.say('crew.area-covers', { count: towns.length, distance: words.distance(seen.technician.reachMetres) })}</p>${towns.length === 0 ? html`<p class="note warm">${words.say('crew.area-no-places')}</p>` : html`<details><summary>${words.say('crew.area-list')}</summary><ul>${towns.map((one) => html`<li>${one.postcode} ${one.town} <span class="quiet">${words.distance(one.metres)}</span></li>`)}</ul></details>`}
  ${form(`${pathOf(seen)}/area`, html`${line({ name: 'reach', label: words.say('staff.reach'), value: String(Math.round(seen.technician.reachMetres / 100) / 10), size: 'short', inputmode: 'decimal', filled, words })}
    <details${filled.problems.length > 0 ? ' open' : ''}><summary>${words.say('crew.area-move')}</summary>${addressFields(words, filled)}</details><div class="actions"><button>${icon('map-pin')}${words.say('crew.area-keep')}</button></div>`)}`;

function week({ words, ...frame }: Frame, seen: Seen, filled: Filled): Html {
  const { hours, breaks } = seen.technician;
  const usual = (stretch: { from: string; until: string } | undefined): readonly [string, string] => (filled !== fresh ? ['', ''] : [stretch?.from ?? '', stretch?.until ?? '']);
  const row = (name: string | number, label: string, stretch: { from: string; until: string } | undefined): Html => dayRow({ words, ...frame }, name, label, usual(stretch), filled);
  return form(`${pathOf(seen)}/hours`, html`<p class="hint">${words.say('staff.hours-hint')}</p><div class="scroll-x"><table>${WEEK.map((weekday) => row(weekday, words.say(`staff.day-${weekday}`), hours.find((one) => one.weekday === weekday)))}${row('break', words.say('staff.break'), breaks[0])}</table></div>
    <div class="actions"><button>${icon('clock')}${words.say('crew.hours-keep')}</button></div>`);
}

const away = ({ words }: Frame, seen: Seen, today: Temporal.PlainDate, filled: Filled): Html => html`<ul>${seen.absences.filter(({ until }) => Temporal.PlainDate.compare(until, today) >= 0).map((one) => html`<li>${words.date(one.from)} – ${words.date(one.until)} · ${words.say(`crew.away-${one.why}`)}
    ${press(`${pathOf(seen)}/absence/end`, words.say('crew.away-drop'), { kind: 'plain', fields: { absence: one.id } })}</li>`)}</ul>
  ${form(`${pathOf(seen)}/absence`, html`${line({ name: 'from', label: words.say('crew.away-from'), type: 'date', size: 'medium', filled, words })}${line({ name: 'until', label: words.say('crew.away-until'), type: 'date', size: 'medium', filled, words })}
    ${listOf({ name: 'why', label: words.say('crew.away-why'), filled, words, options: WHYS.map((value) => ({ value, label: words.say(`crew.away-${value}`) })) })}<div class="actions"><button>${icon('calendar-off')}${words.say('crew.away-add')}</button></div>`)}`;

const abilities = ({ words, ...frame }: Frame, seen: Seen, filled: Filled): Html => form(`${pathOf(seen)}/skills`, html`${line({ name: 'car', label: words.say('staff.car'), hint: words.say('staff.car-hint'), value: seen.technician.car, filled, words })}${box({ name: 'materials', label: words.say('materials.title'), hint: words.say('materials.hint'), rows: 4, value: (seen.technician.materials ?? []).join('\n'), filled, words })}
  <fieldset class="field"><legend>${words.say('staff.speaks')}</legend>${(['fr', 'en'] as const).map((lang) => tick({ name: `speaks-${lang}`, label: lang === 'fr' ? 'Français' : 'English', checked: filled === fresh && seen.technician.languages.includes(lang), filled, words }))}</fieldset>
  <p class="hint">${words.say('staff.skills-hint')}</p><div class="choices two">${skillFields({ words, ...frame }, new Map(seen.technician.skills.map(({ skill, level }) => [skill, level])), filled)}</div><div class="actions"><button>${icon('check')}${words.say('crew.skills-keep')}</button></div>`);
