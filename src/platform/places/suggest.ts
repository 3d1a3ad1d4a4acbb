import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Address, Country, LatLng, Precision } from '#kernel';
import { postcodeKey, readings, streetKey, townKey } from './keys.ts';

/** An address that could be meant, ready to be filled in. `line` is empty for a town or a postcode. */
export type Suggestion = Readonly<{ label: string; address: Address; at: LatLng; precision: Exclude<Precision, 'pin'> }>;

type Row = Readonly<{ kind: Suggestion['precision']; label: string; postcode: string; town: string; lat: number; lng: number }>;

const begins = (key: string): string => `${key.replaceAll(/[\\%_]/g, '')}%`;

/** What a typed beginning could mean: doors and streets when a number is there, else streets, towns and postcodes. At most `limit` (8), never the same twice. */
export async function suggest<T>(handle: Kysely<T>, asked: Readonly<{ text: string; country: Country; limit?: number }>): Promise<Suggestion[]> {
  const db = handle as unknown as Kysely<unknown>;
  const { country } = asked;
  const [reading] = readings(asked.text.slice(0, 120));
  if (!reading) return [];
  const street = streetKey(reading.street, country);
  const town = townKey(reading.street, country);
  const postcode = postcodeKey(reading.street);
  if (street.length < 2) return [];
  const kind = reading.number === '' ? 'street' : 'door';
  const { rows } = await sql<Row>`
    select kind, label, postcode, town, min(lat) as lat, min(lng) as lng from places.points
    where country = ${country} and (
      (kind = ${kind} and (street_key like ${begins(street)} or street_key like ${`% ${begins(street)}`}) and house_number = ${reading.number})
      or (${kind} = 'street' and kind = 'town' and town_key like ${begins(town)})
      or (${kind} = 'street' and kind = 'postcode' and ${/\d/.test(postcode)} and postcode_key like ${begins(postcode)}))
    group by kind, label, postcode, town
    order by case kind when 'town' then 0 when 'postcode' then 1 else 2 end, length(label), label, town, postcode limit ${asked.limit ?? 8}`.execute(db);
  return rows.map((row) => ({
    label: [row.label, `${row.postcode} ${row.town}`.trim()].filter((part) => part !== '').join(', '),
    address: { line: row.label, postcode: row.postcode, town: row.town, country },
    at: { lat: row.lat, lng: row.lng }, precision: row.kind,
  }));
}
