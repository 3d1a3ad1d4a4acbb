// The day on a map: MapLibre draws, everything comes from our own house. Read after `pmtiles`, `map-style`, `map-places` and `map-stops`.
import type * as MapLibre from 'maplibre-gl';
import type * as PMTiles from 'pmtiles';
import type * as Places from '../under/map-places.ts';
import type * as Stops from '../under/map-stops.ts';
import type * as Styles from '../under/map-style.ts';

declare const pmtiles: typeof PMTiles;
declare const mapStyle: typeof Styles.mapStyle;
declare const stopsIn: typeof Stops.stopsIn;
declare const straight: typeof Stops.straight;
declare const linesOf: typeof Stops.linesOf;
declare const namesOf: typeof Stops.namesOf;
declare const around: typeof Places.around;
declare const apart: typeof Places.apart;

type Told = Readonly<{ routes: readonly Stops.Route[]; towns: readonly Readonly<{ name: string; at: Places.Point }>[]; tiles?: string }>;
type Ground = Styles.Tiles & Readonly<{ credit: string }>;
type Choice = Readonly<{ visit?: string; technician?: string }>;
type Open = { library: typeof MapLibre; here: HTMLElement; map: MapLibre.Map; markers: MapLibre.Marker[]; told: Told; ground: Ground | undefined; drawn: string; choice: Choice; isLaid: boolean };

const EDGE = 44;
const CLOSEST = 15;
/** PMTiles, "Tile Type": vector tiles; all others are pictures. */
const VECTOR = 1;
let opened: Open | undefined;

const figure = (): HTMLElement | null => document.querySelector<HTMLElement>('.day-map');
const drawing = (): Element | null => document.querySelector('.day-map svg.as-drawing');
const word = (key: string): string => document.querySelector<HTMLTemplateElement>(`template[data-word="map-${key}"]`)?.innerHTML ?? '';

function colours(): Styles.Colours {
  const page = getComputedStyle(document.documentElement);
  const of = (name: string): string => page.getPropertyValue(`--${name}`).trim();
  return { paper: of('paper'), card: of('card'), ink: of('ink'), quiet: of('quiet'), line: of('line'), strong: of('line-strong'), water: of('map-water'), green: of('map-green'), road: of('map-road'), font: 'Atkinson Hyperlegible Next' };
}

async function ask(): Promise<Told> {
  const { country = '', day = '' } = document.getElementById('board')?.dataset ?? {};
  const answer = await fetch(`/operator/board/routes?${new URLSearchParams({ country, day })}`);
  // Whoever is signed out is sent to the door instead, and that is a page.
  return answer.ok && !answer.redirected ? await answer.json() as Told : { routes: [], towns: [] };
}

let sheaf: PMTiles.PMTiles | undefined;
const protocol = new pmtiles.Protocol();

/** The operator's own map file, if it shows where this day is. */
async function openGround(library: typeof MapLibre): Promise<Ground | undefined> {
  const address = new URL('/operator/board/map.pmtiles', location.href).href;
  try {
    if (!sheaf) {
      sheaf = new pmtiles.PMTiles(address);
      protocol.add(sheaf);
      library.addProtocol('pmtiles', protocol.tile);
    }
    const [head, about] = [await sheaf.getHeader(), await sheaf.getMetadata() as { attribution?: string; vector_layers?: { id: string }[] }];
    const [west, south, east, north] = around(stopsIn(drawing() ?? document.body).map(({ at }) => at));
    if (head.maxLon < west || head.minLon > east || head.maxLat < south || head.minLat > north) return undefined;
    const isPicture = head.tileType !== VECTOR;
    const shared = { tiles: [`pmtiles://${address}/{z}/{x}/{y}`], minzoom: head.minZoom, maxzoom: head.maxZoom, bounds: [head.minLon, head.minLat, head.maxLon, head.maxLat] as [number, number, number, number] };
    const credit = new DOMParser().parseFromString(about.attribution ?? '', 'text/html').body.textContent.trim();
    return { isPicture, credit, layers: new Set(about.vector_layers?.map(({ id }) => id) ?? []), source: isPicture ? { type: 'raster', tileSize: 256, ...shared } : { type: 'vector', ...shared } };
  } catch { return undefined; }
}

