import { sum } from '#kernel';
import type { ComparedRow } from './answers.ts';
import { isCheaperSlot } from './cheaper.ts';
import { says } from './draft.ts';
import { LINE_KINDS, type Quote, type QuoteLine, type Says } from './quote.ts';

/** What a row is: time by the hour beside a package is the same work, and each thing that is sold stands for itself. */
const rowOf = (line: QuoteLine): string => (line.slot.startsWith('item.') || isCheaperSlot(line.slot) ? line.slot : line.kind);
const nameOf = (line: QuoteLine): Says => (line.slot.startsWith('item.') ? line.says : says(isCheaperSlot(line.slot) ? line.slot.replace('.', '-') : `kind-${line.kind}`));

/**
 * Quotes side by side: one row for each kind of work, for travel, each thing sold and each thing that makes it cheaper, in the same order for all, with
 * what each provider asks for it, likely and at worst. The cells of a row stand in the order of the quotes.
 */
export function compare(quotes: readonly Quote[]): ComparedRow[] {
  const rows = new Map<string, QuoteLine>();
  for (const quote of quotes) for (const line of quote.lines) if (!rows.has(rowOf(line))) rows.set(rowOf(line), line);
  const order = new Map(LINE_KINDS.map((kind, i) => [kind, i]));
  return [...rows].map(([slot, first]): ComparedRow => {
    const cells = quotes.map((quote) => {
      const lines = quote.lines.filter((line) => rowOf(line) === slot);
      const { currency } = quote.ceiling;
      return { lines, expected: sum(lines.map(({ gross }) => gross), currency), worst: sum(lines.map(({ worst }) => worst.gross), currency) };
    });
    return { slot, kind: first.kind, says: nameOf(first), cells, differs: new Set(cells.map(({ expected, worst }) => `${expected.cents} ${worst.cents}`)).size > 1 };
  }).toSorted((a, b) => (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0));
}
