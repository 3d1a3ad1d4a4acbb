import { html } from 'hono/html';
import { z } from 'zod';
import { type VisitId, isId, isStaff } from '#kernel';
import type { Request } from '#modules/booking';
import { type Found, fullName } from '#modules/people';
import type { VisitRecord } from '#modules/visits';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { likelyCountry } from '#platform/installation';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { asWritten } from '../parts/dial.ts';
import { type Filled, box, form, fresh, line, listOf, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { beginBanner } from './begin.ts';
import { waitingBanner } from './targets.ts';
import { alarmBanner } from './trust.ts';

type Html = ReturnType<typeof html>;
const callAsks = z.object({ words: z.string().trim().min(1, 'ask.words-missing').max(8_000, 'ask.words-too-long'), lang: z.enum(['en', 'fr']), source: z.enum(['phone', 'paper']), country: z.enum(['FR', 'GB']), forOther: z.string().optional() });

/** The telephone rings: who is it, what is open, what can be done for them, on one screen and by keyboard alone. */
export function consoleDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/operator', who: ['operator', 'vetting'], asks: z.object({ q: z.string().max(200).default('') }), again: (call) => go(call.path.split('?')[0] ?? '/operator'), answer: (call) => (isStaff(call.by, 'operator') ? showConsole(has, call as unknown as Call, call.asked.q) : go('/operator/providers')) }),
    screen({ method: 'GET', path: '/operator/call', who: ['operator'], answer: (call) => page(callPage(has, call, fresh)) }),
    screen({
      method: 'POST', path: '/operator/call', who: ['operator'], asks: callAsks,
      again: (call, typed, problems) => page(callPage(has, call, { typed, problems }), 422),
      answer: (call) => call.change(
        (work) => has.booking.ask(work, { words: call.asked.words, lang: call.asked.lang, country: call.asked.country, askedFor: call.asked.forOther ? 'someone-else' : 'me', source: call.asked.source }),
        (asked) => go(`/operator/read-back?reference=${asked.reference}&code=${asked.code}`),
        (refusal) => page(callPage(has, call as unknown as Call, { typed: { words: call.asked.words }, problems: [{ field: 'words', says: `booking.${refusal.kind}` }] }), 422),
      ),
    }),
    screen({ method: 'GET', path: '/operator/read-back', who: ['operator'], asks: z.object({ reference: z.string().max(20), code: z.string().max(10) }), again: () => go('/operator'), answer: (call) => page(readBack(has, call as unknown as Call, call.asked)) }),
    screen({
      method: 'POST', path: '/operator/visits/:visit/unfreeze', who: ['operator'], asks: z.object({ why: z.string().trim().min(3).max(500) }), again: () => go('/operator'),
      answer: (call) => {
        const id = call.params['visit'] ?? '';
        return isId('Visit', id) ? call.change((work) => has.visits.unfreeze(work, { visit: id as VisitId, why: call.asked.why }), () => go('/operator'), () => go('/operator')) : missing;
      },
    }),
  ];
}

async function showConsole(has: WebHas, call: Call, query: string): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  // Whoever is found was looked at: the person reads it.
  const found = query.trim() === '' ? [] : (await has.privacy.opening(call.by, async (work) => { const shows = await has.people.find(work, query); return { shows, opened: shows.flatMap(({ homes }) => homes.map(({ id }) => ({ saw: 'found' as const, home: id }))) }; })) ?? [];
  const { requests, waiting, frozen, banner, late, begin } = await call.look(async (work) => ({
    begin: await beginBanner(has, frame, work), banner: await alarmBanner(has, frame, work), late: await waitingBanner(has, frame, work), frozen: await has.visits.frozen(work), requests: query.trim() === '' ? [] : await has.booking.find(work, query), waiting: await has.booking.unplaced(work),
  }));
  return page(shell(frame, {
    title: words.say('operator.console'), kind: 'staff',
    main: html`<h1>${words.say('operator.console')}</h1>${begin}${late}${banner}${frozen.length > 0 ? frozenVisits(frame, frozen) : ''}${links(frame)}
      <form method="get" action="/operator" role="search" class="search"><div class="field"><label for="q">${words.say('operator.search')}</label><input id="q" name="q" type="search" value="${query}" autofocus accesskey="s" placeholder="${words.say('operator.search-hint')}"></div>
      <div class="actions"><button class="main">${icon('search')}${words.say('guides.go')}</button><a class="button" href="/operator/call" accesskey="n">${icon('phone-call')}${words.say('operator.new-call')}</a></div></form>
      ${query.trim() === '' ? '' : html`<h2>${words.say('operator.found', { count: found.length + requests.length })}</h2><ul class="choices two">${found.map((one) => foundPerson(frame, one))}${requests.map((request) => foundRequest(frame, request))}</ul>`}
      <h2>${words.say('operator.waiting', { count: waiting.length })}</h2>${waiting.length === 0 ? html`<p class="quiet">${words.say('operator.nobody-waits')}</p>` : html`<ul class="choices two">${waiting.map((request) => foundRequest(frame, request))}</ul>`}`,
  }));
}

