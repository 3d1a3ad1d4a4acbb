import { sql } from 'kysely';
import type { Kysely, RawBuilder } from 'kysely';
import type { Address, Country, LatLng, Precision } from '#kernel';
import { postcodeKey, readings, streetKey, townKey } from './keys.ts';
import type { Reading } from './keys.ts';

/** An address that could be meant, ready to be filled in. `line` is empty for a town or a postcode. */
export type Suggestion = Readonly<{ label: string; address: Address; at: LatLng; precision: Exclude<Precision, 'pin'> }>;

type Row = Readonly<{ kind: Suggestion['precision']; label: string; postcode: string; town: string; lat: number; lng: number }>;

/** Keys hold letters, digits and spaces only, so nothing in them is a sign to LIKE. */
const begins = (key: string): string => `${key}%`;

/** Where to look, likeliest first; the next is asked only when the one before knew nothing. The last reads every street of the country. */
function wheres(reading: Reading, country: Country): RawBuilder<unknown>[] {
  const street = streetKey(reading.street, country);
  const door = reading.number !== '';
  const named = (like: string): RawBuilder<unknown> =>
    sql`kind = ${door ? 'door' : 'street'} and street_key like ${like} and house_number = ${reading.number}`;
  const town = townKey(reading.street, country);
  const postcode = postcodeKey(reading.street);
  return [
    ...(door || town === '' ? [] : [sql`kind = 'town' and town_key like ${begins(town)}`]),
    ...(/\d/.test(postcode) && !door ? [sql`kind = 'postcode' and postcode_key like ${begins(postcode)}`] : []),
    named(begins(street)), named(begins(`rue ${street}`)), named(`% ${begins(street)}`),
  ];
}

/**
 * What a typed beginning could mean: doors when a number is there, else towns, postcodes and streets.
 * At most `limit` (8), never the same twice; nothing before two letters.
 */
export async function suggest<T>(handle: Kysely<T>, asked: Readonly<{ text: string; country: Country; limit?: number }>): Promise<Suggestion[]> {
  const db = handle as unknown as Kysely<unknown>;
  const { country, limit = 8 } = asked;
  const [reading] = readings(asked.text.slice(0, 120));
  if (!reading || asked.text.trim().length < 2 || streetKey(reading.street, country).length < 2) return [];
  for (const where of wheres(reading, country)) {
    const { rows } = await sql<Row>`
      select kind, label, postcode, town, min(lat) as lat, min(lng) as lng from places.points where country = ${country} and ${where}
      group by kind, label, postcode, town order by length(label), label, town, postcode limit ${limit}`.execute(db);
    if (rows.length > 0) return rows.map((row) => asSuggestion(row, country));
  }
  return [];
}

const asSuggestion = (row: Row, country: Country): Suggestion => ({
  label: [row.label, `${row.postcode} ${row.town}`.trim()].filter((part) => part !== '').join(', '),
  address: { line: row.label, postcode: row.postcode, town: row.town, country },
  at: { lat: row.lat, lng: row.lng }, precision: row.kind,
});
