import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type PersonId, type Role, isId } from '#kernel';
import { ROLES, type StaffSeen, fullName } from '#modules/people';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { likelyCountry } from '#platform/installation';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, press, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { inviteIfMay, linkButton, someoneAsks, someoneFields, toLink, welcome, wrongWithSomeone } from './invite.ts';

type Html = ReturnType<typeof html>;
type Seen = Readonly<{ staff: StaffSeen; name: string }>;
const PATH = '/operator/staff';
const roleAsks = { 'role-operator': z.string().optional(), 'role-vetting': z.string().optional(), 'role-finance': z.string().optional(), 'role-admin': z.string().optional() };
const asks = z.object({ ...someoneAsks, ...roleAsks });

/** Who works here and what they may do; a colleague comes by a link, and goes with one press. */
export const staffDoors = (has: WebHas): Door[] => [
  screen({
    method: 'POST', path: `${PATH}/end-every-session`, who: ['admin'], proved: PATH, asks: z.object({ sure: z.literal('yes', 'staff.sure-missing') }), again: (call, typed, problems) => staffPage(has, call, { typed, problems }),
    answer: (call) => call.change((work) => has.people.endEverySession(work), () => go('/sign-in', [{ name: 'session', value: undefined }]), () => missing),
  }),
  screen({ method: 'GET', path: PATH, who: ['admin'], answer: (call) => staffPage(has, call, fresh) }),
  screen({ method: 'POST', path: PATH, who: ['admin'], asks, again: (call, typed, problems) => staffPage(has, call, { typed, problems }), answer: (call) => invite(has, call as unknown as Call<z.infer<typeof asks>>) }),
  screen({
    method: 'POST', path: '/operator/staff/:person/end', who: ['admin'],
    answer: (call) => {
      const id = call.params['person'] ?? '';
      // Whoever has the last key does not lock themselves out.
      if (!isId('Person', id) || (call.by.kind === 'person' && call.by.person === id)) return missing;
      return call.change((work) => has.people.endStaff(work, id as PersonId), () => go(PATH), () => missing);
    },
  }),
];

async function invite(has: WebHas, call: Call<z.infer<typeof asks>>): Promise<Reply> {
  const { asked } = call;
  const country: Country = likelyCountry(has.house(), asked.lang);
  const roles: Role[] = ROLES.filter((role) => asked[`role-${role}`] !== undefined);
  const typed = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)) as Record<string, string>;
  const problems = [...wrongWithSomeone(asked, country), ...(roles.length === 0 ? [{ field: 'role-operator', says: 'staff.role-missing' }] : [])];
  if (problems.length > 0) return staffPage(has, call as unknown as Call, { typed, problems });
  return call.change(
    async (work) => {
      const person = await welcome(has, work, asked, country);
      return person.ok ? inviteIfMay(has, work, person.value, roles, PATH) : person;
    },
    (link) => toLink(has, link, PATH),
    (refusal) => staffPage(has, call as unknown as Call, { typed, problems: [{ field: 'givenName', says: `people.${refusal.kind}` }] }),
  );
}

async function staffPage(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const seen = await call.look(async (work): Promise<Seen[]> => Promise.all((await has.people.staff(work)).map(async (staff) => {
    const person = await has.people.person(work, staff.person);
    return { staff, name: person ? fullName(person) : staff.login };
  })));
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('staff.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('staff.title')}</h1><p><a href="/operator/alarms">${icon('circle-alert')} ${words.say('by-phone.alarms')}</a></p><ul class="choices two">${seen.map((one) => card(frame, one))}</ul>
      <section class="card"><h2>${words.say('staff.invite')}</h2><p>${words.say('staff.invite-more')}</p>
      ${form(PATH, html`${someoneFields(words, filled)}<fieldset class="field"><legend>${words.say('staff.roles')}</legend>${ROLES.map((role) =>
        tick({ name: `role-${role}`, label: words.say(`staff.role-${role}`), hint: words.say(`staff.role-${role}-more`), filled, words }))}</fieldset><div class="actions"><button class="main">${icon('user-plus')}${words.say('staff.make-link')}</button></div>`)}</section>
      <section class="card"><h2>${words.say('staff.end-every')}</h2><p>${words.say('staff.end-every-more')}</p>
      ${form(`${PATH}/end-every-session`, html`${tick({ name: 'sure', label: words.say('staff.end-every-sure'), filled, words })}<div class="actions"><button class="danger">${icon('log-out')}${words.say('staff.end-every-go')}</button></div>`)}</section>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

const card = (frame: Frame, { staff, name }: Seen): Html => html`<li><div class="card"><strong>${name}</strong> <span class="quiet">${staff.login}</span><br>
  ${staff.ended ? html`<span class="tag danger">${frame.words.say('staff.ended')}</span>` : html`${staff.roles.length === 0 ? html`<span class="tag">${frame.words.say('staff.no-role')}</span>` : staff.roles.map((role) => html`<span class="tag">${frame.words.say(`staff.role-${role}`)}</span> `)}
  <div class="actions">${linkButton(frame.words, frame.by, staff.person, PATH)}${frame.by.kind === 'person' && frame.by.person === staff.person ? html`<span class="quiet">${frame.words.say('staff.you')}</span>` : press(`/operator/staff/${staff.person}/end`, frame.words.say('staff.end'), { kind: 'danger' })}</div>`}</div></li>`;
