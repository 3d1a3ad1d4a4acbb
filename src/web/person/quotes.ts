import { html } from 'hono/html';
import { z } from 'zod';
import { type HomeId, type Precision, type QuoteId, type Refusal, isId } from '#kernel';
import type { Request, Slot, WayPrice } from '#modules/booking';
import { type Quote, type SharedLink, type Voucher, alike, rank } from '#modules/pricing';
import type { Shown } from '#modules/quality';
import type { ProvedSkill, Provider, Technician, TrustFact } from '#modules/technicians';
import { type Call, type Door, go, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { form, press } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { peopleSaid } from '../parts/said.ts';
import { provedBy, trusted, whoComes } from '../parts/who.ts';
import { shell } from '../shell.ts';
import { dial } from '../parts/dial.ts';
import { keepThis, stepLine, withRequest } from './one-request.ts';
import { type PayLess, payLessCard, payLessFor, voucherLine } from './pay-less.ts';
import { groupHead, lines, waysTold } from './quote-parts.ts';
import { sharedNow } from './share.ts';
import { sideBySide } from './side-by-side.ts';

type Html = ReturnType<typeof html>;

/** What one column shows: a price, who stands behind it, and the first time they could come. */
type Column = Readonly<{ quote: Quote; provider: Provider; technician?: Technician | undefined; facts: readonly TrustFact[]; skills: readonly ProvedSkill[]; said: Shown; first?: Slot | undefined; waits: boolean }>;

/** Prices side by side, on the same lines, in the published order. */
export function quoteDoors(has: WebHas): Door[] {
  return [
    screen({
      method: 'GET', path: '/r/:reference/quotes', who: ['asker'],
      answer: (call) => withRequest(has, call, async (request) => {
        const columns = await call.look((work) => columnsFor(has, work, request));
        const missing = await call.look((work) => missingFor(has, work, request));
        const home = request.home && (await call.look((work) => has.people.known.home(work, request.home as HomeId)));
        const ways = await call.look((work) => has.booking.wayPrices(work, request.id));
        const payLess = await call.look((work) => payLessFor(has, work, request.id, columns.map(({ quote }) => quote)));
        const links = await call.look((work) => has.pricing.sharedLinks(work, request.id));
        return page(quotesPage(has, call, request, { columns, missing, ways, precision: home?.precision, payLess, links }));
      }),
    }),
    screen({
      method: 'POST', path: '/r/:reference/quotes', who: ['asker'],
      answer: (call) => withRequest(has, call, (request) => call.change(
        (work) => has.booking.askForQuotes(work, { request: request.id }),
        () => go(`/r/${request.reference}/quotes`),
        (refusal) => page(noPrices(has, call, request, refusal), 422),
      )),
    }),
    screen({
      method: 'POST', path: '/r/:reference/quotes/way', who: ['asker'], asks: z.object({ way: z.enum(['visit', 'lesson', 'remote', 'workshop']) }), again: (call) => go(`/r/${call.params['reference']}/quotes`),
      answer: (call) => withRequest(has, call, (request) => call.change<unknown, Refusal>(
        async (work) => {
          const chosen = await has.booking.chooseWay(work, { request: request.id, way: call.asked.way });
          return chosen.ok ? has.booking.askForQuotes(work, { request: request.id }) : chosen;
        },
        () => go(`/r/${request.reference}/quotes`),
        (refusal) => page(noPrices(has, call as unknown as Call, request, refusal), 422),
      )),
    }),
    screen({
      method: 'POST', path: '/r/:reference/quotes/accept', who: ['asker'], asks: z.object({ quote: z.string().refine((id) => isId('Quote', id)) }),
      again: (call) => go(`/r/${call.params['reference']}/quotes`),
      answer: (call) => withRequest(has, call, (request) => call.change(
        (work) => has.pricing.acceptQuote(work, call.asked.quote as QuoteId),
        (accepted) => go(accepted.awaits ? `/r/${request.reference}/second-yes` : `/r/${request.reference}/times?quote=${accepted.quote.id}`),
        (refusal) => page(noPrices(has, call as unknown as Call, request, refusal), 422),
      )),
    }),
    screen({
      method: 'POST', path: '/r/:reference/quotes/refuse', who: ['asker'], asks: z.object({ quote: z.string().refine((id) => isId('Quote', id)) }),
      again: (call) => go(`/r/${call.params['reference']}/quotes`),
      answer: (call) => withRequest(has, call, (request) => call.change(
        (work) => has.pricing.refuseQuote(work, call.asked.quote as QuoteId), () => go(`/r/${request.reference}/quotes`), () => go(`/r/${request.reference}/quotes`),
      )),
    }),
  ];
}

async function columnsFor(has: WebHas, work: Work, request: Request): Promise<Column[]> {
  const quotes = (await has.pricing.quotesFor(work, request.id)).filter((quote) => quote.state === 'offered' || quote.state === 'accepted');
  const awaited = new Set((await has.pricing.awaited(work, request.id)).map(({ id }) => id));
  const columns: Column[] = [];
  for (const quote of quotes) {
    const provider = await has.technicians.provider(work, quote.provider);
    if (!provider) continue;
    const first = (await has.booking.times(work, quote.id))[0];
    const technician = first && (await has.technicians.technician(work, first.technician));
    columns.push({ quote, provider, technician, first, waits: awaited.has(quote.id), facts: await has.technicians.trustFacts(work, technician ? { technician: technician.id } : { provider: provider.id }), skills: technician ? await has.quality.skillsOf(work, technician.id) : [], said: await has.quality.shownOf(work, { provider: provider.id }) });
  }
  // The published rule counts the first free time too.
  return alike(columns).flatMap((group) => rank(group.map((column) => ({ ...column.quote, firstTime: column.first?.promisedFrom, column })), work.now).map(({ column }) => column));
}

/** Providers of the country without a price here, each with its reason. */
async function missingFor(has: WebHas, work: Work, request: Request): Promise<{ name: string; why: string }[]> {
  const missing = await has.booking.missingQuotes(work, request.id);
  return Promise.all(missing.map(async ({ provider, why }) => ({ name: (await has.technicians.provider(work, provider))?.name ?? '', why })));
}

type Seen = Readonly<{ columns: readonly Column[]; missing: readonly { name: string; why: string }[]; ways: readonly WayPrice[]; precision: Precision | undefined; payLess: PayLess; links: readonly SharedLink[] | undefined }>;

function quotesPage(has: WebHas, call: Call, request: Request, { columns, missing, ways, precision, payLess, links }: Seen): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  if (columns.length === 0) return noPrices(has, call, request, { kind: 'no-quotes' }, missing);
  return shell(frame, {
    title: words.say('quotes.title'), wide: true, quickExit: request.quiet,
    main: html`${stepLine(frame, 'quotes')}<h1>${words.say('quotes.title-count', { count: columns.length })}</h1>
      <p class="lead">${words.say('quotes.lead')}</p><p><a href="/how-we-rank">${words.say('quotes.how-we-rank')}</a></p>
      ${precision ? html`<p class="quiet">${icon('map-pin')} ${words.say(`quotes.placed-${precision}`)} ${waysTold(frame, columns.map(({ quote }) => quote))}</p>` : ''}
      ${alike(columns).map((group, nth, all) => html`${all.length > 1 ? groupHead(frame, group[0]?.quote) : ''}<div class="quotes">${group.map((column, at) => card(frame, request, { ...column, voucher: payLess.voucher }, { isFirst: at === 0, isMain: at === 0 && nth === 0 }, group))}</div>
        ${sideBySide(frame, group.map(({ quote, provider, first }) => ({ quote, name: provider.name, firstTime: first?.promisedFrom })), has.clock.now(), nth === 0 ? 'compare' : 'compare-listed')}`)}${payLessCard(frame, request, payLess)}${waysBeside(frame, request, ways, columns[0]?.quote)}
      ${missing.length > 0 ? html`<details><summary>${words.say('quotes.who-is-missing')}</summary><ul>${missing.map(({ name, why }) => html`<li><strong>${name}</strong>: ${words.say(`pricing.missing-${why}`)}</li>`)}</ul></details>` : ''}
      <p><a href="/r/${request.reference}/round">${icon('message-circle-question-mark')} ${words.say('round.link')}</a></p>
      ${sharedNow(frame, request, links ?? [])}<div class="actions">${request.quiet || !links ? '' : html`<a class="button" href="/r/${request.reference}/share">${icon('share-2')}${words.say('compare.share')}</a>`}<button type="button" class="plain" data-print hidden>${icon('printer')}${words.say('quotes.print')}</button></div>
      ${keepThis(has, frame, call, request)}`,
  });
}

