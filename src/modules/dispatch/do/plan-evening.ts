import { type Country, ZONE, jobActor } from '#kernel';
import type { Needs } from '../needs.ts';
import { EVENING_SECONDS, makePlan } from './make-plan.ts';

const COUNTRIES: readonly Country[] = ['FR', 'GB'];
const job = jobActor('dispatch');

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
