import { html } from 'hono/html';
import { z } from 'zod';
import type { Country, Lang } from '#kernel';
import { type Call, type Door, type Problem, type Reply, type Typed, go, page, screen } from '#platform/http/index';
import type { Installation, InstallationWish, OpeningHours } from '#platform/installation';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, listOf, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Places = Awaited<ReturnType<WebHas['placesFile']['sources']>>;
const STRETCHES = [1, 2, 3] as const;
/** Languages in which the house answers, its own first. */
const TONGUES = ['en,fr', 'fr,en', 'en', 'fr'] as const;
const DAYS = ['1-5', '1-6', '1-7', '6-6', '6-7', '7-7'] as const;
const FEWEST_DIGITS = 6;

const asks = z.object({
  name: z.string().trim().min(1, 'set-up.name-missing').max(60, 'where.too-long'),
  phone: z.string().trim().max(30, 'where.too-long').refine((typed) => typed.replaceAll(/\D/g, '').length >= FEWEST_DIGITS && /^[\d\s+().-]+$/.test(typed), 'where.phone-unclear'),
  langs: z.enum(TONGUES).catch('en,fr').transform((typed) => typed.split(',') as Lang[]),
}).catchall(z.string().max(20, 'where.too-long'));

/** What this installation is called, how one rings it, when somebody answers, and where it helps. */
export const houseDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/operator/house', who: ['operator'], asks: z.object({ saved: z.string().optional() }), again: () => go('/operator/house'), answer: async (call) => page(housePage(has, call as unknown as Call, fresh, call.asked.saved !== undefined, await has.placesFile.sources())) }),
  screen({
    method: 'POST', path: '/operator/house', who: ['operator'], asks,
    again: (call, typed, problems) => page(housePage(has, call, { typed, problems }), 422),
    answer: (call) => change(has, call as unknown as Call<z.infer<typeof asks>>),
  }),
];

async function change(has: WebHas, call: Call<z.infer<typeof asks>>): Promise<Reply> {
  const { langs, ...rest } = call.asked;
  const typed: Typed = { ...rest, langs: langs.join(',') };
  const problems: Problem[] = [];
  const hours = hoursFrom(typed, problems);
  const countries = (['FR', 'GB'] as const).filter((country) => typed[`country-${country}`] !== undefined);
  if (countries.length === 0) problems.push({ field: 'country-FR', says: 'set-up.country-missing' });
  const again = (wrong: readonly Problem[]): Promise<Reply> => page(housePage(has, call as unknown as Call, { typed, problems: wrong }), 422);
  if (problems.length > 0) return again(problems);
  const wish: InstallationWish = { name: call.asked.name, phone: call.asked.phone, hours, countries, langs };
  const reply = await call.change((work) => has.keeper.change(work, wish), () => go('/operator/house?saved=yes'), () => again([{ field: 'name', says: 'technicians.not-allowed' }]));
  // After the commit: what a page shows is what is kept.
  await has.keeper.refresh();
  return reply;
}

/** `9:00`, `09:00` and `9h00` are the same hour. */
const hourFrom = (typed: string): string | undefined => {
  const [, hour, minute] = /^(\d{1,2})\s?[:hH.]\s?(\d\d)$/.exec(typed.trim()) ?? [];
  return hour !== undefined && minute !== undefined && Number(hour) < 24 && Number(minute) < 60 ? `${Number(hour)}:${minute}` : undefined;
};
const minutesOf = (hour: string): number => { const [hours, minutes] = hour.split(':').map(Number); return (hours ?? 0) * 60 + (minutes ?? 0); };

function hoursFrom(typed: Typed, problems: Problem[]): OpeningHours {
  const hours = STRETCHES.flatMap((nth) => {
    const days = DAYS.find((one) => one === typed[`days-${nth}`]);
    if (!days) return [];
    const opens = hourFrom(typed[`opens-${nth}`] ?? '');
    const closes = hourFrom(typed[`closes-${nth}`] ?? '');
    if (!opens) problems.push({ field: `opens-${nth}`, says: 'set-up.hour-unclear' });
    if (!closes) problems.push({ field: `closes-${nth}`, says: 'set-up.hour-unclear' });
    if (!opens || !closes) return [];
    if (minutesOf(closes) <= minutesOf(opens)) problems.push({ field: `closes-${nth}`, says: 'set-up.closes-before' });
    const [from, until] = days.split('-').map(Number);
    return [{ from: from ?? 1, until: until ?? 5, opens, closes }];
  });
  if (hours.length === 0 && problems.length === 0) problems.push({ field: 'days-1', says: 'set-up.hours-missing' });
  return hours;
}

