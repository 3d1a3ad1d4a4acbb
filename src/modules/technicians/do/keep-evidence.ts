import { type Result, type TechnicianId, newId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { EVIDENCE_DAYS, type Evidence, type EvidenceKind, mayBeKept } from '../evidence.ts';
import type { NoSuchTechnician } from '../front.ts';
import { isSecondPerson, mayChangeTechnician, maySeeVetting, mayVet, nameOf } from '../may.ts';
import type { Technician } from '../technician.ts';
import type { VettingKind } from '../vetting.ts';

type Needs = {
  keys: { seal(text: string, about: string): string; open(sealed: string, about: string): string | undefined };
  technicians: {
    technician(work: Work, id: TechnicianId): Promise<Technician | undefined>;
    addedBy(work: Work, id: TechnicianId): Promise<string | undefined>;
    addEvidence(work: Work, one: Evidence, sealed: string, by: string): Promise<void>;
    evidence(work: Work, id: string): Promise<{ about: Evidence; sealed: string } | undefined>;
    evidenceOf(work: Work, technician: TechnicianId): Promise<readonly Evidence[]>;
  };
};
export type AsksToKeepEvidence = Readonly<{ technician: TechnicianId; kind: VettingKind; purpose: string; type: string; bytes: Uint8Array }>;

const about = (id: string): string => `evidence:${id}`;

/** A document comes in, sealed, with what it is looked at for. An extract of a criminal record is refused: it is shown and given back. */
export async function keepEvidence(needs: Needs, work: Work, asked: AsksToKeepEvidence): Promise<Result<Evidence, NoSuchTechnician | { kind: 'record-is-shown-not-kept' }>> {
  const technician = await needs.technicians.technician(work, asked.technician);
  if (!technician || !(mayVet(work.by) || mayChangeTechnician(work.by, technician))) return no({ kind: 'no-such-technician' });
  if (!mayBeKept(asked.kind)) return no({ kind: 'record-is-shown-not-kept' });
  const kind: EvidenceKind = asked.kind;
  const evidence: Evidence = { id: `evd_${newId('Technician').slice(4)}`, technician: technician.id, kind, purpose: asked.purpose, type: asked.type, addedAt: work.now, deleteAt: work.now.add({ hours: 24 * EVIDENCE_DAYS }) };
  await needs.technicians.addEvidence(work, evidence, needs.keys.seal(Buffer.from(asked.bytes).toString('base64'), about(evidence.id)), nameOf(work.by));
  await work.audit({ did: 'keep-evidence', to: technician.id, person: technician.person, why: `for-${kind}` });
  return ok(evidence);
}

/** What lies on the table about a technician: never the documents themselves. */
export async function evidenceOf(needs: Needs, work: Work, id: TechnicianId): Promise<readonly Evidence[]> {
  const technician = await needs.technicians.technician(work, id);
  return technician && maySeeVetting(work.by, technician) ? needs.technicians.evidenceOf(work, id) : [];
}

/** Opens a document, for whoever may decide about it; each opening is a line of the trail. */
export async function openEvidence(needs: Needs, work: Work, id: string): Promise<Result<{ type: string; bytes: Uint8Array }, { kind: 'no-such-evidence' }>> {
  const kept = await needs.technicians.evidence(work, id);
  const technician = kept && (await needs.technicians.technician(work, kept.about.technician));
  if (!kept || !technician || !mayVet(work.by) || !isSecondPerson(work.by, technician, '')) return no({ kind: 'no-such-evidence' });
  const text = needs.keys.open(kept.sealed, about(id));
  if (text === undefined) throw new Error(`A document cannot be opened (${id}). Maybe the house key was replaced.`);
  await work.audit({ did: 'open-evidence', to: technician.id, person: technician.person, why: `for-${kept.about.kind}` });
  return ok({ type: kept.about.type, bytes: Buffer.from(text, 'base64') });
}
