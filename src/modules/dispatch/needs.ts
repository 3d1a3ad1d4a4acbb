import type { LatLng } from '#kernel';
import type { Booking } from '#modules/booking';
import type { Technicians } from '#modules/technicians';
import type { Visits } from '#modules/visits';
import type { InWork, Looking, Work } from '#platform/work';
import type { DispatchStore } from './store.ts';

/** What the verbs of dispatch use. */
export type Needs = Readonly<{
  store: DispatchStore; inWork: InWork; looking: Looking; clock: Readonly<{ now(): Temporal.Instant }>;
  booking: Pick<Booking, 'arrange' | 'weigh' | 'plannable' | 'planDays' | 'fitIn' | 'runsLonger' | 'known'>;
  technicians: Pick<Technicians, 'technician' | 'absencesOf' | 'providers' | 'provider'>;
  visits: Readonly<{ known: Pick<Visits['known'], 'states'> }>;
  roads: Readonly<{ travel(from: LatLng, to: LatLng): Readonly<{ metres: number; seconds: number }> }>;
  /** The same words for the same thing, short. */
  digest(words: string): string;
  lock(work: Work, words: string): Promise<void>;
}>;
