import { type Info, CsvError, parse } from 'csv-parse/sync';
import { type Result, no, ok } from '#kernel';

export type Cells = Readonly<Record<string, string>>;
/** A row with the line of the file that it begins on (the header is line 1). */
export type ReadRow = Readonly<{ line: number; cells: Cells }>;
export type Table = Readonly<{ columns: readonly string[]; rows: readonly ReadRow[] }>;
/** `missing`: columns that must be there. `line`: where reading stopped. */
export type CannotRead = { kind: 'table-empty' } | { kind: 'columns-missing'; missing: readonly string[] } | { kind: 'column-twice'; column: string } | { kind: 'too-many-rows'; most: number } | { kind: 'table-broken'; line: number };

export const MOST_ROWS = 20_000;
const SEPARATORS = [';', ',', '\t'] as const;

/** UTF-8 where it is, with or without its mark; UTF-16 with a mark; else Windows-1252, which older spreadsheets write. */
function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The separator that the header uses most. */
function separatorOf(text: string): string {
  const header = text.slice(0, Math.max(0, text.search(/[\r\n]|$/)));
  return SEPARATORS.toSorted((a, b) => header.split(b).length - header.split(a).length)[0] ?? ';';
}

/** ` Given Name ` is `given_name`: a header may be written as people write. */
const nameOf = (header: string): string => header.trim().toLowerCase().replaceAll(/[\s-]+/g, '_');
/** What our own export put before a cell that looks like a formula comes off again. */
const plain = (cell: string): string => cell.replace(/^'(?=[=+\-@])/, '').trim();

/** Reads a CSV file. Columns that nobody knows are kept; rows without any text are left out. */
export function readTable(bytes: Uint8Array, needed: readonly string[]): Result<Table, CannotRead> {
  const text = textOf(bytes).replace(/^\uFEFF/, '').replaceAll('\0', '');
  let parsed: { record: string[]; info: Info }[];
  try {
    // With `info` each record comes with its place; the types of the library do not say so.
    parsed = parse(text, { delimiter: separatorOf(text), info: true, relax_column_count: true, skip_empty_lines: true, to: MOST_ROWS + 2 }) as unknown as { record: string[]; info: Info }[];
  } catch (fault) {
    if (fault instanceof CsvError) return no({ kind: 'table-broken', line: typeof fault['lines'] === 'number' ? fault['lines'] : 1 });
    throw fault;
  }
  const [header, ...body] = parsed;
  if (!header || body.length === 0) return no({ kind: 'table-empty' });
  if (body.length > MOST_ROWS) return no({ kind: 'too-many-rows', most: MOST_ROWS });
  const columns = header.record.map(nameOf);
  const twice = columns.find((column, at) => column !== '' && columns.indexOf(column) !== at);
  if (twice !== undefined) return no({ kind: 'column-twice', column: twice });
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length > 0) return no({ kind: 'columns-missing', missing });
  const rows = body.map(({ record, info }): ReadRow => ({ line: info.lines, cells: Object.fromEntries(columns.map((column, at) => [column, plain(record[at] ?? '')])) }));
  return ok({ columns, rows: rows.filter(({ cells }) => Object.values(cells).some((cell) => cell !== '')) });
}
