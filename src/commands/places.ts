import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import type { Kysely } from 'kysely';
import { ZONE, never, systemClock } from '#kernel';
import type { Clock, Country } from '#kernel';
import { openDb } from '#platform/db';
import { importPlaces } from '#platform/places/index';
import type { PlaceSource } from '#platform/places/index';
import { readArguments } from './arguments.ts';
import { CannotDo, DONE, WrongUse } from './command.ts';
import type { Command, Io } from './command.ts';
import { withDatabase } from './installation.ts';

/** What this command needs of the installation. */
export type PlacesNeeds = Readonly<{ withDb<T>(todo: (db: Kysely<unknown>) => Promise<T>): Promise<T>; clock: Clock }>;

const HELP = `Usage: ./porchlight places import FILE --country FR|GB [--source "BAN 21 2026-11"] [--licence TEXT]

Reads an open file of addresses or postcodes, so that a typed address can be placed without asking anyone outside.
Nothing leaves this machine. A second import under the same name takes the place of the first.

  FILE        a CSV file in UTF-8, plain or ending in .gz, one of:
              - Base Adresse Nationale (France), one file a département: adresse.data.gouv.fr
              - ONS Postcode Directory or any file with the columns postcode, lat, lng (United Kingdom)
              - our own columns: country;kind;number;street;postcode;town;lat;lng (kind: door, street, postcode, town)
  --country   FR or GB
  --source    where it comes from and its version, the version last ("BAN 21 2026-11"); the file's name unless told
  --licence   how it may be used; kept with the source, for the page that names our sources

When the file cannot be used nothing changes, and what was imported before stays.`;

type Asked = Readonly<{ file: string; source: PlaceSource }>;

function askedFor(args: readonly string[], clock: Clock): Asked {
  const { options, words: [verb, file = ''] } = readArguments(args, { country: 'text', source: 'text', licence: 'text' }, ['import', 'FILE']);
  if (verb !== 'import') throw new WrongUse(`Unknown word (${verb}). Accepted: import.`);
  const country = Object.keys(ZONE).find((known): known is Country => known === options.country?.toUpperCase());
  if (!country) throw new WrongUse(`--country is (${options.country ?? 'missing'}). Accepted: ${Object.keys(ZONE).join(', ')}.`);
  const words = (options.source ?? file.split('/').at(-1) ?? file).trim().split(/\s+/);
  const version = words.length > 1 ? words.pop() ?? '' : 'unnamed';
  return { file, source: { country, name: words.join(' '), version, licence: options.licence ?? 'not stated', at: clock.now() } };
}

function opened(file: string): AsyncIterable<Uint8Array> {
  const bytes = createReadStream(file);
  if (!file.endsWith('.gz')) return bytes;
  const unpacked = createGunzip();
  bytes.on('error', (fault) => { unpacked.destroy(fault); });
  return bytes.pipe(unpacked);
}

/** Faults that have a plain reason, as sentences. */
function explained(fault: unknown, file: string): unknown {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : '';
  if (code.startsWith('Z_')) return new CannotDo(`${file}: it cannot be unpacked. Maybe it was not downloaded whole. Nothing changed.`);
  if (code === '42P01' || code === '3F000') return new CannotDo('This database has no place index yet. Run ./porchlight migrate first.');
  return fault;
}

async function importFile({ file, source }: Asked, io: Io, db: Kysely<unknown>): Promise<number> {
  const done = await importPlaces(db, source, opened(file)).catch((fault: unknown) => { throw explained(fault, file); });
  if (done.ok) {
    const { doors, streets, postcodes, towns, skipped } = done.value;
    io.out(`Imported ${doors} doors, ${streets} streets, ${postcodes} postcodes and ${towns} towns from ${source.name} (${source.version}); ${skipped} lines were of no use.`);
    return DONE;
  }
  switch (done.error.kind) {
    case 'columns-unknown':
      throw new CannotDo(`${file}: we do not know these columns (${done.error.found}). ./porchlight places --help names those we read. Nothing changed.`);
    case 'no-places-in-file':
      throw new CannotDo(`${file}: no line of it gives a place in ${source.country} (${done.error.skipped} lines read). Maybe it is for another country. Nothing changed.`);
    default: return never(done.error);
  }
}

/** The command, with its database and clock handed in. Throws `WrongUse` and `CannotDo`. */
export async function runPlaces(args: readonly string[], io: Io, needs: PlacesNeeds): Promise<number> {
  const asked = askedFor(args, needs.clock);
  const there = await stat(asked.file).catch(() => undefined);
  if (!there?.isFile()) throw new CannotDo(`${asked.file}: there is no such file. Nothing changed.`);
  return needs.withDb((db) => importFile(asked, io, db));
}

/** `./porchlight places`: the index that turns a typed address into a place. */
export const places: Command = {
  name: 'places',
  summary: 'import an open file of addresses or postcodes',
  help: HELP,
  run: (args, io) => runPlaces(args, io, { withDb: (todo) => withDatabase(io, ({ pool }) => todo(openDb<unknown>(pool))), clock: systemClock }),
};
