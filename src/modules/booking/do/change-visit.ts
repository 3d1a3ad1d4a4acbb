import { type Money, type QuoteId, type Result, type TechnicianId, type VisitId, add, must, no, ok, zero } from '#kernel';
import type { Work } from '#platform/work';
import { type Appointment, dayOf, narrowDueAt } from '../appointment.ts';
import type { VisitCancelled, VisitMoved } from '../facts.ts';
import { mayChangeVisit } from '../may.ts';
import type { FeeChanged, NoSuchVisit, NotASlot, TimePassed, TimeTaken, VisitOver } from '../refusals.ts';
import { readSlotKey } from '../slot.ts';
import type { Fee } from '../verbs.ts';
import { type Change, type Rebuilt, chosenTime, rebuild, startOf, write } from './give-time.ts';
import type { Needs } from '../needs.ts';
import type { UsesHolds } from './hold-time.ts';

type UsesChanges = UsesHolds & Pick<Needs, 'contracts'>;

/** What a late change costs, by the terms of the quote it was booked with: nothing until so many hours before the promise. */
export async function feeOf(needs: Pick<UsesChanges, 'pricing' | 'contracts' | 'technicians'>, work: Work, visit: Appointment): Promise<Fee> {
  const quote = await needs.pricing.known.quote(work, visit.quote);
  if (!quote) throw new Error(`A visit has a quote that is not there (${visit.quote}). Maybe pricing was restored from an older backup.`);
  const freeUntil = visit.promisedFrom.subtract({ hours: quote.fees.lateCancelHours });
  // Somebody else was to come than was announced, and they have not said yes to that, or who was to come cannot: whoever leaves then pays nothing.
  const isLate = Temporal.Instant.compare(work.now, freeUntil) > 0 && !(await needs.contracts.known.isFreeToLeave(work, visit.id)) && (await needs.technicians.maySend(work, visit.technician, dayOf(visit))).ok;
  return { fee: isLate ? quote.fees.lateCancel : zero(quote.expected.currency), freeUntil };
}

export async function feeFor(needs: Pick<UsesChanges, 'pricing' | 'visits' | 'contracts' | 'technicians'>, work: Work, id: VisitId): Promise<Fee | undefined> {
  const visit = await needs.visits.visit(work, id);
  return visit?.state === 'booked' && mayChangeVisit(work.by, visit) ? feeOf(needs, work, visit) : undefined;
}

type Standing = { visit: Appointment; fee: Money };
/** A visit that can still be changed, with the locks of these technicians held, and the fee that was shown for it. */
async function standing(needs: UsesChanges, work: Work, asked: { visit: VisitId; fee: Money }, others: readonly TechnicianId[]): Promise<Result<Standing, NoSuchVisit | VisitOver | FeeChanged>> {
  const before = await needs.visits.visit(work, asked.visit);
  if (!before || !mayChangeVisit(work.by, before)) return no({ kind: 'no-such-visit' });
  for (const technician of [...new Set([before.technician, ...others])].toSorted()) await needs.lockTechnician(work, technician);
  const visit = await needs.visits.visit(work, asked.visit);
  if (!visit || visit.state !== 'booked' || visit.technician !== before.technician) return no({ kind: 'visit-over' });
  if (Temporal.Instant.compare(visit.plannedStart, work.now) <= 0) return no({ kind: 'visit-over' });
  const { fee } = await feeOf(needs, work, visit);
  return fee.cents === asked.fee.cents && fee.currency === asked.fee.currency ? ok({ visit, fee }) : no({ kind: 'fee-changed', fee });
}

const owed = (visit: Appointment, fee: Money): Money | undefined => {
  const all = visit.fee ? add(visit.fee, fee) : fee;
  return all.cents === 0 ? undefined : all;
};

/** A day without one of its visits; the others get their room back. */
export async function dayWithout(needs: UsesHolds, work: Work, visit: Appointment): Promise<Rebuilt | undefined> {
  const technician = await needs.technicians.technician(work, visit.technician);
  if (!technician) return undefined;
  const day = dayOf(visit);
  return rebuild(needs, work, { technician, day, shifts: await needs.technicians.shifts(work, technician.id, day, day), leaves: [visit.id] });
}

