import { html } from 'hono/html';
import { type Quote, type QuoteLine, isAtHome, reckonedBy } from '#modules/pricing';
import type { Frame } from '../frame.ts';

type Html = ReturnType<typeof html>;
type Beside = readonly Readonly<{ quote: Quote }>[];

const differs = (line: QuoteLine, columns: Beside): boolean =>
  columns.some(({ quote }) => !quote.lines.some((other) => other.kind === line.kind && other.gross.cents === line.gross.cents));

/** When a line renews, and what it then costs. */
const renewal = (frame: Frame, line: QuoteLine): Html => (line.every === 'once' ? html`` : html`<br><span class="small">${frame.words.say(`quotes.every-${line.every}`, { amount: frame.words.money(line.later), date: frame.words.date(line.renewsOn) })}</span>`);

/** Whether the ways behind these prices were followed on roads or estimated, in one sentence; nothing where nobody travels. */
export function waysTold({ words }: Frame, quotes: readonly Quote[]): string {
  const kinds = new Set(quotes.flatMap(({ travel, way }) => (travel && isAtHome(way) ? [reckonedBy(travel).by === 'roads'] : [])));
  if (kinds.size === 0) return '';
  return words.say(kinds.size > 1 ? 'quotes.ways-some' : kinds.has(true) ? 'quotes.ways-roads' : 'quotes.ways-estimate');
}

const METRES_IN_A_MILE = 1_609.344;

/** How far it is, how that was reckoned, and under which name it is kept. */
function wayThere({ words }: Frame, { travel, country, way }: Quote): Html {
  if (!travel || !isAtHome(way)) return html``;
  const reckoned = reckonedBy(travel);
  const distance = country === 'GB' ? words.say('pricing.quantity-mile', { count: Math.round(travel.metres / METRES_IN_A_MILE) }) : words.distance(travel.metres);
  const says = reckoned.by === 'roads' && reckoned.on ? words.say('quotes.way-roads-of', { distance, date: words.date(reckoned.on, country) }) : words.say(`quotes.way-${reckoned.by}`, { distance });
  return html`<p class="small quiet">${says} ${words.say('quotes.way-model', { model: travel.model })}</p>`;
}

/** The lines in the order that every quote shares; what differs between quotes is marked, with a word. */
export const lines = (frame: Frame, quote: Quote, columns: Beside = []): Html => html`<div class="scroll-x"><table><thead><tr>
  <th scope="col">${frame.words.say('quotes.what')}</th><th scope="col" class="amount">${frame.words.say('quotes.expected')}</th><th scope="col" class="amount">${frame.words.say('quotes.at-worst')}</th></tr></thead><tbody>
  ${quote.lines.map((line) => html`<tr class="${differs(line, columns) ? 'differs' : ''}"><td><span class="small quiet">${frame.words.say(`pricing.kind-${line.kind}`)}</span><br>${frame.words.say(line.says.key, line.says.with)}${renewal(frame, line)}</td>
    <td class="amount">${frame.words.money(line.gross)}</td><td class="amount">${frame.words.money(line.worst.gross)}</td></tr>`)}
  </tbody><tfoot><tr><th scope="row">${frame.words.say('quotes.total')}</th><td class="amount"><strong>${frame.words.money(quote.expected)}</strong></td><td class="amount"><strong>${frame.words.money(quote.ceiling)}</strong></td></tr></tfoot></table></div>${wayThere(frame, quote)}`;

/** What a group of prices answers: what somebody described, or what we understood. */
export const groupHead = ({ words }: Frame, quote: Quote | undefined): Html => html`<h2>${words.say(quote?.round ? 'quotes.group-made' : 'quotes.group-listed')}</h2><p>${words.say(quote?.round ? 'quotes.group-made-more' : 'quotes.group-listed-more')}</p>`;
