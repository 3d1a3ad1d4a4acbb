import type { Cents, DutyIndex, Metres, Seconds, StopIndex } from './problem.ts';

/** Work at a stop: arrives, perhaps waits, starts, leaves (start + setup + service). */
export type Visit = Readonly<{ stop: StopIndex; arrive: Seconds; start: Seconds; leave: Seconds }>;
/** A break, by its index in `duty.breaks`. It may lie in the middle of a drive. */
export type Rest = Readonly<{ rest: number; start: Seconds; leave: Seconds }>;
export type Step = Visit | Rest;

/** One duty's day. Duties without stops have no route. */
export type Route = Readonly<{ duty: DutyIndex; leave: Seconds; steps: readonly Step[]; back: Seconds }>;

export type Plan = Readonly<{ routes: readonly Route[]; left: readonly StopIndex[] }>;

/** What a plan costs, term by term (negative for continuity saved); `total` is their sum, rounded to a cent. */
export type Price = Readonly<{ total: Cents; terms: Readonly<Record<string, number>> }>;

/** One breach of one rule. */
export type Fault = Readonly<{ rule: string; duty?: DutyIndex; stop?: StopIndex; says: string }>;

export const isVisit = (step: Step): step is Visit => 'stop' in step;
export type Totals = Readonly<{ travel: Seconds; metres: Metres; service: Seconds; waiting: Seconds }>;
