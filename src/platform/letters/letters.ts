import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Country } from '#kernel';
import { pdf, pdfOfMany } from '../documents/index.ts';
import type { Page, Paper } from '../documents/index.ts';
import { removeWhole, writeWhole } from '../files/index.ts';

/**
 * One letter. `messageId` names its file, so that writing it twice gives one letter. `sender` and `to` are address lines;
 * paragraphs of `text` are parted by an empty line; `large` is one thing that must be found at a glance (a code, a word, a time).
 */
export type Letter = Readonly<{
  messageId: string; country: Country; lang: string; at: Temporal.Instant;
  sender: Readonly<{ name: string; lines: readonly string[] }>; to: readonly string[];
  /** Place and date as they are written in that country. */
  dateline: string; title: string; text: string; large?: Readonly<{ label: string; text: string }>;
  /** 1.3 unless told: letters go to those who read on paper. */
  scale?: number;
  /** What goes into the same envelope, each on a sheet of its own. */
  enclosed?: readonly Paper[];
}>;

export type Letters = Readonly<{
  /** Writes the letter as a PDF to be printed and folded into a window envelope, and says where it lies. */
  write(letter: Letter): Promise<Readonly<{ path: string }>>;
  /** Several letters as one file for the printer. */
  batch(about: Parameters<typeof lettersPdf>[0], letters: readonly Letter[]): Promise<Buffer>;
  /** The PDF; undefined when there is none under this id. */
  read(messageId: string): Promise<Buffer | undefined>;
  erase(messageId: string): Promise<boolean>;
}>;

/** Letters go to those who read on paper. */
const SCALE = 1.3;

/** A line in capitals above its text is a heading: it keeps its text company, and is read out as one. */
function paragraph(page: Page, text: string): void {
  const [first = '', ...rest] = text.split('\n');
  const isHeading = rest.length > 0 && /\p{Lu}{3}/u.test(first) && !/\p{Ll}/u.test(first);
  if (isHeading) page.heading(first, 3);
  page.paragraph(isHeading ? rest.join('\n') : text);
}

function compose(page: Page, letter: Letter): void {
  page.letterhead(letter.sender.name, letter.sender.lines);
  page.address(letter.to, letter.country);
  page.paragraph(letter.dateline);
  page.heading(letter.title);
  const paragraphs = letter.text.split(/\n\s*\n/).map((text) => text.trim()).filter((text) => text !== '');
  // Under the first thing said; "Dear Mrs Dodd," says nothing yet.
  const said = Math.max(0, paragraphs.findIndex((text) => !text.endsWith(',')));
  for (const [i, text] of paragraphs.entries()) {
    paragraph(page, text);
    if (i === said && letter.large) page.big(letter.large.label, letter.large.text);
  }
}

/** The letter with what goes along, as large as it. */
const papersOf = (letter: Letter): readonly Paper[] => {
  const scale = letter.scale ?? SCALE;
  return [{ scale, write: (page) => { compose(page, letter); } }, ...(letter.enclosed ?? []).map((paper) => ({ scale, ...paper }))];
};

/** The letter as PDF bytes, with what goes along; the same letter gives the same bytes. */
export const letterPdf = (letter: Letter): Promise<Buffer> => {
  const { title, lang, sender: { name: author }, at } = letter;
  return letter.enclosed?.length ? pdfOfMany({ title, lang, author, at }, papersOf(letter)) : pdf({ title, lang, author, at, scale: letter.scale ?? SCALE }, (page) => { compose(page, letter); });
};

/** Several letters in one file to be printed at once; each begins on the front of a sheet. */
export const lettersPdf = (batch: Readonly<{ title: string; lang: string; author: string; at: Temporal.Instant }>, letters: readonly Letter[]): Promise<Buffer> =>
  pdfOfMany(batch, letters.flatMap(papersOf));

/** Letters as files below `dir`. */
export function createLetters({ dir }: Readonly<{ dir: string }>): Letters {
  const isName = (messageId: string): boolean => /^[a-z\d_-]{1,80}$/i.test(messageId);
  const pathOf = (messageId: string): string => {
    if (!isName(messageId)) throw new RangeError(`A letter cannot be called (${messageId}). Maybe it is not the id of a message.`);
    return join(dir, `${messageId}.pdf`);
  };
  return {
    async write(letter) {
      const path = pathOf(letter.messageId);
      await writeWhole(path, await letterPdf(letter));
      return { path };
    },
    async read(messageId) {
      if (!isName(messageId)) return undefined;
      try { return await readFile(pathOf(messageId)); } catch (fault) {
        if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return undefined;
        throw fault;
      }
    },
    batch: lettersPdf,
    erase: async (messageId) => isName(messageId) && removeWhole(pathOf(messageId)),
  };
}