/** Lines, names and stops, anew: after a change of the day, of the colours, or of what is known. */
function drawDay(of: Open): void {
  const from = drawing();
  if (!from) return;
  const { map, told, ground } = of;
  const routes = told.routes.length > 0 ? told.routes : straight(from);
  const put = (id: string, shapes: ReturnType<typeof linesOf>): boolean => {
    const known = map.getSource<MapLibre.GeoJSONSource>(id);
    if (known) known.setData(shapes); else map.addSource(id, { type: 'geojson', data: shapes });
    return known === undefined;
  };
  const { ink, card, quiet, font } = colours();
  if (put('names', namesOf(ground ? [] : told.towns))) map.addLayer({ id: 'names', type: 'symbol', source: 'names', layout: { 'text-field': ['get', 'name'], 'text-font': [font], 'text-size': 13, 'text-anchor': 'top', 'text-offset': [0, 0.9], 'symbol-sort-key': ['get', 'order'], 'text-padding': 6 }, paint: { 'text-color': quiet, 'text-halo-color': card, 'text-halo-width': 1.5 } });
  if (put('routes', linesOf(routes, from))) {
    map.addLayer({ id: 'routes-edge', type: 'line', source: 'routes', layout: { 'line-join': 'round', 'line-cap': 'round' }, paint: { 'line-color': card, 'line-width': 5.5, 'line-opacity': 0.8 } });
    map.addLayer({ id: 'routes', type: 'line', source: 'routes', layout: { 'line-join': 'round', 'line-cap': 'round' }, paint: { 'line-color': ['coalesce', ['get', 'colour'], ink], 'line-width': 2.5 } });
  }
  emphasise(of);
  say('drawn', !routes.some(({ road }) => road) && !ground);
  say('roads', routes.some(({ road }) => road));
  say('tiles', ground !== undefined && ground.credit !== '', ground?.credit);
}

function say(what: string, isSo: boolean, text?: string): void {
  const line = figure()?.querySelector<HTMLElement>(`[data-map-says="${what}"]`);
  if (!line) return;
  line.hidden = !isSo;
  const more = line.querySelector('b');
  if (more) more.textContent = text ?? '';
}

function putStops(of: Open): void {
  const from = drawing();
  const drawn = from?.outerHTML.replaceAll(/ class="[^"]*"/g, '') ?? '';
  if (!from || drawn === of.drawn) return;
  of.drawn = drawn;
  for (const marker of of.markers) marker.remove();
  of.markers = stopsIn(from).map((stop) => new of.library.Marker({ element: shaped(stop) }).setLngLat([...stop.at]).addTo(of.map));
  spread(of);
}

/** Visits of one street lie on each other from afar: they are pushed apart until each number can be read. */
function spread({ map, markers }: Open): void {
  const places = markers.map((marker) => map.project(marker.getLngLat()));
  apart(places.map(({ x, y }) => [x, y] as const)).forEach(([x, y], i) => { markers[i]?.setOffset([x, y]); });
}

/** A number or a square. Not reached by Tab: each visit stands on the hours, with the same link. */
function shaped(stop: Stops.Stop): HTMLElement {
  const element = document.createElement(stop.kind === 'stop' ? 'a' : 'span');
  element.className = `map-${stop.kind} route-${stop.route}`;
  element.textContent = stop.number;
  element.title = stop.says;
  element.setAttribute('aria-hidden', 'true');
  if (element instanceof HTMLAnchorElement) { element.href = stop.href ?? ''; element.tabIndex = -1; element.dataset['onMap'] = stop.visit ?? ''; element.draggable = false; }
  return element;
}

/** The chosen technician's line stands out; the others step back. */
function emphasise({ map, choice }: Open): void {
  if (!map.getLayer('routes')) return;
  const [one, others] = choice.technician ? [['==', ['get', 'technician'], choice.technician], 0.25] as const : [true, 1] as const;
  const by = (yes: number, no: number): MapLibre.ExpressionSpecification | number => (one === true ? yes : ['case', [...one] as unknown as MapLibre.ExpressionSpecification, yes, no]);
  map.setPaintProperty('routes', 'line-width', by(choice.technician ? 4.5 : 2.5, 2));
  map.setPaintProperty('routes', 'line-opacity', by(1, others));
  map.setPaintProperty('routes-edge', 'line-opacity', by(0.8, 0));
}

