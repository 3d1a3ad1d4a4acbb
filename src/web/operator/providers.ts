import { html } from 'hono/html';
import { z } from 'zod';
import { type ProviderId, type Refusal, type Result, isId, isStaff } from '#kernel';
import { type Person, fullName } from '#modules/people';
import { type Provider, type Technician, hasSigned, shownName } from '#modules/technicians';
import { type Call, type Door, type Reply, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { type FirmSeen, firmCheckDoor, firmChecks, firmSeen } from './firm-checks.ts';
import { alarmBanner } from './trust.ts';
import { type OnceLink, inviteIfMay, linkButton, mayInvite, someoneAsks, someoneFields, toLink, welcome, wrongWithSomeone } from './invite.ts';

type Html = ReturnType<typeof html>;
type Seen = Readonly<{ provider: Provider; firm: FirmSeen; office: readonly Person[]; technicians: readonly Technician[] }>;
const officeAsks = z.object(someoneAsks);

/** The providers, and each with its office: who they are, whether they signed, who may sign in for them. */
export const providerDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/operator/providers', who: ['operator', 'vetting'], answer: (call) => listPage(has, call) }),
  screen({ method: 'GET', path: '/operator/providers/:provider', who: ['operator', 'vetting'], answer: (call) => providerPage(has, call, fresh) }),
  firmCheckDoor(has, (call, filled) => providerPage(has, call, filled)),
  screen({
    method: 'POST', path: '/operator/providers/:provider/office', who: ['operator'], asks: officeAsks,
    again: (call, typed, problems) => providerPage(has, call, { typed, problems }), answer: (call) => addToOffice(has, call as unknown as Call<z.infer<typeof officeAsks>>),
  }),
];

/** The id in the path, if it looks like one. */
export const providerIn = (call: Pick<Call, 'params'>): ProviderId | undefined => { const id = call.params['provider'] ?? ''; return isId('Provider', id) ? id : undefined; };

async function addToOffice(has: WebHas, call: Call<z.infer<typeof officeAsks>>): Promise<Reply> {
  const { asked } = call;
  const id = providerIn(call);
  const provider = id && (await call.look((work) => has.technicians.provider(work, id)));
  if (!provider) return missing;
  const back = `/operator/providers/${provider.id}`;
  const again = (problems: Filled['problems']): Promise<Reply> => providerPage(has, call as unknown as Call, { typed: { ...asked }, problems });
  const problems = wrongWithSomeone(asked, provider.country);
  if (problems.length > 0) return again(problems);
  return call.change<OnceLink | undefined, Refusal>(
    async (work): Promise<Result<OnceLink | undefined, Refusal>> => {
      const person = await welcome(has, work, asked, provider.country);
      if (!person.ok) return person;
      const added = await has.technicians.addToOffice(work, { provider: provider.id, person: person.value.id });
      return added.ok ? inviteIfMay(has, work, person.value, [], back) : added;
    },
    (link) => toLink(has, link, back),
    (refusal) => again([{ field: 'givenName', says: `people.${refusal.kind}` }]),
  );
}

async function listPage(has: WebHas, call: Call): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const [providers, alarms] = [(await call.look((work) => Promise.all(frame.house.countries.map((country) => has.technicians.providers(work, country))))).flat(), await call.look((work) => alarmBanner(has, frame, work))];
  return page(shell(frame, {
    title: words.say('set-up.providers'), kind: 'staff',
    main: html`<h1>${words.say('set-up.providers')}</h1><p class="lead">${words.say(providers.length === 0 ? 'set-up.providers-none' : 'set-up.providers-more')}</p>${alarms}
      ${isStaff(call.by, 'operator') ? html`<div class="actions"><a class="button main" href="/operator/providers/new">${icon('plus')}${words.say('set-up.new-provider')}</a></div>` : ''}
      <ul class="choices two">${providers.map((provider) => html`<li><a class="choice" href="/operator/providers/${provider.id}">${icon('building-2')}<span><strong>${provider.name}</strong> <span class="quiet">${provider.address.town}</span><br>${signed(frame, provider)}</span></a></li>`)}</ul>`,
  }));
}

