import type { Currency, ExtraId, FileId, HomeId, Lang, RequestId, TaskId, TechnicianId, VisitId } from '#kernel';
import type { Ground } from '#modules/contracts';
import type { Away, ExtraLine, ExtraState, SaidBy } from './extra.ts';
import type { Outcome } from './outcome.ts';
import type { Block } from './sheet.ts';
import type { TimeKind } from './time.ts';
import type { HandedBack, Signature } from './told.ts';
import type { FrozenWhy, VisitState } from './visit.ts';

type Instant = Temporal.Instant;
export type VisitRow = {
  id: VisitId; request_id: RequestId; home_id: HomeId; technician_id: TechnicianId; state: VisitState; wrong: number; set_out_at: Instant | null; arrived_at: Instant | null; started_at: Instant | null;
  frozen_at: Instant | null; frozen_why: FrozenWhy | null; frozen_words: string | null; unfrozen_why: string | null; ended_at: Instant | null; outcome: Outcome | null; end_note: string | null; changed_at: Instant;
};
export type SpanRow = { visit_id: VisitId; place: number; kind: TimeKind; task_id: TaskId | null; from_at: Instant; until_at: Instant | null };
export type ExtraRow = {
  id: ExtraId; visit_id: VisitId; why: string; gross_cents: number; worst_cents: number; currency: Currency; state: ExtraState; proposed_at: Instant;
  answered_at: Instant | null; said_by: SaidBy | null; said_by_id: string | null; spoke_with: string | null; start_now: boolean | null; ground: Ground | null; urgent_why: string | null; payable_from: Temporal.PlainDate | null;
  away: Away | null; stands_until: Temporal.PlainDate | null;
};
export type ExtraLineRow = {
  extra_id: ExtraId; place: number; kind: ExtraLine['kind']; says: string; unit: ExtraLine['unit']; quantity: number; worst_quantity: number; unit_price_cents: number; gross_cents: number; worst_cents: number;
  vat_basis_points: number; task_id: TaskId | null; item: string | null;
};
export type PartRow = { id: string; visit_id: VisitId; item: string; quantity: number; task_id: TaskId | null; serial: string | null; at: Instant };
export type NoteRow = { id: string; visit_id: VisitId; phase: 'before' | 'after'; text: string; task_id: TaskId | null; photo_id: FileId | null; at: Instant };

/** The rows of the schema `visits`. */
export type Tables = {
  'visits.visits': VisitRow;
  'visits.spans': SpanRow;
  'visits.ticks': { visit_id: VisitId; task_id: TaskId; step: string; ticked: 'done' | 'not-needed'; note: string | null; at: Instant };
  'visits.parts': PartRow;
  'visits.notes': NoteRow;
  'visits.extras': ExtraRow;
  'visits.extra_lines': ExtraLineRow;
  'visits.sheets': { visit_id: VisitId; lang: Lang; blocks: Record<Block, string>; written_at: Instant };
  'visits.signatures': { visit_id: VisitId; how: Signature['how']; picture_id: FileId | null; words: string | null; at: Instant };
  'visits.found': { visit_id: VisitId; task_id: TaskId; leaf: string; at: Instant };
  'visits.handed_back': { id: string; visit_id: VisitId; how: HandedBack['how']; task_id: TaskId | null; note: string | null; at: Instant };
};
