/** The countries whose rules we carry. */
export type Country = 'FR' | 'GB';
/** The languages of the catalogues. */
export type Lang = 'en' | 'fr';

/** A point on the earth, WGS 84, in degrees. */
export type LatLng = Readonly<{ lat: number; lng: number }>;

/** How well an address is placed: the door, the street, the postcode's middle, the town's middle. */
export type Precision = 'door' | 'street' | 'postcode' | 'town' | 'pin';

/** An address as people write it. */
export type Address = Readonly<{ line: string; postcode: string; town: string; country: Country }>;

const EARTH_METRES = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres as the crow flies (haversine, mean earth radius). */
export function metresBetween(a: LatLng, b: LatLng): number {
  const h = Math.sin(radians(b.lat - a.lat) / 2) ** 2
    + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(radians(b.lng - a.lng) / 2) ** 2;
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(h));
}

/** The clock on the wall of each country. */
export const ZONE: Readonly<Record<Country, string>> = { FR: 'Europe/Paris', GB: 'Europe/London' };
