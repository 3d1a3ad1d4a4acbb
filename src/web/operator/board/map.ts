import { html } from 'hono/html';
import type { LatLng, TechnicianId } from '#kernel';
import type { Frame } from '../../frame.ts';
import { icon } from '../../parts/icon.ts';
import { type Block, type Lane, type Seen, colourOf } from './read.ts';
import { movePath } from './timeline.ts';

type Html = ReturnType<typeof html>;
type Projection = (point: LatLng) => [number, number];
const [WIDE, HIGH, EDGE] = [640, 420, 28];

/**
 * The same day as a drawing: homes of technicians, visits in their order, a line from one to the next. Where the browser can,
 * the script draws a map of it in its place; it reads places and names from here.
 */
export function mapHtml(frame: Frame, seen: Seen, chosen?: TechnicianId): Html {
  const { words } = frame;
  const busy = seen.lanes.filter((lane) => lane.blocks.length > 0);
  const all = [...busy.flatMap((lane) => [lane.technician.home, ...lane.blocks.map(({ visit }) => visit.at)]), ...seen.orphans.map(({ visit }) => visit.at)];
  if (all.length === 0) return html``;
  const at = projection(all);
  const label = words.say('board-map.label', { visits: all.length - busy.length, technicians: busy.length });
  const own = frame.assets.own;
  return html`<figure class="day-map${chosen ? ' has-choice' : ''}" id="map" data-draw="${own['board-map'] ?? ''}" data-library="${own['maplibre'] ?? ''}" data-worker="${own['maplibre-worker'] ?? ''}" data-label="${label}">
    <figcaption><span class="as-drawing">${words.say('board-map.title-drawn')}</span><span class="as-map">${words.say('board-map.title')}</span> <a class="skip-part" href="#after-map">${words.say('board-map.skip')}</a></figcaption>
    <div class="map-here" hidden></div>
    <div class="map-press as-map">${(['closer', 'further', 'whole'] as const).map((what) => html`<button type="button" data-map="${what}" title="${words.say(`board-map.${what}`)}" aria-label="${words.say(`board-map.${what}`)}">${icon({ closer: 'plus', further: 'minus', whole: 'maximize' }[what])}</button>`)}</div>
    <svg class="as-drawing" viewBox="0 0 ${WIDE} ${HIGH}" role="group" aria-label="${label}">${busy.map((lane) => routeHtml(frame, seen, { lane, colour: colourOf(seen, lane.technician.id), at, chosen }))}${seen.orphans.map((block) => stopHtml(seen, block, { says: words.say('board-map.nobody', { who: block.who }), number: '?', at, kind: 'orphan' }))}</svg>
    <div id="map-choice" class="map-choice" role="status" hidden data-open="${words.say('board-map.open')}" data-all="${words.say('board-map.all')}"></div>
    <p class="quiet" id="after-map" tabindex="-1">${words.say('board-map.what')} <span data-map-says="drawn">${words.say('board-map.what-drawn')}</span><span data-map-says="roads" hidden>${words.say('board-map.what-roads')}</span> <span data-map-says="tiles" hidden>${words.say('board-map.what-tiles', { credit: '' })}<b></b></span></p></figure>`;
}

function routeHtml(frame: Frame, seen: Seen, { lane, colour, at, chosen }: { lane: Lane; colour: number; at: Projection; chosen: TechnicianId | undefined }): Html {
  const { words } = frame;
  const { home } = lane.technician;
  const [homeX, homeY] = at(home);
  const points = [home, ...lane.blocks.map(({ visit }) => visit.at), home].map(at);
  return html`<g class="route-${colour}${lane.technician.id === chosen ? ' chosen' : ''}" data-route="${lane.technician.id}" data-lng="${home.lng}" data-lat="${home.lat}" data-says="${words.say('board-map.home', { name: lane.name })}"><title>${lane.name}</title><polyline points="${points.map(([x, y]) => `${x},${y}`).join(' ')}"/>
    <rect x="${homeX - 7}" y="${homeY - 7}" width="14" height="14"/>
    ${lane.blocks.map((block, n) => stopHtml(seen, block, { says: words.say('board-map.stop', { number: n + 1, who: block.who, name: lane.name, hour: words.hour(block.visit.plannedStart, seen.country) }), number: String(n + 1), at, kind: '' }))}</g>`;
}

function stopHtml(seen: Seen, block: Block, { says, number, at, kind }: { says: string; number: string; at: Projection; kind: string }): Html {
  const [x, y] = at(block.visit.at);
  return html`<a class="${kind}" href="${movePath(seen, block)}" data-on-map="${block.visit.id}" data-lng="${block.visit.at.lng}" data-lat="${block.visit.at.lat}"><title>${says}</title><circle cx="${x}" cy="${y}" r="11"/><text x="${x}" y="${y + 4}">${number}</text></a>`;
}

/** Places on the sheet: as far apart as they are, north above, the widest side fills it. */
function projection(points: readonly LatLng[]): Projection {
  const middle = points.reduce((sum, { lat }) => sum + lat, 0) / points.length;
  const east = (point: LatLng): number => point.lng * Math.cos((middle * Math.PI) / 180);
  const [west, south] = [Math.min(...points.map(east)), Math.min(...points.map(({ lat }) => lat))];
  const [wide, high] = [Math.max(...points.map(east)) - west, Math.max(...points.map(({ lat }) => lat)) - south];
  const scale = Math.min((WIDE - 2 * EDGE) / Math.max(wide, 0.002), (HIGH - 2 * EDGE) / Math.max(high, 0.002));
  const [left, top] = [(WIDE - wide * scale) / 2, (HIGH - high * scale) / 2];
  return (point) => [Math.round(left + (east(point) - west) * scale), Math.round(HIGH - top - (point.lat - south) * scale)];
}
