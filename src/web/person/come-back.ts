import { html } from 'hono/html';
import { z } from 'zod';
import { type PersonId, type Refusal, isId, ok } from '#kernel';
import { comeBackAsks } from '#modules/booking';
import { type Opened, phoneFrom } from '#modules/people';
import { type Call, type Door, type Problem, type Reply, type Typed, go, missing, page, screen } from '#platform/http/index';
import { likelyCountry } from '#platform/installation';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { dial } from '../parts/dial.ts';
import { knownHere, triesOf } from '../parts/known.ts';
import { goesOnAs, leavesBefore } from '../parts/session.ts';
import { signInWithPasskey } from '../parts/passkey.ts';
import { keepThis, nextPage, withRequest } from './one-request.ts';
import { pastVisitsOfMine } from './past-visits.ts';

type Html = ReturnType<typeof html>;
const phoneAsks = z.object({ phone: z.string().trim().min(1, 'come-back.phone-missing').max(40, 'where.too-long') });
const digitsAsks = z.object({ code: z.string().max(64), digits: z.string().trim().transform((typed) => typed.replaceAll(/\D/g, '')).pipe(z.string().regex(/^\d{6}$/, 'come-back.digits-wrong')), person: z.string().optional() });

/** Two ways back to one's own page: reference and code, or a telephone and a code sent to it. */
export function comeBackDoors(has: WebHas): Door[] {
  const show = (call: Call, filled: Filled): Promise<Reply> => page(comeBackPage(has, call, filled), filled.problems.length > 0 ? 422 : 200);
  return [
    screen({ method: 'GET', path: '/come-back', who: ['anyone'], answer: (call) => show(call, fresh) }),
    screen({ method: 'POST', path: '/come-back', who: ['anyone'], asks: comeBackAsks, again: (call, typed, problems) => show(call, { typed, problems }), answer: (call) => withReference(has, call, (problems) => show(call as unknown as Call, { typed: {}, problems })) }),
    screen({ method: 'POST', path: '/come-back/phone', who: ['anyone'], asks: phoneAsks, again: (call, typed, problems) => show(call, { typed, problems }), answer: (call) => sendCode(has, call, (typed, problems) => show(call as unknown as Call, { typed, problems })) }),
    screen({ method: 'GET', path: '/come-back/code', who: ['anyone'], answer: (call) => page(codePage(has, call, call.query['code'] ?? '', fresh)) }),
    screen({
      method: 'POST', path: '/come-back/code', who: ['anyone'], asks: digitsAsks,
      again: (call, typed, problems) => page(codePage(has, call, typed['code'] ?? '', { typed, problems }), 422),
      answer: (call) => useCode(has, call),
    }),
    screen({ method: 'GET', path: '/r/:reference', who: ['asker'], answer: (call) => withRequest(has, call, (request) => go(request.state === 'asked' && request.safety.length > 0 ? `/r/${request.reference}/safety` : nextPage(request))) }),
    screen({ method: 'GET', path: '/r/:reference/visit', who: ['asker'], answer: (call) => withRequest(has, call, async (request) => { const visit = await call.look((work) => has.booking.visitFor(work, request.id)); return visit ? go(`/visits/${visit.id}`) : missing; }) }),
    screen({ method: 'GET', path: '/r/:reference/we-will-call', who: ['asker'], answer: (call) => withRequest(has, call, (request) => { const frame = frameOf(has, call); const { words } = frame; return page(shell(frame, { title: words.say('come-back.we-will-call'), quickExit: request.quiet, main: html`<h1>${words.say('come-back.we-will-call')}</h1><p class="lead">${words.say('come-back.we-will-call-more')}</p>${keepThis(has, frame, call, request)}` })); }) }),
    screen({ method: 'GET', path: '/r/:reference/closed', who: ['asker'], answer: (call) => withRequest(has, call, () => { const frame = frameOf(has, call); const { words } = frame; return page(shell(frame, { title: words.say('come-back.closed'), main: html`<h1>${words.say('come-back.closed')}</h1><p class="lead">${words.say('come-back.closed-more')}</p><div class="actions"><a class="button main" href="/">${words.say('visit.ask-again')}</a></div>` })); }) }),
    screen({ method: 'GET', path: '/mine', who: ['asker'], answer: (call) => mine(has, call) }),
    screen({ method: 'POST', path: '/sign-out', who: ['anyone'], answer: (call) => call.change(async (work) => (call.token ? has.people.endSession(work, call.token) : ok(true as const)), () => go('/', [{ name: 'session', value: undefined }, { name: 'told', value: undefined }]), () => go('/')) }),
  ];
}

