import { html } from 'hono/html';
import { z } from 'zod';
import type { HomeId, RequestId, VisitId } from '#kernel';
import type { Appointment, Request } from '#modules/booking';
import { REASONS, type Reason } from '#modules/privacy';
import { type Call, type Reply, go, missing, page } from '#platform/http/index';
import type { Work } from '#platform/work';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, oneOf, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

export const reasonAsks = z.object({ reason: z.enum(REASONS as unknown as [Reason, ...Reason[]], 'by-phone.reason-missing'), next: z.string().max(200).regex(/^\/operator\/homes\/[\w/]+$/).optional() });

/** What a household is opened for: a quiet request comes first, so that nobody at home reads of it; then what is booked, then what is asked. */
export const openedFor = (requests: readonly Request[], visits: readonly Appointment[]): VisitId | RequestId | undefined =>
  requests.find(({ quiet }) => quiet)?.id ?? visits.find(({ state }) => state === 'booked')?.id ?? requests.find(({ state }) => state !== 'done' && state !== 'closed')?.id;

/** Whether this household may be shown now: somebody comes, something is asked, or the operator has said why. */
export async function mayOpen(has: WebHas, work: Work, home: HomeId): Promise<{ may: boolean; for: VisitId | RequestId | undefined }> {
  const reason = openedFor(await has.booking.requestsOf(work, { home }), await has.booking.visitsOf(work, home));
  return { may: reason !== undefined || (await has.privacy.saidReason(work, home)), for: reason };
}

/** Nothing is asked and nobody comes: the operator says why they look, before they see anything. The person reads it. */
export function askReason(has: WebHas, call: Call, home: HomeId, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const next = filled.typed['next'] ?? call.path.split('?')[0] ?? '';
  return page(shell(frame, {
    title: words.say('by-phone.why'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('by-phone.why')}</h1><p class="lead">${words.say('by-phone.why-more')}</p>
      ${form(`/operator/homes/${home}/open`, html`<input type="hidden" name="next" value="${next}">${oneOf({ name: 'reason', label: words.say('by-phone.reason'), filled, words, columns: 'two', options: REASONS.map((reason) => ({ value: reason, label: words.say(`by-phone.reason-${reason}`) })) })}
      <div class="actions"><button class="main">${icon('eye')}${words.say('by-phone.open')}</button><a class="button" href="/operator">${words.say('by-phone.not-now')}</a></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** Writes the reason down with the opening, then shows the household. */
export async function openWithReason(has: WebHas, call: Call<z.infer<typeof reasonAsks>>, home: HomeId): Promise<Reply> {
  const opened = await has.privacy.opening(call.by, async (work) => ((await has.people.home(work, home)) ? { shows: true, opened: [{ saw: 'address', home, reason: call.asked.reason }] } : undefined));
  return opened ? go(call.asked.next ?? `/operator/homes/${home}`) : missing;
}