/** What the same help costs over the screen, as a lesson, at home or in the workshop: the best price of each, beside each other. */
function waysBeside({ words }: Frame, request: Request, ways: readonly WayPrice[], shown: Quote | undefined): Html {
  if (ways.length < 2) return html``;
  return html`<section class="card"><h2>${words.say('compare.ways')}</h2><p>${words.say('compare.ways-more')}</p><ul class="choices two">${ways.map((one) => html`<li class="card"><strong>${words.say(`pricing.way-${one.way}`)}</strong><br><span class="big">${words.say('compare.from', { amount: words.money(one.from) })}</span><br>
    <span class="small quiet">${words.say('compare.never-more', { amount: words.money(one.most), count: one.providers })}</span>${one.way === shown?.way ? html`<br><span class="tag">${words.say('compare.shown')}</span>` : press(`/r/${request.reference}/quotes/way`, words.say('compare.show-way'), { fields: { way: one.way } })}</li>`)}</ul></section>`;
}

function card(frame: Frame, request: Request, { quote, provider, technician, facts, skills, said, first, waits, voucher }: Column & { voucher?: Voucher | undefined }, { isFirst, isMain }: Readonly<{ isFirst: boolean; isMain: boolean }>, columns: readonly Column[]): Html {
  const { words } = frame;
  const here = `/r/${request.reference}`;
  return html`<article class="card quote" aria-labelledby="q-${quote.id}">
    ${isFirst ? html`<p class="tag amber">${words.say('quotes.first')}</p>` : ''}
    <h2 id="q-${quote.id}">${provider.name}</h2>${quote.round ? html`<p class="tag">${words.say('quotes.made-for-you')}</p>` : ''}
    ${technician ? whoComes(technician, words, provider.kind === 'solo' ? words.say('quotes.solo') : words.say('quotes.firm')) : ''}
    ${trusted(facts, words)}${technician ? provedBy(technician, skills, words) : ''}
    <p class="first-time">${icon('calendar')}${first ? words.say('quotes.first-time', { day: words.day(first.promisedFrom, quote.country), from: words.hour(first.promisedFrom, quote.country), until: words.hour(first.promisedUntil, quote.country) }) : words.say('quotes.no-time')}</p>
    <p class="price">${words.money(quote.expected)}</p>
    <p class="never-more">${words.say('quotes.never-more', { amount: words.money(quote.ceiling) })}</p>
    ${voucherLine(frame, voucher, quote)}
    ${quote.outlier ? html`<p class="tag">${words.say(`quotes.outlier-${quote.outlier}`)}</p>` : ''}
    ${later(frame, quote)}
    ${quote.credit && quote.credit.cents > 0 ? html`<p class="small quiet">${words.say('quotes.credit', { amount: words.money(quote.credit) })}</p>` : ''}
    <details><summary>${words.say('quotes.lines')}</summary>${lines(frame, quote, columns)}${more(frame, quote)}
      <p><a href="/quotes/${quote.id}.pdf">${icon('file-text')}${words.say('quotes.pdf')}</a></p></details>${peopleSaid(words, said)}
    ${quote.state === 'accepted'
      ? html`<p class="tag safe">${icon('check')}${words.say('quotes.accepted')}</p><a class="button main" href="${here}/times?quote=${quote.id}">${words.say('quotes.to-times')}</a>`
      : html`${waits ? html`<p class="note">${icon('users')} <a href="${here}/second-yes">${words.say('eyes.waits')}</a></p>` : ''}<div class="actions">${press(`${here}/quotes/accept`, words.say('quotes.accept', { name: provider.name }), { kind: isMain ? 'main' : '', fields: { quote: quote.id } })}
        ${press(`${here}/quotes/refuse`, words.say('quotes.refuse'), { kind: 'plain', fields: { quote: quote.id } })}</div>`}
  </article>`;
}