const signed = ({ words }: Frame, provider: Provider): Html => (provider.leftAt ? html`<span class="tag danger">${words.say('gone.tag', { date: words.date(provider.leftAt, provider.country) })}</span>` : hasSigned(provider) ? html`<span class="tag safe">${icon('check')}${words.say('set-up.signed')}</span>` : html`<span class="tag">${words.say('set-up.not-signed')}</span>`);

async function providerPage(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const id = providerIn(call);
  const seen = id && (await call.look(async (work): Promise<Seen | undefined> => {
    const provider = await has.technicians.provider(work, id);
    if (!provider) return undefined;
    const office = await Promise.all((await has.technicians.inOffice(work, id)).map((person) => has.people.person(work, person)));
    return { provider, firm: await firmSeen(has, work, provider), office: office.flatMap((person) => (person ? [person] : [])), technicians: await has.technicians.techniciansOf(work, id) };
  }));
  if (!seen) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const { provider } = seen;
  // Whoever only checks papers sees who the firm is and who goes to people, and nothing that they may not press.
  const mayChange = isStaff(call.by, 'operator');
  const path = `/operator/providers/${provider.id}`;
  return page(shell(frame, {
    title: provider.name, kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="/operator/providers">${words.say('set-up.providers')}</a></p><h1>${provider.name}</h1><p>${signed(frame, provider)}</p>${identity(frame, provider)}${mayChange ? html`<div class="actions"><a class="button" href="/providers/${provider.id}/details">${icon('pencil')}${words.say('crew.details-open')}</a><a class="button" href="${path}/identity">${icon('stamp')}${words.say('identity.title')}</a><a class="button" href="${path}/gone">${icon('door-closed')}${words.say('gone.open')}</a><a class="button" href="/providers/${provider.id}/pay">${icon('landmark')}${words.say('pay.title')}</a></div>` : ''}
      <section class="card"><h2>${words.say('set-up.see-technicians')}</h2><ul>${seen.technicians.map((technician) => html`<li><a href="${path}/technicians/${technician.id}">${shownName(technician)}</a> · <a href="/technicians/${technician.id}/work">${words.say('crew.open')}</a></li>`)}</ul><div class="actions"><a class="button" href="${path}/technicians">${icon('users')}${words.say('staff.technicians-open')}</a></div></section>
      ${firmChecks(has, frame, provider, seen.firm, filled)}
      ${mayChange ? html`<section class="card"><h2>${words.say('set-up.office')}</h2><p>${words.say('set-up.office-more')}</p>${seen.office.length === 0 ? html`<p class="quiet">${words.say('set-up.office-none')}</p>` : html`<ul>${seen.office.map((person) => html`<li>${fullName(person)} ${linkButton(words, call.by, person.id, path)}</li>`)}</ul>`}
      <details${filled.problems.some(({ field }) => !['kind', 'how', 'verifiedOn', 'until'].includes(field)) || seen.office.length === 0 ? html` open` : ''}><summary>${words.say('set-up.office-add')}</summary>${mayInvite(call.by) ? '' : html`<p class="note warm">${words.say('staff.admin-gives-link')}</p>`}
        ${form(`${path}/office`, html`${someoneFields(words, filled)}<div class="actions"><button class="main">${icon('user-plus')}${words.say('set-up.add')}</button></div>`)}</details></section>` : ''}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

const identity = ({ words }: Frame, provider: Provider): Html => html`<dl class="facts"><dt>${words.say('set-up.legal-name')}</dt><dd>${provider.legalName}</dd><dt>${words.say('set-up.company-number')}</dt><dd class="number">${provider.companyNumber}</dd>
  <dt>${words.say('set-up.vat-number')}</dt><dd>${provider.vat.registered ? provider.vat.number : provider.vat.mention}</dd><dt>${words.say('set-up.base')}</dt><dd>${provider.address.line}, ${provider.address.postcode} ${provider.address.town}</dd>
  <dt>${words.say('where.phone')}</dt><dd>${provider.phone}</dd>${provider.mediator ? html`<dt>${words.say('set-up.mediator')}</dt><dd>${provider.mediator}</dd>` : ''}</dl>`;
