import { type Actor, type ProviderId, type VisitId, newId, ok } from '#kernel';
import type { Appointment, PlanDay, Planning } from '#modules/booking';
import type { PlanChanged } from '../facts.ts';
import type { Needs } from '../needs.ts';
import { type Plan, type PlanKind, type PlanLine, isWorthShowing } from '../plan.ts';

type UsesPlanning = Pick<Needs, 'store' | 'inWork' | 'looking' | 'clock' | 'booking' | 'technicians' | 'visits' | 'digest' | 'lock'>;
export type AskedPlan = Readonly<{ kind: PlanKind; provider: ProviderId; day: Temporal.PlainDate; seconds?: number | undefined }>;

/** How long is searched: while somebody waits, and in the evening. */
const SOON_SECONDS = 2;
export const EVENING_SECONDS = 8;
/** What is added to a visit that still goes on, at each look. */
export const MORE_MINUTES = 15;

/** Everything that a plan depends on, in a few letters: the same picture twice is one plan. */
const pictureOf = (needs: Pick<Needs, 'digest'>, plan: PlanDay): string => needs.digest(JSON.stringify([
  plan.days.map((day) => [day.technician, day.from.toString(), day.until.toString(), day.breaks, day.promised.map((one) => [one.id, one.minutes])]),
  plan.orphans.map((one) => [one.id, one.technician]), [...plan.visits.values()].map((visit) => [visit.id, visit.technician, visit.sequence, visit.state]),
]));

/** Visits that go on after they should have ended, with the minutes they will take at least. */
export function runningOver(visits: readonly Appointment[], working: ReadonlySet<VisitId>, now: Temporal.Instant): Map<VisitId, number> {
  const until = now.add({ minutes: MORE_MINUTES });
  return new Map(visits.filter((visit) => visit.state === 'booked' && working.has(visit.id) && Temporal.Instant.compare(visit.plannedEnd, now) <= 0)
    .map((visit) => [visit.id, Math.ceil((until.epochMilliseconds - visit.plannedStart.epochMilliseconds) / 300_000) * 5]));
}

function linesOf(plan: PlanDay, planning: Planning): PlanLine[] {
  return planning.moves.flatMap((move) => {
    const visit = plan.visits.get(move.visit);
    return visit ? [{ visit: visit.id, from: { technician: visit.technician, start: visit.plannedStart }, to: { technician: move.to, start: move.start }, sequence: visit.sequence, saves: move.saves }] : [];
  });
}

/** Reads the day, searches outside of any work, and writes the proposal down. Nothing of the day is changed. */
export async function makePlan(needs: UsesPlanning, by: Actor, asked: AskedPlan): Promise<Plan | undefined> {
  const read = await needs.looking(by, async (work) => {
    const country = (await needs.technicians.provider(work, asked.provider))?.country;
    const first = country && (await needs.booking.plannable(work, asked));
    if (!country || !first) return undefined;
    const states = await needs.visits.known.states(work, [...first.visits.values()].map(({ id }) => id));
    const longer = runningOver([...first.visits.values()], new Set(states.filter(({ state }) => state === 'working').map(({ id }) => id)), work.now);
    return { country, now: work.now, plan: longer.size > 0 ? ((await needs.booking.plannable(work, { ...asked, longer })) ?? first) : first };
  });
  if (!read) return undefined;
  const picture = pictureOf(needs, read.plan);
  const planning = await needs.booking.planDays(read.plan, { now: read.now, seconds: asked.seconds ?? SOON_SECONDS });
  if (!planning) return undefined;
  const plan: Plan = {
    id: newId('Plan'), kind: asked.kind, provider: asked.provider, country: read.country, day: asked.day, state: 'proposed', madeAt: needs.clock.now(), picture,
    before: planning.before, after: planning.after, lines: linesOf(read.plan, planning), unsaved: planning.left, taken: [],
  };
  if (!isWorthShowing(plan)) return undefined;
  const kept = await needs.inWork(by, async (work) => {
    await needs.lock(work, `dispatch plan ${asked.provider} ${asked.day.toString()}`);
    const [last] = await needs.store.plansOfProvider(work, asked.provider, asked.day);
    if (last?.picture === picture && last.state === 'proposed') return ok(last);
    await needs.store.addPlan(work, plan);
    await work.audit({ did: 'make-plan', to: plan.id });
    await work.announce({ fact: 'plan-changed', plan: plan.id, provider: plan.provider, country: plan.country, day: plan.day.toString() } satisfies PlanChanged);
    return ok(plan);
  });
  return kept.ok ? kept.value : undefined;
}
