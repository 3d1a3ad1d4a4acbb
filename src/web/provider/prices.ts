import { html } from 'hono/html';
import { z } from 'zod';
import type { Currency, ProviderId, TariffId } from '#kernel';
import { STEPS, type Tariff, type TariffShapes, tariffAsk } from '#modules/pricing';
import type { Provider } from '#modules/technicians';
import { type Call, type Door, type Problem, type Reply, type Typed, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, line, listOf, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { DEARER, FIRST, PRICED_WAYS, TRAVELS, fieldFor, fieldsOf, shapesIn, zonesShown } from './price-fields.ts';
import { exampleCosts, exampleFields, exampleIn } from './try-prices.ts';

type Html = ReturnType<typeof html>;
export type Seen = Readonly<{ provider: Provider; tariff: Tariff | undefined; currency: Currency }>;
export const PATH = '/office/prices';
const NO_FIX = ['nothing', 'travel-only', 'diagnosis-and-travel', 'time-spent'] as const;
const asks = z.object({ does: z.enum(['try', 'keep']).catch('try') }).catchall(z.string().max(60, 'where.too-long'));

/** A provider's own prices, typed by its own office, with what they come to beside them. */
export const priceDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['provider'], answer: (call) => withPrices(has, call, (seen) => show(has, call, seen, { typed: seen.tariff ? fieldsOf(seen.tariff) : FIRST, problems: [] })) }),
  screen({
    method: 'POST', path: PATH, who: ['provider'], asks,
    again: (call, typed, problems) => withPrices(has, call, (seen) => show(has, call, seen, { typed, problems })),
    answer: (call) => withPrices(has, call as unknown as Call, (seen) => answer(has, call as unknown as Call<z.infer<typeof asks>>, seen)),
  }),
];

/** The own provider of whoever calls, with the prices in force. */
export async function withPrices(has: WebHas, call: Call, then: (seen: Seen) => Promise<Reply>): Promise<Reply> {
  const id: ProviderId | undefined = call.by.kind === 'person' ? call.by.provider : undefined;
  const seen = id && (await call.look(async (work): Promise<Seen | undefined> => {
    const provider = await has.technicians.provider(work, id);
    return provider && { provider, tariff: await has.pricing.tariffOf(work, id), currency: provider.country === 'FR' ? 'EUR' : 'GBP' };
  }));
  return seen ? then(seen) : missing;
}

async function answer(has: WebHas, call: Call<z.infer<typeof asks>>, seen: Seen): Promise<Reply> {
  const { does, ...typed } = call.asked;
  const again = (problems: readonly Problem[]): Promise<Reply> => show(has, call as unknown as Call, seen, { typed: typed as Typed, problems });
  const read = readPrices(typed as Typed, seen);
  if (read.problems.length > 0 || does === 'try') return again(read.problems);
  return call.change(
    (work) => has.pricing.setTariff(work, seen.provider.id, read.shapes),
    () => go('/office'),
    (refusal) => again([refusal.kind === 'tariff-not-whole' ? { field: fieldFor(refusal.where), says: refusal.accepted } : { field: 'visit-price', says: `pricing.${refusal.kind}` }]),
  );
}

/** What was typed, as a tariff; with what could not be read, or does not fit together. */
function readPrices(typed: Typed, seen: Seen): { shapes: TariffShapes; problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const shapes = shapesIn({ typed, currency: seen.currency, problems }, seen.tariff);
  const whole = problems.length > 0 ? undefined : tariffAsk(seen.currency).safeParse(shapes);
  if (whole && !whole.success) for (const issue of whole.error.issues) problems.push({ field: fieldFor(issue.path.join('.')), says: issue.message.startsWith('pricing.') ? issue.message : 'prices.number-unclear' });
  return { shapes, problems };
}

