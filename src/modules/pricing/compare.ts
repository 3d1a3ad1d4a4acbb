import type { ComparedRow } from './answers.ts';
import { LINE_KINDS, type Quote, type QuoteLine } from './quote.ts';

/** What a row is called when providers name it differently: time by the hour beside a package is the same work. */
const rowOf = (line: QuoteLine): string => {
  if (line.slot.startsWith('travel')) return 'travel';
  if (line.slot.startsWith('item.')) return line.slot;
  return `work.${line.kind}.${line.slot}`;
};

const merged = (lines: readonly QuoteLine[]): readonly QuoteLine[] => lines.filter((line) => line.worst.gross.cents !== 0 || line.gross.cents !== 0 || line.slot === 'travel');

/**
 * Quotes side by side: one row for each line that any of them has, in the same order for all, with nothing where a
 * provider has no such line. The cells of a row stand in the order of the quotes.
 */
export function compare(quotes: readonly Quote[]): ComparedRow[] {
  const rows = new Map<string, (readonly QuoteLine[])[]>();
  quotes.forEach((quote, at) => {
    for (const line of merged(quote.lines)) {
      const key = rowOf(line);
      const cells = rows.get(key) ?? quotes.map(() => []);
      cells[at] = [...(cells[at] ?? []), line];
      rows.set(key, cells);
    }
  });
  const compared = [...rows].map(([slot, cells]): ComparedRow | undefined => {
    const first = cells.flat()[0];
    if (!first) return undefined;
    const sums = cells.map((lines) => lines.reduce((total, line) => total + line.gross.cents, 0));
    return { slot, kind: first.kind, says: first.says, cells, differs: new Set(sums).size > 1 };
  });
  const order = new Map(LINE_KINDS.map((kind, i) => [kind, i]));
  return compared.filter((row) => row !== undefined).toSorted((a, b) => (order.get(a.kind) ?? 0) - (order.get(b.kind) ?? 0));
}
