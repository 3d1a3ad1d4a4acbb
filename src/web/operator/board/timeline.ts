import { html } from 'hono/html';
import type { TechnicianId } from '#kernel';
import type { Frame } from '../../frame.ts';
import { icon } from '../../parts/icon.ts';
import { type Block, type Lane, type Seen, colourOf, minuteOf, spanOf } from './read.ts';

type Html = ReturnType<typeof html>;

export const movePath = (seen: Pick<Seen, 'country' | 'day'>, block: Pick<Block, 'visit'>): string => `/operator/board/visits/${block.visit.id}?country=${seen.country}&day=${seen.day.toString()}`;

/** An hour that may break before its minutes, for blocks that are narrower than it. */
const foldable = (hour: string): Html => { const [, first = hour, minutes = ''] = /^(.*\D)(\d\d)$/.exec(hour) ?? []; return html`${first}<wbr>${minutes}`; };

/** Whether a visit may still be moved. */
export const isMovable = ({ visit, state }: Pick<Block, 'visit' | 'state'>, now: Temporal.Instant): boolean =>
  visit.state === 'booked' && (state === 'ahead' || state === 'soon') && Temporal.Instant.compare(visit.plannedStart, now) > 0;

/** One visit: a link to the page where it can be moved, and everything that the script needs to move it by hand. */
export function blockHtml(frame: Frame, seen: Seen, block: Block): Html {
  const { words } = frame;
  const { visit } = block;
  const hour = words.hour(visit.plannedStart, seen.country);
  const promise = words.say('board.promised', { from: words.hour(visit.promisedFrom, seen.country), until: words.hour(visit.promisedUntil, seen.country) });
  const late = seen.alerts.flatMap((alert) => alert.late).find((each) => each.id === visit.id);
  const says = [hour, block.who, block.place, promise, words.span(visit.minutes), words.say(`board.state-${block.state}`), late ? words.say('board.late-by', { span: words.span(late.minutes) }) : ''].filter(Boolean).join(', ');
  return html`<li class="block ${block.state}${late ? ' late' : ''}" data-visit="${visit.id}" data-technician="${visit.technician}" data-sequence="${visit.sequence}" data-provider="${visit.provider}"
    data-start="${minuteOf(visit.plannedStart, seen.country)}" data-minutes="${visit.minutes}" data-drive="${Math.round(block.drive / 60)}" data-opens="${minuteOf(visit.promisedFrom, seen.country)}" data-closes="${minuteOf(visit.promisedUntil, seen.country)}"${isMovable(block, seen.now) ? html` data-movable="yes"` : ''}>
    <a href="${movePath(seen, block)}" aria-label="${says}" title="${says}"><strong>${foldable(hour)}</strong> <span>${block.who}</span></a></li>`;
}

function laneHtml(frame: Frame, seen: Seen, lane: Lane, isChosen: boolean): Html {
  const { words } = frame;
  const figures = lane.blocks.length === 0 ? words.say(lane.shift ? 'board.free' : 'board.away') : words.say('board.lane-figures', { visits: lane.blocks.length, km: words.distance(lane.metres) });
  const shift = lane.shift ? html` data-from="${minuteOf(lane.shift.from, seen.country)}" data-until="${minuteOf(lane.shift.until, seen.country)}"` : '';
  return html`<li class="lane${lane.shift ? '' : ' off'}${isChosen ? ' chosen' : ''}" data-technician="${lane.technician.id}" data-provider="${lane.provider.id}" data-name="${lane.name}"${shift}>
    <div class="lane-head"><h3>${lane.blocks.length === 0 ? lane.name : html`<i class="swatch route-${colourOf(seen, lane.technician.id)}"></i><a class="pick" href="/operator/board?country=${seen.country}&day=${seen.day.toString()}&chosen=${lane.technician.id}#map" title="${words.say('board-map.pick', { name: lane.name })}"${isChosen ? html` aria-current="true"` : ''}>${lane.name}</a>`}</h3><span class="quiet">${lane.provider.name} · ${figures}</span>
      ${lane.shift ? html`<a class="away" href="/operator/board/away?technician=${lane.technician.id}&country=${seen.country}&day=${seen.day.toString()}" aria-label="${words.say('board.is-away')}: ${lane.name}">${words.say('board.is-away')}</a>` : ''}</div>
    <ol class="track">${lane.blocks.map((block) => blockHtml(frame, seen, block))}</ol></li>`;
}

/** Technicians by hours. As it stands it is a list; the script lays it out on the hours. */
export function timelineHtml(frame: Frame, seen: Seen, chosen?: TechnicianId): Html {
  const { from, until } = spanOf(seen);
  const hours = Array.from({ length: (until - from) / 60 }, (_, i) => from / 60 + i);
  const now = seen.now.toZonedDateTimeISO(seen.country === 'FR' ? 'Europe/Paris' : 'Europe/London');
  const isToday = now.toPlainDate().equals(seen.day);
  return html`<div class="timeline" tabindex="0" role="region" aria-label="${frame.words.say('board.lanes')}" data-from="${from}" data-until="${until}"${isToday ? html` data-now="${now.hour * 60 + now.minute}"` : ''}>
    <div class="hours" aria-hidden="true"><span></span><div>${hours.map((hour) => html`<i>${hour}</i>`)}</div></div>
    ${seen.lanes.length === 0 ? html`<p class="note">${icon('calendar')} ${frame.words.say('board.nobody')}</p>` : html`<ol class="lanes" aria-label="${frame.words.say('board.lanes')}">${seen.lanes.map((lane) => laneHtml(frame, seen, lane, lane.technician.id === chosen))}</ol>`}</div>`;
}
