import { html } from 'hono/html';
import { z } from 'zod';
import { type QuestionId, type RoundId, isId } from '#kernel';
import type { Request } from '#modules/booking';
import { type RoundQuestion, type RoundSeen, isOpenAt } from '#modules/pricing';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, listOf, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { keepThis, stepLine, withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
const PATH = '/r/:reference/round';
/** How long a round may be open, in hours. */
const LASTS = ['24', '48', '96', '168'] as const;
const openAsks = z.object({ brief: z.string().trim().min(10, 'round.brief-missing').max(2_000, 'where.too-long'), lasts: z.enum(LASTS).catch('48') });
const answerAsks = z.object({ round: z.string().refine((id) => isId('Round', id)), question: z.string().refine((id) => isId('Question', id)), answer: z.string().trim().min(1, 'round.answer-missing').max(2_000, 'where.too-long') });

/** One's request, open to several providers: what they read, what they ask, who has answered. */
export const roundDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['asker'], answer: (call) => withRequest(has, call, (request) => show(has, call, request, fresh)) }),
  screen({
    method: 'POST', path: PATH, who: ['asker'], asks: openAsks, again: (call, typed, problems) => withRequest(has, call, (request) => show(has, call, request, { typed, problems })),
    answer: (call) => withRequest(has, call, (request) => call.change(
      (work) => has.booking.openRound(work, { request: request.id, brief: call.asked.brief, until: work.now.add({ hours: Number(call.asked.lasts) }) }),
      () => go(`/r/${request.reference}/round`),
      (refusal) => show(has, call as unknown as Call, request, { typed: { ...call.asked }, problems: [{ field: 'brief', says: has.text[call.lang].knows(`pricing.${refusal.kind}`) ? `pricing.${refusal.kind}` : `booking.${refusal.kind}` }] }),
    )),
  }),
  screen({
    method: 'POST', path: `${PATH}/answer`, who: ['asker'], asks: answerAsks, again: (call, typed, problems) => withRequest(has, call, (request) => show(has, call, request, { typed, problems: problems.map((one) => ({ ...one, field: `answer-${typed['question'] ?? ''}` })) })),
    answer: (call) => withRequest(has, call, (request) => call.change(
      (work) => has.pricing.answerInRound(work, { round: call.asked.round as RoundId, question: call.asked.question as QuestionId, answer: call.asked.answer }),
      () => go(`/r/${request.reference}/round`),
      (refusal) => (refusal.kind === 'round-over' ? show(has, call as unknown as Call, request, { typed: {}, problems: [{ field: 'form', says: 'pricing.round-over' }] }) : missing),
    )),
  }),
];

async function show(has: WebHas, call: Call, request: Request, filled: Filled): Promise<Reply> {
  const seen = await call.look((work) => has.pricing.roundOf(work, request.id));
  const frame = frameOf(has, call);
  const { words } = frame;
  const isOpen = seen !== undefined && isOpenAt(seen.round, has.clock.now());
  const answered = seen?.invited.filter(({ state }) => state === 'answered').length ?? 0;
  return page(shell(frame, {
    title: words.say('round.title'),
    main: html`${whatWasWrong(words, filled)}${stepLine(frame, 'quotes')}<h1>${words.say('round.title')}</h1>
      ${seen ? html`<p class="lead">${words.say(isOpen ? 'round.open-until' : 'round.over', { day: words.day(seen.round.until, request.country), hour: words.hour(seen.round.until, request.country) })}</p>
        <p>${words.say('round.answered-of', { answered, asked: seen.invited.length })}</p>${answered > 0 ? html`<div class="actions"><a class="button main" href="/r/${request.reference}/quotes">${words.say('round.see-quotes')}</a></div>` : ''}
        <h2>${words.say('round.questions')}</h2>${seen.questions.length === 0 ? html`<p class="quiet">${words.say('round.no-questions')}</p>` : html`<p>${words.say('round.questions-more')}</p>${seen.questions.map((one) => question(frame, request, seen, one, isOpen, filled))}`}
        <h2>${words.say('round.what-they-read')}</h2><p class="quoted">${seen.round.brief}</p>` : ''}
      ${isOpen ? '' : opening(frame, request, filled)}${keepThis(has, frame, call, request)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

const question = ({ words }: Frame, request: Request, seen: RoundSeen, { id, question: asked, answer }: RoundQuestion, isOpen: boolean, filled: Filled): Html => html`<section class="card"><p class="quoted">${asked}</p>
  ${answer !== undefined ? html`<p><strong>${words.say('round.your-answer')}</strong> ${answer}</p>` : isOpen ? form(`/r/${request.reference}/round/answer`, html`<input type="hidden" name="round" value="${seen.round.id}"><input type="hidden" name="question" value="${id}">
    ${box({ name: 'answer', label: words.say('round.answer'), hint: words.say('round.answer-hint'), rows: 3, filled: filled.typed['question'] === id ? filled : fresh, words })}<div class="actions"><button>${words.say('round.send-answer')}</button></div>`) : html`<p class="quiet">${words.say('round.not-answered')}</p>`}</section>`;

const opening = ({ words }: Frame, request: Request, filled: Filled): Html => html`<section class="card"><h2>${words.say('round.open-title')}</h2><p>${words.say('round.open-more')}</p>
  ${form(`/r/${request.reference}/round`, html`${box({ name: 'brief', label: words.say('round.brief'), hint: words.say('round.brief-hint'), rows: 6, value: request.words, filled, words })}
    ${listOf({ name: 'lasts', label: words.say('round.lasts'), value: '48', filled, words, options: LASTS.map((hours) => ({ value: hours, label: words.say('round.days', { count: Number(hours) / 24 }) })) })}
    <div class="actions"><button class="main">${icon('send')}${words.say('round.open')}</button></div>`)}</section>`;

