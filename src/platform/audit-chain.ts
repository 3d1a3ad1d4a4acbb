import { type Head, type HeadFile, headFileAt } from './audit-heads.ts';
import { type Db, sql } from './db.ts';
import type { Keys } from './keys.ts';
import { type DbOf, type Work, lockFor } from './work.ts';

/** What the first link stands on. */
export const BEGINNING = '0'.repeat(64);
const BATCH = 2_000; // lines read at a time

/** What was found wrong with the trail. `place` counts the links from 1; `line` is the number of a line in `platform.audit_lines`. */
export type Fault = Readonly<
  | { kind: 'line-changed' | 'line-gone' | 'link-changed'; place: number; line: number }
  | { kind: 'link-missing'; place: number }
  | { kind: 'head-differs'; place: number; at: string }
  | { kind: 'cut-short'; place: number; count: number; at: string }
  | { kind: 'head-not-ours' | 'heads-out-of-order'; row: number }
  | { kind: 'no-heads' }
>;
/** `waiting`: lines that are younger than the last link, and not protected yet. */
export type Verdict = Readonly<{ lines: number; waiting: number; heads: number; lastHead: string | undefined; restored: readonly string[]; faults: readonly Fault[] }>;

type Line = Readonly<{ id: number; at: string; by_kind: string; by_id: string; did: string; about: string; home_id: string | null; person_id: string | null; why: string | null }>;
type Link = Readonly<{ place: number; line_id: number; previous: string; hash: string }>;

const LINE = sql.raw('l.id, extract(epoch from l.at)::text as at, l.by_kind, l.by_id, l.did, l.about, l.home_id, l.person_id, l.why');

/** One line as the same text everywhere. Its transaction number is left out: a restored backup has others. */
const canonical = (line: Line): string => JSON.stringify([line.id, line.at, line.by_kind, line.by_id, line.did, line.about, line.home_id, line.person_id, line.why]);
const linkOver = (keys: Keys, place: number, previous: string, line: Line): string => keys.digest(`audit-link ${place} ${previous} ${canonical(line)}`);

/** Makes what happened provable: links the lines of the audit trail, keeps the signed head outside of the database, and finds what was tampered with. */
export function createAuditChain(has: { dbOf: DbOf; keys: Keys; headFile: string }) {
  const heads = headFileAt(has.headFile, has.keys);
  const db = (work: Work): Db<unknown> => has.dbOf<unknown>(work);
  return {
    /** Links at most `limit` lines that no running transaction can still precede; returns how many. */
    async extend(work: Work, limit = BATCH): Promise<number> {
      await lockFor(has.dbOf, work, 'audit-chain');
      return link(db(work), has.keys, limit);
    },
    /** Signs the head of what is committed and writes it down, unless it is written already. In a work after the one that linked. */
    async writeHead(work: Work): Promise<Head | undefined> {
      const last = await lastLink(db(work));
      if (!last || last.place <= (heads.last()?.count ?? 0)) return undefined;
      return heads.write({ count: last.place, hash: last.hash, at: work.now.toString() });
    },
    /** After a restored backup: what follows is checked against what is here now. The loss stays written in the file of heads. */
    async beginAgain(work: Work): Promise<Head> {
      const last = await lastLink(db(work));
      return heads.write({ count: last?.place ?? 0, hash: last?.hash ?? BEGINNING, at: work.now.toString(), restored: true });
    },
    /** Reads the whole trail, in a work that looks (one snapshot). */
    verify: (work: Work): Promise<Verdict> => verify(db(work), has.keys, heads),
  };
}
export type AuditChain = ReturnType<typeof createAuditChain>;

async function lastLink(db: Db<unknown>): Promise<Link | undefined> {
  const { rows: [last] } = await sql<Link>`select place, line_id, previous, hash from platform.audit_chain order by place desc limit 1`.execute(db);
  return last;
}

async function link(db: Db<unknown>, keys: Keys, limit: number): Promise<number> {
  const last = await lastLink(db);
  const { rows: lines } = await sql<Line>`select ${LINE} from platform.audit_lines l
    where l.tx < pg_snapshot_xmin(pg_current_snapshot()) and not exists (select from platform.audit_chain c where c.line_id = l.id) order by l.id limit ${limit}`.execute(db);
  let previous = last?.hash ?? BEGINNING;
  const links = lines.map((line, at): Link => {
    const place = (last?.place ?? 0) + at + 1;
    const one = { place, line_id: line.id, previous, hash: linkOver(keys, place, previous, line) };
    previous = one.hash;
    return one;
  });
  if (links.length > 0) {
    await sql`insert into platform.audit_chain (place, line_id, previous, hash)
      select * from unnest(${links.map((one) => one.place)}::bigint[], ${links.map((one) => one.line_id)}::bigint[], ${links.map((one) => one.previous)}::text[], ${links.map((one) => one.hash)}::text[])`.execute(db);
  }
  return links.length;
}

type Joined = Link & { [Part in keyof Line]: Line[Part] | null };

async function verify(db: Db<unknown>, keys: Keys, file: HeadFile): Promise<Verdict> {
  const { heads, faults: headFaults, restored } = file.read();
  const at = new Map<number, Head[]>();
  for (const head of heads) at.set(head.count, [...(at.get(head.count) ?? []), head]);
  const faults: Fault[] = [...headFaults];
  let expected = { place: 1, previous: BEGINNING };
  for (;;) {
    const { rows } = await sql<Joined>`select c.place, c.line_id, c.previous, c.hash, ${LINE} from platform.audit_chain c left join platform.audit_lines l on l.id = c.line_id
      where c.place >= ${expected.place} order by c.place limit ${BATCH}`.execute(db);
    for (const row of rows) {
      faults.push(...faultsOf(keys, row, expected), ...(at.get(row.place) ?? []).filter((head) => head.hash !== row.hash).map((head): Fault => ({ kind: 'head-differs', place: row.place, at: head.at })));
      expected = { place: row.place + 1, previous: row.hash };
    }
    if (rows.length < BATCH) break;
  }
  const lines = expected.place - 1;
  const last = heads.findLast((head) => head.count > lines);
  if (last) faults.push({ kind: 'cut-short', place: lines, count: last.count, at: last.at });
  if (lines > 0 && heads.length === 0 && headFaults.length === 0) faults.push({ kind: 'no-heads' });
  const { rows: [waiting] } = await sql<{ count: number }>`select count(*) as count from platform.audit_lines l where not exists (select from platform.audit_chain c where c.line_id = l.id)`.execute(db);
  return { lines, waiting: Number(waiting?.count ?? 0), heads: heads.length, lastHead: heads.at(-1)?.at, restored, faults };
}

function faultsOf(keys: Keys, row: Joined, expected: { place: number; previous: string }): Fault[] {
  const faults: Fault[] = row.place === expected.place ? [] : [{ kind: 'link-missing', place: expected.place }];
  const named = { place: row.place, line: row.line_id };
  if (row.id === null) return [...faults, { kind: 'line-gone', ...named }];
  if (row.place === expected.place && row.previous !== expected.previous) faults.push({ kind: 'link-changed', ...named });
  else if (linkOver(keys, row.place, row.previous, row as Line) !== row.hash) faults.push({ kind: 'line-changed', ...named });
  return faults;
}
