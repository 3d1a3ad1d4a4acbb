import { newId } from '#kernel';
import { cheaperLines, isCheaperSlot } from './cheaper.ts';
import type { Draft } from './draft.ts';
import { aboutAll } from './own-lines.ts';
import { type PricedFor, type Shelf, quoteFrom, stampFor } from './price.ts';
import { inKindOrder, joinLines } from './quote-lines.ts';
import type { Quote, QuoteLine } from './quote.ts';
import type { Scope } from './scope.ts';

const isWork = ({ slot }: Pick<QuoteLine, 'slot'>): boolean => slot.startsWith('time.') || slot === 'diagnosis';
const isTravel = ({ slot }: Pick<QuoteLine, 'slot'>): boolean => slot === 'travel' || slot.startsWith('travel.own');

/** What of a tariff's reductions comes off lines that were written by hand: off the work and off the travel, as off computed ones. */
export const ownCheaper = ({ tariff, scope }: Pick<PricedFor, 'tariff' | 'scope'>, lines: readonly Draft[]): Draft[] =>
  cheaperLines(tariff.cheaper, scope.cheaper, lines.filter(isWork), lines.filter(isTravel), tariff.currency);

const draftsAt = (end: 'likely' | 'worst', lines: readonly QuoteLine[], scope: Scope): Draft[] => lines.flatMap((line): Draft[] => {
  const { quantity, gross } = end === 'worst' ? line.worst : line;
  return quantity === 0 ? [] : [{ slot: line.slot, kind: line.kind, says: line.says, unit: line.unit, quantity, unitPrice: line.unitPrice, gross, every: line.every, about: aboutAll(scope) }];
});

/** The lines as their provider wrote them, without what a time or a word took off. */
export const asWritten = ({ lines }: Pick<Quote, 'lines'>): QuoteLine[] => lines.filter(({ slot }) => !isCheaperSlot(slot));

/**
 * A provider's own quote with what its tariff takes off for a scope: every line stays as it was written, each reduction is a
 * line of its own. It stays valid as long as the one that was written, and promises the same.
 */
export function ownQuoteFor(shelf: Shelf, priced: PricedFor, written: Quote): Quote {
  const { tariff, provider, scope, now } = priced;
  const own = asWritten(written);
  const [likely, worst] = [ownCheaper(priced, draftsAt('likely', own, scope)), ownCheaper(priced, draftsAt('worst', own, scope))];
  const lines = inKindOrder([...own.map((line) => ({ ...line, id: newId('QuoteLine') })), ...joinLines(likely, worst, stampFor(shelf, tariff, provider, scope, now))]);
  const { guaranteeDays, notIncluded, dearerWhen } = written;
  return { ...quoteFrom(shelf, priced, lines, { validDays: 0, guaranteeDays, notIncluded, dearerWhen }), validUntil: written.validUntil, ...(written.round ? { round: written.round } : {}) };
}
