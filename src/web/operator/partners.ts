import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type PartnerId, type SeriesId, ZONE, isId, ok } from '#kernel';
import { MOST_VOUCHERS, type Partner, type SeriesSeen, givesFrom, mostOf, partnerAsk, seriesAsk } from '#modules/pricing';
import { type Call, type Door, type Problem, type Reply, type Typed, file, go, missing, page, screen } from '#platform/http/index';
import { writeTable } from '#platform/tables/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, listOf, press, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
type Seen = Readonly<{ partner: Partner; series: readonly SeriesSeen[] }>;
const PATH = '/operator/partners';
const ONE = `${PATH}/:partner`;
const changeAsks = partnerAsk.omit({ country: true }).extend({ ended: z.string().optional() });
type Made = z.infer<typeof seriesAsk>;

/** Organisations that help people to pay: their vouchers, and the account that is settled with each. */
export const partnerDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: PATH, who: ['operator'], answer: (call) => listPage(has, call, fresh) }),
  screen({
    method: 'POST', path: PATH, who: ['operator'], asks: partnerAsk, again: (call, typed, problems) => listPage(has, call, { typed, problems }),
    answer: (call) => call.change((work) => has.pricing.addPartner(work, call.asked), (partner) => go(`${PATH}/${partner.id}`), () => missing),
  }),
  screen({ method: 'GET', path: ONE, who: ['operator'], answer: (call) => withPartner(has, call, (seen) => onePage(has, call, seen, {})) }),
  screen({
    method: 'POST', path: ONE, who: ['operator'], asks: changeAsks, again: (call, typed, problems) => withPartner(has, call, (seen) => onePage(has, call, seen, { words: { typed, problems } })),
    answer: (call) => withPartner(has, call as unknown as Call, ({ partner }) => call.change(
      (work) => has.pricing.changePartner(work, { partner: partner.id, name: call.asked.name, contact: call.asked.contact, ended: call.asked.ended !== undefined }), () => go(`${PATH}/${partner.id}`), () => missing,
    )),
  }),
  screen({
    method: 'POST', path: `${ONE}/vouchers`, who: ['operator'], asks: seriesAsk, again: (call, typed, problems) => withPartner(has, call, (seen) => onePage(has, call, seen, { vouchers: { typed, problems } })),
    answer: (call) => withPartner(has, call as unknown as Call, (seen) => make(has, call as unknown as Call<Made>, seen)),
  }),
  screen({ method: 'GET', path: `${ONE}/account.csv`, who: ['operator'], answer: (call) => withPartner(has, call, ({ partner }) => account(has, call, partner)) }),
  ...seriesDoors(has),
];

const seriesDoors = (has: WebHas): Door[] => [
  screen({
    method: 'POST', path: '/operator/voucher-series/:series/codes', who: ['operator'],
    answer: (call) => withSeries(call, (series) => call.change(async (work) => ok(await has.pricing.voucherCodes(work, series)),
      (codes) => (codes.length === 0 ? missing : file(writeTable(['code', 'state'], codes), 'text/csv; charset=utf-8', { name: 'vouchers.csv' })), () => missing)),
  }),
  screen({
    method: 'POST', path: '/operator/voucher-series/:series/stop', who: ['operator'],
    answer: (call) => withSeries(call, (series) => call.change((work) => has.pricing.stopVouchers(work, { series }), () => go(PATH), () => missing)),
  }),
];

const withSeries = (call: Pick<Call, 'params'>, then: (id: SeriesId) => Promise<Reply> | Reply): Promise<Reply> | Reply => { const id = call.params['series'] ?? ''; return isId('Series', id) ? then(id) : missing; };
async function withPartner(has: WebHas, call: Call, then: (seen: Seen) => Promise<Reply> | Reply): Promise<Reply> {
  const id = call.params['partner'] ?? '';
  const seen = isId('Partner', id) ? await call.look((work) => has.pricing.partner(work, id as PartnerId)) : undefined;
  return seen ? then(seen) : missing;
}

