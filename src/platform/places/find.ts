import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Address, Country, LatLng, Precision } from '#kernel';
import { closest } from './closest.ts';
import { postcodeKey, readings, streetKey, townKey } from './keys.ts';
import type { Reading } from './keys.ts';

/** Where an address is, and how well we know it. */
export type Found = Readonly<{ at: LatLng; precision: Exclude<Precision, 'pin'> }>;

type Street = Readonly<{ street_key: string; postcode_key: string; town_key: string; lat: number; lng: number }>;
type Point = Readonly<{ lat: number; lng: number }>;

const found = (point: Point, precision: Found['precision']): Found => ({ at: { lat: point.lat, lng: point.lng }, precision });

/** The first signs of a postcode: the French département, the British area. Files often hold one of these only, so a name elsewhere says nothing. */
const areaOf = (postcode: string, country: Country): string => (country === 'FR' ? postcode.slice(0, 2) : /^[A-Z]*/.exec(postcode)?.[0] ?? '');

async function streetsOf(db: Kysely<unknown>, country: Country, postcode: string, town: string): Promise<readonly Street[]> {
  // A British postcode is a piece of a street and easily misremembered: the streets of the town count too, behind its own.
  const byTown = sql`p.town_key = ${town} and p.postcode_key like ${`${areaOf(postcode, country)}%`}`;
  const within = postcode === '' || country === 'GB' ? sql`(${byTown} or p.postcode_key = ${postcode})` : sql`p.postcode_key = ${postcode}`;
  const { rows } = await sql<Street>`
    select p.street_key, p.postcode_key, p.town_key, p.lat, p.lng from places.points p join places.sources s on s.country = p.country and s.name = p.source
    where p.country = ${country} and p.kind = 'street' and p.street_key <> '' and ${within}
    order by (p.postcode_key = ${postcode}) desc, s.imported_at desc, p.id limit 5000`.execute(db);
  return rows;
}

/**
 * The street that a line means. Villages share postcodes and street names, so only streets of the town that was written count,
 * or of all towns of the postcode when no town can be made out, and then only if one town alone has it.
 */
function streetMeant(streets: readonly Street[], reading: Reading, address: Address): Street | undefined {
  const town = closest(townKey(address.town, address.country), streets.map((street) => street.town_key));
  const here = town === undefined ? streets : streets.filter((street) => street.town_key === town);
  const key = closest(streetKey(reading.street, address.country), here.map((street) => street.street_key));
  const named = here.filter((street) => street.street_key === key);
  return new Set(named.map((street) => street.town_key)).size === 1 ? named[0] : undefined;
}

async function doorOf(db: Kysely<unknown>, country: Country, street: Street, number: string): Promise<Point | undefined> {
  // Number 12 stands for 12 bis where the file does not know the bis; it is next door.
  const bare = number.replace(/\D+$/, '');
  const { rows } = await sql<Point>`
    select p.lat, p.lng from places.points p join places.sources s on s.country = p.country and s.name = p.source
    where p.country = ${country} and p.kind = 'door' and p.postcode_key = ${street.postcode_key} and p.town_key = ${street.town_key}
      and p.street_key = ${street.street_key} and p.house_number in (${number}, ${bare})
    order by (p.house_number = ${number}) desc, s.imported_at desc, p.id limit 1`.execute(db);
  return rows[0];
}

async function postcodePoint(db: Kysely<unknown>, country: Country, postcode: string): Promise<Point | undefined> {
  if (postcode === '') return undefined;
  const { rows } = await sql<Point>`
    select p.lat, p.lng from places.points p join places.sources s on s.country = p.country and s.name = p.source
    where p.country = ${country} and p.kind = 'postcode' and p.postcode_key = ${postcode} order by s.imported_at desc, p.id limit 1`.execute(db);
  return rows[0];
}

async function townPoint(db: Kysely<unknown>, country: Country, postcode: string, town: string): Promise<Point | undefined> {
  if (town === '') return undefined;
  const { rows } = await sql<Point & { town_key: string; postcode_key: string }>`
    select p.lat, p.lng, p.town_key, p.postcode_key from places.points p join places.sources s on s.country = p.country and s.name = p.source
    where p.country = ${country} and p.kind = 'town' and (p.postcode_key = ${postcode}
      or (p.town_key = ${town} and p.postcode_key like ${`${areaOf(postcode, country)}%`})) order by s.imported_at desc, p.id limit 2000`.execute(db);
  const ownCode = rows.filter((row) => postcode !== '' && row.postcode_key === postcode);
  const key = closest(town, ownCode.map((row) => row.town_key));
  if (key !== undefined) return ownCode.find((row) => row.town_key === key);
  // Not under this postcode (a CEDEX, a slip): the name alone, if only one town nearby has it, rather than the wrong one.
  const named = rows.filter((row) => row.town_key === town);
  return new Set(named.map((row) => row.postcode_key)).size === 1 ? named[0] : undefined;
}

/**
 * Where an address is: its door, else its street, else the middle of its postcode or town; undefined when the index does not know.
 * A British postcode holds some fifteen homes, so it goes before the town; a French one may hold twenty villages, so there the town goes first.
 * Written accents, capitals, abbreviations and one or two wrong letters of a street's or town's name do not matter.
 */
export async function findPlace<T>(handle: Kysely<T>, address: Address): Promise<Found | undefined> {
  const db = handle as unknown as Kysely<unknown>;
  const { country } = address;
  const postcode = postcodeKey(address.postcode);
  const town = townKey(address.town, country);
  const streets = postcode === '' && town === '' ? [] : await streetsOf(db, country, postcode, town);
  for (const reading of readings(address.line)) {
    const street = streetMeant(streets, reading, address);
    if (!street) continue;
    const door = reading.number === '' ? undefined : await doorOf(db, country, street, reading.number);
    return door ? found(door, 'door') : found(street, 'street');
  }
  const byCode = (): Promise<Found | undefined> => postcodePoint(db, country, postcode).then((point) => point && found(point, 'postcode'));
  const byTown = (): Promise<Found | undefined> => townPoint(db, country, postcode, town).then((point) => point && found(point, 'town'));
  return country === 'GB' ? await byCode() ?? await byTown() : await byTown() ?? await byCode();
}