/** Somebody is in trouble, or three wrong codes were given: first of all things on this page. */
const frozenVisits = (frame: Frame, frozen: readonly VisitRecord[]): Html => html`<section class="note danger"><h2>${frame.words.say('operator.frozen', { count: frozen.length })}</h2>${frozen.map((visit) => html`<p><a href="/visits/${visit.id}">${frame.words.say(`operator.frozen-${visit.frozenWhy ?? 'person'}`)}</a></p>
  ${form(`/operator/visits/${visit.id}/unfreeze`, html`${line({ name: 'why', label: frame.words.say('operator.unfreeze-why'), filled: fresh, words: frame.words })}<button>${frame.words.say('operator.unfreeze')}</button>`)}`)}</section>`;

const links = (frame: Frame): Html => html`<nav class="actions" aria-label="${frame.words.say('operator.console')}"><a class="button" href="/operator/board">${icon('calendar')}${frame.words.say('operator.board')}</a>
  <a class="button" href="/operator/outbox">${icon('mail')}${frame.words.say('operator.outbox')}</a>
  <a class="button" href="/workshop">${icon('package')}${frame.words.say('workshop.list')}</a>
  <a class="button" href="/after">${icon('clipboard-check')}${frame.words.say('after.title')}</a>
  <a class="button" href="/operator/quality">${icon('star')}${frame.words.say('quality.due')}</a>
  <a class="button" href="/operator/targets">${icon('hourglass')}${frame.words.say('targets.link')}</a>
  <a class="button" href="/operator/inbox">${icon('message-square')}${frame.words.say('inbox.link')}</a>
  <a class="button" href="/operator/house">${icon('house')}${frame.words.say('set-up.house')}</a>
  <a class="button" href="/operator/second-opinion">${icon('lightbulb')}${frame.words.say('second-opinion.title')}</a>
  <a class="button" href="/operator/providers">${icon('building-2')}${frame.words.say('set-up.providers')}</a>${isStaff(frame.by, 'admin') ? html` <a class="button" href="/operator/staff">${icon('users')}${frame.words.say('staff.title')}</a>` : ''}</nav>`;

const foundPerson = (frame: Frame, { person, homes }: Found): Html => html`<li><div class="card"><strong>${fullName(person)}</strong> <span class="tag">${person.lang}</span><br>
  ${person.phone ? html`${icon('phone')} ${asWritten(person.phone)}<br>` : ''}${person.email ? html`${person.email}<br>` : ''}<span class="quiet">${frame.words.say(`where.prefers-${person.prefers}`)}</span>
  <ul>${homes.map((home) => html`<li><a href="/operator/homes/${home.id}">${home.address.line}, ${home.address.postcode} ${home.address.town}</a>${home.at ? '' : html` <span class="tag danger">${frame.words.say('operator.unplaced')}</span>`}</li>`)}</ul></div></li>`;

const foundRequest = (frame: Frame, request: Request): Html => html`<li><a class="choice" href="/r/${request.reference}">${icon('folder-open')}<span><strong>${request.reference}</strong> <span class="tag">${frame.words.say(`come-back.state-${request.state}`)}</span> <span class="tag">${frame.words.say(`operator.source-${request.source}`)}</span>
  <span class="quiet">${request.words.slice(0, 140)}</span></span></a></li>`;

function callPage(has: WebHas, call: Call, filled: Filled): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, {
    title: words.say('operator.new-call'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('operator.new-call')}</h1><blockquote class="quoted">${words.say('operator.script-greeting', { name: frame.house.name })}</blockquote>
      <p class="note danger">${words.say('operator.script-scam')} <a href="/emergency">${words.say('operator.open-emergency')}</a></p>
      ${form('/operator/call', html`${box({ name: 'words', label: words.say('operator.their-words'), hint: words.say('operator.their-words-hint'), filled, words, rows: 5 })}
        ${listOf({ name: 'source', label: words.say('operator.source'), filled, words, options: ['phone', 'paper'].map((value) => ({ value, label: words.say(`operator.source-${value}`) })) })}
        ${listOf({ name: 'lang', label: words.say('operator.their-language'), filled, words, value: frame.lang, options: [{ value: 'fr', label: 'Français' }, { value: 'en', label: 'English' }] })}
        ${listOf({ name: 'country', label: words.say('operator.their-country'), filled, words, value: likelyCountry(frame.house, frame.lang), options: [{ value: 'FR', label: 'France' }, { value: 'GB', label: 'United Kingdom' }] })}
        <div class="tick"><input type="checkbox" id="forOther" name="forOther" value="yes"><label for="forOther">${words.say('ask.for-other')}</label></div>
        <div class="actions"><button class="main">${words.say('operator.take-down')}</button></div>`)}`,
  });
}

/** What the caller writes down, said slowly; then on with the same pages that they would see. */
function readBack(has: WebHas, call: Call, told: { reference: string; code: string }): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const spelled = told.reference.replaceAll('-', '').split('').join(' ');
  return shell(frame, {
    title: words.say('operator.read-back'), kind: 'staff',
    main: html`<h1>${words.say('operator.read-back')}</h1><blockquote class="quoted lead">${words.say('operator.script-reference')}<br><strong class="big number">${spelled}</strong><br>${words.say('operator.script-code')}<br><strong class="big number">${told.code.split('').join(' ')}</strong></blockquote>
      <div class="actions"><a class="button main" href="/r/${told.reference}">${words.say('operator.go-on')}</a></div>`,
  });
}
