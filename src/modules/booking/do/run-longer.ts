import { type Result, type VisitId, no, ok } from '#kernel';
import type { Work } from '#platform/work';
import { type Appointment, dayOf } from '../appointment.ts';
import { type Late, driveThrough } from '../arranging.ts';
import { wholeCells } from '../day.ts';
import { mayArrange } from '../may.ts';
import type { Needs } from '../needs.ts';
import type { NoSuchVisit, VisitOver } from '../refusals.ts';
import { dutyDays } from './find-times.ts';
import { rebuild, write } from './give-time.ts';

type UsesRunning = Pick<Needs, 'visits' | 'technicians' | 'dispatcher' | 'roads' | 'lockTechnician'>;
/** What follows cannot all be kept inside its promises: who would be late. Nothing was changed. */
export type DayBreaks = { kind: 'day-breaks'; late: readonly Late[]; over: number };

const LONGEST = 720;

/**
 * A visit that goes on takes until then: what follows moves inside its promises, and only there. Refused, with who would
 * be late, when that is not possible.
 */
export async function runsLonger(needs: UsesRunning, work: Work, asked: { visit: VisitId; until: Temporal.Instant }): Promise<Result<Appointment, NoSuchVisit | VisitOver | DayBreaks>> {
  const before = mayArrange(work.by) ? await needs.visits.visit(work, asked.visit) : undefined;
  if (!before) return no({ kind: 'no-such-visit' });
  await needs.lockTechnician(work, before.technician);
  const visit = await needs.visits.visit(work, asked.visit);
  const technician = visit && (await needs.technicians.technician(work, visit.technician));
  if (!visit || !technician || visit.state !== 'booked' || visit.technician !== before.technician) return no({ kind: 'visit-over' });
  const minutes = Math.min(LONGEST, wholeCells((asked.until.epochMilliseconds - visit.plannedStart.epochMilliseconds) / 60_000));
  if (minutes <= visit.minutes) return ok(visit);
  const day = dayOf(visit);
  const shifts = await needs.technicians.shifts(work, technician.id, day, day);
  const longer = { id: visit.id, at: visit.at, way: visit.way, from: visit.plannedStart, until: visit.plannedStart, start: visit.plannedStart, minutes };
  const rebuilt = await rebuild(needs, work, { technician, day, shifts, joins: [longer], leaves: [visit.id] });
  if (!rebuilt) {
    const rows = (await needs.visits.promised(work, [technician.id], day, day)).map((row) => (row.id === visit.id ? { ...row, ...longer } : row));
    const [stretch] = dutyDays(technician, shifts, rows, work.now).filter((each) => each.promised.some((one) => one.id === visit.id));
    const driven = stretch ? driveThrough(stretch, stretch.promised, needs.roads) : { late: [], over: 0 };
    return no({ kind: 'day-breaks', ...driven });
  }
  await needs.visits.lengthen(work, visit.id, minutes);
  const written = await write(needs, work, rebuilt);
  if (!written.ok) return no({ kind: 'day-breaks', late: [], over: 0 });
  await work.audit({ did: 'run-longer', to: visit.id, home: visit.home });
  return ok({ ...visit, minutes, plannedEnd: visit.plannedStart.add({ minutes }) });
}
