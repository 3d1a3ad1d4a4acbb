import type { TechnicianId } from '#kernel';
import type { Offer } from './day.ts';
import { type CheaperTime, type Slot, type Wish, slotKey } from './slot.ts';

/** So many times at most are marked as the greener ones, and only those with so many metres less driving than is usual. */
const GREEN_SLOTS = 3;
const GREEN_METRES = 2_000;
/** Cents by which somebody who has been there before is preferred at the same hour. */
const AGAIN_CENTS = 1_000;
/** Cents of our own reckoning by which somebody whom people found patient and clear is preferred at the same hour, where that is wished: at most so many. */
const GENTLE_CENTS = 400;

/** Of all ways to serve one arrival window: the cheapest for whom it is (who suits them better may drive a little further), and whoever has been there before if that is somebody else. */
function worthShowing(same: readonly Offer[], { known, suits }: Pick<Priced, 'known' | 'suits'>): Offer[] {
  const costOf = (offer: Offer): number => offer.cost - GENTLE_CENTS * (suits.get(offer.technician) ?? 0);
  const byCost = same.toSorted((a, b) => costOf(a) - costOf(b) || (a.technician < b.technician ? -1 : 1));
  const [cheapest] = byCost;
  const again = byCost.find((offer) => known.includes(offer.technician));
  if (!cheapest) return [];
  return again && again.technician !== cheapest.technician ? [again, cheapest] : [cheapest];
}

const sooner = (a: Offer, b: Offer): number => Temporal.Instant.compare(a.window.from, b.window.from) || (a.technician < b.technician ? -1 : 1);

/** The driving that one of these times usually adds: as many add more as add less. */
function usualMetres(offers: readonly Offer[]): number {
  const sorted = offers.map(({ metres }) => metres).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Who has been to this home, what people are called, what a time takes off the price, and the version of the price where it takes off nothing. */
type Priced = Readonly<{ known: readonly TechnicianId[]; suits: ReadonlyMap<TechnicianId, number>; nameOf(technician: TechnicianId): string; terms: string; cheaperAt(offer: Offer): CheaperTime | undefined }>;
/** The times that are worth showing, in the order that is wished for. */
export function slotsFrom(offers: readonly Offer[], { known, suits, nameOf, terms, cheaperAt }: Priced, wish: Wish): Slot[] {
  const shown = [...Map.groupBy(offers, (offer) => offer.window.from.epochMilliseconds).values()].flatMap((same) => worthShowing(same, { known, suits }));
  const usual = usualMetres(shown);
  const savesOf = (offer: Offer): number => Math.max(0, usual - offer.metres);
  const greenest = new Set(shown.filter((offer) => savesOf(offer) >= GREEN_METRES).toSorted((a, b) => a.metres - b.metres || sooner(a, b)).slice(0, GREEN_SLOTS));
  const slots = shown.map((offer): Slot => {
    const at = { technician: offer.technician, promisedFrom: offer.window.from };
    const saved = savesOf(offer);
    const cheaper = cheaperAt(offer);
    return { ...at, name: nameOf(offer.technician), key: slotKey(at), promisedUntil: offer.window.until, cost: offer.cost, green: greenest.has(offer), saves: saved > 0 ? saved : undefined, again: known.includes(offer.technician), cheaper, terms: cheaper?.version ?? terms };
  });
  const costOf = (slot: Slot): number => slot.cost - (slot.again ? AGAIN_CENTS : 0);
  const byTime = (a: Slot, b: Slot): number => Temporal.Instant.compare(a.promisedFrom, b.promisedFrom) || Number(b.again) - Number(a.again);
  if (wish.order === 'cost') return slots.toSorted((a, b) => costOf(a) - costOf(b) || byTime(a, b));
  return slots.toSorted((a, b) => (wish.again ? Number(b.again) - Number(a.again) : 0) || byTime(a, b));
}