/** So that all of it is in sight; or what was chosen of it. */
function look(of: Open, points: readonly Places.Point[], isMoved: boolean): void {
  if (points.length > 0) of.map.fitBounds(around(points), { padding: EDGE, maxZoom: CLOSEST, animate: isMoved });
}
const everywhere = (): Places.Point[] => stopsIn(drawing() ?? document.body).map(({ at }) => at);

function chosen(of: Open, choice: Choice): void {
  // What comes while the map is still being laid out is done when it stands.
  if (!of.map.loaded() && !of.isLaid) { of.map.once('idle', () => { of.isLaid = true; chosen(of, choice); }); return; }
  const before = of.choice;
  of.choice = choice;
  emphasise(of);
  if (choice.visit) {
    const stop = stopsIn(drawing() ?? document.body).find(({ visit }) => visit === choice.visit);
    if (stop && !of.map.getBounds().contains([...stop.at])) of.map.panTo([...stop.at]);
  } else if (choice.technician && choice.technician !== before.technician) look(of, straight(drawing() ?? document.body).find(({ technician }) => technician === choice.technician)?.along ?? [], true);
  else if (!choice.technician && before.technician) look(of, everywhere(), true);
}

async function redraw(of: Open): Promise<void> {
  const place = figure();
  const fresh = place?.querySelector('.map-here');
  if (!place || !fresh) return;
  if (fresh !== of.here) fresh.replaceWith(of.here);
  place.classList.add('drawn');
  putStops(of);
  of.told = await ask();
  drawDay(of);
}

/** Takes the place of the drawing. Throws where the browser cannot draw; the drawing stays then. */
async function openMap(): Promise<void> {
  const [place, here] = [figure(), document.querySelector<HTMLElement>('.map-here')];
  if (!place || !here || opened) return;
  const library = await import(place.dataset['library'] ?? '') as typeof MapLibre;
  library.setWorkerUrl(new URL(place.dataset['worker'] ?? '', location.href).href);
  const told = await ask();
  const ground = told.tiles === undefined ? undefined : await openGround(library);
  here.hidden = false;
  const map = new library.Map({
    container: here, style: mapStyle(colours(), document.documentElement.lang, ground), bounds: around(everywhere()), fitBoundsOptions: { padding: EDGE, maxZoom: CLOSEST }, attributionControl: false, cooperativeGestures: true, dragRotate: false, touchPitch: false, pitchWithRotate: false, renderWorldCopies: false, maxZoom: 18, fadeDuration: 0,
    locale: { 'Map.Title': place.dataset['label'] ?? '', 'CooperativeGesturesHandler.WindowsHelpText': word('hold-ctrl'), 'CooperativeGesturesHandler.MacHelpText': word('hold-command'), 'CooperativeGesturesHandler.MobileHelpText': word('two-fingers') },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const of: Open = { library, here, map, markers: [], told, ground, drawn: '', choice: {}, isLaid: false };
  opened = of;
  map.on('style.load', () => { drawDay(of); });
  map.on('zoomend', () => { spread(of); });
  map.on('resize', () => { spread(of); });
  putStops(of);
  place.classList.add('drawn');
  document.addEventListener('board-changed', () => { void redraw(of); });
  document.addEventListener('board-chosen', (event) => { chosen(of, (event as CustomEvent<Choice>).detail); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => { map.setStyle(mapStyle(colours(), document.documentElement.lang, of.ground), { diff: false }); });
  document.addEventListener('click', (event) => {
    const what = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-map]')?.dataset['map'] : undefined;
    if (what === 'closer') map.zoomIn();
    if (what === 'further') map.zoomOut();
    if (what === 'whole') look(of, everywhere(), true);
  });
  map.on('idle', () => { figure()?.setAttribute('data-ground', of.ground ? 'tiles' : 'plain'); });
}

await openMap();
