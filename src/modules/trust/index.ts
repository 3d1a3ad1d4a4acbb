/** Trust keeps what only one telephone may open, notices what should not be and stops it, and answers "is this really you?". It sends nothing (see messages) and plans no visit (see booking). */
export { createTrust, type TrustHas } from './trust.ts';
export { trustSweep } from './jobs.ts';
export type { Trust } from './verbs.ts';
export { DECIDE_MINUTES, type Decision, type Quarantine } from './quarantine.ts';
export { KNOWN, type Known } from './register.ts';
export { DESTROY_HOURS, EARLY_MINUTES, MOST_SECRETS, SECRET_KINDS, mayOpenNow, type Moment, type Secret, type SecretKind } from './secret.ts';
export { neverTold, type NeverTold } from './secret-words.ts';
export { POINTS, SIGNS, signsIn, type Sign } from './signs.ts';
export { HAPPENED, type HeldVisit, type Phone, type Report, type Rise, type SecretSeen, type SignSeen, type Worry } from './told.ts';
