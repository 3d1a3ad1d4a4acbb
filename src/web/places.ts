import type { Address, Country, LatLng, Precision } from '#kernel';
import type { PlaceSource, TownNear } from '#platform/places/index';

/** Where an address is, from the imported place file; undefined when we do not know it. */
export type LookUpPlace = (address: Address) => Promise<{ at: LatLng; precision: Precision } | undefined>;

/** What else the imported place files tell: the towns around a place (nearest first), and where the files come from. */
export type PlacesFile = Readonly<{ townsWithin(country: Country, at: LatLng, metres: number): Promise<readonly TownNear[]>; sources(): Promise<readonly Readonly<Omit<PlaceSource, 'country'> & { country: string }>[]> }>;
