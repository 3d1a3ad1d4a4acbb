import { html } from 'hono/html';
import { z } from 'zod';
import type { Request } from '#modules/booking';
import { type Heard, type Understanding, hostOf, mayAskSecond } from '#modules/triage';
import { type Call, type Door, go, screen } from '#platform/http/index';
import type { Frame } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { form } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;

/** Before: whom we would ask, and exactly what they would read. After: whom we asked, and what came of it. */
export type Second = Readonly<{ stands: 'offered'; service: string; wouldSend: string } | { stands: 'came'; heard: Heard }>;

/** Where the second opinion on a request stands; undefined where there is none to be had. */
export async function secondFor(has: WebHas, call: Pick<Call, 'look'>, request: Request, seen: Understanding): Promise<Second | undefined> {
  const { service, heard } = await call.look(async (work) => ({ heard: await has.opinions.opinion(work, request.id), service: await has.opinions.open(work) }));
  if (heard) return { stands: 'came', heard };
  if (!service || !isOpenToIt(request) || !mayAskSecond(seen, request)) return undefined;
  return { stands: 'offered', service: hostOf(service.baseUrl), wouldSend: has.opinions.wouldSend(request.words) };
}

/** Only while it is not yet understood: afterwards nothing is gained by asking. */
const isOpenToIt = (request: Request): boolean => request.state === 'asked' || request.state === 'understood';

/** The person's yes or no. The service is asked outside of any work, and only after a yes. */
export const secondOpinionDoors = (has: WebHas): Door[] => [
  screen({
    method: 'POST', path: '/r/:reference/second-opinion', who: ['asker'], asks: z.object({ answer: z.enum(['yes', 'no']) }),
    again: (call) => go(`/r/${call.params['reference'] ?? ''}/understood`),
    answer: (call) => withRequest(has, call, async (request) => {
      const back = go(`/r/${request.reference}/understood`);
      const seen = has.triage.understand(request.words, { lang: request.lang, country: request.country });
      const second = await secondFor(has, call as unknown as Call, request, seen);
      const service = await call.look((work) => has.opinions.open(work));
      if (second?.stands !== 'offered' || !service) return back;
      const heard: Heard = call.asked.answer === 'yes' ? await has.opinions.ask(service, request.words, seen) : { came: 'no', leaves: [], service: second.service };
      return call.change((work) => has.opinions.keepOpinion(work, { request: request.id, heard }), () => back, () => back);
    }),
  }),
];

export function secondPart({ words }: Frame, request: Request, second: Second | undefined): Html {
  if (!second) return html``;
  if (second.stands === 'came') return html`<p class="note" role="status">${icon(second.heard.came === 'heard' ? 'check' : 'info')} ${words.say(`second-opinion.came-${second.heard.came}`, { service: second.heard.service })}</p>`;
  return html`<section class="card" aria-labelledby="second-opinion"><h2 id="second-opinion">${words.say('second-opinion.offer', { service: second.service })}</h2>
    <p>${words.say('second-opinion.offer-more')}</p><blockquote class="quoted">${second.wouldSend}</blockquote>
    ${form(`/r/${request.reference}/second-opinion`, html`<div class="actions"><button name="answer" value="yes">${words.say('second-opinion.yes', { service: second.service })}</button><button class="plain" name="answer" value="no">${words.say('second-opinion.no')}</button></div>`)}</section>`;
}
