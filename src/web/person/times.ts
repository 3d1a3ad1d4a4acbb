import { html } from 'hono/html';
import { z } from 'zod';
import { type HoldId, type QuoteId, isId } from '#kernel';
import { type Hold, type Request, type Slot, slotAsks } from '#modules/booking';
import type { Quote } from '#modules/pricing';
import { shownName } from '#modules/technicians';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { type Filled, form, fresh, press, tick, whatWasWrong } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { whoComes } from '../parts/who.ts';
import { shell } from '../shell.ts';
import { stepLine, withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
type Offered = Readonly<{ slot: Slot; name: string }>;
const DAYS_OPEN = 3;
const DAYS_SHOWN = 10;

/** Times that know the way there; choosing one keeps it for ten minutes; booking it is one press more. */
export function timeDoors(has: WebHas): Door[] {
  const quoteOf = (call: Pick<Call, 'look'>, id: string): Promise<Quote | undefined> =>
    call.look(async (work) => { const found = isId('Quote', id) ? await has.pricing.quote(work, id) : undefined; return found?.ok ? found.value : undefined; });

  return [
    screen({
      method: 'GET', path: '/r/:reference/times', who: ['asker'],
      answer: (call) => withRequest(has, call, async (request) => {
        const quote = await quoteOf(call, call.query['quote'] ?? request.chosenQuote ?? '');
        if (!quote || quote.request !== request.id) return go(`/r/${request.reference}/quotes`);
        return page(timesPage(has, call, request, quote, await offered(has, call, quote), call.query['taken'] === 'yes'));
      }),
    }),
    screen({
      method: 'POST', path: '/r/:reference/times', who: ['asker'], asks: slotAsks.extend({ quote: z.string().refine((id) => isId('Quote', id)) }),
      again: (call) => go(`/r/${call.params['reference']}/times`),
      answer: (call) => withRequest(has, call, (request) => call.change(
        (work) => has.booking.hold(work, { quote: call.asked.quote as QuoteId, slot: call.asked.slot }),
        (hold) => go(`/r/${request.reference}/confirm?hold=${hold.id}`),
        (refusal) => (refusal.kind === 'time-taken' || refusal.kind === 'time-passed' || refusal.kind === 'not-a-slot' ? go(`/r/${request.reference}/times?quote=${call.asked.quote}&taken=yes`) : go(`/r/${request.reference}/quotes`)),
      )),
    }),
    screen({
      method: 'POST', path: '/r/:reference/times/release', who: ['asker'], asks: z.object({ hold: z.string().refine((id) => isId('Hold', id)) }),
      again: (call) => go(`/r/${call.params['reference']}/times`),
      answer: (call) => withRequest(has, call, (request) => {
        const toTimes = (hold?: Hold): Reply => go(`/r/${request.reference}/times${hold ? `?quote=${hold.quote}` : ''}`);
        return call.change((work) => has.booking.releaseHold(work, { hold: call.asked.hold as HoldId }), (hold) => toTimes(hold), () => toTimes());
      }),
    }),
    screen({
      method: 'GET', path: '/r/:reference/confirm', who: ['asker'],
      answer: (call) => withRequest(has, call, (request) => confirm(has, call, request, call.query['hold'] ?? '', fresh)),
    }),
    screen({
      method: 'POST', path: '/r/:reference/confirm', who: ['asker'],
      asks: z.object({ hold: z.string().refine((id) => isId('Hold', id)), terms: z.string().max(200), express: z.string().optional() }),
      again: (call) => go(`/r/${call.params['reference']}/times`),
      answer: (call) => withRequest(has, call, (request) => call.change(
        (work) => has.booking.book(work, { hold: call.asked.hold as HoldId, expressRequest: call.asked.express !== undefined, termsHash: call.asked.terms }),
        (visit) => go(`/visits/${visit.id}`),
        (refusal) => refused(has, call as unknown as Call, request, call.asked.hold, refusal.kind),
      )),
    }),
  ];
}

async function offered(has: WebHas, call: Pick<Call, 'look'>, quote: Quote): Promise<Offered[]> {
  return call.look(async (work) => {
    const slots = await has.booking.times(work, quote.id);
    const names = new Map<string, string>();
    for (const slot of slots) {
      if (names.has(slot.technician)) continue;
      const technician = await has.technicians.technician(work, slot.technician);
      names.set(slot.technician, technician ? shownName(technician) : '');
    }
    return slots.map((slot) => ({ slot, name: names.get(slot.technician) ?? '' }));
  });
}

function timesPage(has: WebHas, call: Call, request: Request, quote: Quote, times: readonly Offered[], wasTaken: boolean): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const days = Map.groupBy(times, ({ slot }) => words.day(slot.promisedFrom, quote.country));
  const shown = [...days].slice(0, DAYS_SHOWN);
  const day = ([name, of]: [string, readonly Offered[]]): Html => html`<section class="day"><h2>${name}</h2>${halves(frame, request, quote, of)}</section>`;
  return shell(frame, {
    title: words.say('times.title'),
    main: html`${stepLine(frame, 'times')}<h1>${words.say('times.title')}</h1><p class="lead">${words.say('times.lead')}</p>
      ${wasTaken ? html`<p class="note warm" role="status">${words.say('times.taken')}</p>` : ''}
      ${shown.length === 0 ? html`<p class="note">${words.say('times.none')}</p>` : ''}
      ${shown.slice(0, DAYS_OPEN).map(day)}
      ${shown.length > DAYS_OPEN ? html`<details><summary>${icon('calendar')}${words.say('times.later-days')}</summary>${shown.slice(DAYS_OPEN).map(day)}</details>` : ''}
      <p class="quiet">${icon('leaf')} ${words.say('times.leaf-means')}</p><p><a href="/r/${request.reference}/quotes">${words.say('times.back-to-prices')}</a></p>`,
  });
}

