import { sql } from 'kysely';
import type { Kysely } from 'kysely';
import type { Country, LatLng } from '#kernel';

/** A town of the place file and how far it is, in metres as the crow flies. */
export type TownNear = Readonly<{ town: string; postcode: string; at: LatLng; metres: number }>;

const METRES_PER_DEGREE = 111_195;
const EARTH_RADIUS = 6_371_009;
const MOST = 400;

/** The towns of the place file within a radius, the nearest first; `[]` where no file was imported. At most 400. */
export async function townsWithin<T>(handle: Kysely<T>, asked: Readonly<{ country: Country; at: LatLng; metres: number }>): Promise<TownNear[]> {
  const db = handle as unknown as Kysely<unknown>;
  const { country, at: { lat, lng }, metres } = asked;
  const up = metres / METRES_PER_DEGREE;
  const across = up / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  // The box first, by the plain columns; then the haversine formula on what is left.
  const { rows } = await sql<{ town: string; postcode: string; lat: number; lng: number; metres: number }>`
    select * from (
      select town, min(postcode) as postcode, avg(lat) as lat, avg(lng) as lng,
        2 * ${EARTH_RADIUS}::float8 * asin(sqrt(power(sin(radians(avg(lat) - ${lat}::float8) / 2), 2) + cos(radians(${lat}::float8)) * cos(radians(avg(lat))) * power(sin(radians(avg(lng) - ${lng}::float8) / 2), 2))) as metres
      from places.points where country = ${country} and kind = 'town' and town <> '' and lat between ${lat - up}::float8 and ${lat + up}::float8 and lng between ${lng - across}::float8 and ${lng + across}::float8
      group by town, town_key) near
    where metres <= ${metres} order by metres, town limit ${MOST}`.execute(db);
  return rows.map((row) => ({ town: row.town, postcode: row.postcode, at: { lat: row.lat, lng: row.lng }, metres: Math.round(row.metres) }));
}
