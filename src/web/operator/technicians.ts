import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type LatLng, type ProviderId, type Refusal, type Result, ok } from '#kernel';
import { type Person, fullName } from '#modules/people';
import { type Provider, type Skill, type Technician, type WeekHours, shownName } from '#modules/technicians';
import { type Call, type Door, type Problem, type Reply, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, listOf, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { type OnceLink, inviteIfMay, mayInvite, someoneAsks, someoneFields, toLink, welcome, wrongWithSomeone } from './invite.ts';
import { addressAsks, addressFields, placed } from './placing.ts';
import { providerIn } from './providers.ts';
import { USUAL, WEEK, dayRow, hoursFrom, named, skillFields, skillNames, skillsFrom } from './technician-fields.ts';

type Html = ReturnType<typeof html>;
const WORKING_DAYS = 5;

const SOMEBODY_NEW = 'new';
const name = z.string().trim().max(80, 'where.too-long').default('');
const asks = z.object({
  ...someoneAsks, givenName: name, familyName: name, who: z.string().max(60).default(SOMEBODY_NEW), ...addressAsks, car: z.string().trim().min(1, 'set-up.field-missing').max(80, 'where.too-long'),
  reach: z.coerce.number('set-up.number-unclear').min(1, 'set-up.number-unclear').max(200, 'set-up.number-unclear'),
}).catchall(z.string().max(20, 'where.too-long'));
type Asked = z.infer<typeof asks>;

/** Who works for a provider, and somebody new. The house makes the badge; they are sent nowhere before they are checked. */
export const technicianDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/operator/providers/:provider/technicians', who: ['operator', 'vetting'], answer: (call) => technicianPage(has, call, fresh) }),
  screen({
    method: 'POST', path: '/operator/providers/:provider/technicians', who: ['operator'], asks,
    again: (call, typed, problems) => technicianPage(has, call, { typed, problems }), answer: (call) => add(has, call as unknown as Call<Asked>),
  }),
];

async function add(has: WebHas, call: Call<Asked>): Promise<Reply> {
  const { asked } = call;
  const id = providerIn(call);
  const provider = id && (await call.look((work) => has.technicians.provider(work, id)));
  if (!provider) return missing;
  const typed = Object.fromEntries(Object.entries(asked).map(([name, value]) => [name, value === undefined ? '' : String(value)]));
  const again = (problems: readonly Problem[]): Promise<Reply> => technicianPage(has, call as unknown as Call, { typed, problems });
  // A firm of one: whoever sits in its office is who comes.
  const known = asked.who === SOMEBODY_NEW ? undefined : (await call.look((work) => officeOf(has, work, provider.id))).find(({ id: person }) => person === asked.who);
  const where = await placed(has, asked, provider.country);
  const hours = hoursFrom(typed);
  const skills = skillsFrom(typed);
  const problems = [
    ...(known ? [] : wrongName(asked)), ...wrongWithSomeone(asked, provider.country), ...('problem' in where ? [where.problem] : []), ...hours.problems, ...(skills.length === 0 ? [{ field: named(skillNames()[0] ?? ''), says: 'staff.skill-missing' }] : []),
    ...(typed['speaks-fr'] === undefined && typed['speaks-en'] === undefined ? [{ field: 'speaks-fr', says: 'staff.language-missing' }] : []),
  ];
  if (problems.length > 0 || 'problem' in where) return again(problems);
  return call.change<OnceLink | undefined, Refusal>(
    (work) => bringIn(has, work, { asked, known, provider, at: where.at, hours: hours.hours, breaks: hours.breaks, skills }),
    (link) => toLink(has, link, `/operator/providers/${provider.id}`),
    (refusal) => again([refusal.kind === 'hours-do-not-fit' ? { field: 'from-1', says: 'technicians.hours-do-not-fit' } : { field: 'givenName', says: `people.${refusal.kind}` }]),
  );
}

/** A name is needed of whoever we do not know yet. */
const wrongName = ({ givenName, familyName }: Asked): Problem[] => [...(givenName === '' ? [{ field: 'givenName', says: 'where.given-name-missing' }] : []), ...(familyName === '' ? [{ field: 'familyName', says: 'where.family-name-missing' }] : [])];

/** Who works in the office of a firm and is no technician of it yet. */
async function officeOf(has: WebHas, work: Work, provider: ProviderId): Promise<readonly Person[]> {
  const crew = new Set((await has.technicians.techniciansOf(work, provider)).map(({ person }) => person));
  const people = await Promise.all((await has.technicians.inOffice(work, provider)).filter((id) => !crew.has(id)).map((id) => has.people.person(work, id)));
  return people.flatMap((person) => (person ? [person] : []));
}

type New = Readonly<{ asked: Asked; known: Person | undefined; provider: Provider; at: LatLng; hours: readonly WeekHours[]; breaks: readonly { from: string; until: string }[]; skills: readonly Skill[] }>;

