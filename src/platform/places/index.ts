/** Where addresses are, from an imported open file. It asks nobody outside, and knows nothing of who lives there. */
export { findPlace } from './find.ts';
export type { Found } from './find.ts';
export { importPlaces, placeSources } from './import.ts';
export type { Imported, PlaceSource } from './import.ts';
export { suggest } from './suggest.ts';
export type { Suggestion } from './suggest.ts';
export { townsWithin } from './within.ts';
export type { TownNear } from './within.ts';
