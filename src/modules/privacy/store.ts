import type { HomeId, PersonId } from '#kernel';
import { auditReads } from '#platform/audit-reads';
import type { DbOf, Work } from '#platform/work';
import type { Needs } from './needs.ts';
import { ALSO, BY_HOUSE, OPENED } from './opening.ts';

/** The lines of the audit trail that a journal is made of. */
export const trailIn = (dbOf: DbOf): Needs['trail'] => ({
  lines: (work: Work, person: PersonId, homes: readonly HomeId[], limit: number) => auditReads.about(dbOf(work), { person, homes }, { exact: Object.keys(ALSO), starting: OPENED, house: BY_HOUSE }, limit),
  homesSince: (work, by, dids, since) => auditReads.homesSince(dbOf(work), by, dids, since),
  lately: (work, did, since) => auditReads.lately(dbOf(work), did, since, 50),
  openedSince: (work, by, did, about, since) => auditReads.didSince(dbOf(work), by, did, about, since),
});