async function bringIn(has: WebHas, work: Work, { asked, known, provider, at, hours, breaks, skills }: New): Promise<Result<OnceLink | undefined, Refusal>> {
  const person: Result<Person, Refusal> = known ? ok(known) : await welcome(has, work, asked, provider.country);
  if (!person.ok) return person;
  const { givenName, familyName } = person.value;
  const added = await has.technicians.addTechnician(work, {
    provider: provider.id, person: person.value.id, firstName: givenName, lastInitial: familyName.slice(0, 1), car: asked.car, home: at, reachMetres: Math.round(asked.reach * 1000), hours, breaks, skills,
    languages: (['fr', 'en'] as const).filter((lang) => asked[`speaks-${lang}`] !== undefined),
  });
  if (added.ok && known) return ok(undefined);
  return added.ok ? inviteIfMay(has, work, person.value, [], `/operator/providers/${provider.id}/technicians/${added.value.id}`) : added;
}

async function technicianPage(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const id = providerIn(call);
  const seen = id && (await call.look(async (work): Promise<{ provider: Provider; technicians: readonly Technician[]; office: readonly Person[] } | undefined> => {
    const provider = await has.technicians.provider(work, id);
    return provider && { provider, technicians: await has.technicians.techniciansOf(work, id), office: await officeOf(has, work, id) };
  }));
  if (!seen) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const path = `/operator/providers/${seen.provider.id}`;
  return page(shell(frame, {
    title: words.say('staff.technicians-of', { name: seen.provider.name }), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="${path}">${seen.provider.name}</a></p><h1>${words.say('staff.technicians-of', { name: seen.provider.name })}</h1>
      ${seen.technicians.length === 0 ? html`<p class="quiet">${words.say('staff.technicians-none')}</p>` : html`<ul class="choices two">${seen.technicians.map((one) => html`<li><a class="choice" href="${path}/technicians/${one.id}">${icon('user-round')}<span><strong>${shownName(one)}</strong><span class="quiet">${words.say('office.badge', { badge: one.badge })}</span></span></a></li>`)}</ul>`}
      <section class="card"><h2>${words.say('staff.new-technician')}</h2><p>${words.say('staff.new-technician-more')}</p>${mayInvite(call.by) ? '' : html`<p class="note warm">${words.say('staff.admin-gives-link')}</p>`}${form(`${path}/technicians`, fields(frame, filled, seen.office, seen.provider.country))}</section>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** In a firm of one, whoever sits in its office is who comes: they sign in already. */
const whoFields = ({ words }: Frame, filled: Filled, office: readonly Person[]): Html => (office.length === 0 ? html`` : listOf({
  name: 'who', label: words.say('staff.who'), hint: words.say('staff.who-hint'), value: SOMEBODY_NEW, filled, words, options: [{ value: SOMEBODY_NEW, label: words.say('staff.who-new') }, ...office.map((person) => ({ value: person.id, label: fullName(person) }))],
}));

const fields = (frame: Frame, filled: Filled, office: readonly Person[], country: Country): Html => html`${whoFields(frame, filled, office)}${someoneFields(frame.words, filled)}
  <fieldset class="field"><legend>${frame.words.say('staff.speaks')}</legend>${(['fr', 'en'] as const).map((lang) => tick({ name: `speaks-${lang}`, label: lang === 'fr' ? 'Français' : 'English', checked: filled === fresh && (lang === frame.lang || lang === (country === 'GB' ? 'en' : 'fr')), filled, words: frame.words }))}</fieldset>
  <h3>${frame.words.say('staff.home')}</h3><p class="hint">${frame.words.say('staff.home-hint')}</p>${addressFields(frame.words, filled)}
  <div class="choices two">${line({ name: 'reach', label: frame.words.say('staff.reach'), value: '20', size: 'short', inputmode: 'numeric', filled, words: frame.words })}${line({ name: 'car', label: frame.words.say('staff.car'), hint: frame.words.say('staff.car-hint'), filled, words: frame.words })}</div>
  <h3>${frame.words.say('staff.hours')}</h3><p class="hint">${frame.words.say('staff.hours-hint')}</p><div class="scroll-x"><table>${WEEK.map((weekday) => dayRow(frame, weekday, frame.words.say(`staff.day-${weekday}`), weekday <= WORKING_DAYS && filled === fresh ? ['9:00', '17:30'] : ['', ''], filled))}${dayRow(frame, 'break', frame.words.say('staff.break'), filled === fresh ? ['12:30', '13:30'] : ['', ''], filled)}</table></div>
  <h3>${frame.words.say('staff.skills')}</h3><p class="hint">${frame.words.say('staff.skills-hint')}</p>${tick({ name: USUAL, label: frame.words.say('staff.skills-usual'), hint: frame.words.say('staff.skills-usual-hint'), filled, words: frame.words })}<div class="choices two">${skillFields(frame, new Map(), filled)}</div>
  <div class="actions"><button class="main">${icon('user-plus')}${frame.words.say('staff.add-technician')}</button></div>`;
