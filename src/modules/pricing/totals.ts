import { type Currency, type Money, minus, share, sum, times } from '#kernel';
import type { QuoteLine } from './quote.ts';

type Priced = Pick<QuoteLine, 'gross' | 'quantity' | 'every' | 'vatBasisPoints'> & { later?: Money; worst?: { gross: Money } };

const PERIODS = { month: (months: number) => months, year: (months: number) => Math.ceil(months / 12) } as const;

/** What one line costs within so many months: what is paid once stands once, what renews is paid at the start of each period. */
export function afterMonths(line: Priced, months: number): Money {
  if (line.every === 'once') return line.gross;
  const later = PERIODS[line.every](months) - 1;
  return sum([line.gross, times(line.later ?? line.gross, line.quantity * later)], line.gross.currency);
}

export type VatShare = Readonly<{ basisPoints: number; gross: Money; net: Money; vat: Money }>;

/** The VAT inside an all-in sum, once for each rate on the sum of its lines (never line by line, so no cent is lost). */
export function vatOf(lines: readonly Pick<QuoteLine, 'gross' | 'vatBasisPoints'>[], currency: Currency): VatShare[] {
  const rates = [...new Set(lines.map((line) => line.vatBasisPoints))].toSorted((a, b) => b - a);
  return rates.map((basisPoints) => {
    const gross = sum(lines.filter((line) => line.vatBasisPoints === basisPoints).map((line) => line.gross), currency);
    const net = share(gross, 10_000, 10_000 + basisPoints);
    return { basisPoints, gross, net, vat: minus(gross, net) };
  });
}

export type Totals = Readonly<{ expected: Money; ceiling: Money; after12: Money; after24: Money }>;

export function totals(lines: readonly QuoteLine[], currency: Currency): Totals {
  return {
    expected: sum(lines.map((line) => line.gross), currency),
    ceiling: sum(lines.map((line) => line.worst.gross), currency),
    after12: sum(lines.map((line) => afterMonths(line, 12)), currency),
    after24: sum(lines.map((line) => afterMonths(line, 24)), currency),
  };
}

/** Nothing above this is billed without a new yes. */
export const ceilingFor = (lines: readonly QuoteLine[], currency: Currency): Money => totals(lines, currency).ceiling;
