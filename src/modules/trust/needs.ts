import type { Money, PersonId, QuoteId, Result, TechnicianId, VisitId } from '#kernel';
import type { Booking } from '#modules/booking';
import type { People } from '#modules/people';
import type { Technicians } from '#modules/technicians';
import type { Visits } from '#modules/visits';
import type { InWork, Work } from '#platform/work';
import type { secretsStore } from './store-secrets.ts';
import type { trustStore } from './store.ts';

export type BookingNeeded = Pick<Booking, 'visit'> & Readonly<{ known: Pick<Booking['known'], 'visit' | 'request' | 'visitsBetween' | 'visitsOfRequest' | 'hasReference'> }>;
export type TechniciansNeeded = Pick<Technicians, 'technician' | 'provider' | 'providers' | 'techniciansOf' | 'maySend' | 'suspend' | 'reinstate'> & Readonly<{ known: Pick<Technicians['known'], 'placeOf' | 'withBadge'> }>;
export type PeopleNeeded = Pick<People, 'endAllSessions'> & Readonly<{ known: Pick<People['known'], 'person' | 'homesOf' | 'aloneIn' | 'contactChange'> }>;

/** What the verbs of trust use. */
export type Needs = Readonly<{
  store: ReturnType<typeof trustStore> & ReturnType<typeof secretsStore>;
  keys: Readonly<{ seal(text: string, about: string): string; open(sealed: string, about: string): string | undefined }>;
  booking: BookingNeeded; technicians: TechniciansNeeded; people: PeopleNeeded; visits: Pick<Visits, 'freeze' | 'known' | 'extrasOf' | 'see'>;
  /** What was agreed at home that it costs at most. */
  agreed(work: Work, quote: QuoteId): Promise<Money | undefined>;
  /** The highest bill that was written for a visit. */
  billed(work: Work, visit: VisitId): Promise<Money | undefined>;
  /** Whether an invoice of that number was issued here. */
  isInvoice(work: Work, number: string): Promise<boolean>;
  /** Those who may decide about a quarantine. */
  deciders(work: Work): Promise<readonly PersonId[]>;
  /** Telephones and mailboxes that are ours. */
  ours(): readonly string[];
  lockTechnician(work: Work, technician: TechnicianId): Promise<void>;
  inWork: InWork;
}>;
export type Say<T, E extends { kind: string }> = Promise<Result<T, E>>;
