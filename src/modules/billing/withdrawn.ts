import { type Money, least, minus, money, share, sum } from '#kernel';
import { owedFor, owedForDays } from '#modules/contracts';
import { type VatShare, vatOf } from '#modules/pricing';
import type { NewLine, Unnumbered } from './make-invoice.ts';

/** What was agreed and what was done of it: the price of the work in the quote, minutes done of minutes agreed, days since things were set up. */
export type DoneSoFar = Readonly<{ price: Money; minutes: number; agreedMinutes: number; days: number; expressAt?: Temporal.Instant | undefined; informedAt?: Temporal.Instant | undefined }>;

const DAYS = { month: 30, year: 365 } as const;
const isWork = (line: NewLine): boolean => (line.source.kind === 'quote' || line.source.kind === 'above-ceiling') && line.every === 'once' && line.item === undefined;

/** A line that takes off what is not owed, on the quote line that it takes it off. */
function takenOff(on: NewLine, off: Money, key: string, filling: Record<string, number>): NewLine[] {
  if (off.cents >= 0 || !('line' in on.source)) return [];
  const eligible = on.eligible && on.gross.cents !== 0 ? share(on.eligible, off.cents, on.gross.cents) : undefined;
  return [{ source: { kind: 'withdrawn', line: on.source.line }, kind: on.kind, says: { key, with: filling }, unit: 'visit', quantity: 1, unitPrice: off, gross: off, vatBasisPoints: on.vatBasisPoints, every: 'once', item: on.item, eligible }];
}

function workTakenOff(lines: readonly NewLine[], done: DoneSoFar): NewLine[] {
  const work = lines.filter(isWork);
  const first = work.find(({ gross }) => gross.cents > 0);
  if (!first) return [];
  const byTariff = sum(work.map(({ gross }) => gross), done.price.currency);
  const owed = least(owedFor(done, done.price, { minutes: done.minutes, agreedMinutes: done.agreedMinutes, byTariff }), byTariff);
  const eligible = sum(work.flatMap((line) => (line.eligible ? [line.eligible] : [])), done.price.currency);
  // The advantage shrinks with the work: one line stands for all of it.
  const whole: NewLine = { ...first, gross: byTariff, ...(eligible.cents > 0 ? { eligible } : {}) };
  return takenOff(whole, minus(owed, byTariff), 'billing.line-withdrawn', { done: done.minutes, agreed: done.agreedMinutes });
}

const renewingTakenOff = (lines: readonly NewLine[], done: DoneSoFar): NewLine[] => lines.flatMap((line) => {
  if (line.every === 'once' || line.source.kind !== 'quote') return [];
  const days = DAYS[line.every];
  const owed = done.expressAt && done.informedAt ? owedForDays(line.gross, done.days, days) : money(0, line.gross.currency);
  return takenOff(line, minus(owed, line.gross), 'billing.line-withdrawn-days', { used: Math.min(done.days, days), days });
});

/**
 * What a visit's bill becomes after a withdrawal: the work at its share of the agreed price, what is paid for a period
 * at the days that were used, things that were fitted at their price. Extra work is a contract of its own and stays.
 */
export function afterWithdrawal(made: Unnumbered, done: DoneSoFar): Unnumbered {
  const off = [...workTakenOff(made.lines, done), ...renewingTakenOff(made.lines, done)];
  if (off.length === 0) return made;
  const lines = [...made.lines, ...off];
  const { currency } = done.price;
  const eligible = sum(lines.flatMap((line) => (line.eligible ? [line.eligible] : [])), currency);
  const before = made.credit?.eligible.cents ?? 0;
  const credit = made.credit && before > 0 && eligible.cents > 0 ? { ...made.credit, eligible, amount: share(made.credit.amount, eligible.cents, before) } : undefined;
  const vat: readonly VatShare[] = vatOf(lines, currency);
  const { credit: _, ...rest } = made;
  return { ...rest, lines, gross: sum(lines.map(({ gross }) => gross), currency), vat, ...(credit ? { credit } : {}) };
}

/** How much goes back of an invoice that stands, given what is owed of its lines: largest lines first, none below nothing. */
export function backOf(lines: readonly Readonly<{ line: string; gross: Money }>[], back: Money): { line: string; gross: number }[] {
  const whole = lines.reduce((total, { gross }) => total + gross.cents, 0);
  if (back.cents >= whole) return lines.filter(({ gross }) => gross.cents !== 0).map(({ line, gross }) => ({ line, gross: gross.cents }));
  let left = back.cents;
  return lines.filter(({ gross }) => gross.cents > 0).toSorted((a, b) => b.gross.cents - a.gross.cents).flatMap(({ line, gross }) => {
    const part = Math.min(left, gross.cents);
    left -= part;
    return part > 0 ? [{ line, gross: part }] : [];
  });
}
