import type { Call, Cookie } from '#platform/http/index';
import type { Keys } from '#platform/keys';

/** The reference and the code of a request: kept sealed in the asker's own browser for a day, as we keep only a digest. */
export type Told = Readonly<{ reference: string; code: string }>;

export const toldCookie = (keys: Keys, told: Told): Cookie => ({ name: 'told', value: keys.seal(JSON.stringify(told), 'told'), days: 1 });

export function toldIn(keys: Keys, call: Pick<Call, 'told'>, reference: string): Told | undefined {
  const text = call.told === undefined ? undefined : keys.open(call.told, 'told');
  const told = text === undefined ? undefined : (JSON.parse(text) as Told);
  return told?.reference === reference ? told : undefined;
}
