import type { HomeId, PersonId } from '#kernel';
import { type Db, sql } from './db.ts';

/** A line of the audit trail that tells what one of us did (`by` is nobody where the house itself did it): `about` is what it was done to, `why` as the line has it. */
export type ReadLine = Readonly<{ at: Temporal.Instant; by: PersonId | undefined; did: string; about: string; home: HomeId | undefined; why: string | undefined }>;

const dids = (exact: readonly string[], starting: string) => sql<boolean>`(did = any(${[...exact]}::text[]) or starts_with(did, ${starting}))`;

/** Reads of the audit trail, for those who may know. */
export const auditReads = {
  /** What other persons than this one did (`exact`, or beginning with `starting`), and the house itself (`house`), to these homes or this person: the newest first. */
  async about(db: Db<unknown>, of: { person: PersonId; homes: readonly HomeId[] }, did: { exact: readonly string[]; starting: string; house: readonly string[] }, limit: number): Promise<ReadLine[]> {
    const { rows } = await sql<{ at: Temporal.Instant; by_kind: string; by_id: PersonId; did: string; about: string; home_id: HomeId | null; why: string | null }>`
      select at, by_kind, by_id, did, about, home_id, why from platform.audit_lines
      where (home_id = any(${[...of.homes]}::text[]) or person_id = ${of.person})
        and ((by_kind = 'person' and by_id <> ${of.person} and ${dids(did.exact, did.starting)}) or (by_kind = 'job' and did = any(${[...did.house]}::text[])))
      order by at desc, id desc limit ${limit}`.execute(db);
    return rows.map((row) => ({ at: row.at, by: row.by_kind === 'person' ? row.by_id : undefined, did: row.did, about: row.about, home: row.home_id ?? undefined, why: row.why ?? undefined }));
  },
  /** Whether this person did this to this thing after an instant. */
  async didSince(db: Db<unknown>, by: PersonId, did: string, about: string, since: Temporal.Instant): Promise<boolean> {
    const { rows } = await sql`select from platform.audit_lines where about = ${about} and by_kind = 'person' and by_id = ${by} and did = ${did} and at > ${since} limit 1`.execute(db);
    return rows.length > 0;
  },
  /** What persons did of these after an instant, among the last 20,000 lines: the oldest first. */
  async since(db: Db<unknown>, dids: readonly string[], since: Temporal.Instant): Promise<{ at: Temporal.Instant; by: PersonId; about: string }[]> {
    const { rows } = await sql<{ at: Temporal.Instant; by: PersonId; about: string }>`select at, by_id as by, about from platform.audit_lines
      where id > (select coalesce(max(id), 0) - 20000 from platform.audit_lines) and at >= ${since} and by_kind = 'person' and did = any(${[...dids]}::text[]) order by id`.execute(db);
    return rows;
  },
  /** To how many homes this person did one of these since an instant. */
  async homesSince(db: Db<unknown>, by: PersonId, dids: readonly string[], since: Temporal.Instant): Promise<number> {
    const { rows } = await sql<{ homes: number }>`select count(distinct home_id) as homes from platform.audit_lines where by_kind = 'person' and by_id = ${by} and did = any(${[...dids]}::text[]) and at > ${since}`.execute(db);
    return Number(rows[0]?.homes ?? 0);
  },
  /** Who did this since an instant, the newest first; `to` is what it was done to. */
  async lately(db: Db<unknown>, did: string, since: Temporal.Instant, limit: number): Promise<{ at: Temporal.Instant; by: string; to: string; why: string | undefined }[]> {
    const { rows } = await sql<{ at: Temporal.Instant; by_id: string; about: string; why: string | null }>`select at, by_id, about, why from platform.audit_lines where did = ${did} and at > ${since} order by at desc, id desc limit ${limit}`.execute(db);
    return rows.map((row) => ({ at: row.at, by: row.by_id, to: row.about, why: row.why ?? undefined }));
  },
};
