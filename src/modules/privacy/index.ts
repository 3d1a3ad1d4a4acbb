/** Privacy knows who of us looked at what and what somebody agreed to, and gives out or forgets everything about a person. The audit trail is its journal. */
export { createPrivacy, type Privacy, type PrivacyHas } from './privacy.ts';
export { FLOORS } from './floors.ts';
export type { Archive, Floors } from './needs.ts';
export type { Erased } from './do/erase-person.ts';
export { PURPOSES, isLiving, type Consent, type Purpose } from './consent.ts';
export type { Retained } from './do/keep-retention.ts';
export { retentionFrom, type RetentionRule } from './retention.ts';
export { retentionSweep } from './jobs.ts';
export type { Erasure } from './erasure.ts';
export { REASONS, type Entry, type Journal, type Opening, type Reason } from './opening.ts';
