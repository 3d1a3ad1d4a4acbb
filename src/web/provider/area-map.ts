import { html } from 'hono/html';
import type { LatLng } from '#kernel';
import type { TownNear } from '#platform/places/index';
import type { Words } from '#platform/text';

type Html = ReturnType<typeof html>;
const SIZE = 560;
const MIDDLE = SIZE / 2;
const CIRCLE = 240;
const MOST_NAMES = 14;
const MOST_DOTS = 120;
const METRES_PER_DEGREE = 111_195;
const LETTER = 8;
const LINE = 20;

type Spot = Readonly<{ x: number; y: number; town: string }>;

/** Where a town lies on the drawing: metres east and north of the middle, at the scale of the circle. */
function spotOf(town: TownNear, middle: LatLng, reach: number): Spot {
  const scale = CIRCLE / reach;
  const east = (town.at.lng - middle.lng) * METRES_PER_DEGREE * Math.cos((middle.lat * Math.PI) / 180);
  const north = (town.at.lat - middle.lat) * METRES_PER_DEGREE;
  return { x: Math.round(MIDDLE + east * scale), y: Math.round(MIDDLE - north * scale), town: town.town };
}

/** The spots whose names can be written without one covering another. */
function named(spots: readonly Spot[]): Set<Spot> {
  const written: { spot: Spot; left: number; right: number }[] = [];
  for (const spot of spots) {
    const box = { spot, left: spot.x, right: spot.x + LETTER * (spot.town.length + 2) };
    const covers = written.some((other) => Math.abs(other.spot.y - spot.y) < LINE && box.left < other.right && other.left < box.right);
    if (!covers && box.right < SIZE) written.push(box);
    if (written.length >= MOST_NAMES) break;
  }
  return new Set(written.map(({ spot }) => spot));
}

/** The area that somebody covers, drawn: the circle, its towns, and the place they start from. No map service is asked. */
export function areaMap(words: Words, middle: LatLng, reach: number, towns: readonly TownNear[]): Html {
  const spots = towns.slice(0, MOST_DOTS).map((town) => spotOf(town, middle, reach));
  const withName = named(spots);
  return html`<svg class="area-map" viewBox="0 0 ${SIZE} ${SIZE}" role="img" aria-label="${words.say('crew.area-drawn', { distance: words.distance(reach), count: towns.length })}">
    <circle cx="${MIDDLE}" cy="${MIDDLE}" r="${CIRCLE}" class="reach"/><circle cx="${MIDDLE}" cy="${MIDDLE}" r="${CIRCLE / 2}" class="half"/>
    <text x="${MIDDLE}" y="${MIDDLE - CIRCLE - 8}" text-anchor="middle">${words.distance(reach)}</text><text x="${MIDDLE}" y="${MIDDLE - CIRCLE / 2 - 6}" text-anchor="middle">${words.distance(reach / 2)}</text>
    ${spots.map((spot) => html`<circle cx="${spot.x}" cy="${spot.y}" r="4" class="town"/>${withName.has(spot) ? html`<text x="${spot.x + LETTER}" y="${spot.y + 5}">${spot.town}</text>` : ''}`)}
    <path d="M${MIDDLE} ${MIDDLE - 13}l12 12h-4v12h-16v-12h-4z" class="base"/></svg>`;
}
