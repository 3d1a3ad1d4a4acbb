/** Worlds are seeded towns: the same seed gives the same people, prices and visits, around whatever day it is. All of it goes through the verbs of the screens. */
import type { Log } from '#platform/log';
import type { Works } from '#platform/work';
import type { App } from '../src/app.ts';
import type { LookUpPlace } from '../src/web/places.ts';
import { newAgenda } from './agenda.ts';
import { planErrands } from './steps/errands.ts';
import { planEvenings } from './steps/evenings.ts';
import { planFirms } from './steps/firms.ts';
import { planHomes } from './steps/homes.ts';
import { planStaff } from './steps/staff.ts';
import { type MovableClock, type Stage, wallTime } from './stage.ts';
import { type WorldName, planOf } from './towns.ts';

export { cast, type CastGroup, type CastKey, type CastMember } from './cast.ts';
export type { WorldName } from './towns.ts';

/** What a world stands on. The clock is moved while it is written and stands at the evening before `today` in the end. */
export type WorldHas = Readonly<{ app: App; works: Pick<Works, 'inWork' | 'looking'>; clock: MovableClock; findPlace: LookUpPlace; log: Pick<Log, 'info'> }>;
/** What came of it: how many of each, and in how many steps. */
export type WorldCounts = Readonly<Record<'firms' | 'technicians' | 'homes' | 'people' | 'bookings' | 'visits' | 'invoices' | 'steps', number>>;

export const SEED = 21_140;

/** Writes a world. Throws when a verb refuses something that it should not: a world is a test of the house. */
export async function seedWorld(has: WorldHas, name: string, today: Temporal.PlainDate, seed: number = SEED): Promise<{ summary: string; counts: WorldCounts }> {
  const plan = planOf(nameOf(name), seed);
  const agenda = newAgenda();
  const stage: Stage = { ...has, today, agenda, souls: new Map(), households: new Map(), firms: new Map(), promises: new Map(), told: { bookings: 0, visits: 0, invoices: 0 } };
  planStaff(stage);
  planFirms(stage, plan.firms);
  planHomes(stage, plan.homes);
  planErrands(stage, plan.errands);
  planEvenings(stage, plan.errands);
  const steps = await agenda.run(has.clock.set, wallTime(today, -1, '21:00', 'GB'));
  const counts: WorldCounts = {
    firms: stage.firms.size, technicians: [...stage.souls.values()].filter((soul) => soul.technician).length, homes: stage.households.size,
    people: [...stage.households.values()].reduce((sum, house) => sum + house.souls.length, 0), ...stage.told, steps,
  };
  has.log.info({ world: name, ...counts }, 'the world is written');
  return { summary: `The town of (${name}) stands: ${counts.homes} homes, ${counts.firms} firms with ${counts.technicians} technicians, ${counts.bookings} visits promised, ${counts.visits} done, ${counts.invoices} invoices.`, counts };
}

function nameOf(text: string): WorldName {
  if (text === 'small' || text === 'demo') return text;
  throw new RangeError(`There is no world called (${text}). Accepted: small, demo.`);
}
