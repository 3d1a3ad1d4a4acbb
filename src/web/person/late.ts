import { html } from 'hono/html';
import type { Appointment } from '#modules/booking';
import { hourNow } from '#modules/dispatch';
import type { Technician } from '#modules/technicians';
import type { Call } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { dial } from '../parts/dial.ts';
import { icon } from '../parts/icon.ts';

type Html = ReturnType<typeof html>;

/** Whoever is held up comes at another hour than the one above: what the message said stands on the page too, until somebody is there. For whoever may see this visit, and has been checked. */
export async function lateNote(has: WebHas, call: Call, visit: Appointment, { firstName }: Pick<Technician, 'firstName'>): Promise<Html> {
  if (visit.state !== 'booked') return html``;
  const [isAwaited, [late]] = await call.look(async (work) => [(await has.visits.known.record(work, visit.id)).state === 'expected', await has.dispatch.known.late(work, [visit.id])] as const);
  const at = isAwaited && late ? hourNow(late, visit) : undefined;
  if (!at) return html``;
  const frame = frameOf(has, call);
  const { words, house } = frame;
  const filling = { name: firstName, hour: words.hour(at, visit.country) };
  return html`<section class="note warm" role="status"><h2>${icon('clock')} ${words.say(visit.way === 'remote' ? 'visit.late-calls' : 'visit.late-comes', filling)}</h2><p>${words.say('visit.late-more', filling)}</p>
    ${house.phone === '' ? '' : html`<p><a class="button" href="${dial(house.phone)}">${icon('phone')}${house.phone}</a></p>`}</section>`;
}
