import type { Address, LatLng, Precision } from '#kernel';

/** Where an address is, from the imported place file; undefined when we do not know it. */
export type LookUpPlace = (address: Address) => Promise<{ at: LatLng; precision: Precision } | undefined>;