/** A chosen time that is priced as the visit is: what was booked at the price of quiet hours stays in them. */
async function timeAlike(needs: UsesChanges, work: Work, asked: { quote: QuoteId; slot: string }): ReturnType<typeof chosenTime> {
  const chosen = await chosenTime(needs, work, asked);
  if (!chosen.ok || !chosen.value.wanted.quote.cheaper?.offPeak) return chosen;
  const prices = await needs.pricing.known.timePrices(work, asked.quote);
  return prices?.isOffPeak(chosen.value.window.from, chosen.value.wanted.quote.country) === false ? no({ kind: 'not-a-slot' }) : chosen;
}

type CannotMove = NoSuchVisit | VisitOver | NotASlot | TimePassed | TimeTaken | FeeChanged;

/** The same visit at another time, perhaps with somebody else of the same provider. */
export async function moveVisit(needs: UsesChanges, work: Work, asked: { visit: VisitId; slot: string; fee: Money }): Promise<Result<Appointment, CannotMove>> {
  const slot = readSlotKey(asked.slot);
  if (!slot) return no({ kind: 'not-a-slot' });
  const before = await needs.visits.visit(work, asked.visit);
  if (!before || !mayChangeVisit(work.by, before)) return no({ kind: 'no-such-visit' });
  const chosen = await timeAlike(needs, work, { quote: before.quote, slot: asked.slot });
  if (!chosen.ok) return chosen.error.kind === 'no-such-quote' ? no({ kind: 'no-such-visit' }) : no(chosen.error);
  const found = await standing(needs, work, asked, [slot.technician]);
  if (!found.ok) return found;
  const { visit, fee } = found.value;

  const { window, technician, day } = chosen.value;
  const change: Change = { ...chosen.value, joins: [{ id: visit.id, at: visit.at, way: visit.way, from: window.from, until: window.until, minutes: visit.minutes }], leaves: [visit.id] };
  const rebuilt = await rebuild(needs, work, change);
  if (!rebuilt) return no({ kind: 'time-taken' });
  const isElsewhere = visit.technician !== technician.id || !dayOf(visit).equals(day);
  const left = isElsewhere ? await dayWithout(needs, work, visit) : undefined;
  const start = startOf(rebuilt, visit.id);
  const moved: Appointment = {
    ...visit, technician: technician.id, promisedFrom: window.from, promisedUntil: window.until, plannedStart: start, plannedEnd: start.add({ minutes: visit.minutes }),
    sequence: visit.sequence + 1, narrowedAt: undefined, fee: owed(visit, fee),
  };
  const told = await needs.contracts.known.announceChange(work, { visit: visit.id, quote: visit.quote, request: visit.request, home: visit.home, quiet: visit.quiet, before: visit.technician, after: technician.id });
  if (!told.ok) return no({ kind: 'not-a-slot' });
  await needs.visits.moveVisit(work, moved, day, narrowDueAt(moved, work.now));
  for (const each of left ? [left, rebuilt] : [rebuilt]) {
    const written = await write(needs, work, each);
    if (!written.ok) return written;
  }
  await work.audit({ did: 'move-visit', to: visit.id, home: visit.home });
  await work.announce({ fact: 'visit-moved', visit: visit.id, request: visit.request, home: visit.home, technician: moved.technician, before: visit.technician } satisfies VisitMoved);
  return ok(moved);
}

/** No visit after all. What it costs was shown before; the time is free again at once. */
export async function cancelVisit(needs: UsesChanges, work: Work, asked: { visit: VisitId; fee: Money; why?: string | undefined }): Promise<Result<Appointment, NoSuchVisit | VisitOver | FeeChanged>> {
  const found = await standing(needs, work, asked, []);
  if (!found.ok) return found;
  const { visit, fee } = found.value;
  const left = await dayWithout(needs, work, visit);
  const cancelled: Appointment = { ...visit, state: 'cancelled', sequence: visit.sequence + 1, fee: owed(visit, fee) };
  await needs.visits.endVisit(work, cancelled, asked.why);
  // A day that only loses something cannot clash: a refusal here would be a fault of ours.
  if (left) must(await write(needs, work, left));
  const request = await needs.requests.take(work, visit.request);
  if (request) await needs.requests.save(work, { ...request, state: 'quoted' });
  await work.audit({ did: 'cancel-visit', to: visit.id, home: visit.home });
  await work.announce({ fact: 'visit-cancelled', visit: visit.id, request: visit.request, home: visit.home, technician: visit.technician } satisfies VisitCancelled);
  return ok(cancelled);
}
