const RISKY = /^[=+\-@\t\r]/;
const NUMBER = /^-?\d+([.,]\d+)?$/;

/** A cell that a spreadsheet would run as a formula gets a mark that it shows as text. Plain numbers stay numbers. */
const guarded = (cell: string): string => (RISKY.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell);
const quoted = (cell: string): string => (/[";\r\n,]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A CSV file with semicolons, in UTF-8 with its mark, so that spreadsheets read accents and columns without being asked. */
export function writeTable(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): Uint8Array {
  const lines = [columns.join(';'), ...rows.map((row) => columns.map((column) => quoted(guarded(row[column] ?? ''))).join(';'))];
  return new TextEncoder().encode(`\uFEFF${lines.join('\r\n')}\r\n`);
}
