// How the map looks: our own colours, by day and by night. Layers of the two schemas that free map files come in: Protomaps and OpenMapTiles.
import type { ExpressionSpecification, FilterSpecification, LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';

/** Colours of the page, as CSS says them. */
export type Colours = Readonly<{ paper: string; card: string; ink: string; quiet: string; line: string; strong: string; water: string; green: string; road: string; font: string }>;
/** What a map file holds: its kind of pictures, and the names of its layers. */
export type Tiles = Readonly<{ source: SourceSpecification; layers: ReadonlySet<string>; isPicture: boolean }>;

const GROUND = 'ground';
const is = (key: string, ...values: string[]): FilterSpecification => ['match', ['coalesce', ['get', key], ''], values, true, false];
const grows = (...stops: number[]): ExpressionSpecification => ['interpolate', ['exponential', 1.5], ['zoom'], ...stops] as unknown as ExpressionSpecification;
const area = (layer: string, colour: string, filter?: FilterSpecification): LayerSpecification => ({ id: `${layer}-${colour}-${JSON.stringify(filter ?? '')}`, type: 'fill', source: GROUND, 'source-layer': layer, paint: { 'fill-color': colour }, ...(filter ? { filter } : {}) });
const stroke = (layer: string, colour: string, width: ExpressionSpecification, filter?: FilterSpecification): LayerSpecification => ({
  id: `${layer}-stroke-${colour}-${JSON.stringify(filter ?? '')}`, type: 'line', source: GROUND, 'source-layer': layer, layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': colour, 'line-width': width }, ...(filter ? { filter } : {}),
});

/** Names are drawn with the letters of the page: nothing is fetched for them. */
const names = (layer: string, colours: Colours, lang: string, size: number, filter?: FilterSpecification, along = false): LayerSpecification => ({
  id: `${layer}-names-${size}`, type: 'symbol', source: GROUND, 'source-layer': layer, ...(along ? { minzoom: 13 } : {}),
  layout: { 'text-field': ['coalesce', ['get', `name:${lang}`], ['get', 'name']], 'text-font': [colours.font], 'text-size': size, ...(along ? { 'symbol-placement': 'line' as const } : { 'text-max-width': 8 }) },
  paint: { 'text-color': along ? colours.quiet : colours.ink, 'text-halo-color': colours.paper, 'text-halo-width': 1.6 }, ...(filter ? { filter } : {}),
});

/** Everything that may be drawn, from the ground up; of it what the file has. */
function layersOf(colours: Colours, lang: string): LayerSpecification[] {
  const { paper, water, green, road, strong, card, line } = colours;
  const big = is('kind', 'highway', 'major_road', 'medium_road');
  const bigClass = is('class', 'motorway', 'trunk', 'primary', 'secondary', 'tertiary');
  const small = is('kind', 'minor_road', 'other', 'path');
  const smallClass = is('class', 'minor', 'service', 'track', 'path', 'pedestrian', 'residential');
  return [
    area('earth', paper), area('landcover', green), area('landuse', green, is('kind', 'park', 'forest', 'wood', 'nature_reserve', 'grass', 'meadow', 'cemetery', 'recreation_ground')), area('landuse', green, is('class', 'cemetery', 'park', 'pitch', 'stadium')), area('park', green),
    area('water', water, ['==', ['geometry-type'], 'Polygon']), stroke('water', water, grows(8, 0.5, 16, 4), ['==', ['geometry-type'], 'LineString']), stroke('waterway', water, grows(8, 0.5, 16, 4)),
    ...['buildings', 'building'].map((layer): LayerSpecification => ({ ...area(layer, line), minzoom: 14 }) as LayerSpecification),
    ...(['roads', 'transportation'] as const).flatMap((layer) => {
      const [wide, narrow] = layer === 'roads' ? [big, small] : [bigClass, smallClass];
      return [stroke(layer, line, grows(11, 0.4, 15, 3, 18, 10), narrow), stroke(layer, strong, grows(6, 0.8, 12, 3, 16, 11), wide), stroke(layer, card, grows(11, 0, 15, 1.8, 18, 8), narrow), stroke(layer, road, grows(6, 0.4, 12, 2, 16, 9), wide)];
    }),
    stroke('boundaries', strong, grows(4, 0.5, 12, 1.5)), stroke('boundary', strong, grows(4, 0.5, 12, 1.5)),
    names('roads', colours, lang, 12, undefined, true), names('transportation_name', colours, lang, 12, undefined, true),
    names('places', colours, lang, 14, is('kind', 'locality', 'city', 'town', 'village', 'neighbourhood', 'hamlet')), names('place', colours, lang, 14, is('class', 'city', 'town', 'village', 'hamlet', 'suburb', 'neighbourhood')),
  ];
}

/** The whole style: our tiles, or plain paper. */
export function mapStyle(colours: Colours, lang: string, tiles?: Tiles): StyleSpecification {
  const under: LayerSpecification = { id: 'paper', type: 'background', paint: { 'background-color': tiles ? colours.paper : colours.card } };
  if (!tiles) return { version: 8, sources: {}, layers: [under] };
  if (tiles.isPicture) return { version: 8, sources: { [GROUND]: tiles.source }, layers: [under, { id: 'pictures', type: 'raster', source: GROUND }] };
  return { version: 8, sources: { [GROUND]: tiles.source }, layers: [under, ...layersOf(colours, lang).filter((layer) => 'source-layer' in layer && tiles.layers.has(layer['source-layer'] ?? ''))] };
}
