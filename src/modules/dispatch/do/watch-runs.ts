import { type VisitId, jobActor, ok } from '#kernel';
import { type Appointment, dayOf } from '#modules/booking';
import type { Work } from '#platform/work';
import type { DayAtRisk, VisitLate } from '../facts.ts';
import { type Late, UNTOLD_MINUTES, isWorthTelling } from '../late.ts';
import type { Needs } from '../needs.ts';
import type { Alert } from '../plan.ts';
import { makePlan, runningOver } from './make-plan.ts';

const job = jobActor('dispatch');
type UsesRuns = Pick<Needs, 'store' | 'inWork' | 'looking' | 'booking' | 'visits'>;

const later = (after: Temporal.Instant, visit: Appointment): boolean => Temporal.Instant.compare(visit.plannedStart, after) > 0;

/** What the same technician still has to do that day. */
async function following(needs: Pick<Needs, 'booking'>, work: Work, visit: Appointment): Promise<Appointment[]> {
  const around = await needs.booking.known.visitsBetween(work, work.now.subtract({ hours: 14 }), work.now.add({ hours: 16 }));
  return around.filter((each) => each.technician === visit.technician && each.state === 'booked' && each.id !== visit.id && later(visit.plannedStart, each) && dayOf(each).equals(dayOf(visit)));
}

/** Tells a household that it will be later, when that is news to it. */
export async function tellLater(needs: Pick<Needs, 'store'>, work: Work, one: Late, beyond: boolean): Promise<void> {
  const [known] = await needs.store.late(work, [one.visit]);
  const late: Late = { ...one, planned: known?.planned ?? one.planned, told: known?.told };
  const isTold = isWorthTelling(late);
  await needs.store.noteLate(work, isTold ? { ...late, told: late.expected } : late);
  if (isTold) await work.announce({ fact: 'visit-late', visit: late.visit, expected: late.expected.toString(), beyond } satisfies VisitLate);
}

/** Whoever would wait beyond the promise is told when. */
export async function tellBeyond(needs: Pick<Needs, 'store' | 'booking'>, work: Work, alert: Pick<Alert, 'late'>): Promise<void> {
  for (const { id, minutes } of alert.late) {
    const visit = await needs.booking.known.visit(work, id as VisitId);
    if (visit?.state === 'booked') await tellLater(needs, work, { visit: visit.id, planned: visit.plannedStart, expected: visit.promisedUntil.add({ minutes }) }, true);
  }
}

/** One visit that goes on: what follows moves inside its promises, and is told; or an alert stands until that is possible again. True when an alert stands. */
async function watch(needs: UsesRuns, visit: Appointment, until: Temporal.Instant): Promise<boolean> {
  const told = await needs.inWork(job, async (work) => {
    const before = await following(needs, work, visit);
    const longer = await needs.booking.runsLonger(work, { visit: visit.id, until });
    if (!longer.ok) return longer;
    for (const one of before) {
      const now = await needs.booking.known.visit(work, one.id);
      if (now && later(one.plannedStart, now)) await tellLater(needs, work, { visit: one.id, planned: one.plannedStart, expected: now.plannedStart }, false);
    }
    return ok(longer.value);
  });
  const breaks = !told.ok && told.error.kind === 'day-breaks' ? told.error : undefined;
  if (!told.ok && !breaks) return false;
  await needs.inWork(job, async (work) => {
    const was = (await needs.store.alerts(work)).find((alert) => alert.visit === visit.id);
    const alert: Alert | undefined = breaks && { visit: visit.id, technician: visit.technician, country: visit.country, day: dayOf(visit), late: breaks.late, over: breaks.over, since: was?.since ?? work.now };
    if (alert) await needs.store.raise(work, alert);
    if (alert && work.now.since(alert.since).total('minutes') >= UNTOLD_MINUTES) await tellBeyond(needs, work, alert);
    if (alert || (await needs.store.settle(work, visit.id))) await work.announce({ fact: 'day-at-risk', visit: visit.id, country: visit.country, day: dayOf(visit).toString() } satisfies DayAtRisk);
    return ok(true);
  });
  return breaks !== undefined;
}

type Over = Readonly<{ visits: readonly Appointment[]; longer: ReadonlyMap<VisitId, number>; alerts: readonly Alert[] }>;
const lookAround = (needs: UsesRuns): Promise<Over> => needs.looking(job, async (work) => {
  const visits = await needs.booking.known.visitsBetween(work, work.now.subtract({ hours: 14 }), work.now.add({ hours: 2 }));
  const booked = visits.filter(({ state }) => state === 'booked').map(({ id }) => id);
  const states = await needs.visits.known.states(work, booked);
  const said = new Map((await needs.store.longer(work, booked)).map((one) => [one.visit, one.until]));
  const longer = runningOver(visits, new Set(states.filter(({ state }) => state === 'working').map(({ id }) => id)), work.now, said);
  return { visits: visits.filter(({ id }) => longer.has(id)), longer, alerts: await needs.store.alerts(work) };
});

/** One that runs over: what follows is moved and told; a new alert brings its proposal along. */
async function watchOne(needs: Needs, over: Over, visit: Appointment): Promise<boolean> {
  const stands = await watch(needs, visit, visit.plannedStart.add({ minutes: over.longer.get(visit.id) ?? visit.minutes }));
  if (stands && !over.alerts.some((alert) => alert.visit === visit.id)) await makePlan(needs, job, { kind: 'overrun', provider: visit.provider, day: dayOf(visit) });
  return stands;
}

/** Looks at all visits that go on after they should have ended. Alerts of visits that have ended since are taken down. */
export async function watchRuns(needs: Needs): Promise<number> {
  const over = await lookAround(needs);
  let standing = 0;
  for (const visit of over.visits) if (await watchOne(needs, over, visit)) standing += 1;
  for (const alert of over.alerts) {
    if (over.visits.some(({ id }) => id === alert.visit)) continue;
    await needs.inWork(job, async (work) => {
      if (await needs.store.settle(work, alert.visit)) await work.announce({ fact: 'day-at-risk', visit: alert.visit, country: alert.country, day: alert.day.toString() } satisfies DayAtRisk);
      return ok(true);
    });
  }
  return standing;
}

/** Its technician said that it takes longer: looked at now, without waiting for the minute. */
export async function watchVisit(needs: Needs, id: VisitId): Promise<void> {
  const over = await lookAround(needs);
  const visit = over.visits.find((one) => one.id === id);
  if (visit) await watchOne(needs, over, visit);
}
