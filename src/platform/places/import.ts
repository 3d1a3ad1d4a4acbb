import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import { no, ok } from '#kernel';
import type { Country, Result } from '#kernel';
import { cellsOf, formatOf } from './formats.ts';
import type { ColumnsUnknown, Format, PlaceRow } from './formats.ts';
import { numberKey, postcodeKey, streetKey, townKey } from './keys.ts';

/** Where a file comes from. A second import under the same country and name takes the place of the first. */
export type PlaceSource = Readonly<{ country: Country; name: string; version: string; licence: string; at: Temporal.Instant }>;

/** How many points of each kind now stand in the index for this source, and how many lines said nothing of use. */
export type Imported = Readonly<{ format: string; doors: number; streets: number; postcodes: number; towns: number; skipped: number }>;

/** A file without a single usable line. */
export type NothingThere = Readonly<{ kind: 'no-places-in-file'; skipped: number }>;

type Lines = AsyncIterable<string | Uint8Array>;
const BATCH = 2_000;

async function* linesOf(stream: Lines): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  for await (const chunk of stream) {
    const parts = (rest + (typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }))).split('\n');
    rest = parts.pop() ?? '';
    for (const line of parts) yield line.trimEnd();
  }
  if (rest.trimEnd() !== '') yield rest.trimEnd();
}

const asPoint = (row: PlaceRow, country: Country): Record<string, string | number> => ({
  kind: row.kind, house_number: numberKey(row.number), street_key: streetKey(row.street, country),
  postcode_key: postcodeKey(row.postcode), town_key: townKey(row.town, country),
  label: `${row.number} ${row.street}`.trim(),
  postcode: row.postcode, town: row.town, lat: row.lat, lng: row.lng,
});

async function write(trx: Kysely<unknown>, source: PlaceSource, rows: readonly PlaceRow[]): Promise<void> {
  if (rows.length === 0) return;
  const points = JSON.stringify(rows.map((row) => asPoint(row, source.country)));
  await sql`
    insert into places.points (country, source, kind, house_number, street_key, postcode_key, town_key, label, postcode, town, lat, lng)
    select ${source.country}, ${source.name}, kind, house_number, street_key, postcode_key, town_key, label, postcode, town, lat, lng
    from jsonb_to_recordset(${points}::jsonb) as given (kind text, house_number text, street_key text, postcode_key text, town_key text,
      label text, postcode text, town text, lat float8, lng float8)`.execute(trx);
}

/** The middle of each street, town and postcode that a file of doors implies and does not give itself. */
async function addMiddles(trx: Kysely<unknown>, { country, name }: PlaceSource): Promise<void> {
  await sql`
    insert into places.points (country, source, kind, house_number, street_key, postcode_key, town_key, label, postcode, town, lat, lng)
    select country, source, 'street', '', street_key, postcode_key, town_key,
      regexp_replace(min(label), '^[0-9]+ *(bis|ter|quater|[a-zA-Z])? +', ''), min(postcode), min(town), avg(lat), avg(lng)
    from places.points d where country = ${country} and source = ${name} and kind = 'door' and not exists (
      select from places.points s where s.country = d.country and s.source = d.source and s.kind = 'street'
        and s.street_key = d.street_key and s.postcode_key = d.postcode_key and s.town_key = d.town_key)
    group by country, source, street_key, postcode_key, town_key`.execute(trx);
  await sql`
    insert into places.points (country, source, kind, house_number, street_key, postcode_key, town_key, label, postcode, town, lat, lng)
    select country, source, 'town', '', '', postcode_key, town_key, '', min(postcode), min(town), avg(lat), avg(lng)
    from places.points d where country = ${country} and source = ${name} and kind = 'street' and town_key <> '' and not exists (
      select from places.points s where s.country = d.country and s.source = d.source and s.kind = 'town' and s.town_key = d.town_key)
    group by country, source, postcode_key, town_key`.execute(trx);
  await sql`
    insert into places.points (country, source, kind, house_number, street_key, postcode_key, town_key, label, postcode, town, lat, lng)
    select country, source, 'postcode', '', '', postcode_key, '', '', min(postcode), '', avg(lat), avg(lng)
    from places.points d where country = ${country} and source = ${name} and kind in ('street', 'town') and postcode_key <> '' and not exists (
      select from places.points s where s.country = d.country and s.source = d.source and s.kind = 'postcode' and s.postcode_key = d.postcode_key)
    group by country, source, postcode_key`.execute(trx);
}

async function begin(trx: Kysely<unknown>, source: PlaceSource): Promise<void> {
  await sql`delete from places.sources where country = ${source.country} and name = ${source.name}`.execute(trx);
  await sql`insert into places.sources (country, name, version, licence, imported_at)
    values (${source.country}, ${source.name}, ${source.version}, ${source.licence}, ${source.at.toString()}::timestamptz)`.execute(trx);
}

async function counted(trx: Kysely<unknown>, { country, name }: PlaceSource): Promise<Record<string, number>> {
  const { rows } = await sql<{ kind: string; n: number }>`
    select kind, count(*)::int as n from places.points where country = ${country} and source = ${name} group by kind`.execute(trx);
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
}

/** Rolls the import back and carries its refusal out. */
class Refused extends Error {
  readonly why: ColumnsUnknown | NothingThere;
  constructor(why: ColumnsUnknown | NothingThere) { super(why.kind); this.why = why; }
}

async function readInto(trx: Kysely<unknown>, source: PlaceSource, stream: Lines): Promise<Imported> {
  let format: Format | undefined;
  let batch: PlaceRow[] = [];
  let skipped = 0;
  let kept = 0;
  for await (const line of linesOf(stream)) {
    if (line === '' || line.startsWith('#')) continue;
    if (!format) {
      const known = formatOf(line, source.country);
      if (!known.ok) throw new Refused(known.error);
      format = known.value;
      continue;
    }
    const row = format.read(cellsOf(line, format.separator));
    if (!row) { skipped += 1; continue; }
    kept += 1;
    batch.push(row);
    if (batch.length >= BATCH) { await write(trx, source, batch); batch = []; }
  }
  await write(trx, source, batch);
  if (!format || kept === 0) throw new Refused({ kind: 'no-places-in-file', skipped });
  await addMiddles(trx, source);
  const { door = 0, street = 0, postcode = 0, town = 0 } = await counted(trx, source);
  return { format: format.name, doors: door, streets: street, postcodes: postcode, towns: town, skipped };
}

/**
 * Reads a file of addresses or postcodes (our own columns, the French BAN, or a postcode directory; UTF-8) into the index, all or nothing.
 * Refuses `columns-unknown` and `no-places-in-file`; what stood there before then stays.
 */
export async function importPlaces<T>(db: Kysely<T>, source: PlaceSource, stream: Lines): Promise<Result<Imported, ColumnsUnknown | NothingThere>> {
  try {
    return ok(await (db as unknown as Kysely<unknown>).transaction().execute(async (trx) => {
      await begin(trx, source);
      return readInto(trx, source, stream);
    }));
  } catch (fault) {
    if (fault instanceof Refused) return no(fault.why);
    throw fault;
  }
}

/** What was imported, for the page that names its sources as their licences ask. */
export async function placeSources<T>(db: Kysely<T>): Promise<readonly Readonly<{ country: string; name: string; version: string; licence: string; at: Temporal.Instant }>[]> {
  const { rows } = await sql<{ country: string; name: string; version: string; licence: string; at: Temporal.Instant }>`
    select country, name, version, licence, imported_at as at from places.sources order by country, name`.execute(db);
  return rows;
}
