import { type ProviderId, type QuoteId, type Result, jobActor, newId, no, ok } from '#kernel';
import type { Searching } from '#modules/booking';
import type { Work } from '#platform/work';
import type { PlanAsked } from '../facts.ts';
import type { NoSuchProvider } from '../front.ts';
import { mayDispatch } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { PlanId, PlanKind } from '../plan.ts';
import { MOST_TRIES, type Run } from '../run.ts';
import { keepPlan, searchPlan } from './make-plan.ts';

const job = jobActor('dispatch');
export type AsksForPlan = Readonly<{ kind: PlanKind; provider: ProviderId; day: Temporal.PlainDate; fits?: QuoteId | undefined }>;

/** Asks for a plan: a row, and news that wakes whoever searches. Who asks the same while it is looked into waits for the same. */
export async function askForPlan(needs: Pick<Needs, 'store' | 'technicians' | 'lock'>, work: Work, asked: AsksForPlan): Promise<Result<{ plan: PlanId }, NoSuchProvider>> {
  const provider = mayDispatch(work.by) ? await needs.technicians.provider(work, asked.provider) : undefined;
  if (!provider) return no({ kind: 'no-such-provider' });
  const run: Run = { ...asked, id: newId('Plan'), country: provider.country, askedAt: work.now, state: 'waiting', tries: 0 };
  await needs.lock(work, `dispatch ask ${asked.provider} ${asked.day.toString()}`);
  const same = await needs.store.sameRun(work, run);
  if (same) return ok({ plan: same.id });
  await needs.store.addRun(work, run);
  await work.audit({ did: 'ask-for-plan', to: run.id });
  await work.announce({ fact: 'plan-asked', plan: run.id } satisfies PlanAsked);
  return ok({ plan: run.id });
}

/** Not more often than this is written down how far a search is. */
const BEAT_SECONDS = 1;

/** Writes down how far it is, once a second at most, beside the search. */
function beating(needs: Pick<Needs, 'inWork' | 'store' | 'clock'>, run: Run, lease: string) {
  let last = needs.clock.now();
  let writing = Promise.resolve();
  return {
    report({ best, left }: Searching): void {
      const now = needs.clock.now();
      if (now.since(last).total('seconds') < BEAT_SECONDS) return;
      last = now;
      const how = { cents: Math.round(best), leftOut: left };
      writing = writing.then(async () => { await needs.inWork(job, async (work) => { await needs.store.beat(work, run.id, lease, how); return ok(true); }); }).catch(() => undefined);
    },
    ended: () => writing,
  };
}

class LeaseLost extends Error {}

/**
 * Looks into a plan that was asked for, once: under a lease that another search cannot hold, and whose loss undoes what
 * would have been written. Heard twice, or taken up again after a crash, it has one effect.
 */
export async function runPlan(needs: Needs, id: PlanId): Promise<void> {
  const lease = newId('Plan');
  const taken = await needs.inWork(job, async (work) => ok(await needs.store.takeRun(work, id, lease)));
  const run = taken.ok ? taken.value : undefined;
  if (!run) return;
  if (run.tries > MOST_TRIES) {
    await needs.inWork(job, async (work) => ok(await needs.store.endRun(work, id, lease, 'failed')));
    return;
  }
  const beat = beating(needs, run, lease);
  const plan = await searchPlan(needs, job, run, { id, report: beat.report });
  await beat.ended();
  await needs.inWork(job, async (work) => {
    const kept = plan && (await keepPlan(needs, work, plan));
    if (!(await needs.store.endRun(work, id, lease, kept ? 'found' : 'nothing', kept?.id))) throw new LeaseLost('another search has it');
    return ok(true);
  }).catch((fault: unknown) => { if (!(fault instanceof LeaseLost)) throw fault; });
}

/** Plans that were asked for and that nobody looks into: whoever searched has stopped, or the news did not come. Returns how many. */
export async function takeUpRuns(needs: Needs): Promise<number> {
  const due = await needs.looking(job, (work) => needs.store.dueRuns(work));
  for (const { id } of due) await runPlan(needs, id);
  return due.length;
}
