import { html } from 'hono/html';
import type { ProviderId } from '#kernel';
import type { CustodySeen, PartSeen } from '#modules/visits';
import { type Call, type Reply, page } from '#platform/http/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Held = Readonly<{ provider: string; things: readonly CustodySeen[]; parts: readonly PartSeen[] }>;

/** Everything that is in somebody's hands and not back at home, and every part that is waited for: the office sees its own, the operator all. */
export async function listPage(has: WebHas, call: Call): Promise<Reply> {
  const { by } = call;
  const all = await call.look(async (work): Promise<Held[]> => {
    const mine = by.kind === 'person' ? (by.provider ?? (by.technician && (await has.technicians.technician(work, by.technician))?.provider)) : undefined;
    const seesAll = by.kind === 'person' && by.roles.includes('operator');
    const providers = (await Promise.all(has.house().countries.map((country) => has.technicians.providers(work, country)))).flat().filter(({ id }) => seesAll || id === mine);
    return Promise.all(providers.map(async ({ id, name }) => ({ provider: name, things: await theirs(has, work, id, by), parts: await has.visits.partsAwaited(work, id) })));
  });
  const frame = frameOf(has, call);
  const { words } = frame;
  const shown = all.filter(({ things, parts }) => things.length + parts.length > 0);
  return page(shell(frame, {
    title: words.say('workshop.list'), kind: 'staff',
    main: html`<h1>${words.say('workshop.list')}</h1><p class="lead">${words.say(shown.length === 0 ? 'workshop.list-none' : 'workshop.list-more')}</p>
      ${shown.map(({ provider, things, parts }) => html`<section class="card"><h2>${provider}</h2><ul class="choices">${things.map((one) => html`<li><a class="choice" href="/workshop/${one.custody.visit}">${icon('package')}<span><strong>${one.custody.what}</strong> <span class="tag">${words.say(`workshop.stage-${one.stage}`)}</span><br>
        <span class="quiet">${one.custody.number} · ${words.say('workshop.expected')} ${words.date(one.custody.expectedOn)} · ${words.say(`workshop.hands-${one.custody.holders.at(-1)?.kind ?? 'technician'}`)} ${one.custody.holders.at(-1)?.name ?? ''}</span></span></a></li>`)}${parts.map(({ order, state }) => html`<li><a class="choice" href="/workshop/${order.visit}">${icon('truck')}<span><strong>${order.quantity} × ${order.says}</strong> <span class="tag ${state === 'late' ? 'danger' : ''}">${words.say(`workshop.part-state-${state}`)}</span><br><span class="quiet">${words.say('workshop.expected')} ${words.date(order.expectedOn)}</span></span></a></li>`)}</ul></section>`)}`,
  }));
}

/** A technician who runs no office sees what they took themselves. */
async function theirs(has: WebHas, work: Parameters<WebHas['visits']['inTheirHands']>[0], provider: ProviderId, by: Call['by']): Promise<readonly CustodySeen[]> {
  if (by.kind !== 'person') return [];
  const office = await has.visits.inTheirHands(work, provider);
  if (office.length > 0 || !by.technician) return office;
  const own = (await has.visits.known.heldBy(work, provider)).filter(({ technician }) => technician === by.technician);
  const seen = await Promise.all(own.map(({ visit }) => has.visits.custody(work, visit)));
  return seen.flatMap((one) => (one ? [one] : []));
}
