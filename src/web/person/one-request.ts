import { html } from 'hono/html';
import type { Request } from '#modules/booking';
import type { Call, Reply } from '#platform/http/index';
import { missing } from '#platform/http/index';
import type { Frame } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { toldIn } from './told.ts';

type Html = ReturnType<typeof html>;

/** The steps of a request, in the order in which a person takes them. */
export const STEPS = ['understood', 'ways', 'where', 'quotes', 'times', 'confirm'] as const;
export type Step = (typeof STEPS)[number];

/** The request that a page is about, if it is this caller's. */
export const requestFor = (has: WebHas, call: Pick<Call, 'params' | 'look'>): Promise<Request | undefined> =>
  call.look((work) => has.booking.requestByReference(work, call.params['reference'] ?? ''));

/** Shows a page about the caller's own request; someone else's is as one that does not exist. */
export async function withRequest(has: WebHas, call: Pick<Call, 'params' | 'look'>, show: (request: Request) => Promise<Reply> | Reply): Promise<Reply> {
  const request = await requestFor(has, call);
  return request ? show(request) : missing;
}

/** Where a request stands: the page on which it goes on. */
export function nextPage(request: Request): string {
  const here = `/r/${request.reference}`;
  switch (request.state) {
    case 'asked': return `${here}/understood`;
    case 'understood': return request.way ? `${here}/where` : `${here}/ways`;
    case 'placed': return request.callFirst ? `${here}/we-will-call` : `${here}/quotes`;
    case 'quoted': return `${here}/quotes`;
    case 'booked': case 'done': return `${here}/visit`;
    case 'closed': return `${here}/closed`;
  }
}

/** “Step 2 of 6”, above the title. */
export const stepLine = (frame: Frame, step: Step): Html =>
  html`<p class="where-am-i">${frame.words.say('request.step', { step: STEPS.indexOf(step) + 1, of: STEPS.length })}</p>`;

/** The reference and the code, until the person has written them down; afterwards the reference alone. */
export function keepThis(has: WebHas, frame: Frame, call: Pick<Call, 'told'>, request: Request): Html {
  const told = toldIn(has, call, request.reference);
  const { words } = frame;
  if (!told) return html`<p class="quiet small">${words.say('request.reference')} <strong class="number">${request.reference}</strong> · <a href="/r/${request.reference}/messages">${words.say('thread.link')}</a></p>`;
  return html`<aside class="note" aria-label="${words.say('request.keep-this')}"><p>${words.say('request.keep-this')}<br>
    ${words.say('request.reference')} <strong class="number big">${request.reference}</strong> · ${words.say('request.code')} <strong class="number big">${told.code}</strong></p></aside>`;
}

/** The person's own words, quoted back. */
export const theirWords = (request: Pick<Request, 'words'>): Html => html`<blockquote class="quoted">${request.words}</blockquote>`;