async function withReference(has: WebHas, call: Call<z.infer<typeof comeBackAsks>>, again: (problems: Problem[]) => Promise<Reply>): Promise<Reply> {
  if (!(await has.limits.may('code', call.from)).ok) return again([{ field: 'reference', says: 'come-back.wait' }]);
  return call.change<Opened | undefined, Refusal>(async (work) => {
    const came = await has.booking.comeBack(work, call.asked);
    if (!came.ok || !came.value.came) return came.ok ? ok(undefined) : came;
    await leavesBefore(has, call, work);
    return has.people.openSession(work, { request: came.value.request }, call.device);
  }, (opened) => (opened ? goesOnAs(has, call, opened, '/mine') : again([{ field: 'reference', says: 'come-back.not-found' }])), () => again([{ field: 'reference', says: 'come-back.not-found' }]));
}

async function sendCode(has: WebHas, call: Call<z.infer<typeof phoneAsks>>, again: (typed: Typed, problems: Problem[]) => Promise<Reply>): Promise<Reply> {
  const phone = phoneFrom(call.asked.phone, likelyCountry(has.house(), call.lang));
  if (!phone) return again({ phone: call.asked.phone }, [{ field: 'phone', says: 'where.phone-unclear' }]);
  if (!(await has.limits.may('send-code', `${triesOf(has, call)} ${phone}`)).ok) return again({ phone: call.asked.phone }, [{ field: 'phone', says: 'come-back.wait' }]);
  return call.change((work) => has.people.askForCode(work, { phone, knownHere: knownHere(has, call) }), (sent) => go(`/come-back/code?code=${sent.code}`), () => again({ phone: call.asked.phone }, [{ field: 'phone', says: 'come-back.wait' }]));
}

function useCode(has: WebHas, call: Call<z.infer<typeof digitsAsks>>): Promise<Reply> {
  const again = (says: string): Promise<Reply> => page(codePage(has, call as unknown as Call, call.asked.code, { typed: {}, problems: [{ field: 'digits', says }] }), 422);
  const person = call.asked.person !== undefined && isId('Person', call.asked.person) ? (call.asked.person as PersonId) : undefined;
  return call.change(async (work) => {
    const tried = await has.people.useCode(work, { code: call.asked.code, digits: call.asked.digits, device: call.device, ...(person ? { person } : {}) });
    if (tried.ok && tried.value.kind === 'signed-in') await leavesBefore(has, call, work);
    return tried;
  }, (tried) => {
    if (tried.kind === 'signed-in') return goesOnAs(has, call, tried, '/mine');
    if (tried.kind === 'which') return page(choosePage(has, call as unknown as Call, call.asked.code, call.asked.digits, tried.persons));
    return again('come-back.digits-wrong');
  }, () => again('come-back.digits-wrong'));
}