const typedOf = (asked: Made): Typed => ({
  purpose: asked.purpose, gives: asked.gives, count: String(asked.count), until: asked.until.toString(), ...(asked.value === undefined ? {} : { value: String(asked.value) }), ...(asked.most === undefined ? {} : { most: String(asked.most) }),
});

function make(has: WebHas, call: Call<Made>, seen: Seen): Promise<Reply> | Reply {
  const { asked } = call;
  const again = (problem: Problem): Promise<Reply> => onePage(has, call as unknown as Call, seen, { vouchers: { typed: typedOf(asked), problems: [problem] } });
  const { country, id } = seen.partner;
  if (Temporal.PlainDate.compare(asked.until, has.clock.now().toZonedDateTimeISO(ZONE[country]).toPlainDate()) < 0) return again({ field: 'until', says: 'partners.until-past' });
  const gives = givesFrom(asked, country);
  if (gives === 'value' || gives === 'most') return again({ field: gives, says: `partners.${gives}-unclear` });
  return call.change((work) => has.pricing.makeVouchers(work, { partner: id, purpose: asked.purpose, gives, count: asked.count, until: asked.until }), () => go(`${PATH}/${id}`), () => again({ field: 'purpose', says: 'pricing.no-such-partner' }));
}

/** What its vouchers paid, bill by bill, without anybody's name: the organisation settles it with each provider. */
async function account(has: WebHas, call: Call, partner: Partner): Promise<Reply> {
  const rows = await call.look(async (work) => {
    const uses = await has.pricing.voucherUses(work, partner.id);
    return Promise.all(uses.map(async (use) => ({
      used_on: use.usedOn.toString(), purpose: use.purpose, code_ends_in: use.code, provider: (await has.technicians.provider(work, use.provider))?.legalName ?? '', number: use.number,
      amount: (use.amount.cents / 100).toFixed(2), currency: use.amount.currency,
    })));
  });
  return file(writeTable(['used_on', 'purpose', 'code_ends_in', 'provider', 'number', 'amount', 'currency'], rows), 'text/csv; charset=utf-8', { name: 'vouchers-account.csv' });
}

