import { PgBoss } from 'pg-boss';
import { isDatabaseAway } from './db.ts';
import type { Log } from './log.ts';

/** A sweep: it looks for rows that are due and does what is due. It may run twice; rows decide, not the queue's clock. */
export type Sweep = Readonly<{ name: string; everyMinutes: number; run(): Promise<void> }>;

export const createBoss = (url: string, log: Log, options: { embedded?: boolean } = {}): PgBoss => {
  const boss = new PgBoss({
    connectionString: url, schema: 'jobs', max: options.embedded ? 1 : 4, useListenNotify: !options.embedded,
    superviseIntervalSeconds: 60,
  });
  boss.on('error', (error) => log.warn({ error: error.message }, 'job queue'));
  return boss;
};

/** Wakes each sweep on its beat, one at a time over all processes. */
export async function startSweeps(boss: PgBoss, sweeps: readonly Sweep[], log: Log): Promise<void> {
  for (const sweep of sweeps) {
    const queue = `sweep.${sweep.name}`;
    await boss.createQueue(queue, { policy: 'singleton', retryLimit: 2 });
    await boss.work(queue, { pollingIntervalSeconds: 10 }, async () => {
      await sweep.run().catch((fault: unknown) => {
        // A database that is away comes back, and so does the sweep; anything else is ours to mend.
        const says = { sweep: sweep.name, error: fault instanceof Error ? fault.message : String(fault) };
        if (isDatabaseAway(fault)) log.warn(says, 'a sweep waits for the database');
        else log.error(says, 'a sweep failed');
        throw fault;
      });
      log.debug({ sweep: sweep.name }, 'swept');
    });
    await boss.schedule(queue, sweep.everyMinutes >= 60 ? `7 */${Math.round(sweep.everyMinutes / 60)} * * *` : `*/${sweep.everyMinutes} * * * *`);
  }
}

export { type PgBoss };
