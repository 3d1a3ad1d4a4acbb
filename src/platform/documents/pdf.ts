import PDFDocument from 'pdfkit';
import { fontCuts } from './fonts.ts';
import { pageOn } from './page.ts';
import type { Page } from './page.ts';
import { A4, MM, QUIET, createSheet } from './sheet.ts';
import type { Doc, Sheet } from './sheet.ts';

/** What a document says about itself. */
export type About = Readonly<{
  title: string;
  /** BCP 47, read by screen readers: `fr`, `en-GB`. */
  lang: string;
  author: string;
  /** When it was made. The same words at the same instant give the same bytes. */
  at: Temporal.Instant;
  /** A short line at the foot of every page: a number, a name, a telephone. */
  footer?: string;
  /** How the page number is said; `2 / 3` unless told. */
  pageOf?: (page: number, pages: number) => string;
  /** 1 is 11 points; large print is 1.5 (16.5 points). */
  scale?: number;
}>;

/** What differs from paper to paper of one file. */
type Foot = Pick<About, 'footer' | 'pageOf' | 'scale'>;
/** One of several papers in a file. */
export type Paper = Foot & Readonly<{ write(page: Page): void }>;

/** The foot of the pages from `start` on, counted among themselves. */
function writeFeet(doc: Doc, sheet: Sheet, about: Foot, { start, count }: Readonly<{ start: number; count: number }>): void {
  const style = { size: 9 / sheet.scale, colour: QUIET } as const;
  const y = A4.height - 15 * MM;
  for (let i = start; i < start + count; i += 1) {
    doc.switchToPage(i);
    doc.markContent('Artifact', { type: 'Pagination' });
    const number = about.pageOf ? about.pageOf(i - start + 1, count) : `${i - start + 1} / ${count}`;
    const numberWidth = sheet.widthOf(number, style);
    const [foot = ''] = sheet.lines(about.footer ?? '', style, sheet.width - numberWidth - 5 * MM);
    sheet.write(foot, sheet.left, y, style);
    sheet.write(number, sheet.left + sheet.width - numberWidth, y, style);
    doc.endMarkedContent();
  }
}

/**
 * An A4 document as PDF bytes: tagged for screen readers, its language and title said, its font inside it.
 * `write` puts the blocks on it, from top to bottom.
 */
export const pdf = (about: About, write: (page: Page) => void): Promise<Buffer> => draw(about, [{ ...about, write }]);

/** Several papers for the printer in one file: each begins on the front of a sheet, also when both sides are printed, and counts its own pages. */
export const pdfOfMany = (about: Pick<About, 'title' | 'lang' | 'author' | 'at'>, papers: readonly Paper[]): Promise<Buffer> => draw(about, papers);

async function draw(about: Pick<About, 'title' | 'lang' | 'author' | 'at'>, papers: readonly Paper[]): Promise<Buffer> {
  // oxlint-disable-next-line no-restricted-globals -- pdfkit takes the instant it is given only as one of these.
  const made = new Date(about.at.epochMilliseconds);
  const doc = new PDFDocument({
    size: 'A4', margin: 0, bufferPages: true, autoFirstPage: false, pdfVersion: '1.7', tagged: true, lang: about.lang, displayTitle: true,
    info: { Title: about.title, Author: about.author, Creator: 'Porchlight', Producer: 'pdfkit', CreationDate: made, ModDate: made },
  });
  const cuts = fontCuts();
  doc.registerFont('regular', cuts.regular).registerFont('bold', cuts.bold);
  const chunks: Buffer[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  doc.on('data', (chunk: Buffer) => { chunks.push(chunk); });
  doc.on('end', () => { resolve(Buffer.concat(chunks)); });
  doc.on('error', reject);
  const root = doc.struct('Document');
  const drawn = papers.map((paper) => {
    if (doc.bufferedPageRange().count % 2 === 1) doc.addPage();
    const start = doc.bufferedPageRange().count;
    doc.addPage();
    if (start === 0) doc.addStructure(root);
    const sheet = createSheet(doc, root, paper.scale ?? 1);
    paper.write(pageOn(sheet));
    return { paper, sheet, start, count: doc.bufferedPageRange().count - start };
  });
  root.end();
  for (const { paper, sheet, ...pages } of drawn) writeFeet(doc, sheet, paper, pages);
  doc.end();
  return promise;
}
