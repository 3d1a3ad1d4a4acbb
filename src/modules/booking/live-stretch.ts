import type { When } from '#modules/pricing';
import type { ReadyDay } from './day.ts';

/** A stretch of work ready to be asked; for each of its arrival windows when it opens (milliseconds), and which of them are priced alike, by number. */
export type LiveStretch = Readonly<{ ready: ReadyDay; opens: readonly number[]; pricedAs: ReadonlyMap<When, readonly number[]> }>;
/** The windows that are priced as somebody wants, from an instant (milliseconds) on. */
export function windowsFrom({ opens, pricedAs }: LiveStretch, when: When, notBefore: number): readonly number[] {
  const all = pricedAs.get(when) ?? [];
  return (opens[all[0] ?? -1] ?? Infinity) >= notBefore ? all : all.filter((i) => (opens[i] ?? 0) >= notBefore);
}
