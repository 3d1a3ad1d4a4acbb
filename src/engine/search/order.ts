import type { Model } from '../model.ts';
import type { Random } from '../random.ts';

/** Orders in which removed stops are seated again, with their chances (of 17; Christiaens & Vanden Berghe 2020, §5.3). */
const CHANCES = [4, 4, 2, 1, 2, 2, 2] as const;
const ORDERS = CHANCES.flatMap((chance, order) => Array.from({ length: chance }, () => order));

/** Fixed keys by order: demand, far, close, narrow window, early, late. Order 0 is by chance. */
export function orderKeys(model: Model): readonly Float64Array[] {
  const { stops, duties, tables, at, size } = model;
  const seconds = model.seconds[0]!;
  const key = (of: (s: number) => number) => Float64Array.from({ length: stops }, (_, s) => of(s));
  const home = at[stops]!;
  const far = key((s) => (duties === 0 ? 0 : seconds[home * size + at[s]!]!));
  const opens = (s: number) => tables.opens[tables.firstWindow[s]!]!;
  const closes = (s: number) => tables.closes[tables.firstWindow[s + 1]! - 1]!;
  const demand = key((s) => {
    let sum = model.service[s]!;
    for (let k = 0; k < tables.dimensions; k++) sum += 1e3 * (tables.delivery[s * tables.dimensions + k]! + tables.pickup[s * tables.dimensions + k]!);
    return -sum;
  });
  return [new Float64Array(stops), demand, far.map((value) => -value), far, key((s) => closes(s) - opens(s)), key(opens), key((s) => -closes(s))];
}

/** Sorts the removed stops by one of the orders; insertion sort, for they are few. */
export function putInOrder(stops: Int32Array, count: number, keys: readonly Float64Array[], random: Random): void {
  for (let k = count - 1; k > 0; k--) {
    const other = random.below(k + 1);
    const held = stops[k]!;
    stops[k] = stops[other]!;
    stops[other] = held;
  }
  const order = ORDERS[random.below(ORDERS.length)]!;
  if (order === 0) return;
  sortBy(stops, count, keys[order]!);
}

export function sortBy(stops: Int32Array, count: number, key: Float64Array): void {
  if (count > 200) {
    stops.subarray(0, count).sort((a, b) => key[a]! - key[b]! || a - b);
    return;
  }
  for (let k = 1; k < count; k++) {
    const stop = stops[k]!;
    const value = key[stop]!;
    let p = k - 1;
    while (p >= 0 && key[stops[p]!]! > value) {
      stops[p + 1] = stops[p]!;
      p--;
    }
    stops[p + 1] = stop;
  }
}

/** Those first that have most often found no place. */
export function byAbsence(stops: Int32Array, count: number, absent: Float64Array): void {
  for (let k = 1; k < count; k++) {
    const stop = stops[k]!;
    let p = k - 1;
    while (p >= 0 && absent[stops[p]!]! < absent[stop]!) {
      stops[p + 1] = stops[p]!;
      p--;
    }
    stops[p + 1] = stop;
  }
}
