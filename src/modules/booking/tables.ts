import type { Country, FileId, HoldId, HomeId, Lang, PersonId, ProviderId, QuoteId, RequestId, TaskId, TechnicianId, VisitId } from '#kernel';
import type { AppointmentState } from './appointment.ts';
import type { AskedFor, Comfort, Flag, Guess, RequestState, Source, Way } from './request.ts';

export type Missing = { provider: ProviderId; why: string };
export type RequestRow = {
  id: RequestId; reference: string; code_digest: string; words: string; lang: Lang; source: Source; asked_for: AskedFor; country: Country;
  comfort: Comfort | null; person_id: PersonId | null; home_id: HomeId | null; helper_id: PersonId | null; photos: FileId[]; safety: Flag[];
  quiet: boolean; no_remote: boolean; call_first: boolean; way: Way | null; state: RequestState; chosen_quote: QuoteId | null;
  asked_at: Temporal.Instant; changed_at: Temporal.Instant; closed_why: string | null; missing: Missing[];
};
export type TaskRow = {
  id: TaskId; request_id: RequestId; place: number; words: string; guesses: Guess[]; chosen: boolean; leaf: string | null;
  answers: Record<string, string>; done: boolean;
};
/** What a visit and a hold have in common: a promise of time. */
export type PromiseRow = {
  request_id: RequestId; quote_id: QuoteId; provider_id: ProviderId; technician_id: TechnicianId; home_id: HomeId; country: Country; way: Way;
  day: Temporal.PlainDate; promised_from: Temporal.Instant; promised_until: Temporal.Instant;
  planned_start: Temporal.Instant; planned_end: Temporal.Instant; minutes: number; lat: number; lng: number;
};
export type VisitRow = PromiseRow & {
  id: VisitId; quiet: boolean; state: AppointmentState; sequence: number; booked_at: Temporal.Instant; changed_at: Temporal.Instant;
  narrow_due_at: Temporal.Instant | null; narrowed_at: Temporal.Instant | null; cancelled_why: string | null;
  fee_cents: number | null; fee_currency: 'EUR' | 'GBP' | null; door_word: string; code: string;
};
export type HoldRow = PromiseRow & { id: HoldId; held_until: Temporal.Instant };

export type Tables = {
  'booking.requests': RequestRow;
  'booking.tasks': TaskRow;
  'booking.visits': VisitRow;
  'booking.holds': HoldRow;
  'booking.days': { technician_id: TechnicianId; day: Temporal.PlainDate; version: number; changed_at: Temporal.Instant };
  'booking.cells': { technician_id: TechnicianId; cell: number; day: Temporal.PlainDate; promise_id: string };
  'booking.door_words_used': { home_id: HomeId; word_digest: string };
  'booking.tries': { reference_digest: string; wrong: number; since: Temporal.Instant; wait_until: Temporal.Instant | null };
};
