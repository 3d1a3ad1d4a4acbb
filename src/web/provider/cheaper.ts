import { html } from 'hono/html';
import { z } from 'zod';
import { type Currency, type Money, sum } from '#kernel';
import { type Cheaper, type CheaperBy, type Reduction, type Tariff, previewTariff, tariffAsk } from '#modules/pricing';
import { type Call, type Door, type Problem, type Reply, type Typed, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { WEEK, dayRow, hourFrom } from '../operator/technician-fields.ts';
import { type Filled, form, line, listOf, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { amountIn, shapesOf, withTariff } from './packages.ts';
import { PATH as PRICES, type Seen } from './prices.ts';

type Html = ReturnType<typeof html>;
const PATH = `${PRICES}/cheaper`;
const KINDS = ['percent', 'flat'] as const;
const HUNDRED = 100;
const EXAMPLE = { minutes: 60, far: 10 } as const;
const metresIn = (currency: Currency): number => (currency === 'EUR' ? 1000 : 1609);
const asks = z.object({ does: z.enum(['try', 'keep']).catch('try') }).catchall(z.string().max(20, 'where.too-long'));

/** What a provider takes off on purpose: a way shared with a visit nearby, quiet hours, a solidarity rate. Each is a line of the quote. */
export const cheaperDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['provider'], answer: (call) => withTariff(has, call, (seen, tariff) => show(has, call, seen, tariff, { typed: fieldsOf(tariff), problems: [] })) }),
  screen({
    method: 'POST', path: PATH, who: ['provider'], asks,
    again: (call, typed, problems) => withTariff(has, call, (seen, tariff) => show(has, call, seen, tariff, { typed, problems })),
    answer: (call) => withTariff(has, call as unknown as Call, (seen, tariff) => answer(has, call as unknown as Call<z.infer<typeof asks>>, seen, tariff)),
  }),
];

const written = (number: number): string => String(Math.round(number * HUNDRED) / HUNDRED);
const offFields = (what: string, off: Reduction | undefined): Typed => (off ? { [`${what}-off`]: off.kind === 'flat' ? written(off.price.cents / HUNDRED) : written(off.basisPoints / HUNDRED), [`${what}-kind`]: off.kind } : {});

function fieldsOf({ cheaper, currency }: Tariff): Typed {
  const hours = (cheaper?.offPeak?.hours ?? []).flatMap(({ days, from, until }) => days.flatMap((day): [string, string][] => [[`from-${day}`, from], [`until-${day}`, until]]));
  return {
    ...offFields('shared', cheaper?.sharedWay?.off), ...(cheaper?.sharedWay ? { 'shared-near': written(cheaper.sharedWay.withinMetres / metresIn(currency)) } : {}),
    ...offFields('quiet', cheaper?.offPeak?.off), ...Object.fromEntries(hours), ...offFields('solidarity', cheaper?.solidarity?.off), ...(cheaper?.solidarity ? { 'solidarity-asks': cheaper.solidarity.asks } : {}),
  };
}

/** A reduction as it was typed; undefined where nothing was. */
function offIn(typed: Typed, what: string, currency: Currency, problems: Problem[]): Reduction | undefined {
  const field = `${what}-off`;
  if (typed[`${what}-kind`] === 'flat') { const price = amountIn(typed, field, currency, problems); return price && price.cents > 0 ? { kind: 'flat', price } : undefined; }
  const text = (typed[field] ?? '').replaceAll(/[\s%]/g, '').replace(',', '.');
  if (text === '') return undefined;
  const percent = /^\d+(\.\d{1,2})?$/.test(text) ? Number(text) : Number.NaN;
  if (percent > 0 && percent <= HUNDRED) return { kind: 'percent', basisPoints: Math.round(percent * HUNDRED) };
  if (percent !== 0) problems.push({ field, says: 'cheaper.percent-unclear' });
  return undefined;
}

