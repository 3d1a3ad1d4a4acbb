import type { HoldId, ProviderId, QuoteId, RequestId, TechnicianId } from '#kernel';
import type { TimeBrings, PriceAtTime } from '#modules/pricing';

/**
 * A time that can be had now: the technician arrives between `promisedFrom` and `promisedUntil` (60 minutes). An hour may be there twice:
 * with the technician who adds least driving, and with whoever has been to this home before.
 * `cost` is what it adds to that day, in cents of our own reckoning (never a price). `green`: one of the few with the
 * least added driving; `saves` metres of driving against what these times usually add. `again`: has been to this home before. `name`: as customers read it.
 * `cheaper`: what this time takes off the price, why, and what it then costs; not there where it takes nothing off.
 * `terms`: the version of the price at this time. Whoever books sends it back, so that nobody agrees to a price they have not seen.
 */
export type Slot = Readonly<{
  key: string; technician: TechnicianId; name: string; promisedFrom: Temporal.Instant; promisedUntil: Temporal.Instant;
  cost: number; green: boolean; saves?: number | undefined; again: boolean; cheaper?: CheaperTime | undefined; terms: string;
}>;
export type CheaperTime = PriceAtTime & Readonly<{ brings: TimeBrings }>;

/** How somebody wants times: soonest first unless they say otherwise. `again`: whoever has been there before comes first. `order: 'cost'`: what adds least to our days first. */
export type Wish = Readonly<{ again?: boolean | undefined; order?: 'cost' | undefined }>;

/** A time kept for one request while its person reads the terms; after `until` it is anybody's again. */
export type Hold = Readonly<{
  id: HoldId; request: RequestId; quote: QuoteId; technician: TechnicianId;
  promisedFrom: Temporal.Instant; promisedUntil: Temporal.Instant; until: Temporal.Instant;
}>;

/** A hold with what is planned for it. */
export type KeptHold = Hold & Readonly<{ minutes: number; provider: ProviderId; day: Temporal.PlainDate }>;

/** How long a time is kept. */
export const HOLD_MINUTES = 10;
/** How wide the promised arrival is. */
export const WINDOW_MINUTES = 60;
/** How wide it is from the evening before. */
export const NARROW_MINUTES = 30;

/** What a form sends back for a slot: who, and the second the window opens. */
export type WantedSlot = Readonly<{ technician: TechnicianId; promisedFrom: Temporal.Instant }>;

export const slotKey = (slot: WantedSlot): string => `${slot.technician}.${Math.floor(slot.promisedFrom.epochMilliseconds / 1000)}`;

/** Reads a slot's key; undefined when it is none. */
export function readSlotKey(key: string): WantedSlot | undefined {
  const read = /^(tec_[0-9a-z]{26})\.(\d{9,11})$/.exec(key);
  if (!read) return undefined;
  return { technician: read[1] as TechnicianId, promisedFrom: Temporal.Instant.fromEpochMilliseconds(Number(read[2]) * 1000) };
}

/** The slots nearest to a wanted moment, soonest first. */
export function nearest(slots: readonly Slot[], wanted: Temporal.Instant, count: number): readonly Slot[] {
  const away = (slot: Slot): number => Math.abs(slot.promisedFrom.epochMilliseconds - wanted.epochMilliseconds);
  return slots.toSorted((a, b) => away(a) - away(b)).slice(0, count)
    .toSorted((a, b) => Temporal.Instant.compare(a.promisedFrom, b.promisedFrom));
}
