import type { FirmPlan } from './firm-plan.ts';
import { hexhamFirms } from './hexham/firms.ts';
import { hexhamPool } from './hexham/names.ts';
import { hexhamNeighbours } from './hexham/neighbours.ts';
import type { HomePlan } from './home-plan.ts';
import { notableErrands } from './notable.ts';
import { homesOf } from './pool.ts';
import { semurFirms } from './semur/firms.ts';
import { semurPool } from './semur/names.ts';
import { semurNeighbours } from './semur/neighbours.ts';
import type { ErrandPlan } from './steps/errands.ts';
import { weeksOf } from './weeks.ts';

/** `small`: for tests, two firms and a dozen homes without a past. `demo`: both towns whole. */
export type WorldName = 'small' | 'demo';
export type WorldPlan = Readonly<{ firms: readonly FirmPlan[]; homes: readonly HomePlan[]; errands: readonly ErrandPlan[] }>;

/** Two firms of Semur with four technicians, and twelve homes that one knows by name; the three with a visit ahead. */
const small = (): WorldPlan => ({
  firms: semurFirms.slice(0, 2).map((firm) => ({ ...firm, technicians: firm.technicians.filter(({ key }) => key !== 'moussa') })),
  homes: [...semurNeighbours.slice(0, 7), ...hexhamNeighbours.slice(0, 5)],
  errands: notableErrands.filter(({ home, askedDays }) => ['odette', 'perrot', 'marcel', 'edith', 'nowhere-fr'].includes(home) && askedDays > -7),
});

const HOMES_OF_EACH = 60;

function demo(seed: number): WorldPlan {
  const around = [...semurFirms, ...hexhamFirms].flatMap((firm) => [firm.provider.address, ...firm.technicians.map(({ home }) => home)]);
  const taken = [...around, ...semurNeighbours.map(({ address }) => address), ...hexhamNeighbours.map(({ address }) => address)];
  const semur = homesOf(semurPool, HOMES_OF_EACH - semurNeighbours.length, taken, seed);
  const hexham = homesOf(hexhamPool, HOMES_OF_EACH - hexhamNeighbours.length, taken, seed);
  return {
    firms: [...semurFirms, ...hexhamFirms], homes: [...semurNeighbours, ...semur, ...hexhamNeighbours, ...hexham],
    errands: [...notableErrands, ...weeksOf('FR', semur, seed), ...weeksOf('GB', hexham, seed)],
  };
}

export const planOf = (name: WorldName, seed: number): WorldPlan => (name === 'small' ? small() : demo(seed));
