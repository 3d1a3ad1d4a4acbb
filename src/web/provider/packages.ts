import { html } from 'hono/html';
import { z } from 'zod';
import { type Currency, type Money, money } from '#kernel';
import { MOST_CENTS, type PackagePrice, type Service, type Tariff, type TariffShapes, type Way, isAtHome } from '#modules/pricing';
import { type Call, type Door, type Problem, type Reply, type Typed, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, line, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { PATH as PRICES, type Seen, withPrices } from './prices.ts';
import { exampleCosts, exampleFields, exampleIn } from './try-prices.ts';

type Html = ReturnType<typeof html>;
type Row = Readonly<{ service: Service; way: Way; name: string }>;
const PATH = `${PRICES}/packages`;
const HUNDRED = 100;
const asks = z.object({ does: z.enum(['try', 'keep']).catch('try') }).catchall(z.string().max(20, 'where.too-long'));

/** Services at one price, whatever they take: one price for each way in which a service can be done. */
export const packageDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['provider'], answer: (call) => withTariff(has, call, (seen, tariff) => show(has, call, seen, tariff, { typed: fieldsOf(has, tariff), problems: [] })) }),
  screen({
    method: 'POST', path: PATH, who: ['provider'], asks,
    again: (call, typed, problems) => withTariff(has, call, (seen, tariff) => show(has, call, seen, tariff, { typed, problems })),
    answer: (call) => withTariff(has, call as unknown as Call, (seen, tariff) => answer(has, call as unknown as Call<z.infer<typeof asks>>, seen, tariff)),
  }),
];

/** Packages are set once there are prices for time and travel. */
export const withTariff = (has: WebHas, call: Call, then: (seen: Seen, tariff: Tariff) => Promise<Reply>): Promise<Reply> =>
  withPrices(has, call, async (seen) => (seen.tariff ? then(seen, seen.tariff) : go(PRICES)));

/** The prices in force without what says whose and since when: the form in which new ones are set. */
export const shapesOf = ({ id: _id, provider: _provider, country: _country, currency: _currency, since: _since, ...shapes }: Tariff): TariffShapes => shapes;

const rowsOf = (has: WebHas): readonly Row[] => has.catalogue.services.flatMap((service) => service.ways.map((way) => ({ service, way, name: `${service.key}--${way}` })));
const written = (amount: Money | undefined): string => (amount ? (amount.cents / HUNDRED).toFixed(amount.cents % HUNDRED === 0 ? 0 : 2) : '');

/** What stands in the fields: a package for several ways stands once for each. */
function fieldsOf(has: WebHas, tariff: Tariff): Typed {
  return Object.fromEntries(rowsOf(has).flatMap(({ service, way, name }): [string, string][] => {
    const sold = tariff.packages.find((one) => one.service === service.key && one.ways.includes(way));
    if (!sold) return [];
    return [[`${name}-price`, written(sold.price)], [`${name}-device`, written(sold.perExtraDevice)], [`${name}-minutes`, sold.minutes === undefined ? '' : String(sold.minutes)], ...(sold.travelIncluded ? [[`${name}-travel`, 'yes'] satisfies [string, string]] : [])];
  }));
}

/** An amount as it was typed; undefined for an empty field. What cannot be read is remembered in `problems`. */
export function amountIn(typed: Typed, field: string, currency: Currency, problems: Problem[]): Money | undefined {
  const text = (typed[field] ?? '').replaceAll(/[\s€£]/g, '').replace(',', '.');
  if (text === '') return undefined;
  const cents = /^\d+(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * HUNDRED) : Number.NaN;
  if (cents >= 0 && cents <= MOST_CENTS) return money(cents, currency);
  problems.push({ field, says: 'prices.number-unclear' });
  return undefined;
}

/** A whole number as it was typed, from `least` to `most`. */
export function wholeIn(typed: Typed, field: string, least: number, most: number, problems: Problem[]): number | undefined {
  const text = (typed[field] ?? '').trim();
  if (text === '') return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  problems.push({ field, says: 'prices.number-unclear' });
  return undefined;
}