function comeBackPage(has: WebHas, call: Call, filled: Filled): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, {
    title: words.say('come-back.title'),
    scripts: ['passkeys'],
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('come-back.title')}</h1>
      <section class="card"><h2>${words.say('come-back.with-reference')}</h2>${form('/come-back', html`${line({ name: 'reference', label: words.say('request.reference'), size: 'medium', filled, words, autocomplete: 'off' })}
        ${line({ name: 'code', label: words.say('request.code'), size: 'short', inputmode: 'numeric', filled, words, autocomplete: 'off' })}<div class="actions"><button class="main">${words.say('come-back.go')}</button></div>`)}</section>
      <section class="card"><h2>${words.say('come-back.with-phone')}</h2><p>${words.say('come-back.with-phone-more')}</p>${form('/come-back/phone', html`${line({ name: 'phone', label: words.say('where.phone'), type: 'tel', autocomplete: 'tel', size: 'medium', filled, words })}
        <div class="actions"><button>${icon('message-square')}${words.say('come-back.send-code')}</button></div>`)}</section>
      ${signInWithPasskey(words, '/mine')}
      <p>${words.say('come-back.or-call')} <a href="${dial(frame.house.phone)}">${frame.house.phone}</a></p>`,
  });
}

function codePage(has: WebHas, call: Call, code: string, filled: Filled): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, {
    title: words.say('come-back.code-title'),
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('come-back.code-title')}</h1><p class="lead">${words.say('come-back.code-more')}</p>
      ${form('/come-back/code', html`<input type="hidden" name="code" value="${code}">${line({ name: 'digits', label: words.say('come-back.digits'), size: 'short', inputmode: 'numeric', autocomplete: 'one-time-code', filled, words })}
      <div class="actions"><button class="main">${words.say('come-back.go')}</button></div>`)}<p><a href="/come-back">${words.say('come-back.no-code')}</a></p>`,
  });
}

/** Two people share a telephone: each comes in as themselves. */
function choosePage(has: WebHas, call: Call, code: string, digits: string, people: readonly { person: PersonId; givenName: string }[]): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, { title: words.say('come-back.who'), main: html`<h1>${words.say('come-back.who')}</h1><div class="choices">${people.map((person) => form('/come-back/code', html`<input type="hidden" name="code" value="${code}"><input type="hidden" name="digits" value="${digits}"><input type="hidden" name="person" value="${person.person}"><button class="choice">${icon('user-round')}<strong>${person.givenName}</strong></button>`))}</div>` });
}

async function mine(has: WebHas, call: Call): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const { by } = call;
  if (by.kind === 'asker') {
    const request = await call.look((work) => has.booking.request(work, by.request));
    return request ? go(`/r/${request.reference}`) : missing;
  }
  if (by.kind !== 'person') return missing;
  const requests = await call.look(async (work) => {
    const own = await has.booking.requestsOf(work, { person: by.person });
    const helped = await Promise.all(by.mandates.map((mandate) => has.booking.requestsOf(work, { home: mandate.home })));
    return [...new Map([...own, ...helped.flat()].map((request) => [request.id, request])).values()];
  });
  const past = await call.look((work) => pastVisitsOfMine(has, frame, work));
  return page(shell(frame, {
    title: words.say('come-back.mine'),
    main: html`<h1>${words.say('come-back.mine')}</h1>${by.onlyAtHome ? html`<p class="note warm">${words.say('sign-in.only-at-home')} <a href="/sign-in">${words.say('sign-in.only-at-home-go')}</a></p>` : ''}${requests.length === 0 ? html`<p class="lead">${words.say('come-back.nothing-yet')}</p>` : html`<ul class="choices">${requests.map((request) =>
      html`<li><a class="choice" href="/r/${request.reference}">${icon('folder-open')}<span><strong>${request.words.slice(0, 90)}</strong><span class="quiet">${words.say(`come-back.state-${request.state}`)} · ${request.reference}</span></span></a></li>`)}</ul>`}${past}
      <div class="actions"><a class="button main" href="/">${words.say('visit.ask-again')}</a><a class="button" href="/mine/helpers">${icon('heart-handshake')}${words.say('helpers.title')}</a><a class="button" href="/mine/contact">${icon('phone')}${words.say('account.contact')}</a><a class="button" href="/mine/sign-in">${icon('fingerprint')}${words.say('account.sign-in')}</a><a class="button" href="/mine/tax">${icon('file-text')}${words.say('finance.tax')}</a><a class="button" href="/mine/privacy">${icon('eye')}${words.say('privacy.title')}</a></div>`,
  }));
}
