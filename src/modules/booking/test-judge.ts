/** The engine's judge over what the database says, for tests: every day of these technicians, rebuilt from its rows. */
import type { TechnicianId } from '#kernel';
import type { Promised } from './day.ts';
import { createDispatcher } from './dispatcher.ts';
import { dutyDays } from './do/find-times.ts';
import type { Town } from './test-town.ts';
import { visitsIn } from './visit-store.ts';

/** Each broken promise, impossible way or doubled time between these days; none when all can be driven. */
export async function faultsIn(town: Town, technicians: readonly TechnicianId[], from: Temporal.PlainDate, until: Temporal.PlainDate): Promise<string[]> {
  const { works, pool } = town;
  const judge = createDispatcher(town.roads);
  const found: string[] = [];
  await works.looking({ kind: 'job', job: 'test' }, async (work) => {
    const promised = await visitsIn(works.dbOf).promised(work, technicians, from, until);
    for (const id of technicians) {
      const technician = await town.technicians.technician(work, id);
      if (!technician) continue;
      // Long before everything, so that no promise counts as begun: the judge sees the windows as they were promised.
      for (const day of dutyDays(technician, await town.technicians.shifts(work, id, from, until), promised, Temporal.Instant.from('2026-01-01T00:00:00Z'))) {
        const planned = day.promised.map((each: Promised) => ({ id: each.id, start: each.start ?? each.from, travel: { seconds: 0, metres: 0 } })).toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
        found.push(...judge.faults(day, planned));
      }
    }
  });
  const doubled = await pool.query(`select a.id from booking.visits a join booking.visits b on a.technician_id = b.technician_id and a.id < b.id and a.state = 'booked' and b.state = 'booked'
    and a.planned_start < b.planned_end and b.planned_start < a.planned_end`);
  const strangers = await pool.query("select v.id from booking.visits v join technicians.technicians t on t.id = v.technician_id where v.state = 'booked' and v.provider_id <> t.provider_id");
  return [...found, ...doubled.rows.map((row) => `doubled: ${row.id}`), ...strangers.rows.map((row) => `left its provider: ${row.id}`)];
}
