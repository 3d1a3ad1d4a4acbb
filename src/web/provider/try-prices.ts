import { html } from 'hono/html';
import { sum } from '#kernel';
import { type Preview, type PreviewLine, type Tariff, WAYS, isAtHome, previewTariff } from '#modules/pricing';
import type { Typed } from '#platform/http/index';
import type { Frame } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, line, listOf } from '../parts/form.ts';

type Html = ReturnType<typeof html>;
const WHENS = ['day', 'evening', 'weekend', 'out-of-hours'] as const;
const MOST_MINUTES = 1440;
const MOST_FAR = 300;
const METRES = { EUR: 1000, GBP: 1609 } as const;

/** The example that somebody works out: how long, how far (kilometres, or miles in Great Britain), when, which way, and perhaps a service with a price of its own. */
type Example = Readonly<{ minutes: number; far: number; when: (typeof WHENS)[number]; way: (typeof WAYS)[number]; service: string; devices: number }>;

const numberIn = (typed: string | undefined, otherwise: number, least: number, most: number): number => {
  const number = Number((typed ?? '').replace(',', '.'));
  return typed === undefined || typed.trim() === '' || !Number.isFinite(number) ? otherwise : Math.min(most, Math.max(least, number));
};

/** Whatever was typed, as an example: what cannot be read is fifty minutes, twelve away, by day. */
export const exampleIn = (typed: Typed, prefix = ''): Example => ({
  minutes: Math.round(numberIn(typed[`${prefix}minutes`], 50, 1, MOST_MINUTES)), far: numberIn(typed[`${prefix}km`], 12, 0, MOST_FAR), devices: Math.round(numberIn(typed[`${prefix}devices`], 1, 1, 20)),
  when: WHENS.find((one) => one === typed[`${prefix}when`]) ?? 'day', way: WAYS.find((one) => one === typed[`${prefix}way`]) ?? 'visit', service: typed[`${prefix}service`] ?? '',
});

/** The fields of an example. Services are those that the tariff sells at one price. */
export function exampleFields(frame: Frame, has: WebHas, tariff: Pick<Tariff, 'currency' | 'packages'>, example: Example, filled: Filled, prefix = ''): Html {
  const { words } = frame;
  const packages = has.catalogue.services.filter(({ key }) => tariff.packages.some((sold) => sold.service === key));
  const list = (name: string, label: string, value: string, options: readonly (readonly [string, string])[]): Html => listOf({ name: `${prefix}${name}`, label, value, filled, words, options: options.map(([own, said]) => ({ value: own, label: said })) });
  return html`${line({ name: `${prefix}minutes`, label: words.say('office.minutes'), value: String(example.minutes), size: 'short', inputmode: 'numeric', filled, words })}
    ${line({ name: `${prefix}km`, label: words.say(tariff.currency === 'EUR' ? 'office.km' : 'office.miles'), value: String(example.far), size: 'short', inputmode: 'decimal', filled, words })}
    ${list('way', words.say('office.way'), example.way, WAYS.map((way) => [way, words.say(`pricing.way-${way}`)]))}${list('when', words.say('office.when'), example.when, WHENS.map((when) => [when, words.say(`office.when-${when}`)]))}
    ${packages.length === 0 ? '' : html`${list('service', words.say('office.service'), example.service, [['', words.say('office.service-none')], ...packages.map(({ key }): [string, string] => [key, words.say(`pricing.service-${key}`)])])}
    ${line({ name: `${prefix}devices`, label: words.say('office.devices'), value: String(example.devices), size: 'short', inputmode: 'numeric', filled, words })}`}`;
}

function linesOf(has: WebHas, tariff: Tariff, example: Example): readonly PreviewLine[] {
  const leaf = has.catalogue.service(example.service)?.leaves[0];
  const asked: Preview = { minutes: example.minutes, metres: Math.round(example.far * METRES[tariff.currency]), when: example.when, way: example.way, devices: example.devices, ...(leaf === undefined ? {} : { leaf }) };
  return previewTariff(has.catalogue, tariff, asked);
}

/** “A 50-minute visit 12 km away costs …”, and why. */
export function exampleCosts({ words }: Frame, has: WebHas, tariff: Tariff, example: Example): Html {
  const lines = linesOf(has, tariff, example);
  if (lines.length === 0) return html`<p class="note warm">${words.say(isAtHome(example.way) ? 'office.not-there' : 'office.not-offered')}</p>`;
  const time = words.span(example.minutes);
  const said = isAtHome(example.way) ? words.say('office.costs', { time, distance: words.distance(example.far * METRES[tariff.currency]) }) : words.say('office.costs-here', { time, way: words.say(`pricing.way-${example.way}`) });
  return html`<p class="lead">${said} <strong class="price">${words.money(sum(lines.map(({ gross }) => gross), tariff.currency))}</strong></p>
    <table><tbody>${lines.map((one) => html`<tr><td>${words.say(one.says.key, one.says.with)}</td><td class="amount">${words.money(one.gross)}</td></tr>`)}</tbody></table>`;
}
