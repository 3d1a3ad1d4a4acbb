import { html } from 'hono/html';
import { z } from 'zod';
import type { PersonId } from '#kernel';
import { fullName } from '#modules/people';
import { REASONS, type Reason } from '#modules/privacy';
import { type Call, type Door, type Reply, go, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, listOf, oneOf, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

const HERE = '/operator/alarms';
const WHATS = ['people', 'devices', 'visits'] as const;
const exportAsks = z.object({ what: z.enum(WHATS), reason: z.enum(REASONS as unknown as [Reason, ...Reason[]], 'by-phone.reason-missing') });

/** Who of us opened many households, and the two that it takes to carry many people's data out of the house. */
export const alarmDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: HERE, who: ['operator'], answer: (call) => show(has, call, fresh) }),
  screen({
    method: 'POST', path: `${HERE}/exports`, who: ['operator'], proved: HERE, asks: exportAsks, again: (call, typed, problems) => show(has, call, { typed, problems }),
    answer: (call) => call.change((work) => has.privacy.askBulkExport(work, { what: call.asked.what, why: call.asked.reason }), () => go(HERE), (refusal) => show(has, call as unknown as Call, { typed: {}, problems: [{ field: 'what', says: `by-phone.${refusal.kind}` }] })),
  }),
  screen({
    method: 'POST', path: `${HERE}/exports/:export/allow`, who: ['operator'], proved: HERE,
    answer: (call) => call.change((work) => has.privacy.allowBulkExport(work, call.params['export'] ?? ''), () => go(HERE), (refusal) => show(has, call, { typed: {}, problems: [{ field: 'what', says: `by-phone.${refusal.kind}` }] })),
  }),
];

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const nameIn = async (work: Work, id: string): Promise<string> => { const person = await has.people.known.person(work, id as PersonId); return person ? fullName(person) : ''; };
  const seen = await call.look(async (work) => ({
    alarms: await Promise.all((await has.privacy.alarms(work)).map(async ({ at, by }) => ({ at, name: await nameIn(work, by) }))),
    exports: await Promise.all((await has.privacy.bulkExports(work)).map(async (one) => ({ ...one, name: await nameIn(work, one.askedBy), mine: call.by.kind === 'person' && call.by.person === one.askedBy }))),
  }));
  const frame = frameOf(has, call);
  const { words } = frame;
  const country = frame.house.countries[0] ?? 'FR';
  const state = (one: (typeof seen.exports)[number]): string => (one.usedAt ? 'used' : one.allowedAt ? 'allowed' : 'waits');
  return page(shell(frame, {
    title: words.say('by-phone.alarms'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('by-phone.alarms')}</h1><p><a href="/operator/retention">${icon('eraser')} ${words.say('retention.title')}</a></p><p class="lead">${words.say('by-phone.alarms-lead')}</p>
      ${seen.alarms.length === 0 ? html`<p class="quiet">${words.say('by-phone.alarms-none')}</p>` : html`<ul class="choices">${seen.alarms.map(({ at, name }) => html`<li class="note danger">${icon('circle-alert')} ${words.day(at, country)}, ${words.hour(at, country)}: ${words.say('by-phone.alarm', { name })}</li>`)}</ul>`}
      <section class="card"><h2>${words.say('by-phone.exports')}</h2><p>${words.say('by-phone.exports-lead')}</p>
        ${seen.exports.map((one) => html`<div class="note"><p>${words.say('by-phone.export-asked', { name: one.name, date: words.date(one.askedAt, country), what: words.say(`by-phone.exports-what-${one.what}`), why: words.say(`by-phone.reason-${one.why}`) })} <span class="tag">${words.say(`by-phone.export-${state(one)}`)}</span></p>
          ${!one.allowedAt && !one.mine ? press(`${HERE}/exports/${one.id}/allow`, words.say('by-phone.export-allow'), { icon: 'check' }) : ''}</div>`)}
        ${form(`${HERE}/exports`, html`${listOf({ name: 'what', label: words.say('by-phone.export-what'), filled, words, options: WHATS.map((value) => ({ value, label: words.say(`by-phone.exports-what-${value}`) })) })}
          ${oneOf({ name: 'reason', label: words.say('by-phone.reason'), filled, words, columns: 'two', options: REASONS.map((value) => ({ value, label: words.say(`by-phone.reason-${value}`) })) })}<button>${icon('users')}${words.say('by-phone.export-ask')}</button>`)}</section>`,
  }), filled.problems.length > 0 ? 422 : 200);
}
