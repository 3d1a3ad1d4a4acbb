import { type Actor, type Result, type TechnicianId, newId, no } from '#kernel';
import type { Work } from '#platform/work';
import type { QuarantineDecided, QuarantineOverdue, TechnicianQuarantined } from '../facts.ts';
import { mayDecide, maySeeAlarms } from '../may.ts';
import type { Needs } from '../needs.ts';
import { DECIDE_MINUTES, type Decision, type Over, type Quarantine, answerAppeal, appeal, decide, isOverdue } from '../quarantine.ts';
import { isEnough } from '../signs.ts';
import { holdVisits, releaseVisits } from './hold-visits.ts';

export type NoSuchQuarantine = { kind: 'no-such-quarantine' };
export type CannotDecide = NoSuchQuarantine | Over | { kind: 'not-allowed' };
/** As `suspendedWhy` says it. */
const WHY = 'quarantine';

/** Weighs what was noticed; enough of it stops the technician at once. In a work of the house. */
export async function weigh(needs: Needs, work: Work, asked: { sign: string; technician: TechnicianId }): Promise<Quarantine | undefined> {
  await needs.lockTechnician(work, asked.technician);
  const [signs, before] = [await needs.store.signsOf(work, asked.technician), await needs.store.quarantines(work, { technician: asked.technician })];
  if (before.some(({ decision }) => decision === undefined)) return undefined;
  const lifted = before.find(({ decision }) => decision === 'lifted')?.decidedAt;
  const sign = signs.find(({ id }) => id === asked.sign);
  return sign && isEnough(signs, work.now, lifted) ? stop(needs, work, asked.technician, sign) : undefined;
}

/** Suspended, sessions ended, secrets closed (whoever is suspended opens none), the visit at hand stopped, the next ones held, a person paged. */
async function stop(needs: Needs, work: Work, id: TechnicianId, sign: { id: string; sign: string }): Promise<Quarantine | undefined> {
  const technician = await needs.technicians.technician(work, id);
  if (!technician) return undefined;
  const one: Quarantine = { id: `qua_${newId('Form').slice(4)}`, technician: id, because: sign.sign, beganAt: work.now, dueAt: work.now.add({ minutes: DECIDE_MINUTES }) };
  if (!(await needs.store.addQuarantine(work, one, sign.id))) return undefined;
  if (technician.standing === 'active') await needs.technicians.suspend(work, { technician: id, why: WHY });
  await needs.people.endAllSessions(work, technician.person);
  for (const visit of await needs.booking.known.visitsBetween(work, work.now.subtract({ hours: 14 }), work.now.add({ hours: 4 }))) {
    if (visit.technician !== id || visit.state !== 'booked') continue;
    const { state } = await needs.visits.known.record(work, visit.id);
    if (state === 'at-door' || state === 'working') await needs.visits.freeze(work, { visit: visit.id });
  }
  await holdVisits(needs, work, id, 'quarantine', true);
  await work.audit({ did: 'quarantine-technician', to: id, person: technician.person, why: sign.sign });
  await work.announce({ fact: 'technician-quarantined', quarantine: one.id, technician: id } satisfies TechnicianQuarantined);
  return one;
}

async function settle(needs: Needs, work: Work, one: Quarantine, decision: Decision): Promise<void> {
  const technician = await needs.technicians.technician(work, one.technician);
  if (decision === 'lifted' && technician?.standing === 'suspended' && technician.suspendedWhy === WHY) {
    await needs.technicians.reinstate(work, { technician: one.technician, why: 'quarantine lifted' });
    await releaseVisits(needs, work, one.technician);
  }
  if (decision === 'kept') {
    if (technician?.standing === 'active') await needs.technicians.suspend(work, { technician: one.technician, why: WHY });
    await holdVisits(needs, work, one.technician, 'quarantine');
  }
  await work.announce({ fact: 'quarantine-decided', quarantine: one.id, technician: one.technician, decision } satisfies QuarantineDecided);
}

