import { z } from 'zod';
import type { Keys } from '../keys.ts';
import { type Reply, json, problem } from './replies.ts';

/** What every list asks: how many, and after which place. The cursor was signed by us and comes back as it was given. */
export const pageAsks = { cursor: z.string().max(400).optional(), limit: z.coerce.number().int().min(1).max(100).default(25) };
export const listAsks = z.object(pageAsks);
export type PageAsked = Readonly<{ cursor?: string | undefined; limit: number }>;

/** One page of a long list; `next` is handed back as `cursor` for the page after it, and is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });

/**
 * Where a thing stands in its list. `up` and `down` sort by the place, so that a page goes on at the same spot however
 * the list has grown; `given` keeps an order that was computed (a ranking), and goes on after the thing that was last.
 */
export type Place<T> = Readonly<{ of(item: T): string; order: 'up' | 'down' | 'given' }>;

const MICRO = 1_000n;
/** A place in time for a list by date: microseconds in a fixed width, so that texts compare as instants do. */
export const placeIn = (at: Temporal.Instant, id: string): string => `${String(at.epochNanoseconds / MICRO).padStart(17, '0')} ${id}`;
/** The instant and the id in a place that `placeIn` made. */
export function readPlace(place: string): { at: Temporal.Instant; id: string } {
  const [micro = '', id = ''] = place.split(' ');
  return { at: Temporal.Instant.fromEpochNanoseconds(BigInt(micro) * MICRO), id };
}

/** One page of a list. A ranking that has changed so much that its place is gone is begun again. */
export function onePage<T>(all: readonly T[], asked: PageAsked, place: Place<T>, show: (item: T) => unknown): Reply {
  const sign = place.order === 'down' ? -1 : 1;
  const compare = (a: string, b: string): number => (a < b ? -sign : a > b ? sign : 0);
  const { cursor } = asked;
  const sorted = place.order === 'given' ? all : all.toSorted((a, b) => compare(place.of(a), place.of(b)));
  let from = 0;
  if (cursor !== undefined) {
    const at = place.order === 'given' ? sorted.findIndex((item) => place.of(item) === cursor) + 1 : sorted.findIndex((item) => compare(place.of(item), cursor) > 0);
    if (place.order === 'given' && at === 0) return cursorGone('The list has changed. Begin again without a cursor.');
    from = at === -1 ? sorted.length : at;
  }
  const items = sorted.slice(from, from + asked.limit);
  const last = items.at(-1);
  return json({ items: items.map(show), next: last !== undefined && from + items.length < sorted.length ? place.of(last) : null });
}

/** One page that the store has cut already: it was asked for one more than `limit`. */
export function cutPage<T>(oneMore: readonly T[], { limit }: PageAsked, place: (item: T) => string, show: (item: T) => unknown): Reply {
  const items = oneMore.slice(0, limit);
  const last = items.at(-1);
  return json({ items: items.map(show), next: last !== undefined && oneMore.length > limit ? place(last) : null });
}

const cursorGone = (detail: string): Reply => problem(422, 'not-understood', 'Some fields were not accepted.', [{ pointer: '/cursor', detail }]);
export const cursorForged = (): Reply => cursorGone('This cursor did not come from this list. Hand back what `next` held, or begin without one.');

const SEAL = 32;
const sealOf = (keys: Keys, path: string, place: string): string => keys.digest(`cursor ${path} ${place}`).slice(0, SEAL);

/** A cursor for the outside: the place and our seal over it and over the address of the list. */
export const sealCursor = (keys: Keys, path: string, place: string): string => `${Buffer.from(place).toString('base64url')}.${sealOf(keys, path, place)}`;
/** The place in a cursor; undefined when it is not ours, or is of another list. */
export function openCursor(keys: Keys, path: string, cursor: string): string | undefined {
  const [body = '', seal = ''] = cursor.split('.');
  const place = Buffer.from(body, 'base64url').toString();
  return sealCursor(keys, path, place) === cursor && seal.length === SEAL ? place : undefined;
}
