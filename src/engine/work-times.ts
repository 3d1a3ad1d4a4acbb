import type { Duty, Seconds, Stop } from './problem.ts';

type Worked = Pick<Stop, 'service' | 'setup' | 'perType'> | undefined;

/** Time worked at a stop by a duty: its own for the duty's type, or the stop's. */
export const serviceBy = (stop: Worked, duty: Pick<Duty, 'type'>): Seconds =>
  (duty.type === undefined ? undefined : stop?.perType?.find((one) => one.type === duty.type)?.service) ?? stop?.service ?? 0;

/** Setup at a stop by a duty, likewise. */
export const setupBy = (stop: Worked, duty: Pick<Duty, 'type'>): Seconds =>
  (duty.type === undefined ? undefined : stop?.perType?.find((one) => one.type === duty.type)?.setup) ?? stop?.setup ?? 0;
