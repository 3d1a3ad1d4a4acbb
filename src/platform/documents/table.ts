import { AMBER, BODY, INK, LINE, MM, QUIET } from './sheet.ts';
import type { Sheet, Struct, Style } from './sheet.ts';

/** `width` in millimetres; columns without one share what is left. Amounts are aligned right. */
export type Column = Readonly<{ title: string; align?: 'left' | 'right'; width?: number }>;
/** One row: a cell per column, each may wrap. `strong`: a total. `note`: a small line under the first cell. */
export type Row = Readonly<{ cells: readonly string[]; strong?: boolean; note?: string }>;
/** `about` tells a screen reader what the table holds. */
export type Table = Readonly<{ about: string; columns: readonly Column[]; rows: readonly Row[] }>;

type Place = Readonly<{ x: number; width: number; align: 'left' | 'right' }>;
type Line = Readonly<{ text: string; style: Style }>;

const HEAD: Style = { size: 9.5, bold: true, colour: QUIET };
const NOTE: Style = { size: 9, colour: QUIET };
const PAD = 1.6 * MM;
const GUTTER = 3 * MM;

function places(sheet: Sheet, columns: readonly Column[]): Place[] {
  const fixed = columns.reduce((total, column) => total + (column.width ?? 0) * MM, 0);
  const open = columns.filter((column) => column.width === undefined).length;
  const share = open === 0 ? 0 : (sheet.width - fixed - GUTTER * (columns.length - 1)) / open;
  if (share < 0) throw new RangeError(`The columns are wider than the page (${fixed / MM} mm). Maybe a width is not in millimetres.`);
  let x = sheet.left;
  return columns.map((column) => {
    const width = column.width === undefined ? share : column.width * MM;
    const place = { x, width, align: column.align ?? 'left' } as const;
    x += width + GUTTER;
    return place;
  });
}

function cellLines(sheet: Sheet, row: Row, at: readonly Place[]): Line[][] {
  const style: Style = row.strong ? { ...BODY, bold: true } : BODY;
  return at.map((place, i) => {
    const lines = sheet.lines(row.cells[i] ?? '', style, place.width).map((text) => ({ text, style }));
    if (i > 0 || row.note === undefined) return lines;
    return [...lines, ...sheet.lines(row.note, NOTE, place.width).map((text) => ({ text, style: NOTE }))];
  });
}

function writeCell(sheet: Sheet, place: Place, lines: readonly Line[]): void {
  let y = sheet.y() + PAD;
  for (const { text, style } of lines) {
    const x = place.align === 'right' ? place.x + place.width - sheet.widthOf(text, style) : place.x;
    sheet.write(`${text} `, x, y, style);
    y += sheet.lineHeight(style);
  }
}

const heightOf = (sheet: Sheet, lines: readonly Line[]): number =>
  lines.reduce((total, line) => total + sheet.lineHeight(line.style), 0);

function ruleBelow(sheet: Sheet, y: number, colour: string, weight: number): void {
  sheet.decoration(() => {
    sheet.doc.moveTo(sheet.left, y).lineTo(sheet.left + sheet.width, y).lineWidth(weight).strokeColor(colour).stroke();
  });
}

function writeHead(sheet: Sheet, table: Table, at: readonly Place[], parent: Struct | undefined): void {
  const heads = table.columns.map((column, i) =>
    sheet.lines(column.title, HEAD, at[i]?.width ?? 0).map((text) => ({ text, style: HEAD })));
  const cells = at.map((place, i) => () => { writeCell(sheet, place, heads[i] ?? []); });
  if (parent) {
    const row = sheet.doc.struct('TR');
    parent.add(row);
    for (const cell of cells) row.add(sheet.doc.struct('TH', { scope: 'Column' } as object, cell));
    row.end();
  } else sheet.decoration(() => { for (const cell of cells) cell(); });
  sheet.down(Math.max(...heads.map((lines) => heightOf(sheet, lines))) + 2 * PAD);
  ruleBelow(sheet, sheet.y(), AMBER, 1);
}

/** A row that is taller than a page is cut: the part of each cell that fits, and the rest. */
function fitting(sheet: Sheet, cells: readonly Line[][], room: number): { now: Line[][]; rest: Line[][] } {
  const count = cells.map((lines) => {
    let used = 0;
    const over = lines.findIndex((line) => (used += sheet.lineHeight(line.style)) > room);
    return over === -1 ? lines.length : Math.max(1, over);
  });
  return { now: cells.map((lines, i) => lines.slice(0, count[i])), rest: cells.map((lines, i) => lines.slice(count[i])) };
}

function writeRow(sheet: Sheet, table: Table, at: readonly Place[], row: Row, parent: Struct): void {
  let cells = cellLines(sheet, row, at);
  const element = sheet.doc.struct('TR');
  parent.add(element);
  const tds = at.map((_, i) => {
    const cell = sheet.doc.struct(i === 0 && row.strong ? 'TH' : 'TD', i === 0 && row.strong ? { scope: 'Row' } as object : {});
    element.add(cell);
    return cell;
  });
  while (cells.some((lines) => lines.length > 0)) {
    const whole = Math.max(...cells.map((lines) => heightOf(sheet, lines)));
    if (sheet.room(Math.min(whole, sheet.fullHeight / 2) + 2 * PAD)) writeHead(sheet, table, at, undefined);
    const { now, rest } = fitting(sheet, cells, Math.min(whole, sheet.roomLeft() - 2 * PAD));
    if (row.strong) ruleBelow(sheet, sheet.y(), INK, 0.8);
    now.forEach((lines, i) => {
      const place = at[i];
      if (place && lines.length > 0) tds[i]?.add(() => { writeCell(sheet, place, lines); });
    });
    sheet.down(Math.max(...now.map((lines) => heightOf(sheet, lines))) + 2 * PAD);
    if (!row.strong) ruleBelow(sheet, sheet.y(), LINE, 0.5);
    cells = rest;
  }
  element.end();
}

/** A table whose head is said once to a reader and shown again on every page it runs over. */
export function writeTable(sheet: Sheet, table: Table): void {
  const at = places(sheet, table.columns);
  const element = sheet.doc.struct('Table', { alt: table.about });
  sheet.root.add(element);
  sheet.room(4 * sheet.lineHeight(BODY));
  writeHead(sheet, table, at, element);
  for (const row of table.rows) writeRow(sheet, table, at, row, element);
  element.end();
  sheet.down(3 * MM);
}
