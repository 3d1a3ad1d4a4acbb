import { html } from 'hono/html';
import { z } from 'zod';
import type { Tariff } from '#modules/pricing';
import { type Call, type Door, type Problem, type Reply, file, go, missing, page, screen } from '#platform/http/index';
import { readTable, writeTable } from '#platform/tables/index';
import { frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { form, fresh } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { type ReadPrices, priceRows, readPrices } from './price-table.ts';
import { PATH as PRICES, type Seen, asTariff, withPrices } from './prices.ts';
import { exampleCosts, exampleIn } from './try-prices.ts';

type Html = ReturnType<typeof html>;
const PATH = `${PRICES}/table`;
const ABOUT = 'a table of prices';
const MOST_BYTES = 200_000;
const keepAsks = z.object({ table: z.string().max(2 * MOST_BYTES) });
type Looked = Readonly<{ problem?: Problem; found?: ReadPrices; sealed?: string }>;

/** Prices as a spreadsheet: taken out, changed, looked at row by row, and only then kept. */
export const priceTableDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['provider'], answer: (call) => withPrices(has, call, (seen) => show(has, call, seen, {})) }),
  screen({ method: 'GET', path: `${PATH}/prices.csv`, who: ['provider'], answer: (call) => withPrices(has, call, async ({ tariff }) => (tariff ? file(writeTable(['what', 'value'], priceRows(tariff)), 'text/csv; charset=utf-8', { name: 'prices.csv' }) : missing)) }),
  screen({ method: 'POST', path: PATH, who: ['provider'], answer: (call) => withPrices(has, call, (seen) => show(has, call, seen, lookedAt(has, seen, call.files[0]?.bytes))) }),
  screen({
    method: 'POST', path: `${PATH}/keep`, who: ['provider'], asks: keepAsks, again: () => go(PATH),
    answer: (call) => withPrices(has, call as unknown as Call, async (seen) => {
      // What was looked at comes back sealed: nobody keeps another table than the one that was shown.
      const table = has.keys.open(call.asked.table, ABOUT);
      const looked = table === undefined ? {} : lookedAt(has, seen, Buffer.from(table, 'base64'));
      const shapes = looked.found?.shapes;
      return shapes ? call.change((work) => has.pricing.setTariff(work, seen.provider.id, shapes), () => go('/office'), (refusal) => show(has, call as unknown as Call, seen, { problem: { field: 'file', says: `pricing.${refusal.kind}` } })) : show(has, call as unknown as Call, seen, looked);
    }),
  }),
];

function lookedAt(has: WebHas, seen: Seen, bytes: Uint8Array | undefined): Looked {
  if (!bytes || bytes.length === 0 || bytes.length > MOST_BYTES) return { problem: { field: 'file', says: 'tables.no-file' } };
  const read = readTable(bytes, ['what', 'value']);
  if (!read.ok) {
    const { error } = read;
    return { problem: { field: 'file', says: `tables.${error.kind}`, with: { columns: 'missing' in error ? error.missing.join(', ') : 'column' in error ? error.column : '', line: 'line' in error ? error.line : 0, most: 'most' in error ? error.most : 0 } } };
  }
  return { found: readPrices(read.value.rows, seen.currency), sealed: has.keys.seal(Buffer.from(bytes).toString('base64'), ABOUT) };
}

function show(has: WebHas, call: Call, seen: Seen, { problem, found, sealed }: Looked): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('price-table.title'), kind: 'staff',
    main: html`${problem ? html`<p class="note danger" role="alert">${icon('circle-alert')} ${words.say(problem.says, problem.with)}</p>` : ''}<p class="where-am-i"><a href="${PRICES}">${words.say('prices.title')}</a></p><h1>${words.say('price-table.title')}</h1><p class="lead">${words.say('price-table.more')}</p>
      ${found ? preview(has, call, seen, found, sealed ?? '') : ''}
      ${seen.tariff ? html`<p><a class="button" href="${PATH}/prices.csv">${icon('download')}${words.say('price-table.out')}</a></p>` : ''}
      <section class="card"><h2>${words.say('price-table.in')}</h2>${form(PATH, html`<div class="field"><label for="file">${words.say('tables.file')}</label><input type="file" id="file" name="file" accept=".csv,.txt,text/csv"></div><div class="actions"><button class="${found ? '' : 'main'}">${icon('upload')}${words.say('tables.look')}</button></div>`, { files: true })}</section>`,
  }), problem || (found && !found.shapes) ? 422 : 200);
}

function preview(has: WebHas, call: Call, seen: Seen, found: ReadPrices, sealed: string): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const tariff: Tariff | undefined = found.shapes && asTariff(has, seen, found.shapes);
  if (!tariff) {
    return html`<section class="card"><h2>${words.say('tables.refused', { count: found.refused.length })}</h2><p>${words.say('price-table.nothing-yet')}</p><div class="scroll-x"><table class="stacked"><thead><tr><th scope="col">${words.say('tables.line')}</th><th scope="col">${words.say('price-table.what')}</th><th scope="col">${words.say('tables.wrong')}</th></tr></thead>
      <tbody>${found.refused.slice(0, 100).map((row) => html`<tr><td class="number">${row.line}</td><td><code>${row.what}</code></td><td>${words.say(row.says, row.with)}</td></tr>`)}</tbody></table></div></section>`;
  }
  return html`<section class="card next"><h2>${words.say('price-table.ready', { count: found.read })}</h2>${exampleCosts(frame, has, tariff, exampleIn(fresh.typed))}
    ${form(`${PATH}/keep`, html`<input type="hidden" name="table" value="${sealed}"><div class="actions"><button class="main">${icon('check')}${words.say('prices.keep')}</button></div>`)}</section>`;
}
