import { html } from 'hono/html';
import { z } from 'zod';
import type { Country } from '#kernel';
import type { Change, Person } from '#modules/people';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { contactAsks, contactFields, contactFrom, openChanges, typedContact } from '../parts/contact.ts';
import { dial } from '../parts/dial.ts';
import { type Filled, form, fresh, line, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

const HERE = '/mine/contact';
const codeAsks = z.object({ code: z.string().trim().min(1, 'account.code-missing').max(60, 'account.code-wrong') });

/** How we reach somebody: they change it themselves, and whoever has the code from the old way can put it back. */
export const contactDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: HERE, who: ['person'], proved: HERE, answer: (call) => show(has, call, fresh) }),
  screen({ method: 'POST', path: HERE, who: ['person'], proved: HERE, asks: contactAsks, again: (call, typed, problems) => show(has, call, { typed, problems }), answer: (call) => change(has, call) }),
  screen({
    method: 'POST', path: '/mine/changes/:change/undo', who: ['person'],
    answer: (call) => call.change((work) => has.people.undoChange(work, { change: call.params['change'] ?? '' }), () => page(putBack(has, call), 200, [{ name: 'session', value: undefined }]), () => missing),
  }),
  screen({ method: 'GET', path: '/undo', who: ['anyone'], answer: (call) => (call.query['code'] ? look(has, call, call.query['code']) : page(codePage(has, call, fresh))) }),
  screen({ method: 'POST', path: '/undo', who: ['anyone'], asks: codeAsks, again: (call, typed, problems) => page(codePage(has, call, { typed, problems }), 422), answer: (call) => look(has, call as unknown as Call, call.asked.code) }),
  screen({ method: 'POST', path: '/undo/now', who: ['anyone'], asks: codeAsks, again: (call, typed, problems) => page(codePage(has, call, { typed, problems }), 422), answer: (call) => undo(has, call) }),
];

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const { by } = call;
  if (by.kind !== 'person') return missing;
  const seen = await call.look(async (work) => ({ person: await has.people.person(work, by.person), changes: await has.people.changesOf(work, by.person) }));
  if (!seen.person) return missing;
  const { person, changes } = seen;
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('account.contact'),
    main: html`<p class="where-am-i"><a href="/mine">${icon('arrow-left')} ${words.say('come-back.mine')}</a></p>${whatWasWrong(words, filled)}<h1>${words.say('account.contact')}</h1><p class="lead">${words.say('account.contact-more')}</p>
      ${openChanges(words, changes, person.country, (one) => `/mine/changes/${one.id}/undo`)}
      ${form(HERE, html`${contactFields(words, filled, person)}<div class="actions"><button class="main">${icon('check')}${words.say('account.keep')}</button></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

async function change(has: WebHas, call: Call<z.infer<typeof contactAsks>>): Promise<Reply> {
  const { by } = call;
  const person: Person | undefined = by.kind === 'person' ? await call.look((work) => has.people.person(work, by.person)) : undefined;
  if (!person) return missing;
  const { problems, contact } = contactFrom(call.asked, person);
  const again = (): Promise<Reply> => show(has, call as unknown as Call, { typed: typedContact(call.asked), problems: problems.length > 0 ? problems : [{ field: 'prefers', says: 'people.no-way-to-reach' }] });
  if (problems.length > 0) return again();
  return call.change((work) => has.people.changeContact(work, contact), () => go(HERE), again);
}

/** What the code would put back, before it does: a link is also opened by machines that look ahead. */
async function look(has: WebHas, call: Call, code: string): Promise<Reply> {
  const wrong = (says: string): Promise<Reply> => page(codePage(has, call, { typed: { code }, problems: [{ field: 'code', says }] }), 422);
  if (!(await has.limits.may('code', `undo ${call.from}`)).ok) return wrong('account.code-wait');
  const found = await call.look((work) => has.people.changeToUndo(work, code));
  if (!found) return wrong('account.code-wrong');
  return page(surePage(has, call, code, found));
}

async function undo(has: WebHas, call: Call<z.infer<typeof codeAsks>>): Promise<Reply> {
  const wrong = (says: string): Promise<Reply> => page(codePage(has, call as unknown as Call, { typed: {}, problems: [{ field: 'code', says }] }), 422);
  if (!(await has.limits.may('code', `undo ${call.from}`)).ok) return wrong('account.code-wait');
  return call.change((work) => has.people.undoChange(work, { code: call.asked.code }), () => page(putBack(has, call as unknown as Call)), () => wrong('account.code-wrong'));
}

function codePage(has: WebHas, call: Call, filled: Filled): ReturnType<typeof shell> {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, {
    title: words.say('account.undo-title'),
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('account.undo-title')}</h1><p class="lead">${words.say('account.undo-lead')}</p>
      ${form('/undo', html`${line({ name: 'code', label: words.say('account.undo-code'), hint: words.say('account.undo-code-hint'), size: 'medium', autocomplete: 'off', filled, words })}<div class="actions"><button class="main">${words.say('account.undo-look')}</button></div>`)}
      <p>${words.say('come-back.or-call')} <a href="${dial(frame.house.phone)}">${frame.house.phone}</a></p>`,
  });
}

function surePage(has: WebHas, call: Call, code: string, found: Change): ReturnType<typeof shell> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const country: Country = has.house().countries[0] ?? 'FR';
  return shell(frame, {
    title: words.say('account.undo-title'),
    main: html`<h1>${words.say('account.undo-title')}</h1><p class="lead">${words.say(`account.changed-${found.what}`)} <span class="quiet">${words.day(found.at, country)}, ${words.hour(found.at, country)}</span></p>
      <p>${words.say(`account.undo-${found.what}-more`)}</p>
      ${form('/undo/now', html`<input type="hidden" name="code" value="${code}"><div class="actions"><button class="main">${icon('undo-2')}${words.say('account.undo')}</button><a class="button" href="/">${words.say('account.undo-leave')}</a></div>`)}`,
  });
}

function putBack(has: WebHas, call: Call): ReturnType<typeof shell> {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, { title: words.say('account.undone'), main: html`<h1>${words.say('account.undone')}</h1><p class="lead">${words.say('account.undone-more')}</p><p><a class="phone" href="${dial(frame.house.phone)}">${icon('phone')}${frame.house.phone}</a></p>` });
}
