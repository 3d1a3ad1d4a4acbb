import { type FirmPlan } from './firm-plan.ts';
import { hexhamFirms } from './hexham/firms.ts';
import { hexhamNeighbours } from './hexham/neighbours.ts';
import type { HomePlan } from './home-plan.ts';
import { semurFirms } from './semur/firms.ts';
import { semurNeighbours } from './semur/neighbours.ts';
import type { ErrandPlan } from './steps/errands.ts';

/** `small`: for tests, two firms and a dozen homes without a past. `demo`: both towns whole. */
export type WorldName = 'small' | 'demo';
export type WorldPlan = Readonly<{ firms: readonly FirmPlan[]; homes: readonly HomePlan[]; errands: readonly ErrandPlan[] }>;

/** Two firms of Semur, four technicians, and the twelve homes that one knows by name. */
const small = (): WorldPlan => ({
  firms: [semurFirms[0], semurFirms[1]].flatMap((firm) => firm ?? []).map((firm) => ({ ...firm, technicians: firm.technicians.filter(({ key }) => key !== 'moussa') })),
  homes: [...semurNeighbours.slice(0, 7), ...hexhamNeighbours.slice(0, 5)], errands: [],
});

export function planOf(name: WorldName, seed: number): WorldPlan {
  void seed;
  if (name === 'small') return small();
  return { firms: [...semurFirms, ...hexhamFirms], homes: [...semurNeighbours, ...hexhamNeighbours], errands: [] };
}
