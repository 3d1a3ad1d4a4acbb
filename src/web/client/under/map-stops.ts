// What stands on the map: read from the page, which has every visit, its place and its words already.
import type { GeoJSONSourceSpecification } from 'maplibre-gl';
import type { Point } from './map-places.ts';

/** Lines or points with what is known of each, as GeoJSON says it. */
export type Shapes = Extract<GeoJSONSourceSpecification['data'], { type: 'FeatureCollection' }>;
export type Stop = Readonly<{ kind: 'stop' | 'home'; at: Point; number: string; says: string; route: string; visit?: string; href?: string }>;
/** One technician's line, as the house answers it. */
export type Route = Readonly<{ technician: string; road: boolean; along: readonly Point[] }>;

const at = (element: Element): Point | undefined => {
  const [lng, lat] = [Number(element.getAttribute('data-lng')), Number(element.getAttribute('data-lat'))];
  return element.hasAttribute('data-lng') && Number.isFinite(lng) && Number.isFinite(lat) ? [lng, lat] : undefined;
};
const numberOf = (group: Element): string => /route-(\d)/.exec(group.getAttribute('class') ?? '')?.[1] ?? '0';

/** Homes and visits of the drawing, homes first: visits lie over them. */
export function stopsIn(drawing: Element): Stop[] {
  const homes = [...drawing.querySelectorAll('g[data-route]')].flatMap((group): Stop[] => {
    const place = at(group);
    return place ? [{ kind: 'home', at: place, number: '', says: group.getAttribute('data-says') ?? '', route: numberOf(group) }] : [];
  });
  const visits = [...drawing.querySelectorAll('a[data-on-map]')].flatMap((link): Stop[] => {
    const place = at(link);
    const group = link.closest('g[data-route]');
    return place ? [{ kind: 'stop', at: place, number: link.querySelector('text')?.textContent ?? '', says: link.querySelector('title')?.textContent ?? '', route: group ? numberOf(group) : 'none', visit: link.getAttribute('data-on-map') ?? '', href: link.getAttribute('href') ?? '' }] : [];
  });
  return [...homes, ...visits];
}

/** The lines straight from door to door, until the house has answered. */
export const straight = (drawing: Element): Route[] => [...drawing.querySelectorAll('g[data-route]')].flatMap((group): Route[] => {
  const home = at(group);
  const places = [...group.querySelectorAll('a[data-on-map]')].flatMap((link) => { const place = at(link); return place ? [place] : []; });
  return home ? [{ technician: group.getAttribute('data-route') ?? '', road: false, along: [home, ...places, home] }] : [];
});

/** Lines as the map takes them, each in the colour of its technician. */
export function linesOf(routes: readonly Route[], drawing: Element): Shapes {
  return { type: 'FeatureCollection', features: routes.flatMap((route) => {
    const group = drawing.querySelector(`g[data-route="${route.technician}"]`);
    return group ? [{ type: 'Feature' as const, properties: { technician: route.technician, colour: getComputedStyle(group).getPropertyValue('--route').trim() }, geometry: { type: 'LineString' as const, coordinates: route.along.map((point) => [...point]) } }] : [];
  }) };
}

export const namesOf = (towns: readonly Readonly<{ name: string; at: Point }>[]): Shapes => ({ type: 'FeatureCollection', features: towns.map((town, i) => ({ type: 'Feature', properties: { name: town.name, order: i }, geometry: { type: 'Point', coordinates: [...town.at] } })) });
