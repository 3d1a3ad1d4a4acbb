import { createHash } from 'node:crypto';
import type { Actor, Clock, Refusal, Result } from '#kernel';
import { type AuditLine, auditTrail } from './audit.ts';
import { type Db, sql } from './db.ts';
import type { Fact, Facts } from './facts.ts';

declare const open: unique symbol;

/**
 * One unit of work: a transaction, who acts, and one instant. A door opens it, every verb passes it on, only stores
 * unwrap it (with `dbOf`). A refusal, like a throw, rolls everything back.
 */
export type Work = Readonly<{
  [open]: true;
  by: Actor;
  now: Temporal.Instant;
  /** Told to the listeners once the transaction has committed; ids only, never a name, a text or an address. */
  announce<F extends Fact>(fact: F): Promise<void>;
  /** A line of the audit trail, in this transaction: who, for whom, why. */
  audit(line: AuditLine): Promise<void>;
}>;

/** The transaction inside a unit of work: for stores alone. */
export type DbOf = <Tables>(work: Work) => Db<Tables>;

/** How a door opens one. `T` is a Result; its refusal rolls back. */
export type InWork = <T, E extends Refusal>(by: Actor, todo: (work: Work) => Promise<Result<T, E>>) => Promise<Result<T, E>>;
/** How a door looks without changing anything (read-only, one snapshot). */
export type Looking = <T>(by: Actor, todo: (work: Work) => Promise<T>) => Promise<T>;
export type Works = { inWork: InWork; looking: Looking; dbOf: DbOf };

class RolledBack extends Error {
  readonly answer: Result<never, Refusal>;
  constructor(answer: Result<never, Refusal>) { super('refused'); this.answer = answer; }
}

/** An earlier view of a unit of work stands for the same transaction. */
const viewsOf = new WeakMap<Work, Work>();

/**
 * The same unit of work as of an earlier instant: for what happened before it could be told. The trail and the news keep
 * the instant at which it was told.
 */
export function asOf(work: Work, then: Temporal.Instant): Work {
  if (Temporal.Instant.compare(then, work.now) >= 0) return work;
  const earlier = { ...work, now: then } as Work;
  viewsOf.set(earlier, viewsOf.get(work) ?? work);
  return earlier;
}

export function createWorks(has: { db: Db<unknown>; clock: Clock; facts: Facts }): Works {
  const inside = new WeakMap<Work, Db<unknown>>();
  const dbOf = (<Tables>(work: Work) => {
    const db = inside.get(viewsOf.get(work) ?? work);
    if (!db) throw new Error('This work is over, or was made by hand. Maybe a promise was not awaited.');
    return db as Db<Tables>;
  }) satisfies DbOf;

  const workOn = (db: Db<unknown>, by: Actor, told: Fact[]): Work => {
    const now = has.clock.now();
    const work = {
      by, now,
      audit: (line: AuditLine) => auditTrail.append(db, by, now, line),
      announce: async (fact: Fact) => { told.push(fact); await has.facts.publish(db, fact, now); },
    } as unknown as Work;
    inside.set(work, db);
    return work;
  };

  async function inWork<T, E extends Refusal>(by: Actor, todo: (work: Work) => Promise<Result<T, E>>): Promise<Result<T, E>> {
    const told: Fact[] = [];
    let at = has.clock.now();
    try {
      const answer = await has.db.transaction().execute(async (db) => {
        const work = workOn(db, by, told);
        at = work.now;
        try {
          const result = await todo(work);
          if (!result.ok) throw new RolledBack(result as Result<never, Refusal>);
          return result;
        } finally { inside.delete(work); }
      });
      await has.facts.committed(told, at);
      return answer;
    } catch (fault) {
      if (fault instanceof RolledBack) return fault.answer as Result<T, E>;
      throw fault;
    }
  }

  const looking: Looking = (by, todo) =>
    has.db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (db) => {
      const work = workOn(db, by, []);
      try { return await todo(work); } finally { inside.delete(work); }
    });

  return { inWork, looking, dbOf };
}

/** Takes a lock that lasts until this work is over; two works with the same words wait for each other. */
export async function lockFor(dbOf: DbOf, work: Work, words: string): Promise<void> {
  const digest = createHash('sha256').update(words).digest();
  await sql`select pg_advisory_xact_lock(${digest.readInt32BE(0)}::int, ${digest.readInt32BE(4)}::int)`.execute(dbOf(work));
}