function packagesIn(has: WebHas, typed: Typed, currency: Currency, problems: Problem[]): PackagePrice[] {
  return rowsOf(has).flatMap(({ service, way, name }): PackagePrice[] => {
    const price = amountIn(typed, `${name}-price`, currency, problems);
    const perExtraDevice = amountIn(typed, `${name}-device`, currency, problems);
    const minutes = wholeIn(typed, `${name}-minutes`, 1, 1440, problems);
    if (!price && (perExtraDevice || minutes !== undefined)) problems.push({ field: `${name}-price`, says: 'prices.missing' });
    if (!price) return [];
    return [{ service: service.key, ways: [way], price, travelIncluded: typed[`${name}-travel`] !== undefined, ...(perExtraDevice ? { perExtraDevice } : {}), ...(minutes === undefined ? {} : { minutes }) }];
  });
}

async function answer(has: WebHas, call: Call<z.infer<typeof asks>>, seen: Seen, tariff: Tariff): Promise<Reply> {
  const { does, ...rest } = call.asked;
  const typed = rest as Typed;
  const problems: Problem[] = [];
  const packages = packagesIn(has, typed, seen.currency, problems);
  const again = (wrong: readonly Problem[]): Promise<Reply> => show(has, call as unknown as Call, seen, tariff, { typed, problems: wrong });
  if (problems.length > 0 || does === 'try') return again(problems);
  return call.change((work) => has.pricing.setTariff(work, seen.provider.id, { ...shapesOf(tariff), packages }), () => go('/office'), (refusal) => (refusal.kind === 'no-such-provider' ? missing : again([{ field: 'form', says: `pricing.${refusal.kind}` }])));
}

function show(has: WebHas, call: Call, seen: Seen, tariff: Tariff, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const example = exampleIn(filled.typed, 'try-');
  const tried: Tariff = { ...tariff, packages: packagesIn(has, filled.typed, seen.currency, []) };
  return page(shell(frame, {
    title: words.say('packages.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="${PRICES}">${words.say('prices.title')}</a></p><h1>${words.say('packages.title')}</h1><p class="lead">${words.say('packages.more')}</p>
      ${form(PATH, html`<div class="quotes">${[...Map.groupBy(rowsOf(has), ({ service }) => service)].map(([service, rows]) => serviceRows(frame, seen, service, rows, filled))}</div>
        <section class="card" id="try"><h2>${words.say('prices.try')}</h2><div class="choices two">${exampleFields(frame, has, tried, example, filled, 'try-')}</div><button name="does" value="try" formaction="${PATH}#try">${icon('refresh-cw')}${words.say('prices.show')}</button>
        ${filled.problems.length > 0 ? '' : exampleCosts(frame, has, tried, example)}</section>
        <div class="actions"><button class="main" name="does" value="keep">${icon('check')}${words.say('prices.keep')}</button><a class="button" href="${PRICES}">${words.say('prices.back')}</a></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

function serviceRows(frame: Frame, seen: Seen, service: Service, rows: readonly Row[], filled: Filled): Html {
  const { words } = frame;
  const used = rows.filter(({ name }) => (filled.typed[`${name}-price`] ?? '') !== '');
  const isWrong = rows.some(({ name }) => filled.problems.some(({ field }) => field.startsWith(`${name}-`)));
  return html`<details class="card"${isWrong ? ' open' : ''}><summary><strong>${words.say(`pricing.service-${service.key}`)}</strong>${used.length === 0 ? '' : html` <span class="tag">${words.say('packages.count', { count: used.length })}</span>`}</summary>${rows.map((row) => wayRow(frame, seen, row, filled))}</details>`;
}

function wayRow({ words }: Frame, seen: Seen, { way, name }: Row, filled: Filled): Html {
  const sign = seen.currency === 'EUR' ? '€' : '£';
  const short = (field: string, label: string, mode: string): Html => line({ name: `${name}-${field}`, label, size: 'short', inputmode: mode, filled, words });
  return html`<fieldset class="field"><legend>${words.say(`pricing.way-${way}`)}</legend><div class="choices two">${short('price', words.say('packages.price', { sign }), 'decimal')}${short('device', words.say('packages.device', { sign }), 'decimal')}${short('minutes', words.say('packages.minutes'), 'numeric')}
    ${isAtHome(way) ? tick({ name: `${name}-travel`, label: words.say('packages.travel'), filled, words }) : ''}</div></fieldset>`;
}
