import { html } from 'hono/html';
import { type Plan, lineState } from '#modules/dispatch';
import { shownName } from '#modules/technicians';
import type { Frame } from '../../frame.ts';
import { press } from '../../parts/form.ts';
import { icon } from '../../parts/icon.ts';
import type { Joined } from './emergency-read.ts';

type Html = ReturnType<typeof html>;
/** One change as a sentence, with what stands beside it. */
export type LineSaid = Readonly<{ number: number; state: ReturnType<typeof lineState>; says: Html | string }>;

/** Who is fitted in, by whom and when; or why not, and what can be done. */
export function joinsHtml(frame: Frame, plan: Plan, joined: Joined | undefined, lines: readonly LineSaid[], costs: Html): Html {
  const { words } = frame;
  if (!joined) return html`<p class="note">${words.say('board.said-visit-over')}</p>`;
  const { urgent, comes } = joined;
  const again = press('/operator/board/emergency', words.say('dispatch.look-again'), { icon: 'search', fields: { reference: urgent.request.reference } });
  if (!comes) return html`<p class="note warm">${words.say('dispatch.nobody-today', { provider: urgent.provider })}</p><div class="actions"><a class="button main" href="/r/${urgent.request.reference}/times">${words.say('dispatch.next-times')}</a><a class="button" href="/r/${urgent.request.reference}/quotes">${words.say('dispatch.other-prices')}</a>${again}</div>`;
  const between = { name: shownName(comes.technician), who: urgent.who, from: words.hour(comes.from, plan.country), until: words.hour(comes.until, plan.country) };
  if (plan.joins?.asks) return html`<p class="note warm">${words.say('dispatch.only-if-asked', { ...between, count: plan.unsaved.length })}</p><div class="actions">${again}<a class="button" href="/r/${urgent.request.reference}/times">${words.say('dispatch.next-times')}</a></div>`;
  return html`<section class="card next"><p class="lead">${icon('circle-check')} ${words.say('dispatch.can-come', between)}</p><p>${urgent.place}</p></section>${costs}${changes(frame, plan, lines)}`;
}

/** The changes that make room, each with a tick: without one of them it may not fit, and then nothing is done. */
function changes(frame: Frame, plan: Plan, lines: readonly LineSaid[]): Html {
  const { words } = frame;
  return html`<h2>${words.say('dispatch.makes-room', { count: lines.length })}</h2><form method="get" action="/operator/board/plans/${plan.id}/yes">${lines.length === 0 ? html`<p class="quiet">${words.say('dispatch.nobody-changes')}</p>` : html`<ul class="ticks">${lines.map(({ number, state, says }) => html`<li><div class="tick"><input type="checkbox" id="line-${number}" name="line-${number}" value="yes"${state === 'open' ? ' checked' : ' disabled'}><label for="line-${number}">${says}</label></div>${state === 'open' ? '' : html`<span class="tag">${words.say(`board.line-${state}`)}</span>`}</li>`)}</ul>
    <p class="quiet">${words.say('dispatch.without-one')}</p>`}<div class="actions"><button class="main">${icon('phone')}${words.say('dispatch.they-say-yes')}</button></div></form>`;
}
