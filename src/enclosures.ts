import { type Lang, isId } from '#kernel';
import { type Billing, invoicePaper } from '#modules/billing';
import type { Encloses } from '#modules/messages';
import { BLOCKS, type SheetToRead, type Visits } from '#modules/visits';
import type { Page } from '#platform/documents/index';
import type { Paper } from '#platform/letters/index';
import type { Words } from '#platform/text';

type Has = Readonly<{ billing: Readonly<{ known: Pick<Billing['known'], 'ofVisit'> }>; visits: Readonly<{ known: Pick<Visits['known'], 'sheet'> }>; words: Readonly<Record<Lang, Words>> }>;
const BILLS: ReadonlySet<string> = new Set(['invoice-issued', 'invoice-unpaid']);

/** The page in plain words on paper, block by block, as it stands on the screen. */
function writeSheet(page: Page, words: Words, sheet: SheetToRead): void {
  page.heading(words.say(sheet.kind === 'written' ? 'sheet.title' : 'visit.read-what-happened'));
  for (const block of BLOCKS) {
    const said = sheet.kind === 'written' ? sheet.blocks[block] : words.say(sheet.says[block]);
    if (said === '') continue;
    page.heading(words.say(`visits.block-${block}`), 2);
    for (const line of said.split('\n')) page.paragraph(line);
  }
  if (sheet.next) page.paragraph(words.say(`visits.next-${sheet.next}`));
}

/**
 * What goes into the envelope with a letter: whoever reads on paper is not sent to a page for the bill itself, or for what was done in their home.
 * Only for the household: what a helper may see, they see where they sign in.
 */
export const enclosuresFrom = ({ billing, visits, words }: Has): Encloses => async (work, message, body) => {
  const { about = '', home } = message;
  if (message.channel !== 'letter' || home === undefined || !isId('Visit', about)) return [];
  if (BILLS.has(message.kind)) {
    const invoice = (await billing.known.ofVisit(work, about)).find(({ number }) => body.text.includes(number));
    return invoice ? [invoicePaper(invoice, words[message.lang])] : [];
  }
  const sheet = message.kind === 'visit-ended' ? await visits.known.sheet(work, about) : undefined;
  return sheet ? [{ write: (page: Page) => { writeSheet(page, words[message.lang], sheet); } } satisfies Paper] : [];
};
