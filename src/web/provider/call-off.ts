import { html } from 'hono/html';
import { z } from 'zod';
import { type Appointment, mayCallOff } from '#modules/booking';
import type { Person } from '#modules/people';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { isId } from '#kernel';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, box, form, fresh, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Seen = Readonly<{ visit: Appointment; person: Person | undefined }>;

/** The firm, or the operator for it, cannot keep its promise: why, and what the person is told. */
export const callOffDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/visits/:visit/call-off', who: ['operator', 'provider'], answer: (call) => withOurs(has, call, (seen) => show(has, call, seen, fresh)) }),
  screen({
    method: 'POST', path: '/visits/:visit/call-off', who: ['operator', 'provider'], asks: z.object({ why: z.string().trim().min(3, 'visit.call-off-why-missing').max(500, 'where.too-long') }),
    again: (call, typed, problems) => withOurs(has, call, (seen) => show(has, call as unknown as Call, seen, { typed, problems })),
    answer: (call) => withOurs(has, call, (seen) => call.change(
      (work) => has.booking.callOff(work, { visit: seen.visit.id, why: call.asked.why }), () => go(`/visits/${seen.visit.id}`),
      (refusal) => (refusal.kind === 'no-such-visit' ? missing : show(has, call as unknown as Call, seen, { typed: { why: call.asked.why }, problems: [{ field: 'why', says: 'visit.call-off-late' }] })),
    )),
  }),
];

async function withOurs(has: WebHas, call: Pick<Call, 'params' | 'look' | 'by'>, then: (seen: Seen) => Promise<Reply> | Reply): Promise<Reply> {
  const id = call.params['visit'] ?? '';
  const seen = isId('Visit', id) ? await call.look(async (work): Promise<Seen | undefined> => {
    const visit = await has.booking.visit(work, id);
    if (!visit || visit.state !== 'booked' || !mayCallOff(call.by, visit)) return undefined;
    const request = await has.booking.known.request(work, visit.request);
    return { visit, person: request?.person && (await has.people.known.person(work, request.person)) };
  }) : undefined;
  return seen ? then(seen) : missing;
}

function show(has: WebHas, call: Call, { visit, person }: Seen, filled: Filled): Promise<Reply> | Reply {
  const frame = frameOf(has, call);
  const { words } = frame;
  const when = words.say('confirm.day-between', { day: words.day(visit.promisedFrom, visit.country), from: words.hour(visit.promisedFrom, visit.country), until: words.hour(visit.promisedUntil, visit.country) });
  return page(shell(frame, {
    title: words.say('visit.call-off-title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="/visits/${visit.id}">${when}</a></p><h1>${words.say('visit.call-off-title')}</h1><p class="lead">${words.say('visit.call-off-lead', { given: person?.givenName ?? '' })}</p>
      ${form(`/visits/${visit.id}/call-off`, html`${box({ name: 'why', label: words.say('visit.call-off-why'), hint: words.say('visit.call-off-why-hint'), rows: 3, filled, words })}<div class="actions"><button class="danger">${icon('x')}${words.say('visit.call-off-do')}</button></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}
