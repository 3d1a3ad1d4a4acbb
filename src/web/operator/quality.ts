import { html } from 'hono/html';
import { z } from 'zod';
import { type ComplaintId, ZONE, isId } from '#kernel';
import type { Complaint, Due } from '#modules/quality';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, whatWasWrong } from '../parts/form.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;

/** What must be answered by when, and what came back. */
export function qualityDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/operator/quality', who: ['operator'], answer: (call) => show(has, call, fresh) }),
    screen({
      method: 'POST', path: '/operator/complaints/:complaint/answer', who: ['operator'], asks: z.object({ answer: z.string().trim().min(1, 'quality.answer-missing').max(2_000, 'quality.answer-missing') }),
      again: (call, typed, problems) => show(has, call as unknown as Call, { typed, problems }, call.params['complaint']),
      answer: (call) => {
        const id = call.params['complaint'] ?? '';
        return isId('Complaint', id) ? call.change((work) => has.quality.answerComplaint(work, { complaint: id as ComplaintId, answer: call.asked.answer }), () => go('/operator/quality'), (refusal) => (refusal.kind === 'no-such-complaint' ? missing : go('/operator/quality'))) : missing;
      },
    }),
  ];
}

async function show(has: WebHas, call: Call, filled: Filled, about?: string): Promise<Reply> {
  const due = await call.look((work) => has.quality.due(work));
  if (!due) return missing;
  const frame = frameOf(has, call);
  const { words } = frame;
  const now = has.clock.now();
  return page(shell(frame, {
    title: words.say('quality.due'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="/operator">${words.say('operator.console')}</a></p><h1>${words.say('quality.due-title')}</h1>${due.complaints.length === 0 ? html`<p class="quiet">${words.say('quality.due-none')}</p>` : html`<p class="quiet">${words.say('quality.due-lead')}</p>${due.complaints.map((one) => complaint(frame, one, now, one.id === about ? filled : fresh))}`}
      <h2>${words.say('quality.due-repeats')}</h2>${repeats(frame, due)}`,
  }));
}

function complaint({ words }: Frame, one: Complaint, now: Temporal.Instant, filled: Filled): Html {
  const isLate = Temporal.PlainDate.compare(now.toZonedDateTimeISO(ZONE[one.country]).toPlainDate(), one.answerBy) > 0;
  const answer = html`<details${filled.problems.length > 0 ? ' open' : ''}><summary>${words.say('quality.due-answer')}</summary>${form(`/operator/complaints/${one.id}/answer`, html`${box({ name: 'answer', label: words.say('quality.due-answer'), hideLabel: true, rows: 4, filled, words })}<button>${words.say('quality.due-send')}</button>`)}</details>`;
  return html`<section class="card"><h2>${words.say(`quality.about-${one.about}`)} <span class="tag ${isLate ? 'danger' : ''}">${one.answer === undefined ? `${words.say('quality.due-by', { day: words.date(one.answerBy, one.country) })}${isLate ? ` · ${words.say('quality.due-late')}` : ''}` : words.say('quality.due-not-settled')}</span></h2>
    <p>${one.words}</p>${one.wish ? html`<p class="quiet">${words.say('quality.complain-wish')} ${one.wish}</p>` : ''}<p class="quiet">${words.say('quality.complaint-said', { day: words.date(one.saidAt, one.country) })}</p>${one.answer === undefined ? answer : html`<p>${one.answer}</p>`}</section>`;
}

const repeats = ({ words, house }: Frame, { repeats: all }: Due): Html => (all.length === 0 ? html`<p class="quiet">${words.say('quality.due-no-repeats')}</p>` : html`<ul>${all.map((one) => html`<li>${words.date(one.at, house.countries[0] ?? 'FR')}: ${one.words}</li>`)}</ul>`);
