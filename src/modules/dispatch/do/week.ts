import { type Country, type TechnicianId, ZONE } from '#kernel';
import { type Appointment, NOTHING, dayOf, plus, totalsOf } from '#modules/booking';
import type { Work } from '#platform/work';
import { mayDispatch } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { WeekLine } from '../plan.ts';

type UsesWeek = Pick<Needs, 'booking' | 'technicians' | 'visits' | 'roads'>;
const DAYS = 7;
/** Nobody was there to be helped: says nothing of whether a problem was solved at the first visit. */
const NOBODY: readonly string[] = ['nobody-home', 'entry-refused', 'unsafe'];

/** Seven days by technician: driving and work as planned or done, and how many visits solved it at once. */
export async function weekOf(needs: UsesWeek, work: Work, of: { country: Country; from: Temporal.PlainDate }): Promise<readonly WeekLine[]> {
  if (!mayDispatch(work.by)) return [];
  const at = (day: Temporal.PlainDate): Temporal.Instant => day.toZonedDateTime(ZONE[of.country]).toInstant();
  const visits = (await needs.booking.known.visitsBetween(work, at(of.from), at(of.from.add({ days: DAYS })))).filter((visit) => visit.country === of.country && visit.state !== 'cancelled');
  const outcomes = new Map((await needs.visits.known.states(work, visits.map(({ id }) => id))).map((state) => [state.id, state.outcome]));
  const lines: WeekLine[] = [];
  for (const [technician, own] of Map.groupBy(visits, (visit) => visit.technician)) {
    const ended = own.filter(({ id }) => { const outcome = outcomes.get(id); return outcome !== undefined && !NOBODY.includes(outcome); });
    const solved = ended.filter(({ id }) => outcomes.get(id) === 'solved').map(({ id, plannedEnd }) => ({ id, endedAt: plannedEnd }));
    lines.push({ technician, totals: await totals(needs, work, technician, own), ended: ended.length, solved });
  }
  return lines.toSorted((a, b) => b.totals.driving + b.totals.working - a.totals.driving - a.totals.working);
}

async function totals(needs: UsesWeek, work: Work, technician: TechnicianId, visits: readonly Appointment[]): Promise<WeekLine['totals']> {
  const home = (await needs.technicians.technician(work, technician))?.home;
  if (!home) return NOTHING;
  const days = [...Map.groupBy(visits, (visit) => dayOf(visit).toString()).values()];
  return days.map((day) => totalsOf(home, day.toSorted((a, b) => Temporal.Instant.compare(a.plannedStart, b.plannedStart)), needs.roads.travel)).reduce(plus, NOTHING);
}
