import { html } from 'hono/html';
import { z } from 'zod';
import { type HomeId, type MandateId, type Refusal, type Result, type Scope, isId, no, ok } from '#kernel';
import { type Home, type Mandate, type Person, SCOPES, fullName, phoneFrom } from '#modules/people';
import { type Call, type Door, type Problem, type Reply, type Typed, go, missing, page, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, oneOf, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { hasEnded, mandateState, scopeTicks } from '../parts/mandates.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Trusted = Readonly<{ home: Home; helpers: readonly Readonly<{ helper: Person; mandate: Mandate }>[] }>;
const MONTHS = ['1', '6', '12'] as const;
const asks = z.object({
  home: z.string().refine((id) => isId('Home', id)), givenName: z.string().trim().min(1, 'where.given-name-missing').max(80, 'where.too-long'), familyName: z.string().trim().min(1, 'where.family-name-missing').max(80, 'where.too-long'),
  phone: z.string().trim().min(1, 'where.helper-contact-missing').max(40, 'where.too-long'), months: z.enum(MONTHS, 'helpers.how-long-missing'),
  scopes: z.array(z.enum(SCOPES as [Scope, ...Scope[]])).min(1, 'helpers.scopes-missing').or(z.enum(SCOPES as [Scope, ...Scope[]]).transform((one) => [one])),
});

/** Whom a person trusts, with what, until when; ended with one press. */
export function helperDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/mine/helpers', who: ['person'], proved: '/mine/helpers', answer: (call) => show(has, call, fresh) }),
    screen({
      method: 'POST', path: '/mine/helpers', who: ['person'], proved: '/mine/helpers', asks, again: (call, typed, problems) => show(has, call, { typed, problems }),
      answer: (call) => trust(has, call, (typed, problems) => show(has, call as unknown as Call, { typed, problems })),
    }),
    ...(['revoke', 'confirm'] as const).map((what) => screen({
      // Ending is never made harder; a yes gives somebody rights.
      method: 'POST', path: `/mine/helpers/:mandate/${what}`, who: ['person'], ...(what === 'confirm' ? { proved: '/mine/helpers' } : {}),
      answer: (call) => {
        const id = call.params['mandate'] ?? '';
        if (!isId('Mandate', id)) return missing;
        return call.change((work) => (what === 'revoke' ? has.people.revokeMandate(work, id as MandateId) : has.people.confirmMandate(work, id as MandateId)), () => go('/mine/helpers'), () => missing);
      },
    })),
  ];
}

async function trust(has: WebHas, call: Call<z.infer<typeof asks>>, again: (typed: Typed, problems: readonly Problem[]) => Promise<Reply>): Promise<Reply> {
  const { asked } = call;
  const typed: Typed = { givenName: asked.givenName, familyName: asked.familyName, phone: asked.phone, months: asked.months, 'scopes[]': asked.scopes.join('\n') };
  return call.change<Mandate, Refusal>(async (work): Promise<Result<Mandate, Refusal>> => {
    const home = await has.people.home(work, asked.home as HomeId);
    const phone = home && phoneFrom(asked.phone, home.address.country);
    if (!home || !phone) return no({ kind: 'phone-unclear' });
    const known = (await has.people.known.withPhone(work, phone)).find((one) => one.givenName.toLowerCase() === asked.givenName.toLowerCase());
    const helper = known ? ok(known) : await has.people.welcomePerson(work, { givenName: asked.givenName, familyName: asked.familyName, lang: call.lang, country: home.address.country, phone, prefers: 'sms' });
    if (!helper.ok) return helper;
    const until = work.now.toZonedDateTimeISO('UTC').add({ months: Number(asked.months) }).toInstant();
    return has.people.giveMandate(work, { home: home.id, helper: helper.value.id, scopes: asked.scopes, until, givenHow: 'on-screen' });
  }, () => go('/mine/helpers'), (refusal) => again(typed, [{ field: 'phone', says: refusal.kind === 'phone-unclear' ? 'where.phone-unclear' : `people.${refusal.kind}` }]));
}

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const { by } = call;
  if (by.kind !== 'person') return missing;
  const homes = await call.look(async (work): Promise<Trusted[]> => Promise.all((await has.people.homesOf(work, by.person)).filter((home) => by.homes.includes(home.id)).map(async (home) => ({ home, helpers: await has.people.helpersOf(work, home.id) }))));
  const frame = frameOf(has, call);
  const { words } = frame;
  const [first] = homes;
  return page(shell(frame, {
    title: words.say('helpers.title'),
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('helpers.title')}</h1><p class="lead">${words.say('helpers.lead')}</p>
      ${homes.map(({ home, helpers }) => html`<section class="card"><h2>${home.address.line}, ${home.address.town}</h2>${helpers.length === 0 ? html`<p class="quiet">${words.say('helpers.nobody')}</p>` : helpers.map(({ helper, mandate }) => html`<div class="note"><p><strong>${fullName(helper)}</strong><br>${mandate.scopes.map((scope) => words.say(`helpers.scope-${scope}`)).join(', ')}<br>${mandateState(words, mandate, has.clock.now(), home.address.country)}</p>
        ${hasEnded(mandate, has.clock.now()) ? '' : html`${mandate.confirmedAt ? '' : press(`/mine/helpers/${mandate.id}/confirm`, words.say('helpers.confirm'), { kind: 'main', icon: 'check' })}${press(`/mine/helpers/${mandate.id}/revoke`, words.say('helpers.end'), { kind: 'danger', icon: 'x' })}`}</div>`)}</section>`)}
      ${first ? html`<p><a href="/mine/second-eyes">${icon('users')} ${words.say('eyes.title')}</a></p>` : ''}
      ${first ? addForm(frame, homes.map(({ home }) => home), filled) : html`<p class="note">${words.say('helpers.no-home')}</p>`}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

function addForm({ words }: ReturnType<typeof frameOf>, homes: readonly Home[], filled: Filled): Html {
  return form('/mine/helpers', html`<h2>${words.say('helpers.add')}</h2>
    ${homes.length === 1 ? html`<input type="hidden" name="home" value="${homes[0]?.id ?? ''}">` : oneOf({ name: 'home', label: words.say('helpers.which-home'), filled, words, options: homes.map((home) => ({ value: home.id, label: `${home.address.line}, ${home.address.town}` })) })}
    ${line({ name: 'givenName', label: words.say('where.given-name'), autocomplete: 'off', filled, words })}${line({ name: 'familyName', label: words.say('where.family-name'), autocomplete: 'off', filled, words })}${line({ name: 'phone', label: words.say('where.phone'), type: 'tel', size: 'medium', autocomplete: 'off', filled, words })}
    ${scopeTicks(words, filled)}
    ${oneOf({ name: 'months', label: words.say('helpers.how-long'), filled, words, value: '6', columns: 'two', options: MONTHS.map((months) => ({ value: months, label: words.say('helpers.months', { months: Number(months) }) })) })}
    <div class="actions"><button class="main">${icon('heart-handshake')}${words.say('helpers.give')}</button></div><p class="quiet">${words.say('helpers.never')} ${words.say('helpers.change-waits')}</p>`);
}
