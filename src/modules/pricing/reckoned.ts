import type { TravelLeg } from './scope.ts';

/**
 * How the way to a home was reckoned: followed along real roads, worked out from the roads between two neighbourhoods, or
 * estimated from the straight line. `on`: the day on which the map was taken in, where the model says it.
 */
export type Reckoned = Readonly<{ by: 'roads'; on?: Temporal.PlainDate | undefined } | { by: 'neighbourhoods' } | { by: 'straight-line' }>;

const SERVICES = /^(valhalla-|osrm$)/;
const STAMPED = /^valhalla-(\d{8})\d{6}-/;

/** Reads the model that is kept with a quote. What we do not know is an estimate. */
export function reckonedBy({ model }: Pick<TravelLeg, 'model'>): Reckoned {
  if (model.endsWith('-neighbourhoods')) return { by: 'neighbourhoods' };
  if (!SERVICES.test(model)) return { by: 'straight-line' };
  const [, day] = STAMPED.exec(model) ?? [];
  return { by: 'roads', ...(day ? { on: Temporal.PlainDate.from(day) } : {}) };
}
