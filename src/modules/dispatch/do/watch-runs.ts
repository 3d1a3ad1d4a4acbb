import { type Country, ZONE, jobActor, ok } from '#kernel';
import { type Appointment, dayOf } from '#modules/booking';
import type { DayAtRisk } from '../facts.ts';
import type { Needs } from '../needs.ts';
import { EVENING_SECONDS, MORE_MINUTES, makePlan, runningOver } from './make-plan.ts';

const COUNTRIES: readonly Country[] = ['FR', 'GB'];
const job = jobActor('dispatch');
type UsesRuns = Pick<Needs, 'store' | 'inWork' | 'looking' | 'booking' | 'visits'>;

/** One visit that goes on: what follows moves inside its promises, or an alert stands until that is possible again. */
async function watch(needs: UsesRuns, visit: Appointment): Promise<boolean> {
  const told = await needs.inWork(job, async (work) => {
    const longer = await needs.booking.runsLonger(work, { visit: visit.id, until: work.now.add({ minutes: MORE_MINUTES }) });
    return ok(longer);
  });
  if (!told.ok) return false;
  const { value } = told;
  const breaks = !value.ok && value.error.kind === 'day-breaks' ? value.error : undefined;
  const fact: DayAtRisk = { fact: 'day-at-risk', visit: visit.id, country: visit.country, day: dayOf(visit).toString() };
  await needs.inWork(job, async (work) => {
    if (breaks) await needs.store.raise(work, { visit: visit.id, technician: visit.technician, country: visit.country, day: dayOf(visit), late: breaks.late, over: breaks.over, since: work.now });
    if (breaks || (await needs.store.settle(work, visit.id))) await work.announce(fact);
    return ok(true);
  });
  return breaks !== undefined;
}

/** Looks at all visits that go on after they should have ended. Alerts of visits that have ended since are taken down. */
export async function watchRuns(needs: UsesRuns): Promise<number> {
  const over = await needs.looking(job, async (work) => {
    const visits = await needs.booking.known.visitsBetween(work, work.now.subtract({ hours: 14 }), work.now.add({ hours: 2 }));
    const states = await needs.visits.known.states(work, visits.filter(({ state }) => state === 'booked').map(({ id }) => id));
    const longer = runningOver(visits, new Set(states.filter(({ state }) => state === 'working').map(({ id }) => id)), work.now);
    return { visits: visits.filter(({ id }) => longer.has(id)), alerts: await needs.store.alerts(work) };
  });
  let standing = 0;
  for (const visit of over.visits) if (await watch(needs, visit)) standing += 1;
  for (const alert of over.alerts) {
    if (over.visits.some(({ id }) => id === alert.visit)) continue;
    await needs.inWork(job, async (work) => {
      if (await needs.store.settle(work, alert.visit)) await work.announce({ fact: 'day-at-risk', visit: alert.visit, country: alert.country, day: alert.day.toString() } satisfies DayAtRisk);
      return ok(true);
    });
  }
  return standing;
}

/** From five in the evening, an hour before promises are narrowed: then a plan can still use the whole hour of each. */
const FROM_HOUR = 17;

/** Each provider with visits tomorrow gets one proposal, once an evening. */
export async function planEvening(needs: Needs): Promise<number> {
  let made = 0;
  for (const country of COUNTRIES) {
    const here = needs.clock.now().toZonedDateTimeISO(ZONE[country]);
    if (here.hour < FROM_HOUR) continue;
    const day = here.toPlainDate().add({ days: 1 });
    const since = here.with({ hour: FROM_HOUR, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 }).toInstant();
    const due = await needs.looking(job, async (work) => {
      const wanting = [];
      for (const { id } of await needs.technicians.providers(work, country)) {
        const [last] = await needs.store.plansOfProvider(work, id, day);
        if (!last || Temporal.Instant.compare(last.madeAt, since) < 0) wanting.push(id);
      }
      return wanting;
    });
    for (const provider of due) if (await makePlan(needs, job, { kind: 'evening', provider, day, seconds: EVENING_SECONDS })) made += 1;
  }
  return made;
}