function show(has: WebHas, call: Call, seen: Seen, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('prices.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="/office">${seen.provider.name}</a></p><h1>${words.say('prices.title')}</h1><p class="lead">${words.say('prices.more')}</p>${seen.tariff ? html`<nav class="actions" aria-label="${words.say('prices.other-pages')}"><a class="button" href="${PATH}/packages">${icon('package')}${words.say('packages.title')}</a><a class="button" href="${PATH}/articles">${icon('tags')}${words.say('articles.title')}</a><a class="button" href="${PATH}/cheaper">${icon('hand-heart')}${words.say('cheaper.title')}</a><a class="button" href="${PATH}/table">${icon('table')}${words.say('price-table.title')}</a></nav>` : html`<p class="note">${words.say('prices.other-later')}</p>`}
      ${form(PATH, html`<div class="quotes">${times(frame, seen, filled)}${travel(frame, seen, filled)}${dearer(frame, seen, filled)}${rules(frame, seen, filled)}${tryIt(has, frame, seen, filled)}</div>
        <div class="actions"><button class="main" name="does" value="keep">${icon('check')}${words.say('prices.keep')}</button><a class="button" href="/office">${words.say('prices.back')}</a></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** The first prices are typed with everything open; later a group opens by a press, or when something in the form is wrong. */
const isOpen = (seen: Seen, filled: Filled): string => (!seen.tariff || filled.problems.length > 0 ? ' open' : '');
type Part = (frame: Frame, seen: Seen, filled: Filled) => Html;
const sign = (seen: Seen): string => (seen.currency === 'EUR' ? '€' : '£');
const unit = ({ words }: Frame, seen: Seen): string => words.say(seen.currency === 'EUR' ? 'prices.unit-km' : 'prices.unit-mile');

const short = (frame: Frame, filled: Filled, name: string, label: string, hint?: string): Html => line({ name, label, ...(hint ? { hint } : {}), size: 'short', inputmode: 'decimal', filled, words: frame.words });
const list = (frame: Frame, filled: Filled, name: string, label: string, options: readonly (readonly [string, string])[]): Html =>
  listOf({ name, label, filled, words: frame.words, options: options.map(([value, said]) => ({ value, label: said })) });
const stepsOf = ({ words }: Frame): readonly (readonly [string, string])[] => STEPS.map((step) => [String(step), words.say('prices.minutes', { count: step })] as const);

const times: Part = (frame, seen, filled) => html`<section class="card"><h2>${frame.words.say('prices.time')}</h2><p class="hint">${frame.words.say('prices.time-hint')}</p>${PRICED_WAYS.map((way) => html`<fieldset class="field side-by-side"><legend>${frame.words.say(`pricing.way-${way}`)}</legend>
  ${short(frame, filled, `${way}-price`, frame.words.say('prices.first-price', { sign: sign(seen) }))}${short(frame, filled, `${way}-minutes`, frame.words.say('prices.first-minutes'))}
  ${short(frame, filled, `${way}-hourly`, frame.words.say('prices.hourly', { sign: sign(seen) }))}${list(frame, filled, `${way}-step`, frame.words.say('prices.step'), stepsOf(frame))}</fieldset>`)}</section>`;

const travel: Part = (frame, seen, filled) => html`<details class="card"${isOpen(seen, filled)}><summary><strong>${frame.words.say('prices.travel')}</strong></summary>${list(frame, filled, 'travel', frame.words.say('prices.travel-how'), TRAVELS.map((kind) => [kind, frame.words.say(`prices.travel-${kind}`)]))}
  <p class="hint">${frame.words.say('prices.travel-hint')}</p><div class="side-by-side">${short(frame, filled, 'travelFree', frame.words.say('prices.travel-free', { unit: unit(frame, seen) }))}${short(frame, filled, 'travelPrice', frame.words.say('prices.travel-price', { sign: sign(seen) }))}
  ${short(frame, filled, 'travelEach', frame.words.say('prices.travel-each', { unit: unit(frame, seen), sign: sign(seen) }))}${short(frame, filled, 'travelHourly', frame.words.say('prices.travel-hourly', { sign: sign(seen) }))}${list(frame, filled, 'travelStep', frame.words.say('prices.travel-step'), stepsOf(frame))}
  ${list(frame, filled, 'travelTrip', frame.words.say('prices.travel-trip'), (['one-way', 'round-trip'] as const).map((trip) => [trip, frame.words.say(`prices.trip-${trip}`)]))}${short(frame, filled, 'travelMost', frame.words.say('prices.travel-most', { sign: sign(seen) }))}</div>
  <fieldset class="field"><legend>${frame.words.say('prices.zones')}</legend><table>${zonesShown(filled.typed).map((nth) => html`<tr><td>${short(frame, filled, `zone-${nth}-far`, frame.words.say('prices.zone-far', { nth, unit: unit(frame, seen) }))}</td><td>${short(frame, filled, `zone-${nth}-price`, frame.words.say('prices.zone-price', { sign: sign(seen) }))}</td></tr>`)}</table><p class="hint">${frame.words.say('prices.zones-more')}</p></fieldset></details>`;

const dearer: Part = (frame, seen, filled) => html`<details class="card"${isOpen(seen, filled)}><summary><strong>${frame.words.say('prices.dearer')}</strong></summary><p class="hint">${frame.words.say('prices.dearer-hint')}</p>${DEARER.map((when) => html`<fieldset class="field side-by-side"><legend>${frame.words.say(`office.when-${when}`)}</legend>${short(frame, filled, `${when}-more`, frame.words.say('prices.dearer-by'))}
  ${list(frame, filled, `${when}-kind`, frame.words.say('prices.dearer-in'), [['percent', frame.words.say('prices.percent')], ['flat', sign(seen)]])}</fieldset>`)}
  <h2>${frame.words.say('prices.cap')}</h2>${short(frame, filled, 'minimum', frame.words.say('prices.minimum', { sign: sign(seen) }), frame.words.say('prices.empty-none'))}${short(frame, filled, 'cap', frame.words.say('prices.cap-most', { sign: sign(seen) }), frame.words.say('prices.empty-none'))}${list(frame, filled, 'capCovers', frame.words.say('prices.cap-covers'), (['work', 'work-and-travel'] as const).map((covers) => [covers, frame.words.say(`prices.covers-${covers}`)]))}</details>`;

const rules: Part = (frame, seen, filled) => html`<details class="card"${isOpen(seen, filled)}><summary><strong>${frame.words.say('prices.rules')}</strong></summary>${list(frame, filled, 'noFix', frame.words.say('prices.no-fix'), NO_FIX.map((rule) => [rule, frame.words.say(`prices.no-fix-${rule}`)]))}${short(frame, filled, 'diagnosis', frame.words.say('prices.diagnosis', { sign: sign(seen) }), frame.words.say('prices.empty-none'))}
  ${short(frame, filled, 'missed', frame.words.say('prices.missed', { sign: sign(seen) }))}${short(frame, filled, 'lateFee', frame.words.say('prices.late-fee', { sign: sign(seen) }))}${short(frame, filled, 'lateHours', frame.words.say('prices.late-hours'))}
  ${list(frame, filled, 'unattended', frame.words.say('prices.unattended'), (['never', 'as-attended', 'apart'] as const).map((how) => [how, frame.words.say(`prices.unattended-${how}`)]))}${short(frame, filled, 'unattendedHourly', frame.words.say('prices.unattended-hourly', { sign: sign(seen) }))}${list(frame, filled, 'unattendedStep', frame.words.say('prices.unattended-step'), stepsOf(frame))}
  <h2>${frame.words.say('prices.parts')}</h2>${list(frame, filled, 'parts', frame.words.say('prices.parts-how'), (['at-cost', 'margin'] as const).map((how) => [how, frame.words.say(`prices.parts-${how}`)]))}${short(frame, filled, 'margin', frame.words.say('prices.margin'))}${short(frame, filled, 'deposit', frame.words.say('prices.deposit'))}
  ${seen.provider.country === 'FR' ? tick({ name: 'travelForCredit', label: frame.words.say('prices.travel-for-credit'), filled, words: frame.words }) : ''}</details>`;

/** What the typed prices come to, before they are kept: nothing is told to anybody yet. */
function tryIt(has: WebHas, frame: Frame, seen: Seen, filled: Filled): Html {
  const { words } = frame;
  const example = exampleIn(filled.typed, 'try-');
  const read = filled.problems.length > 0 ? undefined : readPrices(filled.typed, seen);
  const tariff = read && read.problems.length === 0 ? asTariff(has, seen, read.shapes) : undefined;
  return html`<section class="card" id="try"><h2>${words.say('prices.try')}</h2><div class="choices two">${exampleFields(frame, has, { currency: seen.currency, packages: seen.tariff?.packages ?? [] }, example, filled, 'try-')}</div>
    <button name="does" value="try" formaction="${PATH}#try">${icon('refresh-cw')}${words.say('prices.show')}</button>${tariff ? exampleCosts(frame, has, tariff, example) : html`<p class="quiet">${words.say('prices.try-later')}</p>`}</section>`;
}

/** Prices that nobody has kept yet, as a tariff. */
export const asTariff = (has: WebHas, { provider, currency }: Seen, shapes: TariffShapes): Tariff => ({ ...shapes, id: 'preview' as TariffId, provider: provider.id, country: provider.country, currency, since: has.clock.now() });
