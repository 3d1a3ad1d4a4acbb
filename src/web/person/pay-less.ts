import { html } from 'hono/html';
import { z } from 'zod';
import { type ProviderId, type Refusal, type RequestId, minus } from '#kernel';
import type { Request } from '#modules/booking';
import { type Quote, type SolidarityWord, type Voucher, voucherPays } from '#modules/pricing';
import { type Call, type Door, type Problem, type Reply, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, oneOf, press, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { stepLine, withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
/** What can make the prices of a request lower, or somebody else pay a part. `offers`: whose word each provider wants for its solidarity rate. */
export type PayLess = Readonly<{ voucher?: Voucher | undefined; said?: SolidarityWord | undefined; offers: readonly Readonly<{ provider: ProviderId; asks: SolidarityWord }>[] }>;
const codeAsks = z.object({ code: z.string().trim().min(1, 'pay-less.code-missing').max(40, 'where.too-long') });
const wordAsks = z.object({ word: z.enum(['own-word', 'partner-word'], 'pay-less.word-missing'), code: z.string().trim().max(40, 'where.too-long').default(''), declare: z.string('pay-less.declare-missing') });

/** A voucher of an organisation, and the solidarity rate: nobody has to bring papers, and nobody has to say why. */
export const payLessDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/r/:reference/voucher', who: ['asker'], answer: (call) => withRequest(has, call, (request) => voucherPage(has, call, request, fresh)) }),
  screen({
    method: 'POST', path: '/r/:reference/voucher', who: ['asker'], asks: codeAsks,
    again: (call, typed, problems) => withRequest(has, call, (request) => voucherPage(has, call, request, { typed, problems })),
    answer: (call) => withRequest(has, call, (request) => takeVoucher(has, call as unknown as Call<z.infer<typeof codeAsks>>, request)),
  }),
  screen({
    method: 'POST', path: '/r/:reference/voucher/off', who: ['asker'],
    answer: (call) => withRequest(has, call, (request) => call.change((work) => has.pricing.dropVoucher(work, { request: request.id }), () => go(quotesOf(request)), () => go(quotesOf(request)))),
  }),
  screen({ method: 'GET', path: '/r/:reference/solidarity', who: ['asker'], answer: (call) => withRequest(has, call, (request) => wordPage(has, call, request, fresh)) }),
  screen({
    method: 'POST', path: '/r/:reference/solidarity', who: ['asker'], asks: wordAsks,
    again: (call, typed, problems) => withRequest(has, call, (request) => wordPage(has, call, request, { typed, problems })),
    answer: (call) => withRequest(has, call, (request) => declare(has, call as unknown as Call<z.infer<typeof wordAsks>>, request)),
  }),
  screen({
    method: 'POST', path: '/r/:reference/solidarity/off', who: ['asker'],
    answer: (call) => withRequest(has, call, (request) => call.change<unknown, Refusal>(async (work) => {
      const dropped = await has.pricing.dropSolidarity(work, request.id);
      return dropped.ok ? has.booking.askForQuotes(work, { request: request.id }) : dropped;
    }, () => go(quotesOf(request)), () => go(quotesOf(request)))),
  }),
];

const quotesOf = (request: Pick<Request, 'reference'>): string => `/r/${request.reference}/quotes`;

/** Everything that pays less, for the page of prices. */
export async function payLessFor(has: WebHas, work: Work, request: RequestId, quotes: readonly Quote[]): Promise<PayLess> {
  const voucher = await has.pricing.voucherOf(work, request);
  return { ...(await has.pricing.solidarityFor(work, request, quotes.filter(({ round }) => round === undefined).map(({ provider }) => provider))), ...(voucher ? { voucher } : {}) };
}

/** What a voucher means for one price: its line, and what is left for the person. */
export function voucherLine({ words }: Frame, voucher: Voucher | undefined, quote: Quote): Html {
  if (!voucher || voucher.usedAt) return html``;
  const likely = voucherPays(voucher.series.gives, quote.expected);
  if (likely.cents === 0) return html``;
  return html`<dl class="facts small"><dt>${words.say('pay-less.voucher-of', { name: voucher.partner.name })}</dt><dd class="number">${words.money({ ...likely, cents: -likely.cents })}</dd>
    <dt>${words.say('pay-less.left')}</dt><dd class="number"><strong>${words.money(minus(quote.expected, likely))}</strong> <span class="quiet">${words.say('pay-less.left-most', { amount: words.money(minus(quote.ceiling, voucherPays(voucher.series.gives, quote.ceiling))) })}</span></dd></dl>`;
}

/** The ways to pay less, under the prices. */
export function payLessCard({ words }: Frame, request: Request, { voucher, said, offers }: PayLess): Html {
  const here = `/r/${request.reference}`;
  return html`<section class="card"><h2>${words.say('pay-less.title')}</h2>
    ${voucher ? html`<p>${icon('ticket')} ${words.say('pay-less.has-voucher', { name: voucher.partner.name, purpose: voucher.series.purpose })}</p>${voucher.usedAt ? '' : press(`${here}/voucher/off`, words.say('pay-less.voucher-off'), { kind: 'plain' })}` : html`<p><a href="${here}/voucher">${icon('ticket')} ${words.say('pay-less.type-code')}</a></p>`}
    ${said ? html`<p>${icon('hand-heart')} ${words.say(`pay-less.said-${said}`)}</p>${press(`${here}/solidarity/off`, words.say('pay-less.word-off'), { kind: 'plain' })}` : offers.length === 0 ? '' : html`<p><a href="${here}/solidarity">${icon('hand-heart')} ${words.say('pay-less.ask-solidarity', { count: offers.length })}</a></p>`}
    <p class="small quiet">${words.say('pay-less.times')}</p></section>`;
}

function voucherPage(has: WebHas, call: Call, request: Request, filled: Filled): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  return page(shell(frame, {
    title: words.say('pay-less.voucher'), quickExit: request.quiet,
    main: html`${stepLine(frame, 'quotes')}${whatWasWrong(words, filled)}<h1>${words.say('pay-less.voucher')}</h1><p class="lead">${words.say('pay-less.voucher-more')}</p>
      ${form(`/r/${request.reference}/voucher`, html`${line({ name: 'code', label: words.say('pay-less.code'), hint: words.say('pay-less.code-hint'), size: 'medium', autocomplete: 'off', filled, words })}<div class="actions"><button class="main">${words.say('pay-less.use-voucher')}</button></div>`)}
      <p class="quiet">${words.say('pay-less.voucher-how')}</p><p><a href="${quotesOf(request)}">${words.say('compare.back')}</a></p>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

/** A refused code, in words. Whoever tries many waits. */
const whyNot = (frame: Frame, refusal: Refusal, request: Request): Problem => ({
  field: 'code', says: frame.words.knows(`pricing.${refusal.kind}`) ? `pricing.${refusal.kind}` : 'pricing.voucher-unknown',
  with: { since: 'since' in refusal ? frame.words.date(refusal['since'] as Temporal.PlainDate, request.country) : '' },
});

async function takeVoucher(has: WebHas, call: Call<z.infer<typeof codeAsks>>, request: Request): Promise<Reply> {
  const again = (problem: Problem): Promise<Reply> => voucherPage(has, call as unknown as Call, request, { typed: { code: call.asked.code }, problems: [problem] });
  if (!(await has.limits.may('code', `voucher ${call.from}`)).ok) return again({ field: 'code', says: 'come-back.wait' });
  return call.change((work) => has.pricing.takeVoucher(work, { request: request.id, code: call.asked.code }), () => go(quotesOf(request)), (refusal) => again(whyNot(frameOf(has, call), refusal, request)));
}

/** The sentences that somebody agrees to, as they stand on the page: their digest is kept with the yes. */
const shownTo = ({ words }: Frame): string => [words.say('pay-less.solidarity-more'), words.say('pay-less.kept'), words.say('pay-less.declare')].join('\n');

async function wordPage(has: WebHas, call: Call, request: Request, filled: Filled): Promise<Reply> {
  const found = await call.look(async (work) => payLessFor(has, work, request.id, await has.pricing.quotesFor(work, request.id)));
  if (found.offers.length === 0) return go(quotesOf(request));
  const frame = frameOf(has, call);
  const { words } = frame;
  const names = await call.look((work) => Promise.all(found.offers.map(async ({ provider, asks }) => ({ asks, name: (await has.technicians.provider(work, provider))?.name ?? '' }))));
  const ownWord = found.offers.some(({ asks }) => asks === 'own-word');
  return page(shell(frame, {
    title: words.say('pay-less.solidarity'), quickExit: request.quiet,
    main: html`${stepLine(frame, 'quotes')}${whatWasWrong(words, filled)}<h1>${words.say('pay-less.solidarity')}</h1><p class="lead">${words.say('pay-less.solidarity-more')}</p>
      <ul>${names.map(({ name, asks }) => html`<li><strong>${name}</strong>: ${words.say(`pay-less.wants-${asks}`)}</li>`)}</ul>
      ${form(`/r/${request.reference}/solidarity`, html`${oneOf({ name: 'word', label: words.say('pay-less.whose-word'), value: ownWord ? 'own-word' : 'partner-word', filled, words, options: [...(ownWord ? [{ value: 'own-word', label: words.say('pay-less.own-word') }] : []), { value: 'partner-word', label: words.say('pay-less.partner-word') }] })}
        ${line({ name: 'code', label: words.say('pay-less.word-code'), hint: words.say('pay-less.word-code-hint'), size: 'medium', autocomplete: 'off', filled, words })}
        ${tick({ name: 'declare', label: words.say('pay-less.declare'), hint: words.say('pay-less.kept'), filled, words })}<div class="actions"><button class="main">${words.say('pay-less.ask')}</button></div>`)}
      <p><a href="${quotesOf(request)}">${words.say('compare.back')}</a></p>`,
  }), filled.problems.length > 0 ? 422 : 200);
}

async function declare(has: WebHas, call: Call<z.infer<typeof wordAsks>>, request: Request): Promise<Reply> {
  const { asked } = call;
  const frame = frameOf(has, call);
  const again = (problem: Problem): Promise<Reply> => wordPage(has, call as unknown as Call, request, { typed: { word: asked.word, code: asked.code, declare: asked.declare }, problems: [problem] });
  const code = asked.word === 'partner-word' ? asked.code : undefined;
  if (code === '') return again({ field: 'code', says: 'pay-less.code-missing' });
  if (code !== undefined && !(await has.limits.may('code', `voucher ${call.from}`)).ok) return again({ field: 'code', says: 'come-back.wait' });
  return call.change<unknown, Refusal>(async (work) => {
    const said = await has.pricing.askSolidarity(work, { request: request.id, code, shown: shownTo(frame), lang: frame.lang });
    return said.ok ? has.booking.askForQuotes(work, { request: request.id }) : said;
  }, () => go(quotesOf(request)), (refusal) => (refusal.kind.startsWith('voucher-') ? again(whyNot(frame, refusal, request)) : missing));
}