/** What renews makes a difference later; where nothing does, we do not repeat the same number three times. */
const later = (frame: Frame, quote: Quote): Html => (quote.after24.cents === quote.expected.cents ? html`` : html`<dl class="facts small">
  <dt>${frame.words.say('quotes.after', { months: 12 })}</dt><dd class="number">${frame.words.money(quote.after12)}</dd>
  <dt>${frame.words.say('quotes.after', { months: 24 })}</dt><dd class="number">${frame.words.money(quote.after24)}</dd></dl>`);

const more = (frame: Frame, quote: Quote): Html => html`
  ${quote.guaranteeDays > 0 ? html`<p>${frame.words.say('quotes.guarantee', { days: quote.guaranteeDays })}</p>` : ''}
  ${quote.notIncluded.length > 0 ? html`<h3>${frame.words.say('quotes.not-included')}</h3><ul>${quote.notIncluded.map((says) => html`<li>${frame.words.say(says.key, says.with)}</li>`)}</ul>` : ''}
  ${quote.dearerWhen.length > 0 ? html`<h3>${frame.words.say('quotes.dearer-when')}</h3><ul>${quote.dearerWhen.map((says) => html`<li>${frame.words.say(says.key, says.with)}</li>`)}</ul>` : ''}
  <p class="small quiet">${frame.words.say('quotes.valid-until', { date: frame.words.date(quote.validUntil, quote.country) })}</p>`;

function noPrices(has: WebHas, call: Call, request: Request, why: Refusal, missing: readonly { name: string; why: string }[] = []): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const saysWhy = ['quotes', 'pricing', 'booking'].map((file) => `${file}.${why.kind}`).find((key) => words.knows(key)) ?? 'quotes.no-quotes';
  return shell(frame, {
    title: words.say('quotes.none'), quickExit: request.quiet,
    main: html`${stepLine(frame, 'quotes')}<h1>${words.say('quotes.none')}</h1><p class="lead">${words.say(saysWhy, { ...why })}</p>
      ${missing.length > 0 ? html`<ul>${missing.map((one) => html`<li><strong>${one.name}</strong>: ${words.say(`pricing.missing-${one.why}`)}</li>`)}</ul>` : ''}
      <p><a href="/r/${request.reference}/round">${icon('message-circle-question-mark')} ${words.say('round.link')}</a></p>
      ${form(`/r/${request.reference}/quotes`, html`<div class="actions"><button class="main">${words.say('quotes.ask-again')}</button><a class="button" href="${dial(frame.house.phone)}">${icon('phone')}${frame.house.phone}</a></div>`)}`,
  });
}

