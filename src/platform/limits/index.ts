/** How often one may try. It counts keys and knows nobody; what must survive a restart is counted in the database by whom it concerns. */
export { LIMITS, createLimits, networkOf } from './limits.ts';
export type { Limit, LimitName, Limits, May } from './limits.ts';