function housePage(has: WebHas, call: Call, filled: Filled, saved = false, places?: Places): Html {
  const frame = frameOf(has, call);
  const { words, house } = frame;
  return shell(frame, {
    title: words.say('set-up.house'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('set-up.house')}</h1><p class="lead">${words.say('set-up.house-more')}</p>
      ${saved ? html`<p class="note safe" role="status">${icon('check')} ${words.say('set-up.saved')}</p>` : ''}${nextSteps(frame)}
      ${form('/operator/house', html`${line({ name: 'name', label: words.say('set-up.name'), value: house.name, size: 'medium', filled, words })}
        ${line({ name: 'phone', label: words.say('set-up.phone'), hint: words.say('set-up.phone-hint'), value: house.phone, type: 'tel', size: 'medium', filled, words })}
        <fieldset class="card"><legend>${words.say('set-up.hours')}</legend><p class="hint">${words.say('set-up.hours-hint')}</p>${STRETCHES.map((nth) => stretch(frame, house, nth, filled))}</fieldset>
        <fieldset class="card"><legend>${words.say('set-up.countries')}</legend>${(['FR', 'GB'] as const).map((country) => countryTick(frame, country, filled))}</fieldset>
        ${listOf({ name: 'langs', label: words.say('set-up.langs'), hint: words.say('set-up.langs-hint'), value: house.langs.join(','), filled, words, options: TONGUES.map((value) => ({ value, label: words.say(`set-up.langs-${value.replace(',', '-')}`) })) })}
        <div class="actions"><button class="main">${words.say('set-up.save')}</button></div>`)}${places ? placeFiles(frame, places) : ''}`,
  });
}

const countryTick = ({ words, house }: Frame, country: Country, filled: Filled): Html =>
  tick({ name: `country-${country}`, label: words.say(`where.country-${country}`), checked: filled === fresh && house.countries.includes(country), filled, words });

function stretch({ words }: Frame, house: Installation, nth: (typeof STRETCHES)[number], filled: Filled): Html {
  const open = house.hours[nth - 1];
  return html`<div class="choices two">${listOf({ name: `days-${nth}`, label: words.say('set-up.days'), filled, words, value: open ? `${open.from}-${open.until}` : '', options: [{ value: '', label: words.say('set-up.not-used') }, ...DAYS.map((value) => ({ value, label: words.say(`shell.days-${value}`) }))] })}
    ${line({ name: `opens-${nth}`, label: words.say('set-up.opens'), value: open?.opens ?? '', size: 'short', filled, words })}${line({ name: `closes-${nth}`, label: words.say('set-up.closes'), value: open?.closes ?? '', size: 'short', filled, words })}</div>`;
}

/** Where addresses come from, and how old that is. */
const placeFiles = ({ words }: Frame, places: Places): Html => html`<section class="card" id="places"><h2>${words.say('crew.places')}</h2>${places.length === 0 ? html`<p class="note warm">${words.say('crew.places-none')}</p>`
  : html`<p>${words.say('crew.places-more')}</p><ul>${places.map((one) => html`<li>${words.say('crew.places-one', { country: words.knows(`where.country-${one.country}`) ? words.say(`where.country-${one.country}`) : one.country, name: one.name, version: one.version, licence: one.licence, date: words.date(one.at, 'FR') })}</li>`)}</ul>`}<p class="hint">${words.say('crew.places-how')}</p></section>`;

/** The way from empty to the first visit, always at hand. */
const nextSteps = ({ words }: Frame): Html => html`<nav class="actions" aria-label="${words.say('set-up.next')}"><a class="button" href="/operator/begin">${icon('list-checks')}${words.say('begin.title')}</a><a class="button" href="/operator/providers">${icon('building-2')}${words.say('set-up.providers')}</a><a class="button" href="/operator/contract-rules">${icon('file-text')}${words.say('contract-rules.title')}</a><a class="button" href="/operator/staff">${icon('users')}${words.say('staff.title')}</a>
  <a class="button" href="/operator/ways">${icon('mail')}${words.say('ways-out.title')}</a><a class="button" href="/operator/notices">${icon('scroll-text')}${words.say('notices.title')}</a><a class="button" href="/operator/roads">${icon('map-pin')}${words.say('roads.title')}</a>
  <a class="button" href="/operator/tables">${icon('table')}${words.say('tables.title')}</a><a class="button" href="/operator/wordings">${icon('message-square')}${words.say('wordings.title')}</a><a class="button" href="/operator/partners">${icon('hand-heart')}${words.say('partners.title')}</a></nav>`;
