import { html } from 'hono/html';
import type { Frame } from '../../frame.ts';
import { press } from '../../parts/form.ts';
import { icon } from '../../parts/icon.ts';
import { type Seen, laneOf } from './read.ts';
import { repairSide } from './repair-side.ts';
import { blockHtml } from './timeline.ts';

type Html = ReturnType<typeof html>;
const here = (seen: Seen): Record<string, string> => ({ country: seen.country, day: seen.day.toString() });

/** What wants a decision: who would be late, visits without anybody, proposals, requests that wait. */
export function sideHtml(frame: Frame, seen: Seen): Html {
  const { words } = frame;
  return html`<div class="board-side">
    ${seen.alerts.length === 0 ? '' : html`<section class="note danger" role="alert"><h2>${icon('circle-alert')} ${words.say('board.alerts', { count: seen.alerts.length })}</h2>${seen.alerts.map((alert) => {
      const lane = laneOf(seen, alert.technician);
      return html`<p><a href="/operator/board/over/${alert.visit}">${words.say('board.alert', { name: lane?.name ?? '', late: alert.late.length, span: words.span(Math.max(0, alert.over, ...alert.late.map(({ minutes }) => minutes))) })}</a></p>
      ${lane ? press('/operator/board/plan', words.say('board.find-cover'), { icon: 'route', fields: { ...here(seen), provider: lane.provider.id, kind: 'overrun' } }) : ''}`; })}</section>`}
    ${repairSide(frame, seen)}
    <section><h2>${words.say('board.without', { count: seen.orphans.length })}</h2>${seen.orphans.length === 0 ? html`<p class="quiet">${words.say('board.all-have')}</p>`
      : html`<ol class="orphans">${seen.orphans.map((block) => blockHtml(frame, seen, block))}</ol>${[...new Set(seen.orphans.map(({ visit }) => visit.provider))].map((provider) => press('/operator/board/plan', words.say('board.find-cover'), { kind: 'main', icon: 'route', fields: { ...here(seen), provider, kind: 'absence' } }))}`}</section>
    <section><h2>${words.say('board.plans')}</h2>${seen.plans.length === 0 ? html`<p class="quiet">${words.say('board.no-plans')}</p>` : html`<ul class="choices">${seen.plans.map((plan) => html`<li><a class="choice" href="/operator/board/plans/${plan.id}">${icon('route')}<span><strong>${words.say(`board.plan-${plan.kind}`)}</strong>
      <span class="quiet">${seen.lanes.find((lane) => lane.provider.id === plan.provider)?.provider.name ?? ''}: ${words.say('board.plan-short', { changes: plan.lines.length, unsaved: plan.unsaved.length, km: words.distance(Math.abs(plan.before.metres - plan.after.metres)), more: plan.after.metres > plan.before.metres ? 'yes' : 'no' })}</span></span></a></li>`)}</ul>`}
      ${providersOf(seen).map(([id, name]) => press('/operator/board/plan', words.say('board.look-for', { name }), { icon: 'search', fields: { ...here(seen), provider: id, kind: 'now' } }))}</section>
    ${seen.waiting.length === 0 ? '' : html`<section><h2>${words.say('operator.waiting', { count: seen.waiting.length })}</h2><ul>${seen.waiting.slice(0, 12).map((request) => html`<li><a href="/r/${request.reference}">${request.reference}</a> <span class="quiet">${request.words.slice(0, 60)}</span></li>`)}</ul></section>`}</div>`;
}

const providersOf = (seen: Seen): (readonly [string, string])[] => [...new Map(seen.lanes.filter((lane) => lane.blocks.length > 0).map((lane) => [lane.provider.id as string, lane.provider.name]))];
