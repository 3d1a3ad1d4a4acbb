import { html } from 'hono/html';
import { z } from 'zod';
import type { Item, ItemPrice, Tariff } from '#modules/pricing';
import { itemPrice } from '#modules/pricing';
import { type Call, type Door, type Problem, type Reply, type Typed, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, line, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { amountIn, shapesOf, wholeIn } from './packages.ts';
import { PATH as PRICES, type Seen, withPrices } from './prices.ts';

type Html = ReturnType<typeof html>;
const PATH = `${PRICES}/articles`;
const MOST_MONTHS = 36;
const KINDS = ['parts', 'licence', 'subscription', 'backup-security'] as const;
const asks = z.object({}).catchall(z.string().max(20, 'where.too-long'));

/** What a provider sells beside work, at its own prices: parts, licences, subscriptions, online backups. */
export const articleDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['provider'], answer: (call) => withTariff(has, call, (seen, tariff) => show(has, call, seen, tariff, { typed: fieldsOf(tariff), problems: [] })) }),
  screen({
    method: 'POST', path: PATH, who: ['provider'], asks,
    again: (call, typed, problems) => withTariff(has, call, (seen, tariff) => show(has, call, seen, tariff, { typed, problems })),
    answer: (call) => withTariff(has, call as unknown as Call, (seen, tariff) => answer(has, call as unknown as Call, seen, tariff, call.asked as Typed)),
  }),
];

const withTariff = (has: WebHas, call: Call, then: (seen: Seen, tariff: Tariff) => Promise<Reply>): Promise<Reply> =>
  withPrices(has, call, async (seen) => (seen.tariff ? then(seen, seen.tariff) : go(PRICES)));

const written = (cents: number): string => (cents / 100).toFixed(cents % 100 === 0 ? 0 : 2);
const fieldsOf = (tariff: Tariff): Typed => Object.fromEntries(Object.entries(tariff.prices).flatMap(([key, own]): [string, string][] => [
  [`${key}-price`, written(own.price.cents)], ...(own.later ? [[`${key}-later`, written(own.later.cents)] satisfies [string, string]] : []), ...(own.minimumMonths === undefined ? [] : [[`${key}-months`, String(own.minimumMonths)] satisfies [string, string]]),
]));

async function answer(has: WebHas, call: Call, seen: Seen, tariff: Tariff, typed: Typed): Promise<Reply> {
  const problems: Problem[] = [];
  const prices = Object.fromEntries(has.catalogue.items.flatMap((item): [string, ItemPrice][] => {
    const price = amountIn(typed, `${item.key}-price`, seen.currency, problems);
    const later = amountIn(typed, `${item.key}-later`, seen.currency, problems);
    const minimumMonths = wholeIn(typed, `${item.key}-months`, 1, MOST_MONTHS, problems);
    if (!price && (later || minimumMonths !== undefined)) problems.push({ field: `${item.key}-price`, says: 'prices.missing' });
    return price ? [[item.key, { price, ...(later ? { later } : {}), ...(minimumMonths === undefined ? {} : { minimumMonths }) }]] : [];
  }));
  const again = (wrong: readonly Problem[]): Promise<Reply> => show(has, call, seen, tariff, { typed, problems: wrong });
  if (problems.length > 0) return again(problems);
  return call.change((work) => has.pricing.setTariff(work, seen.provider.id, { ...shapesOf(tariff), prices }), () => go('/office'), (refusal) => (refusal.kind === 'no-such-provider' ? missing : again([{ field: 'form', says: `pricing.${refusal.kind}` }])));
}

function show(has: WebHas, call: Call, seen: Seen, tariff: Tariff, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('articles.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="${PRICES}">${words.say('prices.title')}</a></p><h1>${words.say('articles.title')}</h1><p class="lead">${words.say('articles.more')}</p>
      ${form(PATH, html`${KINDS.map((kind) => html`<section class="card"><h2>${words.say(`pricing.kind-${kind}`)}</h2><div class="scroll-x"><table><tbody>${has.catalogue.items.filter((item) => item.kind === kind).map((item) => row(frame, seen, tariff, item, filled))}</tbody></table></div></section>`)}
        <div class="actions"><button class="main">${icon('check')}${words.say('prices.keep')}</button><a class="button" href="${PRICES}">${words.say('prices.back')}</a></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** Without an own price, what people pay is the ordinary price with the provider's margin on parts; some articles have none. */
function row({ words }: Frame, seen: Seen, tariff: Tariff, item: Item, filled: Filled): Html {
  const sign = seen.currency === 'EUR' ? '€' : '£';
  const usual = itemPrice({ ...tariff, prices: {} }, item);
  const name = words.say(`pricing.item-${item.key}`);
  const short = (field: string, label: string, mode = 'decimal'): Html => line({ name: `${item.key}-${field}`, label, size: 'short', inputmode: mode, filled, words });
  return html`<tr><th scope="row">${name}<br><span class="small quiet">${usual ? words.say('articles.usual', { amount: words.money(usual.price) }) : words.say('articles.usual-none')}</span></th>
    <td>${short('price', words.say(`articles.price-${item.every}`, { sign }))}</td>${item.every === 'once' ? html`<td colspan="2"></td>` : html`<td>${short('later', words.say('articles.later', { sign }))}</td><td>${short('months', words.say('articles.months'), 'numeric')}</td>`}</tr>`;
}