async function listPage(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words, house } = frame;
  const partners = await call.look((work) => has.pricing.partners(work));
  return page(shell(frame, {
    title: words.say('partners.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<p class="where-am-i"><a href="/operator/house">${words.say('set-up.house')}</a></p><h1>${words.say('partners.title')}</h1><p class="lead">${words.say('partners.more')}</p>
      ${partners.length === 0 ? html`<p class="note">${words.say('partners.none')}</p>` : html`<ul class="choices two">${partners.map((one) => html`<li><a class="choice" href="${PATH}/${one.id}">${icon('hand-heart')}<span><strong>${one.name}</strong><span class="quiet">${words.say(`where.country-${one.country}`)}</span>${one.endedAt ? html`<span class="tag">${words.say('partners.ended')}</span>` : ''}</span></a></li>`)}</ul>`}
      <section class="card"><h2>${words.say('partners.add')}</h2>${form(PATH, html`${wordFields(frame, filled)}${listOf({ name: 'country', label: words.say('partners.country'), filled, words, options: house.countries.map((value) => ({ value, label: words.say(`where.country-${value}`) })) })}<div class="actions"><button class="main">${words.say('partners.add-it')}</button></div>`)}</section>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

const wordFields = ({ words }: Frame, filled: Filled, partner?: Partner): Html => html`${line({ name: 'name', label: words.say('partners.name'), hint: words.say('partners.name-hint'), value: partner?.name ?? '', filled, words })}
  ${line({ name: 'contact', label: words.say('partners.contact'), hint: words.say('partners.contact-hint'), value: partner?.contact ?? '', filled, words })}`;

function onePage(has: WebHas, call: Call, { partner, series }: Seen, wrong: { words?: Filled; vouchers?: Filled }): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const problem = wrong.vouchers ?? wrong.words;
  return page(shell(frame, {
    title: partner.name, kind: 'staff',
    main: html`${problem ? whatWasWrong(words, problem) : ''}<p class="where-am-i"><a href="${PATH}">${words.say('partners.title')}</a></p><h1>${partner.name}</h1>
      ${partner.endedAt ? html`<p class="note warm">${words.say('partners.ended-more')}</p>` : ''}
      <h2>${words.say('partners.vouchers')}</h2>${series.length === 0 ? html`<p class="quiet">${words.say('partners.no-vouchers')}</p>` : html`<div class="quotes">${series.map((one) => seriesCard(frame, one))}</div><p><a class="button" href="${PATH}/${partner.id}/account.csv">${icon('download')}${words.say('partners.account')}</a></p><p class="hint">${words.say('partners.account-more')}</p>`}
      ${partner.endedAt ? '' : newSeries(frame, partner, wrong.vouchers ?? fresh)}
      <details class="card"${wrong.words ? ' open' : ''}><summary><strong>${words.say('partners.change')}</strong></summary>${form(`${PATH}/${partner.id}`, html`${wordFields(frame, wrong.words ?? fresh, partner)}${tick({ name: 'ended', label: words.say('partners.end'), hint: words.say('partners.end-hint'), checked: partner.endedAt !== undefined, filled: wrong.words ?? fresh, words })}<div class="actions"><button>${words.say('partners.keep')}</button></div>`)}</details>`,
  }), problem ? 422 : 200);
}

const givesSaid = ({ words }: Frame, { series }: SeriesSeen): string => {
  switch (series.gives.kind) {
    case 'amount': return words.say('partners.gives-amount-of', { amount: words.money(series.gives.amount) });
    case 'percent': return words.say('partners.gives-percent-of', { percent: series.gives.basisPoints / 100, most: words.money(series.gives.most) });
    case 'solidarity': return words.say('partners.gives-solidarity');
  }
};

function seriesCard(frame: Frame, seen: SeriesSeen): Html {
  const { words } = frame;
  const { series, taken, used, paid } = seen;
  return html`<article class="card"><h3>${series.purpose}</h3><p>${givesSaid(frame, seen)}</p>
    <p class="quiet">${words.say('partners.counts', { count: series.count, taken: taken - used, used })} · ${words.say('partners.until-day', { date: words.date(series.until, series.country as Country) })}</p>
    ${series.gives.kind === 'solidarity' ? '' : html`<p>${words.say('partners.paid', { paid: words.money(paid), most: words.money(mostOf(series)) })}</p>`}
    ${series.stoppedAt ? html`<p class="tag">${words.say('partners.stopped')}</p>` : ''}
    <div class="actions">${form(`/operator/voucher-series/${series.id}/codes`, html`<button data-takes-out>${icon('download')}${words.say('partners.codes')}</button>`)}${series.stoppedAt ? '' : press(`/operator/voucher-series/${series.id}/stop`, words.say('partners.stop'), { kind: 'plain' })}</div></article>`;
}

function newSeries(frame: Frame, partner: Partner, filled: Filled): Html {
  const { words } = frame;
  const sign = partner.country === 'FR' ? '€' : '£';
  return html`<section class="card"><h2>${words.say('partners.new')}</h2>${form(`${PATH}/${partner.id}/vouchers`, html`${line({ name: 'purpose', label: words.say('partners.purpose'), hint: words.say('partners.purpose-hint'), filled, words })}
    ${listOf({ name: 'gives', label: words.say('partners.gives'), filled, words, options: (['amount', 'percent', 'solidarity'] as const).map((value) => ({ value, label: words.say(`partners.gives-${value}`, { sign }) })) })}
    <div class="side-by-side">${line({ name: 'value', label: words.say('partners.value', { sign }), size: 'short', inputmode: 'decimal', filled, words })}${line({ name: 'most', label: words.say('partners.most', { sign }), size: 'short', inputmode: 'decimal', filled, words })}
    ${line({ name: 'count', label: words.say('partners.count', { most: MOST_VOUCHERS }), size: 'short', inputmode: 'numeric', filled, words })}${line({ name: 'until', label: words.say('partners.until'), type: 'date', size: 'medium', filled, words })}</div>
    <div class="actions"><button class="main">${icon('ticket')}${words.say('partners.make')}</button></div>`)}</section>`;
}
