import { html } from 'hono/html';
import { z } from 'zod';
import type { Quarantine } from '#modules/trust';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { dial } from '../parts/dial.ts';
import { type Filled, box, form, fresh, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;

/** Where a technician who was stopped reads why, and says how it was. */
export const appealDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/day/appeal', who: ['technician', 'stopped'], answer: (call) => show(has, call, fresh) }),
  screen({
    method: 'POST', path: '/day/appeal', who: ['technician', 'stopped'], asks: z.object({ quarantine: z.string().max(40), text: z.string().trim().min(10, 'trust.appeal-missing').max(4_000, 'where.too-long') }),
    again: (call, typed, problems) => show(has, call, { typed, problems }),
    answer: (call) => call.change((work) => has.trust.appealQuarantine(work, call.asked), () => go('/day/appeal'), (refusal) => (refusal.kind === 'no-such-quarantine' ? missing : go('/day/appeal'))),
  }),
];

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const technician = call.by.kind === 'person' ? (call.by.technician ?? call.by.stopped?.technician) : undefined;
  if (!technician) return missing;
  const frame = frameOf(has, call);
  const { words, house } = frame;
  const all = await call.look((work) => has.trust.quarantines(work, { technician }));
  const stopped = call.by.kind === 'person' ? call.by.stopped?.why : undefined;
  const says = stopped === 'suspended' ? 'trust.appeal-title' : stopped === 'checks' ? 'trust.appeal-checks' : 'trust.appeal-none';
  return page(shell(frame, {
    title: words.say(says), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<h1>${words.say(says)}</h1><p class="lead">${words.say(stopped === 'suspended' ? 'trust.appeal-lead' : `${says}-more`)}</p>
      ${stopped ? html`<p class="actions"><a class="button" href="${dial(house.phone)}">${icon('phone')}${house.phone}</a>${stopped === 'checks' ? html`<a class="button plain" href="/technicians/${technician}/work">${words.say('trust.appeal-own')}</a>` : ''}</p>` : html`<p><a class="button main" href="/day">${words.say('day.title')}</a></p>`}
      ${all.map((one) => own(frame, one, filled))}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

function own({ words }: Frame, one: Quarantine, filled: Filled): Html {
  return html`<section class="card"><h2>${words.say(`trust.sign-${one.because}`)}</h2><p class="quiet">${words.say('trust.since', { at: `${words.date(one.beganAt, 'FR')}, ${words.hour(one.beganAt, 'FR')}` })}</p>
    ${one.decision ? html`<p><span class="tag ${one.decision === 'lifted' ? 'safe' : 'danger'}">${words.say(`trust.decided-${one.decision}`)}</span></p><blockquote class="quoted">${one.reasons}</blockquote>` : html`<p>${words.say('trust.being-looked-at', { at: words.hour(one.dueAt, 'FR') })}</p>`}
    ${one.appeal ? html`<p><strong>${words.say('trust.your-word')}</strong> ${one.appeal}</p>${one.answer ? html`<p><strong>${words.say('trust.answered')}</strong> ${one.answer}</p>` : ''}`
    : form('/day/appeal', html`<input type="hidden" name="quarantine" value="${one.id}">${box({ name: 'text', label: words.say('trust.appeal-say'), hint: words.say('trust.appeal-say-hint'), filled, words })}<div class="actions"><button class="main">${words.say('trust.appeal-send')}</button></div>`)}</section>`;
}
