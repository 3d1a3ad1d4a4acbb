import { html } from 'hono/html';
import type { Freed } from '#modules/dispatch';
import type { Frame } from '../../frame.ts';
import { icon } from '../../parts/icon.ts';
import { type Seen, laneOf } from './read.ts';

type Html = ReturnType<typeof html>;

/** Beside the day: somebody who cannot wait, and times that became free. */
export function repairSide(frame: Frame, seen: Seen): Html {
  const { words } = frame;
  const free = (one: Freed): Html => html`<li><a class="choice" href="/operator/board/freed/${one.visit}">${icon('calendar')}<span><strong>${words.say('dispatch.freed')}</strong><span class="quiet">${words.say('dispatch.freed-short', { name: laneOf(seen, one.technician)?.name ?? '', from: words.hour(one.opens, seen.country), until: words.hour(one.closes, seen.country) })}</span></span></a></li>`;
  return html`<section><a class="button" href="/operator/board/emergency">${icon('siren')}${words.say('dispatch.fit-in')}</a></section>${seen.freed.length === 0 ? '' : html`<section><h2>${words.say('dispatch.freed-count', { count: seen.freed.length })}</h2><ul class="choices">${seen.freed.map(free)}</ul></section>`}`;
}
