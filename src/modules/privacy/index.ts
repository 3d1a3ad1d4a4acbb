/** Privacy knows who of us looked at what, and gives out or forgets everything about a person. It keeps no table: the audit trail is its journal. */
export { createPrivacy, type Privacy, type PrivacyHas } from './privacy.ts';
export { FLOORS } from './floors.ts';
export type { Archive, Floors } from './needs.ts';
export type { Erased } from './do/erase-person.ts';
export type { Entry, Journal, Opening } from './opening.ts';
