import { createHash } from 'node:crypto';
import { type Result, no, ok } from '#kernel';
import { type Db, json, sql } from '../db.ts';
import type { DbOf, Work } from '../work.ts';

type Kept = { fingerprint: Buffer; status: number; answer: unknown };
export type Before = { kind: 'first' } | { kind: 'again'; status: number; answer: unknown };

const fingerprint = (asked: unknown): Buffer => createHash('sha256').update(JSON.stringify(asked) ?? '').digest();

/**
 * One effect for one key. The key, its question and its answer are kept in the transaction of the effect; a second caller
 * with the same key waits for the first and gets its answer; the same key with another question is refused.
 */
export function createOnce(has: { dbOf: DbOf }) {
  return {
    async begin(work: Work, key: string, asker: string, asked: unknown): Promise<Result<Before, { kind: 'key-used-for-another-question' }>> {
      const db: Db<unknown> = has.dbOf(work);
      const mine = fingerprint(asked);
      const inserted = await sql`insert into platform.once (key, asker, fingerprint, status, answer, at)
        values (${key}, ${asker}, ${mine}, 0, ${json(null)}, ${work.now}) on conflict do nothing returning key`.execute(db);
      if (inserted.rows.length > 0) return ok({ kind: 'first' });
      const { rows } = await sql<Kept>`select fingerprint, status, answer from platform.once where key = ${key} and asker = ${asker}`.execute(db);
      const kept = rows[0];
      if (!kept) throw new Error('A key vanished while it was looked up. Maybe the 30-day sweep ran at this very moment.');
      if (!kept.fingerprint.equals(mine)) return no({ kind: 'key-used-for-another-question' });
      return ok({ kind: 'again', status: kept.status, answer: kept.answer });
    },
    async keep(work: Work, key: string, asker: string, status: number, answer: unknown): Promise<void> {
      await sql`update platform.once set status = ${status}, answer = ${json(answer)} where key = ${key} and asker = ${asker}`.execute(has.dbOf(work));
    },
    async sweep(work: Work): Promise<void> {
      await sql`delete from platform.once where at < ${work.now.subtract({ hours: 24 * 30 })}`.execute(has.dbOf(work));
    },
  };
}
export type Once = ReturnType<typeof createOnce>;
