import { qrModules } from './qr.ts';
import type { QrLevel } from './qr.ts';
import { AMBER, BODY, INK, LINE, MM, QUIET, writeLines } from './sheet.ts';
import type { Sheet, Style } from './sheet.ts';
import { writeTable } from './table.ts';
import type { Table } from './table.ts';
import { addressWindow } from './window.ts';
import type { EnvelopeOf } from './window.ts';

/** What can be put on a document, from top to bottom. Lengths are in millimetres; pages break by themselves. */
export type Page = Readonly<{
  /** Who writes: a name and small lines under it, at the top of the first page. */
  letterhead(name: string, lines: readonly string[]): void;
  /** The addressee in the window of the envelope, and the text goes on below the first fold. Six lines at most. */
  address(lines: readonly string[], envelope: EnvelopeOf): void;
  heading(text: string, level?: 1 | 2 | 3): void;
  paragraph(text: string): void;
  /** What must be said and need not shout: legal mentions, notes. */
  small(text: string): void;
  list(items: readonly string[]): void;
  /** Names and what they are, in two columns. */
  rows(pairs: readonly (readonly [name: string, value: string])[]): void;
  table(table: Table): void;
  /** One thing in very large type: a word, a code, a total. */
  big(label: string, text: string): void;
  /** A square code of `side` mm with its meaning beside it; `alt` is read to who cannot see it. */
  qr(code: Readonly<{ text: string; level: QrLevel; side: number; alt: string; beside: readonly string[] }>): void;
  /** A JPEG or PNG, `width` mm wide. */
  picture(bytes: Uint8Array, options: Readonly<{ alt: string; width: number }>): void;
  gap(mm: number): void;
  rule(): void;
  /** Begins a new page when fewer than `mm` are left, so that what follows stays together. */
  together(mm: number): void;
  newPage(): void;
}>;

const HEADING: Readonly<Record<1 | 2 | 3, Style>> = {
  1: { size: 20, bold: true }, 2: { size: 14, bold: true }, 3: { size: 11.5, bold: true },
};
const SMALL: Style = { size: 9, colour: QUIET };
const BIG: Style = { size: 30, bold: true };
const NAME: Style = { size: 15, bold: true, colour: AMBER };

function letterhead(sheet: Sheet, name: string, lines: readonly string[]): void {
  // Not larger in large print: it must end above the window of the envelope.
  const small = { ...SMALL, size: SMALL.size / sheet.scale };
  writeLines(sheet, sheet.root, 'P', [name], { ...NAME, size: NAME.size / sheet.scale }, sheet.left);
  writeLines(sheet, sheet.root, 'P', lines.flatMap((line) => sheet.lines(line, small, sheet.width * 0.46)), small, sheet.left);
  sheet.down(4 * MM);
}

function address(sheet: Sheet, lines: readonly string[], envelope: EnvelopeOf): void {
  const window = addressWindow(envelope);
  // Letters in the window keep their size in large print: the post reads them, and the window does not grow.
  const leading = 1.16;
  const size = Math.min(11, window.height / Math.max(1, lines.length) / leading) / sheet.scale;
  sheet.moveTo(window.y);
  writeLines(sheet, sheet.root, 'P', lines, { size, leading }, window.x);
  sheet.moveTo(window.below);
}

function heading(sheet: Sheet, text: string, level: 1 | 2 | 3): void {
  const style = HEADING[level];
  const lines = sheet.lines(text, style, sheet.width);
  sheet.down(level === 1 ? 0 : 3 * MM);
  sheet.room(lines.length * sheet.lineHeight(style) + 2.5 * sheet.lineHeight(BODY));
  writeLines(sheet, sheet.root, `H${level}`, lines, style, sheet.left);
  sheet.down(1.5 * MM);
}

function list(sheet: Sheet, items: readonly string[]): void {
  const indent = 5 * MM;
  const element = sheet.doc.struct('L');
  sheet.root.add(element);
  for (const item of items) {
    const entry = sheet.doc.struct('LI');
    element.add(entry);
    sheet.room(sheet.lineHeight(BODY));
    const top = sheet.y();
    entry.add(sheet.doc.struct('Lbl', {}, () => { sheet.write('•', sheet.left + 1 * MM, top, BODY); }));
    writeLines(sheet, entry, 'LBody', sheet.lines(item, BODY, sheet.width - indent), BODY, sheet.left + indent);
    entry.end();
    sheet.down(0.8 * MM);
  }
  element.end();
  sheet.down(2 * MM);
}

