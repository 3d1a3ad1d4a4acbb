import { html } from 'hono/html';
import { z } from 'zod';
import { type Actor, type Country, type PersonId, type Refusal, type Result, type Role, isId, isStaff, no, ok } from '#kernel';
import { type Person, fullName, phoneFrom } from '#modules/people';
import { type Call, type Cookie, type Door, type Problem, go, page, screen } from '#platform/http/index';
import type { Words } from '#platform/text';
import type { Work } from '#platform/work';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, line, listOf, press } from '../parts/form.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
/** A set-up link on its way to the page that shows it once. */
export type OnceLink = Readonly<{ token: string; name: string; back: string; hasRole: boolean }>;

const maybe = (most: number) => z.string().trim().max(most, 'where.too-long').default('');
/** The fields of somebody new who will sign in here. */
export const someoneAsks = {
  givenName: z.string().trim().min(1, 'where.given-name-missing').max(80, 'where.too-long'), familyName: z.string().trim().min(1, 'where.family-name-missing').max(80, 'where.too-long'),
  ownPhone: maybe(30), ownEmail: maybe(254).refine((typed) => typed === '' || z.email().safeParse(typed).success, 'where.email-unclear'), lang: z.enum(['en', 'fr']),
};
type Someone = Readonly<{ givenName: string; familyName: string; ownPhone: string; ownEmail: string; lang: 'en' | 'fr' }>;

export const someoneFields = (words: Words, filled: Filled): Html => html`<div class="choices two">${line({ name: 'givenName', label: words.say('where.given-name'), filled, words })}${line({ name: 'familyName', label: words.say('where.family-name'), filled, words })}
  ${line({ name: 'ownPhone', label: words.say('where.phone'), hint: words.say('staff.maybe'), type: 'tel', filled, words })}${line({ name: 'ownEmail', label: words.say('where.email'), hint: words.say('staff.maybe'), type: 'email', filled, words })}</div>
  ${listOf({ name: 'lang', label: words.say('staff.language'), value: words.lang, filled, words, options: [{ value: 'fr', label: 'Français' }, { value: 'en', label: 'English' }] })}`;

/** What is wrong with them that a field alone cannot tell. */
export const wrongWithSomeone = (asked: Someone, country: Country): Problem[] =>
  (asked.ownPhone !== '' && !phoneFrom(asked.ownPhone, country) ? [{ field: 'ownPhone', says: 'where.phone-unclear' }] : []);

/** Writes somebody down. We reach them as they can be reached; nobody must have an e-mail. */
export function welcome(has: WebHas, work: Work, asked: Someone, country: Country): Promise<Result<Person, Refusal>> {
  const phone = phoneFrom(asked.ownPhone, country);
  return has.people.welcomePerson(work, {
    givenName: asked.givenName, familyName: asked.familyName, lang: asked.lang, country, prefers: asked.ownEmail ? 'mail' : phone ? 'phone' : 'letter',
    ...(phone ? { phone } : {}), ...(asked.ownEmail ? { email: asked.ownEmail.toLowerCase() } : {}),
  });
}

/** Only an administrator hands out keys to the house. */
export const mayInvite = (by: Actor): boolean => isStaff(by, 'admin');

/** Makes a set-up link if this caller may; the page that follows shows it once. */
export async function inviteIfMay(has: WebHas, work: Work, person: Person, roles: readonly Role[], back: string): Promise<Result<OnceLink | undefined, Refusal>> {
  if (!mayInvite(work.by)) return ok(undefined);
  const invited = await has.people.inviteStaff(work, { person: person.id, roles });
  return invited.ok ? ok({ token: invited.value.token, name: fullName(person), back, hasRole: roles.length > 0 }) : no(invited.error);
}

const cookieOf = (has: WebHas, link: OnceLink): Cookie => ({ name: 'told', value: has.keys.seal(JSON.stringify(link), 'set-up-link'), days: 1 });

/** On to the page that shows the link, or back where there is none. */
export const toLink = (has: WebHas, link: OnceLink | undefined, back: string): ReturnType<typeof go> => (link ? go('/operator/link', [cookieOf(has, link)]) : go(back));

const ownPath = z.string().max(200).regex(/^\/operator\/[\w/]+$/).catch('/operator/staff');

/** A link by which somebody chooses a name and a password of their own. */
export const inviteDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/operator/link', who: ['operator', 'admin'], answer: (call) => page(linkPage(has, call), 200, [{ name: 'told', value: undefined }]) }),
  screen({
    method: 'POST', path: '/operator/people/:person/link', who: ['admin'], asks: z.object({ back: ownPath }), again: () => go('/operator/staff'),
    answer: (call) => {
      const id = call.params['person'] ?? '';
      if (!isId('Person', id)) return go(call.asked.back);
      return call.change((work) => newLink(has, work, id, call.asked.back), (link) => toLink(has, link, call.asked.back), () => go(call.asked.back));
    },
  }),
];

/** A new link keeps the roles that somebody has. */
async function newLink(has: WebHas, work: Work, id: PersonId, back: string): Promise<Result<OnceLink | undefined, Refusal>> {
  const person = await has.people.person(work, id);
  if (!person) return no({ kind: 'no-such-person' });
  const known = (await has.people.staff(work)).find((one) => one.person === id && !one.ended);
  return inviteIfMay(has, work, person, known?.roles ?? [], back);
}

/** The button for a new link; nothing for those who may not give one. */
export const linkButton = (words: Words, by: Actor, person: PersonId, back: string): Html | string =>
  (mayInvite(by) ? press(`/operator/people/${person}/link`, words.say('staff.new-link'), { kind: 'plain', icon: 'key-round', fields: { back } }) : '');

function linkPage(has: WebHas, call: Call): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const text = call.told === undefined ? undefined : has.keys.open(call.told, 'set-up-link');
  const link = text === undefined ? undefined : (JSON.parse(text) as OnceLink);
  return shell(frame, {
    title: words.say('staff.link'), kind: 'staff',
    main: link
      ? html`<h1>${words.say('staff.link-for', { name: link.name })}</h1><p class="lead">${words.say('staff.link-more')}</p><p class="card"><code id="set-up-link">${has.publicUrl}/set-up/${link.token}</code></p>${link.hasRole ? html`<p>${words.say('staff.link-then')} <code>${has.publicUrl}/operator</code></p>` : ''}
        <p class="note warm">${words.say('staff.link-once')}</p><div class="actions"><a class="button main" href="${link.back}">${words.say('staff.link-done')}</a></div>`
      : html`<h1>${words.say('staff.link')}</h1><p class="lead">${words.say('staff.link-gone')}</p><div class="actions"><a class="button" href="/operator/staff">${words.say('staff.title')}</a><a class="button" href="/operator/providers">${words.say('set-up.providers')}</a></div>`,
  });
}
