import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import type { Kysely } from 'kysely';
import { ZONE, never } from '#kernel';
import type { Clock, Country } from '#kernel';
import { importPlaces } from '#platform/places/index';
import type { PlaceSource } from '#platform/places/index';

/** Where a command speaks: plain lines. */
export type PlacesIo = Readonly<{ out(line: string): void; err(line: string): void }>;
/** What this command needs of the program that runs it. */
export type PlacesNeeds = Readonly<{ withDb<T>(todo: (db: Kysely<unknown>) => Promise<T>): Promise<T>; clock: Clock }>;

const HELP = `Usage: porchlight places import FILE --country FR|GB [--source "BAN 21 2026-11"] [--licence TEXT]

Reads an open file of addresses or postcodes, so that a typed address can be placed without asking anyone outside.
Nothing leaves this machine. A second import under the same name takes the place of the first.

  FILE        a CSV file in UTF-8, plain or ending in .gz, one of:
              - Base Adresse Nationale (France), one file a département: adresse.data.gouv.fr
              - ONS Postcode Directory or any file with the columns postcode, lat, lng (United Kingdom)
              - our own columns: country;kind;number;street;postcode;town;lat;lng (kind: door, street, postcode, town)
  --country   FR or GB
  --source    where it comes from and its version, the version last ("BAN 21 2026-11"); the file's name unless told
  --licence   how it may be used; kept with the source, for the page that names our sources

Exit codes: 0 imported; 1 the file could not be used, nothing changed; 2 the command was not understood.`;

type Asked = Readonly<{ file: string; source: PlaceSource }>;

function askedFor(args: readonly string[], clock: Clock): Asked | string {
  const { values, positionals } = parseArgs({
    args: [...args], allowPositionals: true, strict: true,
    options: { country: { type: 'string' }, source: { type: 'string' }, licence: { type: 'string' }, help: { type: 'boolean' } },
  });
  const [verb, file, ...more] = positionals;
  if (verb !== 'import' || file === undefined || more.length > 0) return 'Say what to import: porchlight places import FILE --country FR';
  const country = Object.keys(ZONE).find((known): known is Country => known === values.country?.toUpperCase());
  if (!country) return `--country is (${values.country ?? 'missing'}): we need FR or GB.`;
  const words = (values.source ?? file.split('/').at(-1) ?? file).trim().split(/\s+/);
  const version = words.length > 1 ? words.pop() ?? '' : 'unnamed';
  return { file, source: { country, name: words.join(' '), version, licence: values.licence ?? 'not stated', at: clock.now() } };
}

function opened(file: string): AsyncIterable<Uint8Array> {
  const bytes = createReadStream(file);
  if (!file.endsWith('.gz')) return bytes;
  const unpacked = createGunzip();
  bytes.on('error', (fault) => { unpacked.destroy(fault); });
  return bytes.pipe(unpacked);
}

async function importFile({ file, source }: Asked, io: PlacesIo, db: Kysely<unknown>): Promise<number> {
  const done = await importPlaces(db, source, opened(file));
  if (done.ok) {
    const { doors, streets, postcodes, towns, skipped } = done.value;
    io.out(`Imported ${doors} doors, ${streets} streets, ${postcodes} postcodes and ${towns} towns from ${source.name} (${source.version}); ${skipped} lines were of no use.`);
    return 0;
  }
  switch (done.error.kind) {
    case 'columns-unknown':
      io.err(`${file}: we do not know these columns (${done.error.found}). See porchlight places --help for those we read. Nothing changed.`);
      return 1;
    case 'no-places-in-file':
      io.err(`${file}: no line of it gives a place in ${source.country} (${done.error.skipped} lines read). Maybe it is for another country. Nothing changed.`);
      return 1;
    default: return never(done.error);
  }
}

async function run(args: readonly string[], io: PlacesIo, needs: PlacesNeeds): Promise<number> {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) { io.out(HELP); return args.length === 0 ? 2 : 0; }
  let asked: Asked | string;
  try { asked = askedFor(args, needs.clock); } catch (fault) { asked = fault instanceof Error ? fault.message : String(fault); }
  if (typeof asked === 'string') { io.err(asked); return 2; }
  const { file } = asked;
  const there = await stat(file).catch(() => undefined);
  if (!there?.isFile()) { io.err(`${file}: there is no such file. Nothing changed.`); return 1; }
  const ready = asked;
  try {
    return await needs.withDb((db) => importFile(ready, io, db));
  } catch (fault) {
    if (!(fault instanceof Error && 'code' in fault && String(fault.code).startsWith('Z_'))) throw fault;
    io.err(`${file}: it cannot be unpacked (${fault.message}). Maybe it was not downloaded whole. Nothing changed.`);
    return 1;
  }
}

/** `porchlight places`: the index that turns a typed address into a place. */
export const places = { name: 'places', summary: 'import an open file of addresses or postcodes', help: HELP, run } as const;
