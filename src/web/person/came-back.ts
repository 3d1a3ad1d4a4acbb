import { html } from 'hono/html';
import { z } from 'zod';
import { type Refusal, ok } from '#kernel';
import type { Repeat } from '#modules/quality';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, whatWasWrong } from '../parts/form.ts';
import { asWritten, dial } from '../parts/dial.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { toldCookie } from './told.ts';
import { withVisit } from './visit.ts';

const asks = z.object({ words: z.string().trim().min(1, 'quality.missing-words').max(2_000, 'quality.missing-words') });

/** "It came back": within the guarantee the same provider comes again for nothing; one step leads to its times. */
export function cameBackDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/visits/:visit/came-back', who: ['asker'], answer: (call) => show(has, call, fresh) }),
    screen({
      method: 'POST', path: '/visits/:visit/came-back', who: ['asker'], asks,
      again: (call, typed, problems) => show(has, call as unknown as Call, { typed, problems }),
      answer: (call) => withVisit(has, call, ({ visit }) => call.change<Repeat & { session?: string | undefined }, Refusal>(async (work) => {
        const back = await has.quality.cameBack(work, { visit: visit.id, words: call.asked.words });
        if (!back.ok || call.by.kind !== 'asker') return back;
        const session = await has.people.openSession(work, { request: back.value.request }, call.device);
        return session.ok ? ok({ ...back.value, session: session.value.token }) : session;
      }, (back) => go(`/r/${back.reference}/times?quote=${back.quote}`, [
        ...(back.session ? [{ name: 'session' as const, value: back.session, days: 90 }] : []), toldCookie(has, { reference: back.reference, code: back.code }),
      ]), () => show(has, call as unknown as Call, fresh))),
    }),
  ];
}

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  return withVisit(has, call, async ({ visit, provider }) => {
    const guarantee = await call.look((work) => has.quality.guaranteeOf(work, visit.id));
    if (!guarantee) return missing;
    const frame = frameOf(has, call);
    const { words } = frame;
    const until = words.date(guarantee.until, visit.country);
    const before = guarantee.repeat && (await call.look((work) => has.booking.request(work, guarantee.repeat!)));
    const inside = provider.leftAt && !before
      ? html`<p class="lead">${words.say('gone.came-back', { name: provider.name, phone: asWritten(provider.phone) })}</p><p>${words.say('gone.came-back-help')}</p><div class="actions"><a class="button main" href="${dial(frame.house.phone)}">${icon('phone')}${frame.house.phone}</a><a class="button" href="/">${words.say('quality.came-back-ask')}</a></div>`
      : before
      ? html`<p class="lead">${words.say('quality.came-back-already')}</p><div class="actions"><a class="button main" href="/r/${before.reference}">${words.say('quality.came-back-go', { reference: before.reference })}</a></div>`
      : guarantee.isOver
        ? html`<p class="lead">${words.say('quality.came-back-over', { until })}</p><div class="actions"><a class="button main" href="/">${words.say('quality.came-back-ask')}</a></div>`
        : html`<p class="lead">${words.say('quality.came-back-lead', { provider: provider.name, until })}</p>
          ${form(`/visits/${visit.id}/came-back`, html`${box({ name: 'words', label: words.say('quality.came-back-what'), hint: words.say('quality.came-back-what-hint'), rows: 4, filled, words })}<div class="actions"><button class="main">${icon('calendar')}${words.say('quality.came-back-send')}</button></div>`)}
          <p class="quiet">${words.say('quality.came-back-other')} <a href="/">${words.say('quality.came-back-ask')}</a></p>`;
    return page(shell(frame, { title: words.say('quality.came-back-title'), main: html`<p class="where-am-i"><a href="/visits/${visit.id}">${icon('arrow-left')} ${words.say('visit.title')}</a></p>${whatWasWrong(words, filled)}<h1>${words.say('quality.came-back-title')}</h1>${inside}` }));
  });
}
