import type { TechnicianId } from '#kernel';
import type { VettingKind } from './vetting.ts';

/**
 * A document that is looked at to decide about a check. An extract of a criminal record is never one: it is shown, looked
 * at together, and given back. It goes with the decision, and after thirty days at the latest.
 */
export type Evidence = Readonly<{ id: string; technician: TechnicianId; kind: EvidenceKind; purpose: string; type: string; addedAt: Temporal.Instant; deleteAt: Temporal.Instant }>;

export const EVIDENCE_KINDS = ['identity', 'insurance', 'reference', 'certificate', 'charter'] as const satisfies readonly VettingKind[];
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];
export const EVIDENCE_DAYS = 30;

/** Whether a document of this kind may be kept at all until the decision. */
export const mayBeKept = (kind: VettingKind): kind is EvidenceKind => kind !== 'criminal-record';