function halves(frame: Frame, request: Request, quote: Quote, times: readonly Offered[]): Html {
  const hourOf = ({ slot }: Offered): number => slot.promisedFrom.toZonedDateTimeISO(quote.country === 'FR' ? 'Europe/Paris' : 'Europe/London').hour;
  const parts = [['morning', times.filter((one) => hourOf(one) < 12)], ['afternoon', times.filter((one) => hourOf(one) >= 12)]] as const;
  return html`${parts.filter(([, of]) => of.length > 0).map(([half, of]) => html`<h3>${frame.words.say(`times.${half}`)}</h3>
    <ul class="slots">${of.map((one) => html`<li>${form(`/r/${request.reference}/times`, html`<input type="hidden" name="quote" value="${quote.id}"><input type="hidden" name="slot" value="${one.slot.key}">
      <button class="slot ${one.slot.green ? 'green' : ''}"><strong>${frame.words.say('times.between', { from: frame.words.hour(one.slot.promisedFrom, quote.country), until: frame.words.hour(one.slot.promisedUntil, quote.country) })}</strong>
      <span>${one.name}${one.slot.again ? html` · ${frame.words.say('times.again')}` : ''}</span>
      ${one.slot.green ? html`<span class="leaf">${icon('leaf')}${frame.words.say('times.green', { km: frame.words.distance(one.slot.saves ?? 0) })}</span>` : ''}</button>`)}</li>`)}</ul>`)}`;
}

async function confirm(has: WebHas, call: Call, request: Request, holdId: string, filled: Filled, status = 200): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const found = await call.look(async (work) => {
    const hold = isId('Hold', holdId) ? await has.booking.holdOf(work, holdId) : undefined;
    const quote = hold && (await has.pricing.quote(work, hold.quote));
    if (!hold || !quote?.ok || hold.request !== request.id) return undefined;
    const technician = await has.technicians.technician(work, hold.technician);
    const provider = await has.technicians.provider(work, quote.value.provider);
    return technician && provider ? { hold, quote: quote.value, technician, provider } : undefined;
  });
  if (!found) return request.state === 'booked' ? go(`/r/${request.reference}/visit`) : go(`/r/${request.reference}/times`);
  const { hold, quote, technician, provider } = found;
  return page(shell(frame, {
    title: words.say('confirm.title'),
    main: html`${stepLine(frame, 'confirm')}${whatWasWrong(words, filled)}<h1>${words.say('confirm.title')}</h1>
      <div class="card">${whoComes(technician, words, provider.name)}
        <dl class="facts"><dt>${words.say('confirm.when')}</dt><dd><strong>${whenOf(frame, hold, quote)}</strong></dd>
        <dt>${words.say('confirm.expected')}</dt><dd class="number">${words.money(quote.expected)}</dd>
        <dt>${words.say('confirm.never-more')}</dt><dd class="number"><strong>${words.money(quote.ceiling)}</strong></dd>
        <dt>${words.say('confirm.pay')}</dt><dd>${words.say('confirm.pay-more', { name: provider.name })}</dd></dl></div>
      <h2>${words.say('confirm.good-to-know')}</h2><ul>
        <li>${words.say('confirm.cancel', { hours: quote.fees.lateCancelHours, fee: words.money(quote.fees.lateCancel) })}</li>
        <li>${words.say('confirm.missed', { fee: words.money(quote.fees.missedVisit) })}</li>
        <li>${words.say(`confirm.withdraw-${quote.country}`)}</li></ul>
      ${form(`/r/${request.reference}/confirm`, html`<input type="hidden" name="hold" value="${hold.id}"><input type="hidden" name="terms" value="${quote.version}">
        ${tick({ name: 'express', label: words.say('confirm.express'), hint: words.say('confirm.express-why'), filled, words })}
        <div class="actions"><button class="main">${words.say('confirm.book', { when: `${words.day(hold.promisedFrom, quote.country)} ${words.hour(hold.promisedFrom, quote.country)}` })}</button></div>
        <p class="quiet">${words.say('confirm.kept-until', { hour: words.hour(hold.until, quote.country) })}</p>`)}
      ${press(`/r/${request.reference}/times/release`, words.say('confirm.other-time'), { kind: 'plain', fields: { hold: hold.id } })}`,
  }), status);
}

const whenOf = (frame: Frame, hold: Hold, quote: Quote): string => frame.words.say('confirm.day-between', {
  day: frame.words.day(hold.promisedFrom, quote.country), from: frame.words.hour(hold.promisedFrom, quote.country), until: frame.words.hour(hold.promisedUntil, quote.country),
});

/** Why it could not be booked; a lost time leads to other times. */
function refused(has: WebHas, call: Call, request: Request, hold: string, kind: string): Promise<Reply> | Reply {
  if (kind === 'express-request-needed') return confirm(has, call, request, hold, { typed: {}, problems: [{ field: 'express', says: 'confirm.express-needed' }] }, 422);
  if (kind === 'time-taken' || kind === 'hold-expired' || kind === 'time-passed') return go(`/r/${request.reference}/times?taken=yes`);
  return kind === 'no-such-hold' ? missing : go(`/r/${request.reference}/quotes`);
}
