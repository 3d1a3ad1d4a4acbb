import type PDFDocument from 'pdfkit';
import { writable } from './fonts.ts';
import { breakLines } from './lines.ts';

export type Doc = InstanceType<typeof PDFDocument>;
export type Struct = ReturnType<Doc['struct']>;

/** Points in a millimetre. */
export const MM = 72 / 25.4;
export const INK = '#1b2233';
export const QUIET = '#4a5163';
export const LINE = '#cfc4ae';
export const AMBER = '#8a4b08';
export const A4 = { width: 210 * MM, height: 297 * MM } as const;
const MARGIN = { side: 20 * MM, top: 18 * MM, bottom: 24 * MM } as const;

/** A style of letters: size in points before scaling, weight, colour, and how far lines are apart (1.38 sizes). */
export type Style = Readonly<{ size: number; bold?: boolean; colour?: string; leading?: number }>;
export const BODY: Style = { size: 11 };

/**
 * The paper under the blocks: a cursor that moves down, room that runs out, and the tree of tags that a screen reader follows.
 * Lengths are in points, `y` from the top.
 */
export type Sheet = Readonly<{
  doc: Doc; root: Struct; left: number; width: number; scale: number;
  y(): number;
  moveTo(y: number): void;
  down(points: number): void;
  /** Begins a new page when fewer than `points` are left; says whether it did. */
  room(points: number): boolean;
  /** Points left above the bottom margin. */
  roomLeft(): number;
  /** Room on an empty page. */
  fullHeight: number;
  breakPage(): void;
  /** Lines of a text in a style, no wider than `width`. */
  lines(text: string, style: Style, width: number): string[];
  lineHeight(style: Style): number;
  /** One line at a place, without breaking. */
  write(line: string, x: number, y: number, style: Style): void;
  widthOf(line: string, style: Style): number;
  /** Draws what is not content (rules, repeated heads, page numbers): screen readers skip it. */
  decoration(draw: () => void): void;
}>;

const LEADING = 1.38;

/** The page limits and the cursor. */
export function createSheet(doc: Doc, root: Struct, scale: number): Sheet {
  let y: number = MARGIN.top;
  const bottom = A4.height - MARGIN.bottom;
  const pick = (style: Style): Doc => doc.font(style.bold ? 'bold' : 'regular').fontSize(style.size * scale);
  // pdfkit keeps the opened font here; its types leave it out.
  const opened = (): { hasGlyphForCodePoint(code: number): boolean } =>
    (doc as unknown as { _font: { font: { hasGlyphForCodePoint(code: number): boolean } } })._font.font;
  const clean = (text: string): string => writable(text, (code) => opened().hasGlyphForCodePoint(code));
  const breakPage = (): void => { doc.addPage(); y = MARGIN.top; };
  return {
    doc, root, scale, breakPage,
    left: MARGIN.side, width: A4.width - 2 * MARGIN.side, fullHeight: bottom - MARGIN.top,
    y: () => y,
    roomLeft: () => bottom - y,
    moveTo: (to) => { y = to; },
    down: (points) => { y += points; },
    room(points) {
      if (y + points <= bottom || y <= MARGIN.top) return false;
      breakPage();
      return true;
    },
    lines(text, style, width) {
      pick(style);
      return breakLines(clean(text), width, (line) => doc.widthOfString(line));
    },
    lineHeight: (style) => style.size * scale * (style.leading ?? LEADING),
    write(line, x, at, style) {
      pick(style).fillColor(style.colour ?? INK).text(clean(line), x, at, { lineBreak: false });
    },
    widthOf(line, style) { pick(style); return doc.widthOfString(clean(line)); },
    decoration(draw) {
      doc.markContent('Artifact', { type: 'Layout' });
      draw();
      doc.endMarkedContent();
    },
  };
}

/** A block of lines under one tag; it may run over several pages and stays one element for the reader. */
export function writeLines(sheet: Sheet, parent: Struct, tag: string, lines: readonly string[], style: Style, x: number): void {
  const element = sheet.doc.struct(tag);
  parent.add(element);
  const step = sheet.lineHeight(style);
  let rest = lines;
  while (rest.length > 0) {
    sheet.room(step);
    const fitting = Math.max(1, Math.floor(sheet.roomLeft() / step));
    const now = rest.slice(0, fitting);
    element.add(() => {
      // A space at the end of a line keeps its last word apart from the next line's first when the text is read aloud or copied.
      now.forEach((line, i) => { sheet.write(`${line} `, x, sheet.y() + i * step, style); });
    });
    sheet.down(now.length * step);
    rest = rest.slice(fitting);
  }
  element.end();
}
