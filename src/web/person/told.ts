import type { Clock } from '#kernel';
import type { Call, Cookie } from '#platform/http/index';
import type { Keys } from '#platform/keys';

/** The reference and the code of a request: kept sealed in the asker's own browser for a day, as we keep only a digest. */
export type Told = Readonly<{ reference: string; code: string }>;
type Sealed = Told & { until: string };
type Needs = Readonly<{ keys: Keys; clock: Clock }>;
const DAYS = 1;

/** The end is inside: a browser that keeps its cookies for longer is told nothing by them. */
export const toldCookie = ({ keys, clock }: Needs, told: Told): Cookie => ({ name: 'told', value: keys.seal(JSON.stringify({ ...told, until: clock.now().add({ hours: 24 * DAYS }).toString() } satisfies Sealed), 'told'), days: DAYS });

export function toldIn({ keys, clock }: Needs, call: Pick<Call, 'told'>, reference: string): Told | undefined {
  const text = call.told === undefined ? undefined : keys.open(call.told, 'told');
  if (text === undefined) return undefined;
  const { until, ...told } = JSON.parse(text) as Partial<Sealed> & Told;
  return told.reference === reference && until !== undefined && Temporal.Instant.compare(clock.now(), Temporal.Instant.from(until)) < 0 ? told : undefined;
}
