import type { ChangedWhat } from './change.ts';
import type { Comfort, Prefers } from './person.ts';
import type { Country, HomeId, Lang, MandateId, PersonId, Precision, RequestId, Role, Scope } from '#kernel';
import type { GivenHow } from './mandate.ts';

type Instant = Temporal.Instant;
export type PersonRow = {
  id: PersonId; given_name: string; family_name: string; lang: Lang; country: Country; phone: string | null; email: string | null; prefers: Prefers;
  comfort: Comfort | null; large_print: boolean; vulnerable: string | null; vulnerable_until: Instant | null; welcomed_by: string; welcomed_at: Instant; erased_at: Instant | null;
};
export type HomeRow = {
  id: HomeId; line: string; postcode: string; town: string; country: Country; lat: number | null; lng: number | null; placed_to: Precision | null;
  access_notes: string | null; added_by: string; added_at: Instant; erased_at: Instant | null;
};
export type MandateRow = {
  id: MandateId; home_id: HomeId; helper_id: PersonId; scopes: Scope[]; from_at: Instant; until_at: Instant; given_how: GivenHow; given_by: string; given_at: Instant;
  confirmed_at: Instant | null; revoked_at: Instant | null; end_noted_at: Instant | null;
};

/** The rows of the schema `people`. */
export type Tables = {
  'people.persons': PersonRow;
  'people.homes': HomeRow;
  'people.residents': { home_id: HomeId; person_id: PersonId; since: Instant };
  'people.mandates': MandateRow;
  'people.contact_changes': { id: string; person_id: PersonId; phone_before: string | null; email_before: string | null; prefers_before: Prefers; at: Instant; due_at: Instant; what: ChangedWhat; passkey_id: string | null; mandate_id: MandateId | null; undo_digest: string | null; undone_at: Instant | null };
  'people.sessions': { token_hash: Buffer; person_id: PersonId | null; request_id: RequestId | null; device: string; opened_at: Instant; until_at: Instant; ended_at: Instant | null; seen_at: Instant; idle_minutes: number; by_code: boolean };
  'people.sign_in_codes': {
    id: string; sent_to_digest: string; sent_to_sealed: string; channel: 'sms' | 'mail'; person_ids: PersonId[]; digits_digest: string; digits_sealed: string | null;
    asked_at: Instant; until_at: Instant; tries: number; used_at: Instant | null;
  };
  'people.staff': {
    person_id: PersonId; login: string; password_hash: string; totp_sealed: string; totp_step: number; roles: Role[]; wrong: number; wait_until: Instant | null; since: Instant; ended_at: Instant | null;
  };
  'people.set_up_links': { token_hash: Buffer; person_id: PersonId | null; roles: Role[]; is_first: boolean; made_at: Instant; until_at: Instant };
  'people.passkeys': { id: string; person_id: PersonId; name: string; public_key: Buffer; counter: number; transports: string[]; added_at: Instant; used_at: Instant | null; removed_at: Instant | null };
  'people.ceremonies': { id: string; person_id: PersonId | null; challenge: string; due_at: Instant };
};
