import { html } from 'hono/html';
import { z } from 'zod';
import { isStaff } from '#kernel';
import type { Request } from '#modules/booking';
import { channelFor, type ThreadLine } from '#modules/messages';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { marks } from '../parts/marks.ts';
import { shell } from '../shell.ts';
import { nextPage, requestFor, withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
const asks = z.object({ words: z.string().trim().min(1, 'thread.words-missing').max(1_200, 'thread.words-too-long') });

/** What is said about a request, from both sides, and the place to write: for whoever asks, and for the office that answers. */
export const threadDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/r/:reference/messages', who: ['asker'], answer: (call) => withRequest(has, call, (request) => show(has, call, request, fresh)) }),
  screen({
    method: 'POST', path: '/r/:reference/messages', who: ['asker'], asks,
    again: (call, typed, problems) => withRequest(has, call, (request) => show(has, call as unknown as Call, request, { typed, problems })),
    answer: async (call) => {
      const request = await requestFor(has, call);
      if (!request) return missing;
      const said = { request: request.id, words: call.asked.words };
      const done = (): Reply => go(`/r/${request.reference}/messages?sent=yes`);
      if (!isStaff(call.by, 'operator')) return call.change((work) => has.messages.write(work, said), done, () => missing);
      return call.change((work) => has.messages.answer(work, said), done, (refusal) => (refusal.kind === 'link-inside'
        ? show(has, call as unknown as Call, request, { typed: { words: said.words }, problems: [{ field: 'words', says: 'thread.link-inside' }] }) : missing));
    },
  }),
];

async function show(has: WebHas, call: Call, request: Request, filled: Filled): Promise<Reply> {
  const office = isStaff(call.by, 'operator');
  // The office reads of a person: they see it in their journal.
  const lines = office
    ? await has.privacy.opening(call.by, async (work) => ({ shows: await has.messages.thread(work, request.id), opened: request.home ? [{ saw: 'listed' as const, home: request.home }] : [] }))
    : await call.look((work) => has.messages.thread(work, request.id));
  if (!lines) return missing;
  const hint = office ? await howItGoes(has, call, request) : 'thread.write-hint';
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('thread.title'), quickExit: request.quiet, ...(office ? { kind: 'staff' as const } : {}),
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="${nextPage(request)}">${request.reference}</a></p><h1>${words.say('thread.title')}</h1>
      ${call.query['sent'] === 'yes' && !office ? html`<p class="note good" role="status">${icon('check')}<span>${words.say('thread.sent')}</span></p>` : html`<p class="lead">${words.say(office ? 'thread.lead-office' : 'thread.lead')}</p>`}${office && lines.some((one) => one.side === 'theirs' && one.way !== 'page') ? html`<p class="quiet">${words.say('inbox.unproven')}</p>` : ''}
      ${lines.length === 0 ? html`<p class="quiet">${words.say('thread.nothing')}</p>` : html`<ol class="thread">${lines.map((one) => lineOf(frame, request, one, office))}</ol>`}
      ${form(`/r/${request.reference}/messages`, html`${box({ name: 'words', label: words.say(office ? 'thread.answer' : 'thread.write'), hint: words.say(hint), rows: 4, filled, words })}<div class="actions"><button class="main">${icon('send')}${words.say('thread.send')}</button></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** By which way an answer would go, said before it is written. */
async function howItGoes(has: WebHas, call: Call, request: Request): Promise<string> {
  if (request.quiet) return 'thread.answer-quiet';
  const { person } = request;
  const whom = person && (await call.look((work) => has.people.known.person(work, person)));
  return whom ? `thread.answer-${channelFor(whom, 'thread-answer', has.clock.now())}` : 'thread.answer-here';
}

function lineOf({ words }: Frame, { country }: Request, one: ThreadLine, office: boolean): Html {
  const who = words.say(one.side === 'ours' ? 'thread.we' : office ? 'thread.they' : 'thread.you');
  const way = one.side === 'ours' ? one.channel ?? 'page' : one.way;
  return html`<li class="${one.side === 'ours' ? 'ours' : 'theirs'}"><p class="quiet small"><strong>${who}</strong> · ${words.date(one.at, country)} ${words.hour(one.at, country)} · ${words.say(`thread.by-${way}`)}</p>
    ${one.side === 'theirs' && one.title ? html`<p><strong>${one.title}</strong></p>` : ''}<p class="said">${one.text ?? words.say('thread.forgotten')}</p>${one.side === 'theirs' ? marks(words, one, office) : ''}</li>`;
}