function hoursIn(typed: Typed, problems: Problem[]): NonNullable<Cheaper['offPeak']>['hours'] {
  return WEEK.flatMap((day) => {
    const fields = [`from-${day}`, `until-${day}`] as const;
    if (fields.every((field) => (typed[field] ?? '').trim() === '')) return [];
    const [from, until] = fields.map((field) => hourFrom(typed[field] ?? ''));
    if (!from) problems.push({ field: fields[0], says: 'set-up.hour-unclear' });
    if (!until) problems.push({ field: fields[1], says: 'set-up.hour-unclear' });
    return from && until ? [{ days: [day], from, until }] : [];
  });
}

function cheaperIn(typed: Typed, currency: Currency, problems: Problem[]): Cheaper {
  const shared = offIn(typed, 'shared', currency, problems);
  const near = Number((typed['shared-near'] ?? '').replace(',', '.'));
  if (shared && !(near > 0)) problems.push({ field: 'shared-near', says: 'prices.missing' });
  const quiet = offIn(typed, 'quiet', currency, problems);
  const hours = hoursIn(typed, problems);
  if (quiet && hours.length === 0) problems.push({ field: 'from-1', says: 'pricing.form-days-missing' });
  if (!quiet && hours.length > 0) problems.push({ field: 'quiet-off', says: 'prices.missing' });
  const solidarity = offIn(typed, 'solidarity', currency, problems);
  return {
    ...(shared ? { sharedWay: { off: shared, withinMetres: Math.round(near * metresIn(currency)) } } : {}), ...(quiet && hours.length > 0 ? { offPeak: { off: quiet, hours } } : {}),
    ...(solidarity ? { solidarity: { off: solidarity, asks: typed['solidarity-asks'] === 'partner-word' ? 'partner-word' : 'own-word' } } : {}),
  };
}

const FIELDS: readonly (readonly [RegExp, string])[] = [[/^cheaper\.sharedWay\.withinMetres/, 'shared-near'], [/^cheaper\.sharedWay/, 'shared-off'], [/^cheaper\.offPeak\.hours/, 'from-1'], [/^cheaper\.offPeak/, 'quiet-off']];
const fieldFor = (where: string): string => FIELDS.find(([pattern]) => pattern.test(where))?.[1] ?? 'solidarity-off';

/** What was typed, with what could not be read or does not fit together. */
function read(typed: Typed, tariff: Tariff): { tariff: Tariff; problems: Problem[] } {
  const problems: Problem[] = [];
  const cheaper = cheaperIn(typed, tariff.currency, problems);
  const { cheaper: _before, ...bare } = tariff;
  const next: Tariff = Object.keys(cheaper).length > 0 ? { ...bare, cheaper } : bare;
  const whole = problems.length > 0 ? undefined : tariffAsk(tariff.currency).safeParse(shapesOf(next));
  if (whole && !whole.success) for (const issue of whole.error.issues) problems.push({ field: fieldFor(issue.path.join('.')), says: issue.message.startsWith('pricing.') ? issue.message : 'prices.number-unclear' });
  return { tariff: next, problems };
}

async function answer(has: WebHas, call: Call<z.infer<typeof asks>>, seen: Seen, tariff: Tariff): Promise<Reply> {
  const { does, ...rest } = call.asked;
  const typed = rest as Typed;
  const found = read(typed, tariff);
  const again = (wrong: readonly Problem[]): Promise<Reply> => show(has, call as unknown as Call, seen, tariff, { typed, problems: wrong });
  if (found.problems.length > 0 || does === 'try') return again(found.problems);
  return call.change((work) => has.pricing.setTariff(work, seen.provider.id, shapesOf(found.tariff)), () => go('/office'), (refusal) => (refusal.kind === 'no-such-provider' ? missing : again([{ field: 'solidarity-off', says: `pricing.${refusal.kind}` }])));
}

