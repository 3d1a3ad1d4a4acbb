import type { HomeId, ProviderId, RequestId, VisitId } from '#kernel';
import { type NextStep, OUTCOME_RULES, type Outcome } from '#modules/visits';

/** What we promise when a visit ends, as far as somebody of us begins it. */
export const PROMISED = ['ask-how-it-goes', 'call-about-the-rest', 'find-another-way', 'call-them', 'call-at-once', 'book-the-rest', 'other-takes-over'] as const;
export type Promised = (typeof PROMISED)[number];
/** By what it was done: we rang, they booked a time, they were asked, or they said first that it came back. */
export type DoneHow = 'called' | 'booked' | 'asked' | 'came-back';
/** `dueAt`: not before then. `words`: what was said on the telephone. */
export type Step = Readonly<{
  visit: VisitId; request: RequestId; home: HomeId; provider: ProviderId; quiet: boolean; step: Promised; outcome: Outcome; promisedAt: Temporal.Instant; dueAt: Temporal.Instant;
  doneAt?: Temporal.Instant | undefined; doneHow?: DoneHow | undefined; words?: string | undefined;
}>;

/** After so many days somebody is asked whether it still works; the sheet says so. */
const ASK_DAYS = 14;
const HOURS = 24;
const isPromised = (step: NextStep): step is Promised => PROMISED.some((one) => one === step);
/** Over as soon as they chose a time themselves. */
export const ENDS_WITH_BOOKING: readonly Promised[] = ['book-the-rest', 'other-takes-over', 'call-them'];

type Ended = Readonly<{ visit: VisitId; request: RequestId; home: HomeId; provider: ProviderId; quiet: boolean; outcome: Outcome; endedAt: Temporal.Instant }>;
/** What is promised with the end of a visit; undefined where they begin the next step. Somebody whom a message could endanger is never asked how it goes. */
export function promisedAt({ outcome, endedAt, ...of }: Ended): Step | undefined {
  const step = OUTCOME_RULES[outcome].next;
  if (!isPromised(step) || (step === 'ask-how-it-goes' && of.quiet)) return undefined;
  return { ...of, step, outcome, promisedAt: endedAt, dueAt: step === 'ask-how-it-goes' ? endedAt.add({ hours: ASK_DAYS * HOURS }) : endedAt };
}
