import { html } from 'hono/html';
import { z } from 'zod';
import { HAPPENED, type Known } from '#modules/trust';
import { type Call, type Door, type Reply, page, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { dial } from '../parts/dial.ts';
import { type Filled, box, form, fresh, line, oneOf, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const asks = z.object({ told: z.string().trim().min(2, 'check.nothing-typed').max(300, 'where.too-long') });
const reportAsks = z.object({
  happened: z.enum(HAPPENED, 'check.report-happened-missing'), what: z.string().trim().min(5, 'check.report-what-missing').max(4_000, 'where.too-long'),
  contact: z.string().trim().max(200, 'where.too-long').optional(),
});
const CALM: readonly Known[] = ['our-number', 'our-mail', 'a-provider', 'a-technician', 'a-badge', 'a-request', 'a-visit', 'an-invoice'];

/** “Is this really you?” In one step, without signing in; and a way to tell us when it was not. */
export function checkDoors(has: WebHas): Door[] {
  const show = (call: Call, filled: Filled, known?: Known): Promise<Reply> => page(checkPage(has, call, filled, known), filled.problems.length > 0 ? 422 : 200);
  const look = async (call: Call, told: string): Promise<Reply> => {
    const typed = { told };
    if (!(await has.limits.may('look-up', call.from)).ok) return show(call, { typed, problems: [{ field: 'told', says: 'come-back.wait' }] });
    return call.change((work) => has.trust.lookUp(work, told), (known) => show(call, { typed, problems: [] }, known), () => show(call, fresh));
  };
  return [
    // The square code of a badge leads here with what stands on it.
    screen({ method: 'GET', path: '/check', who: ['anyone'], asks: z.object({ told: z.string().trim().max(300).optional() }), again: (call) => show(call, fresh), answer: (call) => (call.asked.told ? look(call as unknown as Call, call.asked.told) : show(call as unknown as Call, fresh)) }),
    screen({ method: 'POST', path: '/check', who: ['anyone'], asks, again: (call, typed, problems) => show(call, { typed, problems }), answer: (call) => look(call as unknown as Call, call.asked.told) }),
    screen({ method: 'GET', path: '/check/report', who: ['anyone'], answer: (call) => page(reportPage(has, call, fresh)) }),
    screen({
      method: 'POST', path: '/check/report', who: ['anyone'], asks: reportAsks, again: (call, typed, problems) => page(reportPage(has, call, { typed, problems }), 422),
      answer: async (call) => {
        const again = call as unknown as Call;
        const typed = { happened: call.asked.happened, what: call.asked.what, contact: call.asked.contact ?? '' };
        if (!(await has.limits.may('report', call.from)).ok) return page(reportPage(has, again, { typed, problems: [{ field: 'what', says: 'come-back.wait' }] }), 422);
        return call.change((work) => has.trust.report(work, { happened: call.asked.happened, told: call.asked.what, contact: call.asked.contact || undefined }), () => page(thanksPage(has, again)), () => page(reportPage(has, again, fresh)));
      },
    }),
  ];
}

function answer(has: WebHas, call: Call, known: Known): Html {
  const { words, house } = frameOf(has, call);
  const isCalm = CALM.includes(known);
  return html`<div class="note ${isCalm ? 'warm' : 'danger'}" role="status"><h2>${icon(isCalm ? 'shield-question-mark' : 'triangle-alert')} ${words.say(`check.${known}`)}</h2><p class="lead">${words.say(`check.${known}-more`)}</p>
    ${isCalm ? html`<p>${words.say('check.still-doubt')} <a href="${dial(house.phone)}">${house.phone}</a></p>`
    : html`<ol class="steps"><li><span>${words.say('check.now-1')}</span></li><li><span>${words.say('check.now-2')}</span></li><li><span>${words.say('check.now-3')} <a class="phone" href="${dial(house.phone)}">${icon('phone')}${house.phone}</a></span></li></ol>
      <div class="actions"><a class="button" href="/emergency">${icon('phone-call')}${words.say('check.what-now')}</a><a class="button" href="/check/report">${icon('flag')}${words.say('check.report')}</a></div>`}</div>`;
}

function checkPage(has: WebHas, call: Call, filled: Filled, known?: Known): Html | Promise<Html> {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, {
    title: words.say('check.title'),
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('check.title')}</h1><p class="lead">${words.say('check.lead')}</p>
      ${known ? answer(has, call, known) : ''}
      ${form('/check', html`${line({ name: 'told', label: words.say('check.what'), hint: words.say('check.hint'), filled, words })}<div class="actions"><button class="main">${icon('search')}${words.say('check.go')}</button></div>`)}
      <h2>${words.say('check.always')}</h2><ul><li>${words.say('check.always-1')}</li><li>${words.say('check.always-2')}</li><li>${words.say('check.always-3')}</li></ul>
      <p><a href="/check/report">${icon('flag')} ${words.say('check.report-link')}</a></p>`,
  });
}

function reportPage(has: WebHas, call: Call, filled: Filled): Html | Promise<Html> {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, {
    title: words.say('check.report'),
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('check.report-title')}</h1><p class="lead">${words.say('check.report-lead')}</p>
      ${form('/check/report', html`${oneOf({ name: 'happened', label: words.say('check.report-happened'), filled, words, columns: 'two', options: HAPPENED.map((value) => ({ value, label: words.say(`check.happened-${value}`), icon: { call: 'phone', message: 'mail', door: 'door-open', other: 'circle-question-mark' }[value] })) })}
        ${box({ name: 'what', label: words.say('check.report-what'), hint: words.say('check.report-what-hint'), filled, words })}
        ${line({ name: 'contact', label: words.say('check.report-contact'), hint: words.say('check.report-contact-hint'), filled, words })}
        <div class="actions"><button class="main">${icon('send')}${words.say('check.report-send')}</button><a class="button" href="/check">${words.say('check.report-back')}</a></div>`)}`,
  });
}

function thanksPage(has: WebHas, call: Call): Html | Promise<Html> {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, { title: words.say('check.report'), main: html`<h1>${words.say('check.thanks')}</h1><p class="lead">${words.say('check.thanks-more')}</p><p class="note danger">${words.say('check.money-gone')} <a href="/emergency">${words.say('check.what-now')}</a></p><div class="actions"><a class="button main" href="/">${words.say('check.home')}</a></div>` });
}
