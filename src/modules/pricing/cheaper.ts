import { type Country, type Money, ZONE, least, money, share, sum } from '#kernel';
import { type Draft, aboutLines, draft, says } from './draft.ts';

/** What goes off: an amount, or a part of what it is taken from. */
export type Reduction = Readonly<{ kind: 'flat'; price: Money } | { kind: 'percent'; basisPoints: number }>;

/** Hours of the week in which fewer people ask: days 1 (Monday) to 7, from and until on the wall clock of the country, `HH:MM`. */
export type QuietHours = Readonly<{ days: readonly number[]; from: string; until: string }>;

/** Whose word opens the solidarity rate: what somebody says of themselves, or a word that a partner organisation gave them. */
export type SolidarityWord = 'own-word' | 'partner-word';

/** What makes help cheaper on purpose. Each is a line of the quote; nothing here ever makes a price higher. */
export type Cheaper = Readonly<{
  /** A visit nearby in the same half-day: this much of the travel is given back. */
  sharedWay?: Readonly<{ off: Reduction; withinMetres: number }>;
  /** The arrival lies in quiet hours: off the work. */
  offPeak?: Readonly<{ off: Reduction; hours: readonly QuietHours[] }>;
  /** Off the work, for whoever says that money is short. `asks`: whose word is enough. */
  solidarity?: Readonly<{ off: Reduction; asks: SolidarityWord }>;
}>;

/** What of it holds for one scope: the time that was chosen, and what was said of oneself. */
export type CheaperBy = Readonly<{ sharedWay?: true | undefined; offPeak?: true | undefined; solidarity?: SolidarityWord | undefined }>;
/** What a time brings along. */
export type TimeBrings = Pick<CheaperBy, 'sharedWay' | 'offPeak'>;

const clock = (text: string): number => { const [hours = 0, minutes = 0] = text.split(':').map(Number); return hours * 60 + minutes; };

/** Whether somebody who arrives from then on arrives in quiet hours. */
export function isOffPeak(hours: readonly QuietHours[], from: Temporal.Instant, country: Country): boolean {
  const local = from.toZonedDateTimeISO(ZONE[country]);
  const minute = local.hour * 60 + local.minute;
  return hours.some((one) => one.days.includes(local.dayOfWeek) && minute >= clock(one.from) && minute < clock(one.until));
}

/** A partner's word opens what one's own would; one's own does not open what asks for a partner's. */
export const isEnough = (said: SolidarityWord | undefined, asks: SolidarityWord): boolean => said === 'partner-word' || (said === 'own-word' && asks === 'own-word');

/** What a reduction takes off an amount: never more than the amount. */
export const offOf = (off: Reduction, from: Money): Money =>
  (from.cents <= 0 ? money(0, from.currency) : off.kind === 'flat' ? least(off.price, from) : least(share(from, off.basisPoints, 10_000), from));

/** Slots of lines that make a price lower on purpose. */
export const isCheaperSlot = (slot: string): boolean => slot.startsWith('cheaper.') || slot === 'travel.shared';

const named = (what: string, off: Reduction): Draft['says'] => (off.kind === 'percent' ? says(`line-${what}-percent`, { percent: off.basisPoints / 100 }) : says(`line-${what}`));
const total = (lines: readonly Draft[], currency: Money['currency']): Money => sum(lines.map((line) => line.gross), currency);

function lineOff(slot: string, what: string, off: Reduction, from: readonly Draft[], most: Money): Draft[] {
  const [first] = from;
  const back = offOf(off, most);
  if (!first || back.cents === 0) return [];
  return [draft({ slot, kind: first.kind, unit: 'visit', quantity: 1, unitPrice: money(-back.cents, back.currency), says: named(what, off), about: aboutLines(from) })];
}

/**
 * What goes off one end of a scope, after everything else is counted: quiet hours and then solidarity off the work (with its
 * cap), a shared way off the travel. `work` holds a cap line too, where there is one.
 */
export function cheaperLines(cheaper: Cheaper | undefined, by: CheaperBy | undefined, work: readonly Draft[], travel: readonly Draft[], currency: Money['currency']): Draft[] {
  if (!cheaper || !by) return [];
  const whole = total(work, currency);
  const quiet = by.offPeak && cheaper.offPeak ? lineOff('cheaper.off-peak', 'off-peak', cheaper.offPeak.off, work, whole) : [];
  const left = money(whole.cents + total(quiet, currency).cents, currency);
  const solidarity = cheaper.solidarity && isEnough(by.solidarity, cheaper.solidarity.asks) ? lineOff('cheaper.solidarity', 'solidarity', cheaper.solidarity.off, work, left) : [];
  // A cap over work and travel may have taken more than the work costs: only what is left of the travel can be given back.
  const onTheRoad = money(total(travel, currency).cents + Math.min(0, whole.cents), currency);
  const shared = by.sharedWay && cheaper.sharedWay ? lineOff('travel.shared', 'shared-way', cheaper.sharedWay.off, travel, onTheRoad) : [];
  return [...quiet, ...solidarity, ...shared];
}
