import { html } from 'hono/html';
import type { LatLng } from '#kernel';
import type { Frame } from '../../frame.ts';
import type { Seen } from './read.ts';
import { movePath } from './timeline.ts';

type Html = ReturnType<typeof html>;
const [WIDE, HIGH, EDGE] = [640, 420, 28];
/** Colours by number, told apart in both themes; each route also carries its number. */
const COLOURS = 8;

/** The same day as a plain drawing: homes of technicians, visits in their order, a line from one to the next. Not a map of roads. */
export function mapHtml(frame: Frame, seen: Seen): Html {
  const { words } = frame;
  const busy = seen.lanes.filter((lane) => lane.blocks.length > 0);
  const all = [...busy.flatMap((lane) => [lane.technician.home, ...lane.blocks.map(({ visit }) => visit.at)]), ...seen.orphans.map(({ visit }) => visit.at)];
  if (all.length === 0) return html``;
  const at = projection(all);
  return html`<figure class="day-map"><figcaption>${words.say('board.map-title')}</figcaption>
    <svg viewBox="0 0 ${WIDE} ${HIGH}" role="group" aria-label="${words.say('board.map-label', { visits: all.length - busy.length, technicians: busy.length })}">
    ${busy.map((lane, i) => {
      const points = [lane.technician.home, ...lane.blocks.map(({ visit }) => visit.at), lane.technician.home].map(at);
      const [homeX, homeY] = at(lane.technician.home);
      return html`<g class="route-${i % COLOURS}" data-route="${lane.technician.id}"><title>${lane.name}</title><polyline points="${points.map(([x, y]) => `${x},${y}`).join(' ')}"/>
        <rect x="${homeX - 6}" y="${homeY - 6}" width="12" height="12"/>
        ${lane.blocks.map((block, n) => { const [x, y] = at(block.visit.at); return html`<a href="${movePath(seen, block)}" data-on-map="${block.visit.id}"><title>${words.say('board.map-visit', { number: n + 1, who: block.who, name: lane.name, hour: words.hour(block.visit.plannedStart, seen.country) })}</title><circle cx="${x}" cy="${y}" r="11"/><text x="${x}" y="${y + 4}">${n + 1}</text></a>`; })}</g>`;
    })}
    ${seen.orphans.map((block) => { const [x, y] = at(block.visit.at); return html`<a class="orphan" href="${movePath(seen, block)}"><title>${block.who}</title><circle cx="${x}" cy="${y}" r="12"/><text x="${x}" y="${y + 4}">?</text></a>`; })}
    </svg><p class="quiet">${words.say('board.map-what')}</p></figure>`;
}

/** Places on the sheet: as far apart as they are, north above, the widest side fills it. */
function projection(points: readonly LatLng[]): (point: LatLng) => [number, number] {
  const middle = points.reduce((sum, { lat }) => sum + lat, 0) / points.length;
  const east = (point: LatLng): number => point.lng * Math.cos((middle * Math.PI) / 180);
  const [west, south] = [Math.min(...points.map(east)), Math.min(...points.map(({ lat }) => lat))];
  const [wide, high] = [Math.max(...points.map(east)) - west, Math.max(...points.map(({ lat }) => lat)) - south];
  const scale = Math.min((WIDE - 2 * EDGE) / Math.max(wide, 0.002), (HIGH - 2 * EDGE) / Math.max(high, 0.002));
  const [left, top] = [(WIDE - wide * scale) / 2, (HIGH - high * scale) / 2];
  return (point) => [Math.round(left + (east(point) - west) * scale), Math.round(HIGH - top - (point.lat - south) * scale)];
}
