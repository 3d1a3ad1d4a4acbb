import { html } from 'hono/html';
import { z } from 'zod';
import { type Refusal, type Result, type TaskId, ok } from '#kernel';
import type { Request, Task } from '#modules/booking';
import { type Question, type Understanding, joined, leafOf } from '#modules/triage';
import { type Call, type Door, type Problem, go, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, oneOf, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { safetySteps } from '../parts/safety.ts';
import { endingNotes } from '../parts/support.ts';
import { shell } from '../shell.ts';
import { keepThis, stepLine, theirWords, withRequest } from './one-request.ts';
import { type Second, secondFor, secondPart } from './second-opinion.ts';

type Html = ReturnType<typeof html>;
const NONE = 'none-of-these';
const GUESSES = 3;
const QUESTIONS = 3;
const asks = z.record(z.string().max(80), z.string().max(200));

/** What we understood: their words, our three guesses with the reason for each, and “none of these”. Dangers come before all. */
export function understoodDoors(has: WebHas): Door[] {
  const show = (call: Call, request: Request, filled: Filled): Promise<Html> => understoodPage(has, call, request, filled);
  return [
    screen({ method: 'GET', path: '/r/:reference/safety', who: ['asker'], answer: (call) => withRequest(has, call, (request) => safetyPage(has, call, request)) }),
    screen({ method: 'GET', path: '/r/:reference/understood', who: ['asker'], answer: (call) => withRequest(has, call, (request) => page(show(call, request, fresh))) }),
    screen({
      method: 'POST', path: '/r/:reference/understood', who: ['asker'], asks,
      again: (call, typed, problems) => withRequest(has, call, (request) => page(show(call, request, { typed, problems }), 422)),
      answer: (call) => withRequest(has, call, (request) => {
        const open = request.tasks.filter((task) => call.asked[`leaf-${task.id}`] === undefined);
        if (open.length > 0) return page(show(call as unknown as Call, request, { typed: call.asked, problems: open.map((task): Problem => ({ field: `leaf-${task.id}`, says: 'understood.choose-one' })) }), 422);
        return call.change<true, Refusal>((work) => choose(has, work, request, call.asked), () => go(`/r/${request.reference}/ways`), (refusal) => page(show(call as unknown as Call, request, { typed: call.asked, problems: [{ field: 'form', says: `booking.${refusal.kind}` }] }), 422));
      }),
    }),
  ];
}

async function choose(has: WebHas, work: Parameters<WebHas['booking']['understandBetter']>[0], request: Request, asked: Record<string, string>): Promise<Result<true, Refusal>> {
  const answers = Object.fromEntries(Object.entries(asked).flatMap(([name, value]) => (name.startsWith('q-') && value !== '' ? [[name.slice(2), value]] : [])));
  for (const task of request.tasks) {
    const chosen = asked[`leaf-${task.id}`] ?? NONE;
    const done = await has.booking.understandBetter(work, { request: request.id, task: task.id as TaskId, leaf: chosen === NONE ? null : chosen, answers });
    if (!done.ok) return done;
  }
  return ok(true);
}

const understanding = (has: WebHas, request: Request): Understanding => has.triage.understand(request.words, { lang: request.lang, country: request.country });

/** The dangers that were seen, the gravest first; afterwards one may go on. */
function safetyPage(has: WebHas, call: Call, request: Request) {
  const frame = frameOf(has, call);
  const alarms = understanding(has, request).safety;
  const card = alarms.map((alarm) => has.triage.card(alarm.card)).find((found) => found !== undefined);
  if (!card) return go(`/r/${request.reference}/understood`);
  return page(shell(frame, {
    // A title stays in the history of the browser, which somebody else may read.
    title: card.quickExit || request.quiet ? frame.words.say('safety.title-quiet') : card.title[frame.lang], quickExit: card.quickExit || request.quiet,
    main: html`${safetySteps(frame, card, request.country)}<div class="actions no-print"><a class="button main" href="/r/${request.reference}/understood">${frame.words.say('safety.go-on')}</a></div>
      ${request.quiet ? html`<p class="note">${frame.words.say('safety.quiet')}</p>` : ''}`,
  }));
}

async function understoodPage(has: WebHas, call: Call, request: Request, filled: Filled): Promise<Html> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const seen = understanding(has, request);
  const second = await secondFor(has, call, request, seen);
  const questions = [...new Map(seen.tasks.flatMap((task) => task.questions).map((question) => [question.id, question])).values()].filter((question) => question.options.length > 0).slice(0, QUESTIONS);
  return shell(frame, {
    title: words.say('understood.title'), quickExit: request.quiet,
    main: html`${stepLine(frame, 'understood')}${whatWasWrong(words, filled)}<h1>${words.say('understood.title')}</h1>
      <p class="quiet">${words.say('understood.you-wrote')}</p>${theirWords(request)}${endingNotes(has, frame, request.words)}
      ${seen.safety.length > 0 ? html`<p class="note danger"><a href="/r/${request.reference}/safety">${icon('circle-alert')} ${words.say('understood.see-safety')}</a></p>` : ''}
      ${secondPart(frame, request, second)}
      ${form(`/r/${request.reference}/understood`, html`${request.tasks.map((task) => taskChoice(frame, request, { ...task, guesses: guessesOf(request, task, second) }, filled))}
        ${questions.length > 0 ? html`<h2>${words.say('understood.questions')}</h2>${questions.map((question) => asQuestion(frame, question, filled))}` : ''}
        <div class="actions"><button class="main">${words.say('understood.go-on')}</button></div>`)}
      ${keepThis(has, frame, call, request)}`,
  });
}

/** Our guesses; for a single matter weighed together with what a second opinion named. */
function guessesOf(request: Request, task: Task, second: Second | undefined): Task['guesses'] {
  if (second?.stands !== 'came' || second.heard.leaves.length === 0 || request.tasks.length !== 1) return task.guesses;
  return joined(task.guesses.map(({ leaf, ...guess }) => ({ id: leaf, ...guess })), second.heard.leaves).map(({ id, ...guess }) => ({ leaf: id, ...guess }));
}

/** Our guesses, each with the words of theirs that made us think so. */
function taskChoice(frame: Frame, request: Request, task: Task, filled: Filled): Html {
  const { words, lang } = frame;
  const guesses = task.guesses.slice(0, GUESSES).flatMap((guess) => {
    const leaf = leafOf(guess.leaf);
    return leaf ? [{ value: leaf.id, label: leaf.label[lang], ...(guess.because.length > 0 ? { hint: words.say('understood.because', { words: guess.because.slice(0, 3).map((word) => words.say('understood.quote', { word })).join(', ') }) } : {}) }] : [];
  });
  const known = task.leaf === null ? NONE : task.leaf;
  return html`${request.tasks.length > 1 ? html`<blockquote class="quoted">${task.words}</blockquote>` : ''}
    ${oneOf({ name: `leaf-${task.id}`, label: words.say('understood.is-it'), filled, words, ...(known ? { value: known } : {}), options: [...guesses, { value: NONE, label: words.say('understood.none'), hint: words.say('understood.none-more') }] })}`;
}

const asQuestion = (frame: Frame, question: Question, filled: Filled): Html => oneOf({
  name: `q-${question.id}`, label: question[frame.lang], filled, words: frame.words, columns: 'two', options: question.options.map((option) => ({ value: option.id, label: option[frame.lang] })),
});

