import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type HoldId, type QuoteId, ZONE, isId } from '#kernel';
import { type Hold, type Request, type Slot, slotAsks } from '#modules/booking';
import type { Quote } from '#modules/pricing';
import { type Call, type Door, type Reply, go, page, screen } from '#platform/http/index';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { form } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { stepLine, withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
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
        return page(timesPage(has, call, request, quote, await offered(has, call, quote, call.query['again'] === 'yes'), call.query['taken'] === 'yes'));
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
  ];
}

const offered = (has: WebHas, call: Pick<Call, 'look'>, quote: Quote, again: boolean): Promise<readonly Slot[]> => call.look((work) => has.booking.times(work, quote.id, { again }));
const wallDay = (slot: Slot, country: Country): string => slot.promisedFrom.toZonedDateTimeISO(ZONE[country]).toPlainDate().toString();

function timesPage(has: WebHas, call: Call, request: Request, quote: Quote, times: readonly Slot[], wasTaken: boolean): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const wishes = call.query['again'] === 'yes';
  const days = Map.groupBy(wishes ? times.filter((slot) => slot.again) : times, (slot) => wallDay(slot, quote.country));
  const known = times.find((slot) => slot.again);
  const shown = [...days.values()].slice(0, DAYS_SHOWN);
  const day = (of: readonly Slot[]): Html => html`<section class="day"><h2>${of[0] ? words.day(of[0].promisedFrom, quote.country) : ''}</h2>${halves(frame, request, quote, of)}</section>`;
  const here = `/r/${request.reference}/times?quote=${quote.id}`;
  return shell(frame, {
    title: words.say('times.title'), quickExit: request.quiet,
    main: html`${stepLine(frame, 'times')}<h1>${words.say('times.title')}</h1><p class="lead">${words.say(quote.way === 'remote' ? 'times.lead-remote' : 'times.lead')}</p>
      ${wasTaken ? html`<p class="note warm" role="status">${words.say('times.taken')}</p>` : ''}
      ${known ? html`<p>${wishes ? html`<a href="${here}">${words.say('times.everybody')}</a>` : html`<a href="${here}&again=yes">${words.say('times.only-again', { name: known.name })}</a>`}</p>` : ''}
      ${shown.length === 0 ? html`<p class="note">${words.say('times.none')}</p>` : ''}
      ${shown.slice(0, DAYS_OPEN).map(day)}
      ${shown.length > DAYS_OPEN ? html`<details><summary>${icon('calendar')}${words.say('times.later-days')}</summary>${shown.slice(DAYS_OPEN).map(day)}</details>` : ''}
      <p class="quiet">${icon('leaf')} ${words.say('times.leaf-means')}</p><p><a href="/r/${request.reference}/quotes">${words.say('times.back-to-prices')}</a></p>`,
  });
}

function halves(frame: Frame, request: Request, quote: Quote, times: readonly Slot[]): Html {
  const hourOf = (slot: Slot): number => slot.promisedFrom.toZonedDateTimeISO(ZONE[quote.country]).hour;
  const parts = [['morning', times.filter((one) => hourOf(one) < 12)], ['afternoon', times.filter((one) => hourOf(one) >= 12)]] as const;
  return html`${parts.filter(([, of]) => of.length > 0).map(([half, of]) => html`<h3>${frame.words.say(`times.${half}`)}</h3>
    <ul class="slots">${of.map((one) => html`<li>${form(`/r/${request.reference}/times`, html`<input type="hidden" name="quote" value="${quote.id}"><input type="hidden" name="slot" value="${one.key}">
      <button class="slot ${one.green ? 'green' : ''}"><strong>${frame.words.say('times.between', { from: frame.words.hour(one.promisedFrom, quote.country), until: frame.words.hour(one.promisedUntil, quote.country) })}</strong>
      <span>${one.name}${one.again ? html` · ${frame.words.say('times.again')}` : ''}</span>
      ${one.green ? html`<span class="leaf">${icon('leaf')}${frame.words.say('times.green', { km: frame.words.distance(one.saves ?? 0) })}</span>` : ''}</button>`)}</li>`)}</ul>`)}`;
}
