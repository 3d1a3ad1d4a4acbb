import { html } from 'hono/html';
import { z } from 'zod';
import { type ProviderId, isId } from '#kernel';
import { type Pay, type PayChange, type Provider, lastFour } from '#modules/technicians';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, line, press, whatWasWrong } from '../parts/form.ts';
import { shell } from '../shell.ts';

type Html = ReturnType<typeof html>;
const asks = z.object({ name: z.string().trim().min(2, 'set-up.field-missing').max(120, 'where.too-long'), iban: z.string().trim().max(50).optional(), sortCode: z.string().trim().max(12).optional(), account: z.string().trim().max(12).optional() });
const WHO = ['operator', 'finance', 'provider'] as const;

/** The bank account on a provider's invoices: a change waits three days and a telephone call. */
export const payDoors = (has: WebHas): Door[] => [
  screen({ method: 'GET', path: '/providers/:provider/pay', who: WHO, proved: '/providers/:provider/pay', answer: (call) => show(has, call, fresh) }),
  screen({
    method: 'POST', path: '/providers/:provider/pay', who: WHO, proved: '/providers/:provider/pay', asks, again: (call, typed, problems) => show(has, call, { typed, problems }),
    answer: (call) => {
      const provider = providerIn(call);
      const { asked } = call;
      const pay: Pay = asked.iban ? { kind: 'iban', iban: asked.iban, name: asked.name } : { kind: 'sort-code', sortCode: asked.sortCode ?? '', account: asked.account ?? '', name: asked.name };
      return provider ? call.change((work) => has.technicians.askPayChange(work, { provider, pay }), () => go(call.path), (refusal) => (refusal.kind === 'no-such-provider' ? missing : show(has, call as unknown as Call, { typed: { name: asked.name }, problems: [{ field: asked.iban === undefined ? 'account' : 'iban', says: `technicians.${refusal.kind}` }] }))) : missing;
    },
  }),
  screen({
    method: 'POST', path: '/providers/:provider/pay/:change/verify', who: ['operator', 'finance'], proved: '/providers/:provider/pay', asks: z.object({ how: z.string().trim().min(5, 'pay.how-missing').max(300, 'where.too-long') }), again: (call, typed, problems) => show(has, call, { typed, problems }),
    answer: (call) => call.change((work) => has.technicians.verifyPayChange(work, { change: call.params['change'] ?? '', how: call.asked.how }), () => go(`/providers/${call.params['provider']}/pay`), (refusal) => (refusal.kind === 'no-such-pay-change' ? missing : show(has, call as unknown as Call, { typed: {}, problems: [{ field: 'how', says: `technicians.${refusal.kind}` }] }))),
  }),
  screen({
    method: 'POST', path: '/providers/:provider/pay/:change/stop', who: WHO,
    answer: (call) => call.change((work) => has.technicians.stopPayChange(work, { change: call.params['change'] ?? '' }), () => go(`/providers/${call.params['provider']}/pay`), (refusal) => (refusal.kind === 'no-such-pay-change' ? missing : go(`/providers/${call.params['provider']}/pay`))),
  }),
];

const providerIn = (call: Pick<Call, 'params'>): ProviderId | undefined => { const id = call.params['provider'] ?? ''; return isId('Provider', id) ? id : undefined; };

async function show(has: WebHas, call: Call, filled: Filled): Promise<Reply> {
  const id = providerIn(call);
  const mine = call.by.kind === 'person' && (call.by.provider === id || call.by.roles.length > 0);
  const seen = id && mine ? await call.look(async (work) => { const provider = await has.technicians.provider(work, id); return provider && { provider, changes: await has.technicians.payChangesOf(work, id) }; }) : undefined;
  return seen ? page(payPage(frameOf(has, call), seen, filled), filled.problems.length > 0 ? 422 : 200) : missing;
}

function payPage(frame: Frame, { provider, changes }: { provider: Provider; changes: readonly PayChange[] }, filled: Filled): Html {
  const { words } = frame;
  const waiting = changes.find(({ state }) => state === 'waiting');
  const to = `/providers/${provider.id}/pay`;
  return shell(frame, {
    title: words.say('pay.title'), kind: 'staff',
    main: html`${whatWasWrong(words, filled)}<h1>${words.say('pay.title')}</h1><p class="lead">${words.say('pay.now', { name: provider.name, four: lastFour(provider.pay) })}</p>
      ${waiting ? html`<section class="card next"><h2>${words.say('pay.waits', { four: lastFour(waiting.pay) })}</h2><p>${words.say('pay.from', { at: `${words.date(waiting.dueAt, provider.country)}, ${words.hour(waiting.dueAt, provider.country)}` })} ${words.say(waiting.verifiedAt ? 'pay.verified' : 'pay.not-verified')}</p>
        ${waiting.verifiedAt ? '' : form(`${to}/${waiting.id}/verify`, html`<p class="note warm">${words.say('pay.ring', { phone: provider.phone })}</p>${line({ name: 'how', label: words.say('pay.how'), filled, words })}<button>${words.say('pay.verify')}</button>`)}${press(`${to}/${waiting.id}/stop`, words.say('pay.stop'), { kind: 'danger' })}</section>`
      : html`<section class="card"><h2>${words.say('pay.change')}</h2><p>${words.say('pay.change-more')}</p>${form(to, html`${line({ name: 'name', label: words.say('pay.holder'), filled, words, value: provider.pay.name })}${provider.country === 'FR' ? line({ name: 'iban', label: 'IBAN', filled, words }) : html`${line({ name: 'sortCode', label: 'Sort code', size: 'short', filled, words })}${line({ name: 'account', label: words.say('pay.account'), size: 'medium', filled, words })}`}<button class="main">${words.say('pay.ask')}</button>`)}</section>`}`,
  });
}
