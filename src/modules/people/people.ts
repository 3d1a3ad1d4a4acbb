import type { Keys } from '#platform/keys';
import type { DbOf } from '#platform/work';
import type { People } from './front.ts';

/** Where this installation is reached: passkeys belong to it. */
export type Site = Readonly<{ name: string; url: string }>;
export type PeopleHas = { dbOf: DbOf; keys: Keys; site: Site };
export declare function createPeople(has: PeopleHas): People;
