import { html } from 'hono/html';
import { z } from 'zod';
import { type VisitId, isId, isStaff, mayActFor } from '#kernel';
import type { Extra } from '#modules/visits';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { withVisit } from './visit.ts';

const asks = z.object({ words: z.string().trim().min(2, 'quality.missing-words').max(2_000, 'quality.missing-words') });
const PATH = '/visits/:visit/extras/:extra/dispute';

/** "I did not agree to this": extra work is disputed, and its money waits for the answer. */
export const disputeDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['asker'], answer: (call) => show(has, call, fresh) }),
  screen({
    method: 'POST', path: PATH, who: ['asker'], asks, again: (call, typed, problems) => show(has, call as unknown as Call, { typed, problems }),
    answer: (call) => withExtra(has, call as unknown as Call, (visit, extra) => call.change(
      (work) => has.quality.complain(work, { visit, about: 'extra', words: call.asked.words, extra: extra.id }), () => go(`/visits/${visit}/complain`), () => missing)),
  }),
];

/** Only what somebody said yes to is disputed; what waits for an answer gets a no. */
async function withExtra(has: WebHas, call: Call, todo: (visit: VisitId, extra: Extra) => Promise<Reply> | Reply): Promise<Reply> {
  return withVisit(has, call, ({ visit, extras }) => {
    const id = call.params['extra'] ?? '';
    const extra = isId('Extra', id) ? extras.find((one) => one.id === id) : undefined;
    // Whoever speaks for the home, or hears it on the telephone; never who would be paid.
    const speaks = call.by.kind === 'asker' || (call.by.kind === 'person' && call.by.provider !== visit.provider && (mayActFor(call.by, visit.home, 'ask') || isStaff(call.by, 'operator')));
    if (!extra || !speaks) return missing;
    return extra.state === 'approved' ? todo(visit.id, extra) : go(`/visits/${visit.id}`);
  });
}

const show = (has: WebHas, call: Call, filled: Filled): Promise<Reply> => withExtra(has, call, async (visit, extra) => {
  const frame = frameOf(has, call);
  const { words } = frame;
  const [seen, complaints] = await call.look(async (work) => [await has.visits.see(work, visit), await has.quality.complaintsOf(work, visit)] as const);
  if (complaints.some((one) => one.extra === extra.id)) return go(`/visits/${visit}/complain`);
  const said = extra.answeredAt && seen ? words.say(`visit.extra-by-${extra.saidBy ?? 'code'}`, { date: words.date(extra.answeredAt, seen.country), at: words.hour(extra.answeredAt, seen.country), who: extra.spokeWith ?? '' }) : undefined;
  return page(shell(frame, {
    title: words.say('dispute.title'),
    main: html`<p class="where-am-i"><a href="/visits/${visit}">${icon('arrow-left')} ${words.say('visit.title')}</a></p>${whatWasWrong(words, filled)}<h1>${words.say('dispute.title')}</h1>
      <section class="card"><p class="lead"><strong>${extra.why}</strong></p><p><span class="price">${words.money(extra.worst)}</span></p>${said ? html`<p>${words.say('dispute.what-we-have')}<br>${said}</p>` : ''}</section>
      <p>${words.say('dispute.lead')}</p>
      ${form(`/visits/${visit}/extras/${extra.id}/dispute`, html`${box({ name: 'words', label: words.say('dispute.words'), hint: words.say('dispute.words-hint'), rows: 4, filled, words })}<div class="actions"><button class="main">${words.say('dispute.send')}</button><a class="button" href="/visits/${visit}">${words.say('dispute.leave')}</a></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
});
