import type { Booking } from '#modules/booking';
import type { Pricing } from '#modules/pricing';
import type { Visits } from '#modules/visits';
import type { QualityStore } from './store.ts';
import type { StepStore } from './step-store.ts';
import type { TargetStore } from './target-store.ts';

export type { TargetStore };

/** Everything that the verbs of quality use. */
export type Needs = Readonly<{
  store: QualityStore; booking: Pick<Booking, 'askAgain'> & Readonly<{ known: Pick<Booking['known'], 'visit' | 'request'> }>;
  pricing: Readonly<{ known: Pick<Pricing['known'], 'quote' | 'freeRepeat'> }>; visits: Readonly<{ known: Pick<Visits['known'], 'bill' | 'custody'> }>; steps: StepStore;
}>;
