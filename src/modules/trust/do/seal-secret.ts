import { type Result, type VisitId, newId, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Work } from '#platform/work';
import type { SecretsDestroyed } from '../facts.ts';
import { isHousehold, isTheTechnician } from '../may.ts';
import type { Needs } from '../needs.ts';
import { MOST_SECRETS, type Moment, type Secret, type SecretKind, type Sealed, type WhyDestroyed } from '../secret.ts';
import { type NeverTold, neverTold } from '../secret-words.ts';
import type { Phone, SecretSeen } from '../told.ts';

export type NoSuchVisit = { kind: 'no-such-visit' };
export type NoSuchSecret = { kind: 'no-such-secret' };
export type Unwanted = { kind: 'secret-never-told'; why: NeverTold };
export type AsksToSeal = Readonly<{ visit: VisitId; kind: SecretKind; label: string; phone: string } & Sealed>;

export const labelSeal = (id: string): string => `secret-label:${id}`;
export const halfSeal = (id: string): string => `secret-half:${id}`;
export const about = ({ id, request, home }: Appointment) => ({ visit: id, request, home });

/** What decides when secrets of a visit open and go. */
export async function momentOf(needs: Pick<Needs, 'visits'>, work: Work, visit: Appointment): Promise<Moment> {
  const record = await needs.visits.known.record(work, visit.id);
  return { state: visit.state, promisedFrom: visit.promisedFrom, promisedUntil: visit.promisedUntil, door: record.state, endedAt: record.endedAt };
}

const theirs = async (needs: Needs, work: Work, id: VisitId): Promise<Appointment | undefined> => {
  const visit = await needs.booking.known.visit(work, id);
  return visit && isHousehold(work.by, visit) ? visit : undefined;
};

/** The telephone that could open a secret of this visit; undefined when the technician has none yet, or it is not theirs to ask. */
export async function phoneFor(needs: Needs, work: Work, id: VisitId): Promise<Phone | undefined> {
  const visit = await theirs(needs, work, id);
  return visit?.state === 'booked' ? needs.store.phoneOf(work, visit.technician) : undefined;
}

/** Keeps what the person's browser closed. We cannot read it, and alone the technician's telephone cannot either. */
export async function sealSecret(needs: Needs, work: Work, asked: AsksToSeal): Promise<Result<Secret, NoSuchVisit | Unwanted | { kind: 'visit-over' } | { kind: 'phone-changed' } | { kind: 'too-many-secrets' }>> {
  const visit = await theirs(needs, work, asked.visit);
  if (!visit) return no({ kind: 'no-such-visit' });
  const why = neverTold(asked.label, '');
  if (why) return no({ kind: 'secret-never-told', why });
  const moment = await momentOf(needs, work, visit);
  if (visit.state !== 'booked' || moment.door === 'ended') return no({ kind: 'visit-over' });
  const phone = await needs.store.phoneOf(work, visit.technician);
  if (!phone || phone.id !== asked.phone) return no({ kind: 'phone-changed' });
  const before = await needs.store.secretsOf(work, visit.id);
  if (before.filter(({ destroyedAt }) => !destroyedAt).length >= MOST_SECRETS) return no({ kind: 'too-many-secrets' });

  const id = `sec_${newId('Form').slice(4)}`;
  const secret: Secret = { id, visit: visit.id, home: visit.home, kind: asked.kind, label: asked.label, technician: visit.technician, phone: phone.id, madeAt: work.now, opened: false };
  await needs.store.addSecret(work, { ...secret, label: needs.keys.seal(asked.label, labelSeal(id)), sealed: asked.sealed, wrapped: asked.wrapped, half: needs.keys.seal(asked.half, halfSeal(id)) });
  await work.audit({ did: 'seal-secret', to: id, home: visit.home, why: asked.kind });
  return ok(secret);
}

/** Takes a secret back: nobody opens it any more. */
export async function takeBack(needs: Needs, work: Work, asked: { secret: string }): Promise<Result<true, NoSuchSecret>> {
  const kept = await needs.store.secret(work, asked.secret);
  const visit = kept && (await theirs(needs, work, kept.visit));
  if (!kept || !visit) return no({ kind: 'no-such-secret' });
  if (kept.destroyedAt) return ok(true);
  await destroy(needs, work, visit, [kept.id], 'taken-back');
  return ok(true);
}

/** Destroys secrets of one visit, and says so. */
export async function destroy(needs: Pick<Needs, 'store'>, work: Work, visit: Appointment, ids: readonly string[], why: WhyDestroyed): Promise<void> {
  await needs.store.destroy(work, ids, why);
  for (const id of ids) await work.audit({ did: 'destroy-secret', to: id, home: visit.home, why });
  await work.announce({ fact: 'secrets-destroyed', why, ...about(visit) } satisfies SecretsDestroyed);
}

/** For the household and the technician who comes: what there is, and when it was opened. Never what it says. */
export async function seeSecrets(needs: Needs, work: Work, id: VisitId): Promise<readonly SecretSeen[]> {
  const visit = await needs.booking.known.visit(work, id);
  if (!visit || !(isHousehold(work.by, visit) || isTheTechnician(work.by, visit))) return [];
  const kept = await needs.store.secretsOf(work, id);
  const shown = isTheTechnician(work.by, visit) ? kept.filter(({ technician, destroyedAt }) => technician === visit.technician && !destroyedAt) : kept;
  const openings = await needs.store.openingsOf(work, shown.map((one) => one.id));
  return shown.map(({ sealed: _sealed, wrapped: _wrapped, half: _half, ...secret }) => ({
    ...secret, label: needs.keys.open(secret.label, labelSeal(secret.id)) ?? '', openings: openings.filter((opening) => opening.secret === secret.id),
  }));
}
