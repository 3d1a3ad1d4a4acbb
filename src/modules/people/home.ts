import type { Address, HomeId, LatLng, PersonId, Precision } from '#kernel';

/** Where help is given. `at` is missing while nobody has placed the address: then no price is guessed, we call. */
export type Home = Readonly<{ id: HomeId; address: Address; at?: LatLng; precision?: Precision; accessNotes?: string }>;
export type PlacedHome = Home & Required<Pick<Home, 'at' | 'precision'>>;

export const isPlaced = (home: Home): home is PlacedHome => home.at !== undefined && home.precision !== undefined;

/** Who lives somewhere, the first one first. */
export type Resident = Readonly<{ home: HomeId; person: PersonId; since: Temporal.Instant }>;
