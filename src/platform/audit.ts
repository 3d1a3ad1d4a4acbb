import type { Actor, HomeId, PersonId } from '#kernel';
import { type Db, sql } from './db.ts';

/** What was done, to what, for whom, and why. Ids and words of ours only: never a name, a text or an address. */
export type AuditLine = Readonly<{ did: string; to: string; home?: HomeId | undefined; person?: PersonId | undefined; why?: string | undefined }>;

const nameOf = (by: Actor): string => {
  switch (by.kind) {
    case 'person': return by.person;
    case 'asker': return by.request;
    case 'job': return by.job;
    case 'visitor': return 'visitor';
  }
};

/** The audit trail: lines are only ever added, in the transaction of what they tell. */
export const auditTrail = {
  async append(db: Db<unknown>, by: Actor, now: Temporal.Instant, line: AuditLine): Promise<void> {
    const why = line.why ?? (by.kind === 'person' ? by.reason : undefined) ?? null;
    await sql`insert into platform.audit_lines (at, by_kind, by_id, did, about, home_id, person_id, why)
      values (${now}, ${by.kind}, ${nameOf(by)}, ${line.did}, ${line.to}, ${line.home ?? null}, ${line.person ?? null}, ${why})`.execute(db);
  },
};
