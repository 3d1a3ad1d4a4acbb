import { type PersonId, type Result, type TechnicianId, ZONE, newId, no, ok } from '#kernel';
import type { Appointment } from '#modules/booking';
import type { Work } from '#platform/work';
import type { SecretOpened } from '../facts.ts';
import type { Needs } from '../needs.ts';
import { type CannotOpen, type KeptSecret, type Moment, type Sealed, mayOpenNow } from '../secret.ts';
import { NEW_PHONE_MINUTES, type Sign } from '../signs.ts';
import type { Phone } from '../told.ts';
import { notice } from './notice.ts';
import { type NoSuchSecret, about, halfSeal, momentOf } from './seal-secret.ts';

export type AsksToOpen = Readonly<{ secret: string; phone: string }>;
/** What is given out, or an answer that must be kept: an attempt that should not be is written down even though nothing opens. */
export type OpenAnswer = Readonly<{ came: 'open' } & Sealed> | Readonly<{ came: 'closed'; why: CannotOpen['kind'] | 'not-your-phone' | 'phone-too-new' | 'not-now' }>;

/** A telephone that took the place of another a moment ago opens nothing: so would a thief's. */
const isTooNew = (phone: Phone, now: Temporal.Instant): boolean => phone.replaces !== undefined && now.since(phone.addedAt).total('minutes') < NEW_PHONE_MINUTES;

const CLOSE_MINUTES = 60;
/** Nobody is at that door, nor nearly: a press a little too early is no more than that. */
function isFarOff(why: CannotOpen, at: Moment, now: Temporal.Instant): boolean {
  if (why.kind === 'secret-too-early') return now.until(why.from).total('minutes') > CLOSE_MINUTES;
  return why.kind === 'secret-after-check-in' && at.door === 'expected';
}

type Closed = Extract<OpenAnswer, { came: 'closed' }>;
type Found = Readonly<{ kept: KeptSecret; visit: Appointment; technician: TechnicianId; phone: string }>;

/** What keeps it closed, and what that says about who tried; undefined when it may open. */
async function closedBecause(needs: Needs, work: Work, { kept, visit, technician, phone: asked }: Found): Promise<{ why: Closed['why']; sign?: Sign | undefined } | undefined> {
  // For anybody else it looks as if there were none; only the page of alarms knows that they tried.
  if (kept.technician !== technician) return { why: 'secret-gone', sign: 'secret-of-another' };
  if (visit.technician !== technician) return { why: 'secret-gone' };
  const sendable = await needs.technicians.maySend(work, technician, work.now.toZonedDateTimeISO(ZONE[visit.country]).toPlainDate());
  if (!sendable.ok) return { why: 'not-now' };
  const phone = await needs.store.phoneOf(work, technician);
  const tooNew = phone && isTooNew(phone, work.now) ? 'secret-on-new-phone' as const : undefined;
  if (!phone || phone.id !== asked || kept.phone !== phone.id) return { why: 'not-your-phone', sign: tooNew };
  if (tooNew) return { why: 'phone-too-new', sign: tooNew };
  const moment = await momentOf(needs, work, visit);
  const may = mayOpenNow(kept, moment, work.now);
  return may.ok ? undefined : { why: may.error.kind, sign: isFarOff(may.error, moment, work.now) ? 'secret-without-presence' : undefined };
}

/** Opens our half of a secret, for the technician who comes, on their own telephone, in its time. The opening is written first. */
export async function openSecret(needs: Needs, work: Work, asked: AsksToOpen): Promise<Result<OpenAnswer, NoSuchSecret>> {
  const { by } = work;
  if (by.kind !== 'person' || !by.technician) return no({ kind: 'no-such-secret' });
  const kept = await needs.store.secret(work, asked.secret);
  const visit = kept && (await needs.booking.known.visit(work, kept.visit));
  if (!kept || !visit) return no({ kind: 'no-such-secret' });
  const closed = await closedBecause(needs, work, { kept, visit, technician: by.technician, phone: asked.phone });
  if (closed) {
    if (closed.sign) await notice(needs, work, { technician: by.technician, sign: closed.sign, about: kept.id });
    return ok({ came: 'closed', why: closed.why });
  }
  const half = kept.half === null ? undefined : needs.keys.open(kept.half, halfSeal(kept.id));
  if (half === undefined || kept.sealed === null || kept.wrapped === null) throw new Error(`A secret has lost a part (${kept.id}). Maybe the house key is not the one it was sealed with.`);
  const opening = `opn_${newId('Form').slice(4)}`;
  await needs.store.keepOpening(work, { id: opening, secret: kept.id, at: work.now, technician: by.technician, phone: asked.phone });
  await work.audit({ did: 'opened-secret', to: visit.id, home: visit.home, why: 'as-technician' });
  await work.announce({ fact: 'secret-opened', secret: kept.id, opening, ...about(visit) } satisfies SecretOpened);
  return ok({ came: 'open', sealed: kept.sealed, wrapped: kept.wrapped, half });
}

export type AsksToAddPhone = Readonly<{ publicKey: Readonly<Record<string, unknown>>; name: string }>;

/** The technician's telephone, one at a time. What was sealed for the one before cannot be opened any more: it is destroyed, and the people are told. */
export async function addPhone(needs: Needs, work: Work, asked: AsksToAddPhone): Promise<Result<Phone, { kind: 'not-allowed' } | { kind: 'key-unclear' }>> {
  const { by } = work;
  if (by.kind !== 'person' || !by.technician) return no({ kind: 'not-allowed' });
  const { kty, n, e } = asked.publicKey;
  // Only the public parts are kept, whatever else came along. 3072 bits are 512 letters.
  if (kty !== 'RSA' || typeof n !== 'string' || typeof e !== 'string' || !/^[\w-]{500,700}$/.test(n) || !/^[\w-]{3,8}$/.test(e)) return no({ kind: 'key-unclear' });
  const before = await needs.store.phoneOf(work, by.technician);
  const phone: Phone = { id: `phn_${newId('Form').slice(4)}`, technician: by.technician, name: asked.name, publicKey: { kty, n, e, alg: 'RSA-OAEP-256', ext: true }, addedAt: work.now, ...(before ? { replaces: before.id } : {}) };
  await needs.store.addPhone(work, phone, by.person satisfies PersonId);
  await work.audit({ did: 'add-phone', to: phone.id, person: by.person });
  return ok(phone);
}
