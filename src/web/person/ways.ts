import { html } from 'hono/html';
import { z } from 'zod';
import type { Request, Way } from '#modules/booking';
import { COMFORTS } from '#modules/people';
import { type Call, type Door, go, page, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { press } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { dial } from '../parts/dial.ts';
import { keepThis, nextPage, stepLine, withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
const ICON: Record<Way | 'guide', string> = { guide: 'book-open', remote: 'phone-call', lesson: 'graduation-cap', visit: 'house', workshop: 'wrench' };

/** The ways to a solved problem, the cheapest sufficient first, each with what it costs. */
export function wayDoors(has: WebHas): Door[] {
  return [
    screen({
      method: 'GET', path: '/r/:reference/ways', who: ['asker'],
      answer: (call) => withRequest(has, call, async (request) => {
        const ways = await call.look((work) => has.booking.waysOf(work, request.id));
        return page(waysPage(has, call, request, ways));
      }),
    }),
    screen({
      method: 'POST', path: '/r/:reference/ways', who: ['asker'], asks: z.object({ way: z.enum(['visit', 'lesson', 'remote', 'workshop']) }),
      again: (call) => go(`/r/${call.params['reference']}/ways`),
      answer: (call) => withRequest(has, call, (request) => call.change(
        (work) => has.booking.chooseWay(work, { request: request.id, way: call.asked.way }), (chosen) => go(nextPage(chosen)),
        (refusal) => go(refusal.kind === 'not-understood-yet' ? `/r/${request.reference}/understood` : `/r/${request.reference}/ways`),
      )),
    }),
    screen({
      method: 'POST', path: '/r/:reference/comfort', who: ['asker'], asks: z.object({ comfort: z.enum(COMFORTS as ['never-done-it', 'with-help', 'fine-alone']) }),
      again: (call) => go(`/r/${call.params['reference']}/ways`),
      answer: (call) => withRequest(has, call, (request) => call.change((work) => has.booking.sayComfort(work, { request: request.id, comfort: call.asked.comfort }), () => go(`/r/${request.reference}/ways`), () => go(`/r/${request.reference}/ways`))),
    }),
    screen({
      method: 'GET', path: '/r/:reference/helped', who: ['asker'],
      answer: (call) => withRequest(has, call, (request) => {
        const frame = frameOf(has, call);
        const { words } = frame;
        return page(shell(frame, { title: words.say('ways.helped'), main: html`<h1>${words.say('ways.helped')}</h1><p class="lead">${words.say('ways.helped-more')}</p><div class="actions">${press(`/r/${request.reference}/helped`, words.say('ways.close'), { kind: 'main', icon: 'check' })}<a class="button" href="/r/${request.reference}/ways">${words.say('ways.not-yet')}</a></div>` }));
      }),
    }),
    screen({
      method: 'POST', path: '/r/:reference/helped', who: ['asker'],
      answer: (call) => withRequest(has, call, (request) => call.change((work) => has.booking.closeRequest(work, { request: request.id, why: 'solved-by-guide' }), () => go(`/r/${request.reference}/closed`), () => go(`/r/${request.reference}`))),
    }),
  ];
}

function waysPage(has: WebHas, call: Call, request: Request, ways: readonly Way[]): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const here = `/r/${request.reference}`;
  const guides = call.query['tried'] ? [] : request.tasks.flatMap((task) => (task.leaf ? has.learning.guidesFor(task.leaf, call.lang) : [])).slice(0, 2);
  const level = { 'never-done-it': 'never', 'with-help': 'helped', 'fine-alone': 'alone' }[request.comfort ?? 'never-done-it'];
  return shell(frame, {
    title: words.say('ways.title'), quickExit: request.quiet,
    main: html`${stepLine(frame, 'ways')}<h1>${words.say('ways.title')}</h1><p class="lead">${words.say('ways.lead')}</p>
      ${request.comfort ? '' : html`<section class="card"><h2>${words.say('ways.comfort')}</h2><div class="actions">${COMFORTS.map((comfort) => press(`${here}/comfort`, words.say(`ways.comfort-${comfort}`), { fields: { comfort } }))}</div></section>`}
      <div class="choices">${guides.map((guide) => html`<a class="choice" href="/guides/${guide.slug}?as=${level}&request=${request.reference}">${icon(ICON.guide)}<span><strong>${words.say('ways.guide')}</strong><span>${guide.title}</span><br><span class="quiet">${words.say('ways.guide-costs', { time: words.span(guide.minutes) })}</span></span></a>`)}
        ${ways.map((way) => press(`${here}/ways`, '', { kind: 'choice', fields: { way }, icon: ICON[way], inside: html`<span><strong>${words.say(`ways.${way}`)}</strong><span>${words.say(`ways.${way}-more`)}</span><br><span class="quiet">${words.say(`ways.${way}-costs`)}</span></span>` }))}</div>
      ${request.callFirst ? html`<p class="note">${words.say('ways.call-first')} <a href="${dial(frame.house.phone)}">${frame.house.phone}</a></p>` : ''}
      <p><a href="${here}/understood">${words.say('ways.back')}</a></p>${keepThis(has, frame, call, request)}`,
  });
}