function rows(sheet: Sheet, pairs: readonly (readonly [string, string])[]): void {
  const name: Style = { ...BODY, colour: QUIET };
  const column = Math.min(sheet.width * 0.45, Math.max(0, ...pairs.map(([text]) => sheet.widthOf(text, name))) + 5 * MM);
  for (const [title, value] of pairs) {
    const left = sheet.lines(title, name, column - 3 * MM);
    const right = sheet.lines(value, BODY, sheet.width - column);
    sheet.room(Math.max(left.length, right.length) * sheet.lineHeight(BODY));
    const top = sheet.y();
    writeLines(sheet, sheet.root, 'P', left, name, sheet.left);
    const afterName = sheet.y();
    sheet.moveTo(top);
    writeLines(sheet, sheet.root, 'P', right, BODY, sheet.left + column);
    sheet.moveTo(Math.max(afterName, sheet.y()) + 0.6 * MM);
  }
  sheet.down(2.5 * MM);
}

function big(sheet: Sheet, label: string, text: string): void {
  const inner = sheet.width - 12 * MM;
  const lines = sheet.lines(text, BIG, inner);
  const height = sheet.lineHeight(BODY) + lines.length * sheet.lineHeight(BIG) + 8 * MM;
  sheet.room(height);
  const top = sheet.y();
  sheet.decoration(() => { sheet.doc.roundedRect(sheet.left, top, sheet.width, height, 8).lineWidth(1.5).strokeColor(AMBER).stroke(); });
  sheet.moveTo(top + 4 * MM);
  writeLines(sheet, sheet.root, 'P', [label], { ...BODY, colour: QUIET }, sheet.left + 6 * MM);
  writeLines(sheet, sheet.root, 'P', lines, BIG, sheet.left + 6 * MM);
  sheet.moveTo(top + height + 4 * MM);
}

function qr(sheet: Sheet, code: Parameters<Page['qr']>[0]): void {
  const side = code.side * MM;
  const textLeft = sheet.left + side + 5 * MM;
  const lines = code.beside.flatMap((text) => sheet.lines(text, BODY, sheet.width - side - 5 * MM));
  const height = Math.max(side, lines.length * sheet.lineHeight(BODY));
  sheet.room(height);
  const top = sheet.y();
  const { size, isDark } = qrModules(code.text, code.level);
  const module = side / (size + 8);
  sheet.root.add(sheet.doc.struct('Figure', { alt: code.alt, bbox: [sheet.left, top, sheet.left + side, top + side] } as object, () => {
    for (let row = 0; row < size; row += 1) {
      for (let column = 0; column < size; column += 1) {
        if (isDark(row, column)) sheet.doc.rect(sheet.left + (column + 4) * module, top + (row + 4) * module, module, module);
      }
    }
    sheet.doc.fill(INK);
  }));
  writeLines(sheet, sheet.root, 'P', lines, BODY, textLeft);
  sheet.moveTo(top + height + 4 * MM);
}

// pdfkit's types leave out the call that reads a picture's size.
const opened = (sheet: Sheet, bytes: Uint8Array): { width: number; height: number } =>
  (sheet.doc as unknown as { openImage(bytes: Buffer): { width: number; height: number } }).openImage(Buffer.from(bytes));

function picture(sheet: Sheet, bytes: Uint8Array, options: Readonly<{ alt: string; width: number }>): void {
  const image = opened(sheet, bytes);
  const width = Math.min(options.width * MM, sheet.width);
  const height = Math.min((width * image.height) / image.width, sheet.fullHeight);
  sheet.room(height);
  const top = sheet.y();
  sheet.root.add(sheet.doc.struct('Figure', { alt: options.alt, bbox: [sheet.left, top, sheet.left + width, top + height] } as object,
    () => { sheet.doc.image(Buffer.from(bytes), sheet.left, top, { fit: [width, height] }); }));
  sheet.moveTo(top + height + 3 * MM);
}

/** The blocks of a document, bound to the paper they are written on. */
export function pageOn(sheet: Sheet): Page {
  const text = (words: string, style: Style): void => {
    writeLines(sheet, sheet.root, 'P', sheet.lines(words, style, sheet.width), style, sheet.left);
    sheet.down(2.2 * MM);
  };
  return {
    letterhead: (name, lines) => { letterhead(sheet, name, lines); },
    address: (lines, envelope) => { address(sheet, lines, envelope); },
    heading: (words, level = 1) => { heading(sheet, words, level); },
    paragraph: (words) => { text(words, BODY); },
    small: (words) => { text(words, SMALL); },
    list: (items) => { list(sheet, items); },
    rows: (pairs) => { rows(sheet, pairs); },
    table: (table) => { writeTable(sheet, table); },
    big: (label, words) => { big(sheet, label, words); },
    qr: (code) => { qr(sheet, code); },
    picture: (bytes, options) => { picture(sheet, bytes, options); },
    gap: (mm) => { sheet.down(mm * MM); },
    rule() {
      sheet.down(1 * MM);
      const y = sheet.y();
      sheet.decoration(() => { sheet.doc.moveTo(sheet.left, y).lineTo(sheet.left + sheet.width, y).lineWidth(0.5).strokeColor(LINE).stroke(); });
      sheet.down(3 * MM);
    },
    together: (mm) => { sheet.room(mm * MM); },
    newPage: () => { sheet.breakPage(); },
  };
}
