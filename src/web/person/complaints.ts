import { html } from 'hono/html';
import { z } from 'zod';
import { type ComplaintId, ZONE, isId } from '#kernel';
import { ABOUT, type Complaint, answerBy, otherPathFrom } from '#modules/quality';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, oneOf, press, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { withVisit } from './visit.ts';

type Html = ReturnType<typeof html>;
const asks = z.object({ about: z.enum(ABOUT, { error: 'quality.missing-about' }), words: z.string().trim().min(1, 'quality.missing-words').max(2_000, 'quality.missing-words'), wish: z.string().trim().max(2_000, 'quality.missing-words').optional() });

/** A complaint: said in a minute, answered by a day that is known, with a way to somebody from outside. */
export function complaintDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/visits/:visit/complain', who: ['asker'], answer: (call) => show(has, call, fresh) }),
    screen({
      method: 'POST', path: '/visits/:visit/complain', who: ['asker'], asks, again: (call, typed, problems) => show(has, call as unknown as Call, { typed, problems }),
      answer: (call) => withVisit(has, call, ({ visit }) => call.change((work) => has.quality.complain(work, { visit: visit.id, about: call.asked.about, words: call.asked.words, ...(call.asked.wish ? { wish: call.asked.wish } : {}) }), () => go(`/visits/${visit.id}/complain`), () => missing)),
    }),
    screen({
      method: 'POST', path: '/complaints/:complaint/settle', who: ['asker'], asks: z.object({ settled: z.enum(['yes', 'no']) }), again: () => missing,
      answer: (call) => {
        const id = call.params['complaint'] ?? '';
        return isId('Complaint', id) ? call.change((work) => has.quality.settleComplaint(work, { complaint: id as ComplaintId, settled: call.asked.settled === 'yes' }), (complaint) => go(`/visits/${complaint.visit}/complain`), () => missing) : missing;
      },
    }),
  ];
}

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  return withVisit(has, call, async ({ visit, provider }) => {
    const frame = frameOf(has, call);
    const { words } = frame;
    const complaints = await call.look((work) => has.quality.complaintsOf(work, visit.id));
    const today = has.clock.now().toZonedDateTimeISO(ZONE[visit.country]).toPlainDate();
    return page(shell(frame, {
      title: words.say('quality.complain-title'),
      main: html`<p class="where-am-i"><a href="/visits/${visit.id}">${icon('arrow-left')} ${words.say('visit.title')}</a></p>${whatWasWrong(words, filled)}<h1>${words.say('quality.complain-title')}</h1>
        ${complaints.map((one) => shown(frame, one, { today, mediator: provider.mediator }))}
        ${complaints.some(({ answer }) => answer === undefined) ? '' : html`<p class="lead">${words.say('quality.complain-lead', { day: words.date(answerBy(visit.country, today), visit.country) })}</p>
        ${form(`/visits/${visit.id}/complain`, html`${oneOf({ name: 'about', label: words.say('quality.complain-about'), filled, words, columns: 'two', options: ABOUT.map((value) => ({ value, label: words.say(`quality.about-${value}`) })) })}
          ${box({ name: 'words', label: words.say('quality.complain-words'), rows: 5, filled, words })}${box({ name: 'wish', label: words.say('quality.complain-wish'), hint: words.say('quality.complain-wish-hint'), rows: 2, filled, words })}
          <div class="actions"><button class="main">${words.say('quality.complain-send')}</button></div>`)}`}`,
    }));
  });
}

/** One complaint with its dates, its answer, and where it can go from there. */
function shown({ words }: Frame, one: Complaint, about: { today: Temporal.PlainDate; mediator: string | undefined }): Html {
  const path = otherPathFrom(one, ZONE[one.country]);
  const isOpen = path !== undefined && Temporal.PlainDate.compare(about.today, path) >= 0;
  const outside = path === undefined ? '' : isOpen ? (about.mediator ? words.say('quality.other-path', { mediator: about.mediator }) : words.say('quality.other-path-none')) : words.say('quality.other-path-from', { day: words.date(path, one.country) });
  return html`<section class="card"><h2>${words.say('quality.complaints')}</h2><p class="quiet">${words.say('quality.complaint-said', { day: words.date(one.saidAt, one.country) })} · ${words.say(`quality.about-${one.about}`)}</p><p>${one.words}</p>
    ${one.answer === undefined ? html`<p class="note">${words.say('quality.complaint-answer-by', { day: words.date(one.answerBy, one.country) })}</p>` : html`<h3>${words.say('quality.complaint-answered', { day: one.answeredAt ? words.date(one.answeredAt, one.country) : '' })}</h3><p>${one.answer}</p>
      ${one.settled ? html`<p>${words.say(`quality.complaint-${one.settled}`)}</p>` : html`<div class="actions">${press(`/complaints/${one.id}/settle`, words.say('quality.settles'), { kind: 'main', fields: { settled: 'yes' } })}${press(`/complaints/${one.id}/settle`, words.say('quality.does-not-settle'), { fields: { settled: 'no' } })}</div>`}`}
    ${outside === '' || one.settled === 'settled' ? '' : html`<p class="quiet">${outside}</p>`}</section>`;
}
