import { html } from 'hono/html';
import { type ComparedCell, type Quote, compare, points } from '#modules/pricing';
import type { Frame } from '../frame.ts';

type Html = ReturnType<typeof html>;
/** A quote in its column, with the name above it and the first time they could come. */
export type Compared = Readonly<{ quote: Quote; name: string; firstTime?: Temporal.Instant | undefined }>;

type Row = Readonly<{ says: string; cells: readonly string[]; differs: boolean; strong?: boolean }>;
const differ = (cells: readonly string[]): boolean => new Set(cells).size > 1;

/** What every quote says, beside each other in the same rows; what differs is marked with a word, not by colour alone. */
export function sideBySide(frame: Frame, columns: readonly Compared[], now: Temporal.Instant, id = 'compare'): Html {
  const { words } = frame;
  if (columns.length < 2) return html``;
  const quotes = columns.map(({ quote }) => quote);
  const lines = compare(quotes).map((row): Row => ({
    says: words.say(row.says.key, row.says.with), differs: row.differs, cells: row.cells.map((cell) => cellOf(frame, cell)),
  }));
  return html`<details class="card" id="${id}"><summary><strong>${words.say('compare.title')}</strong></summary><p>${words.say('compare.more')}</p><div class="scroll-x"><table class="compare stacked"><thead><tr><td></td>${columns.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
    <tbody>${[...lines, ...totalsOf(frame, columns, now)].map((row) => html`<tr class="${row.differs ? 'differs' : ''}"><th scope="row">${row.says}${row.differs ? html`<br><span class="small quiet">${words.say('compare.differs')}</span>` : ''}</th>${row.cells.map((cell, at) => html`<td class="amount" data-says="${words.say('compare.of', { name: columns[at]?.name ?? '' })}">${row.strong ? html`<strong>${cell}</strong>` : cell}</td>`)}</tr>`)}</tbody></table></div>${renews(columns) ? '' : html`<p>${words.say('compare.nothing-renews')}</p>`}</details>`;
}

/** What a line most likely costs; what is paid only if it turns out to be needed says so, and how much it can be. */
function cellOf({ words }: Frame, { lines, expected, worst }: ComparedCell): string {
  if (lines.length === 0) return words.say('compare.nothing');
  return expected.cents === 0 && worst.cents > 0 ? words.say('compare.only-if', { amount: words.money(worst) }) : words.money(expected);
}

const renews = (columns: readonly Compared[]): boolean => columns.some(({ quote }) => quote.after24.cents !== quote.expected.cents);

/** The rows below the lines: totals now, at most and later, what is promised, and the points of the published order. */
function totalsOf({ words }: Frame, columns: readonly Compared[], now: Temporal.Instant): readonly Row[] {
  const quotes = columns.map(({ quote }) => quote);
  const row = (key: string, cells: readonly string[], strong = false): Row => ({ says: words.say(`compare.${key}`), cells, differs: differ(cells), strong });
  const once = quotes.map((quote) => words.money({ cents: quote.lines.filter(({ every }) => every === 'once').reduce((all, line) => all + line.gross.cents, 0), currency: quote.expected.currency }));
  const scored = points(columns.map(({ quote, firstTime }) => ({ ...quote, firstTime })), now);
  return [
    row('expected', quotes.map(({ expected }) => words.money(expected)), true), row('ceiling', quotes.map(({ ceiling }) => words.money(ceiling)), true),
    // Where nothing renews, later costs what it costs now: the same figures are not said three times more.
    ...(renews(columns) ? [row('once', once), row('after-12', quotes.map(({ after12 }) => words.money(after12))), row('after-24', quotes.map(({ after24 }) => words.money(after24)))] : []),
    row('guarantee', quotes.map(({ guaranteeDays }) => words.say('compare.days', { count: guaranteeDays }))), row('valid', quotes.map((quote) => words.date(quote.validUntil, quote.country))),
    row('points', scored.map((score) => (Math.round(score * 10) / 10).toLocaleString(words.lang))),
  ];
}
