import type { Country, ProviderId, QuoteId } from '#kernel';
import type { PlanId, PlanKind } from './plan.ts';

export type RunState = 'waiting' | 'searching' | 'found' | 'nothing' | 'failed';
/**
 * A plan that somebody asked for and waits for. The plan bears the run's own id, unless the same proposal stands already (`plan`).
 * `cents`: the best so far in our own reckoning; `leftOut`: how many it leaves without anybody.
 */
export type Run = Readonly<{
  id: PlanId; kind: PlanKind; provider: ProviderId; country: Country; day: Temporal.PlainDate; fits?: QuoteId | undefined; askedAt: Temporal.Instant; state: RunState;
  beganAt?: Temporal.Instant | undefined; endedAt?: Temporal.Instant | undefined; tries: number; cents?: number | undefined; leftOut?: number | undefined; plan?: PlanId | undefined;
}>;

/** Nothing was heard of a search for so long: whoever ran it has stopped, and another takes it up. */
export const SILENT_SECONDS = 30;
/** So often a search is taken up; one that ends its process each time is given up. */
export const MOST_TRIES = 4;

export const isRunning = (run: Pick<Run, 'state'>): boolean => run.state === 'waiting' || run.state === 'searching';

/** Whole seconds since it was asked, until it ended. */
export const secondsOf = (run: Pick<Run, 'askedAt' | 'endedAt'>, now: Temporal.Instant): number => Math.max(0, Math.round((run.endedAt ?? now).since(run.askedAt).total('seconds')));