/** A person decides, and writes why. Lifted: the visits stand again. Kept: everybody who waits is told and offered another time. */
export async function decideQuarantine(needs: Needs, work: Work, asked: { quarantine: string; decision: Decision; reasons: string }): Promise<Result<Quarantine, CannotDecide>> {
  if (!mayDecide(work.by)) return no({ kind: 'no-such-quarantine' });
  const one = await needs.store.quarantine(work, asked.quarantine);
  const technician = one && (await needs.technicians.technician(work, one.technician));
  if (!one || !technician) return no({ kind: 'no-such-quarantine' });
  const decided = decide(one, asked.decision, asked.reasons, work.by.person, technician.person, work.now);
  if (!decided.ok) return decided;
  await needs.store.saveQuarantine(work, decided.value);
  await work.audit({ did: `quarantine-${asked.decision}`, to: one.technician, person: technician.person });
  await settle(needs, work, decided.value, asked.decision);
  return decided;
}

/** The technician themselves, who as a rule is stopped by then. */
const isOwn = (by: Actor, technician: TechnicianId): boolean => by.kind === 'person' && (by.technician === technician || by.stopped?.technician === technician);

/** The technician says how it was. */
export async function appealQuarantine(needs: Needs, work: Work, asked: { quarantine: string; text: string }): Promise<Result<Quarantine, NoSuchQuarantine | { kind: 'appealed-already' }>> {
  const one = await needs.store.quarantine(work, asked.quarantine);
  if (!one || !isOwn(work.by, one.technician)) return no({ kind: 'no-such-quarantine' });
  const said = appeal(one, asked.text, work.now);
  if (!said.ok) return said;
  await needs.store.saveQuarantine(work, said.value);
  await work.audit({ did: 'appeal-quarantine', to: one.technician, person: (await needs.technicians.technician(work, one.technician))?.person });
  return said;
}

export async function answerTheAppeal(needs: Needs, work: Work, asked: { quarantine: string; decision: Decision; answer: string }): Promise<Result<Quarantine, NoSuchQuarantine | { kind: 'no-appeal' } | { kind: 'appeal-needs-second-person' }>> {
  if (!mayDecide(work.by)) return no({ kind: 'no-such-quarantine' });
  const { person } = work.by;
  const one = await needs.store.quarantine(work, asked.quarantine);
  const technician = one && (await needs.technicians.technician(work, one.technician));
  if (!one || !technician || technician.person === person) return no({ kind: 'no-such-quarantine' });
  const others = (await needs.deciders(work)).filter((each) => each !== person && each !== technician.person);
  const answered = answerAppeal(one, asked.decision, asked.answer, { person, alone: others.length === 0 }, work.now);
  if (!answered.ok) return answered;
  await needs.store.saveQuarantine(work, answered.value);
  await work.audit({ did: `appeal-${asked.decision}`, to: one.technician, person: technician.person });
  if (asked.decision !== one.decision) await settle(needs, work, answered.value, asked.decision);
  return answered;
}

/** Nobody decided in half an hour: it is said once more, louder. For the sweep. */
export async function pageAgain(needs: Needs, work: Work): Promise<number> {
  let paged = 0;
  for (const one of await needs.store.quarantines(work, 'all')) {
    if (!isOverdue(one, work.now) || one.pagedAgainAt) continue;
    await needs.store.saveQuarantine(work, { ...one, pagedAgainAt: work.now });
    await work.announce({ fact: 'quarantine-overdue', quarantine: one.id, technician: one.technician } satisfies QuarantineOverdue);
    paged += 1;
  }
  return paged;
}

/** For the page of alarms: all of them; for a technician: their own. */
export async function seeQuarantines(needs: Needs, work: Work, of: { technician: TechnicianId } | 'all'): Promise<readonly Quarantine[]> {
  const own = of !== 'all' && isOwn(work.by, of.technician);
  return own || maySeeAlarms(work.by) ? needs.store.quarantines(work, of) : [];
}
