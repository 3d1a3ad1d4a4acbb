import { no, ok } from '#kernel';
import type { Country, Result } from '#kernel';

/** One point of a file, as written there. */
export type PlaceRow = Readonly<{
  kind: 'door' | 'street' | 'postcode' | 'town'; number: string; street: string; postcode: string; town: string; lat: number; lng: number;
}>;

/** A file whose columns are none of those we read. */
export type ColumnsUnknown = Readonly<{ kind: 'columns-unknown'; found: string }>;

/** Reads the cells of one line; undefined when the line is not about a point (another country, an ended postcode, no coordinates). */
export type ReadRow = (cells: readonly string[]) => PlaceRow | undefined;

/** How a file is read: what parts its cells, and what a line means. */
export type Format = Readonly<{ name: 'porchlight' | 'ban' | 'postcodes'; separator: string; read: ReadRow }>;

/** The cells of a line; a cell between quotation marks may hold the separator. */
export function cellsOf(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i += 1) {
    const letter = line[i] ?? '';
    if (letter === '"' && quoted && line[i + 1] === '"') { cell += '"'; i += 1; } else if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) { cells.push(cell.trim()); cell = ''; } else cell += letter;
  }
  return [...cells, cell.trim()];
}

function degrees(lat: string, lng: string): { lat: number; lng: number } | undefined {
  if (lat === '' || lng === '') return undefined;
  const point = { lat: Number(lat), lng: Number(lng) };
  return Math.abs(point.lat) <= 90 && Math.abs(point.lng) <= 180 ? point : undefined;
}

const KINDS = ['door', 'street', 'postcode', 'town'] as const;

function ours(column: (name: string) => number, country: Country): ReadRow {
  const [c, k, n, s, p, t, y, x] = ['country', 'kind', 'number', 'street', 'postcode', 'town', 'lat', 'lng'].map(column);
  return (cells) => {
    const cell = (i: number | undefined): string => cells[i ?? -1] ?? '';
    const kind = KINDS.find((known) => known === cell(k));
    const at = degrees(cell(y), cell(x));
    if (!kind || !at || cell(c).toUpperCase() !== country) return undefined;
    return { kind, number: cell(n), street: cell(s), postcode: cell(p), town: cell(t), ...at };
  };
}

/** Base Adresse Nationale, one line a door (Licence Ouverte 2.0): adresse.data.gouv.fr. */
function ban(column: (name: string) => number): ReadRow {
  const [n, r, s, l, p, t, y, x] = ['numero', 'rep', 'nom_voie', 'nom_ld', 'code_postal', 'nom_commune', 'lat', 'lon'].map(column);
  return (cells) => {
    const cell = (i: number | undefined): string => cells[i ?? -1] ?? '';
    const at = degrees(cell(y), cell(x));
    const street = cell(s) || cell(l);
    if (!at || street === '') return undefined;
    // In the BAN number 9999 and 0 stand for a place without numbers.
    const numbered = !['', '0', '9999', '99999'].includes(cell(n));
    const number = numbered ? [cell(n), cell(r)].filter((part) => part !== '').join(' ') : '';
    return { kind: numbered ? 'door' : 'street', number, street, postcode: cell(p), town: cell(t), ...at };
  };
}

/** One line a postcode: the ONS Postcode Directory and files like it (Open Government Licence). Ended postcodes are left out. */
function postcodes(column: (name: string) => number): ReadRow {
  const first = (...names: string[]): number => names.map(column).find((i) => i >= 0) ?? -1;
  const code = first('pcds', 'postcode', 'pcd', 'pcd7', 'pcd8');
  const [y, x, ended, town] = [first('lat', 'latitude'), first('long', 'lng', 'lon', 'longitude'), column('doterm'), first('town', 'post_town')];
  return (cells) => {
    const at = degrees(cells[y] ?? '', cells[x] ?? '');
    // The directory gives 99.999999 to postcodes without a place, which degrees() refuses.
    if (!at || (cells[code] ?? '') === '' || (cells[ended] ?? '') !== '') return undefined;
    return { kind: 'postcode', number: '', street: '', postcode: cells[code] ?? '', town: cells[town] ?? '', ...at };
  };
}

/** Knows a file by its first line. */
export function formatOf(header: string, country: Country): Result<Format, ColumnsUnknown> {
  const plainHeader = header.replace(/^\ufeff/, '').toLowerCase();
  const separator = [';', '\t', ','].find((mark) => plainHeader.includes(mark)) ?? ',';
  const names = cellsOf(plainHeader, separator);
  const column = (name: string): number => names.indexOf(name);
  const has = (...wanted: string[]): boolean => wanted.every((name) => column(name) >= 0);
  if (has('country', 'kind', 'number', 'street', 'postcode', 'town', 'lat', 'lng')) return ok({ name: 'porchlight', separator, read: ours(column, country) });
  if (has('numero', 'nom_voie', 'code_postal', 'nom_commune', 'lon', 'lat')) return ok({ name: 'ban', separator, read: ban(column) });
  const code = ['pcds', 'postcode', 'pcd', 'pcd7', 'pcd8'].some((name) => has(name));
  const at = ['lat', 'latitude'].some((name) => has(name)) && ['long', 'lng', 'lon', 'longitude'].some((name) => has(name));
  if (code && at) return ok({ name: 'postcodes', separator, read: postcodes(column) });
  return no({ kind: 'columns-unknown', found: names.join(', ').slice(0, 300) });
}