function show(has: WebHas, call: Call, seen: Seen, tariff: Tariff, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const sign = seen.currency === 'EUR' ? '€' : '£';
  const off = (what: string): Html => html`<div class="side-by-side">${line({ name: `${what}-off`, label: words.say(what === 'shared' ? 'cheaper.off-travel' : 'cheaper.off'), size: 'short', inputmode: 'decimal', filled, words })}
    ${listOf({ name: `${what}-kind`, label: words.say('cheaper.off-in'), filled, words, options: KINDS.map((value) => ({ value, label: value === 'flat' ? sign : '%' })) })}</div>`;
  const unit = words.say(seen.currency === 'EUR' ? 'prices.unit-km' : 'prices.unit-mile');
  return page(shell(frame, {
    title: words.say('cheaper.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="${PRICES}">${words.say('prices.title')}</a></p><h1>${words.say('cheaper.title')}</h1><p class="lead">${words.say('cheaper.more')}</p>
      ${form(PATH, html`<div class="quotes">
        <section class="card"><h2>${words.say('cheaper.shared')}</h2><p class="hint">${words.say('cheaper.shared-hint')}</p>${off('shared')}${line({ name: 'shared-near', label: words.say('cheaper.near', { unit }), size: 'short', inputmode: 'decimal', filled, words })}</section>
        <section class="card"><h2>${words.say('cheaper.quiet')}</h2><p class="hint">${words.say('cheaper.quiet-hint')}</p>${off('quiet')}<div class="scroll-x"><table>${WEEK.map((day) => dayRow(frame, day, words.say(`staff.day-${day}`), ['', ''], filled))}</table></div></section>
        <section class="card"><h2>${words.say('cheaper.solidarity')}</h2><p class="hint">${words.say('cheaper.solidarity-hint')}</p>${off('solidarity')}${listOf({ name: 'solidarity-asks', label: words.say('cheaper.asks'), filled, words, options: (['own-word', 'partner-word'] as const).map((value) => ({ value, label: words.say(`cheaper.asks-${value}`) })) })}</section></div>
        ${tryOut(has, frame, filled, tariff)}
        <div class="actions"><button class="main" name="does" value="keep">${icon('check')}${words.say('prices.keep')}</button><a class="button" href="${PRICES}">${words.say('prices.back')}</a></div>`)}`,
  }), filled.problems.length > 0 ? 422 : 200);
}

const CASES: readonly (readonly [string, CheaperBy])[] = [['plain', {}], ['shared', { sharedWay: true }], ['quiet', { offPeak: true }], ['solidarity', { solidarity: 'partner-word' }], ['all', { sharedWay: true, offPeak: true, solidarity: 'partner-word' }]];

/** Whether a case is worth showing: the plain price always, and what is offered. */
function isOffered(cheaper: Cheaper | undefined, name: string): boolean {
  const has = { shared: cheaper?.sharedWay, quiet: cheaper?.offPeak, solidarity: cheaper?.solidarity };
  return name === 'plain' || (name === 'all' ? Object.values(has).filter(Boolean).length > 1 : Boolean(has[name as keyof typeof has]));
}

/** An hour ten kilometres (or miles) away, as it would cost with each of them. */
function tryOut(has: WebHas, frame: Frame, filled: Filled, before: Tariff): Html {
  const { words } = frame;
  const { tariff, problems } = read(filled.typed, before);
  const asked = { minutes: EXAMPLE.minutes, metres: EXAMPLE.far * metresIn(tariff.currency), when: 'day' as const };
  const costs = (cheaper: CheaperBy): Money => sum(previewTariff(has.catalogue, tariff, { ...asked, cheaper }).map(({ gross }) => gross), tariff.currency);
  const shown = problems.length === 0 && previewTariff(has.catalogue, tariff, asked).length > 0;
  return html`<section class="card" id="try"><h2>${words.say('prices.try')}</h2>${shown ? html`<p>${words.say('cheaper.example', { time: words.span(EXAMPLE.minutes), distance: words.distance(asked.metres) })}</p>
    <table><tbody>${CASES.filter(([name]) => isOffered(tariff.cheaper, name)).map(([name, by]) => html`<tr><td>${words.say(`cheaper.case-${name}`)}</td><td class="amount">${words.money(costs(by))}</td></tr>`)}</tbody></table>` : html`<p class="quiet">${words.say('prices.try-later')}</p>`}
    <button name="does" value="try" formaction="${PATH}#try">${icon('refresh-cw')}${words.say('prices.show')}</button></section>`;
}
