import { PgBoss, fromKysely } from 'pg-boss';
import type { Db } from './db.ts';
import type { Log } from './log.ts';

/** Something that has happened, told upwards. Carries ids only. */
export type Fact = Readonly<{ fact: string }>;
type Told = { fact: Fact; at: string };
/** Called once the fact is true, at least once: a listener must be able to hear the same fact twice. */
export type Listener<F extends Fact> = (fact: F, at: Temporal.Instant) => Promise<void>;

export type Facts = {
  /** Who hears what; to be said before `start`. */
  listen<F extends Fact>(fact: F['fact'], listener: string, hear: Listener<F>): void;
  publish(db: Db<unknown>, fact: Fact, at: Temporal.Instant): Promise<void>;
  committed(facts: readonly Fact[], at: Temporal.Instant): Promise<void>;
  start(): Promise<void>;
};

type Ear = { fact: string; listener: string; hear: Listener<Fact> };
const queueOf = (ear: Ear): string => `${ear.fact}.${ear.listener}`;

/** Facts through the job queue: published in the transaction, delivered after it, one queue for each listener and fact. */
export function queuedFacts(boss: PgBoss, log: Log): Facts {
  const ears: Ear[] = [];
  return {
    listen: (fact, listener, hear) => { ears.push({ fact, listener, hear: hear as unknown as Listener<Fact> }); },
    async publish(db, fact, at) {
      for (const ear of ears) {
        if (ear.fact === fact.fact) await boss.send(queueOf(ear), { fact, at: at.toString() }, { db: fromKysely(db as never) });
      }
    },
    committed: async () => {},
    async start() {
      for (const ear of ears) {
        await boss.createQueue(queueOf(ear), { retryLimit: 12, retryDelay: 2, retryBackoff: true, notify: true });
        await boss.work<Told>(queueOf(ear), { pollingIntervalSeconds: 5 }, async (jobs) => {
          for (const job of jobs) await ear.hear(job.data.fact, Temporal.Instant.from(job.data.at));
        });
      }
      log.info({ listeners: ears.length }, 'listeners are awake');
    },
  };
}

/** Facts told at once, in this process, right after the commit: for worlds and tests, where time is moved by hand. */
export function inlineFacts(): Facts {
  const ears: Ear[] = [];
  return {
    listen: (fact, listener, hear) => { ears.push({ fact, listener, hear: hear as unknown as Listener<Fact> }); },
    publish: async () => {},
    async committed(facts, at) {
      for (const fact of facts) for (const ear of ears) if (ear.fact === fact.fact) await ear.hear(fact, at);
    },
    start: async () => {},
  };
}
