import { html } from 'hono/html';
import { z } from 'zod';
import { type Country, type HoldId, type QuoteId, ZONE, isId } from '#kernel';
import { type Hold, type Request, type Slot, slotAsks } from '#modules/booking';
import { isOnTelephone } from '#modules/contracts';
import type { Quote } from '#modules/pricing';
import { type Call, type Door, type Reply, go, missing, page, screen } from '#platform/http/index';
import type { Work } from '#platform/work';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { form } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { shell } from '../shell.ts';
import { stepLine, withRequest } from './one-request.ts';

type Html = ReturnType<typeof html>;
const DAYS_OPEN = 3;
const DAYS_SHOWN = 10;
/** So many are shown where the least driving comes first. */
const BEST_SHOWN = 12;

/** Times that know the way there; choosing one keeps it for ten minutes; booking it is one press more. */
export function timeDoors(has: WebHas): Door[] {
  const quoteIn = async (work: Work, id: string): Promise<Quote | undefined> => {
    const found = isId('Quote', id) ? await has.pricing.quote(work, id) : undefined;
    if (!found?.ok || found.value.state !== 'withdrawn') return found?.ok ? found.value : undefined;
    // A time that was chosen before may have put another quote of the same provider in its place.
    const { request, provider } = found.value;
    return (await has.pricing.quotesFor(work, request)).find((quote) => quote.provider === provider && (quote.state === 'accepted' || quote.state === 'offered'));
  };
  const quoteOf = (call: Pick<Call, 'look'>, id: string): Promise<Quote | undefined> => call.look((work) => quoteIn(work, id));

  return [
    screen({
      method: 'GET', path: '/r/:reference/times', who: ['asker'],
      // Everything is read in one look: this is the page that is opened most, and it says one moment.
      answer: async (call) => {
        const seen = await call.look(async (work) => {
          const request = await has.booking.requestByReference(work, call.params['reference'] ?? '');
          const quote = request && (await quoteIn(work, call.query['quote'] ?? request.chosenQuote ?? ''));
          return { request, quote, times: quote && quote.request === request?.id ? await has.booking.times(work, quote.id, { again: call.query['again'] === 'yes', ...(call.query['order'] === 'cost' ? { order: 'cost' as const } : {}) }) : [] };
        });
        const { request, quote, times } = seen;
        if (!request) return missing;
        if (!quote || quote.request !== request.id) return go(`/r/${request.reference}/quotes`);
        return page(timesPage(has, call, request, quote, times, call.query['taken'] === 'yes'));
      },
    }),
    screen({
      method: 'POST', path: '/r/:reference/times', who: ['asker'], asks: slotAsks.extend({ quote: z.string().refine((id) => isId('Quote', id)) }),
      again: (call) => go(`/r/${call.params['reference']}/times`),
      answer: (call) => withRequest(has, call, async (request) => {
        const standing = await quoteOf(call, call.asked.quote);
        return call.change(
          (work) => has.booking.hold(work, { quote: standing?.id ?? (call.asked.quote as QuoteId), slot: call.asked.slot }),
          (hold) => go(`/r/${request.reference}/confirm?hold=${hold.id}`),
          (refusal) => (refusal.kind === 'time-taken' || refusal.kind === 'time-passed' || refusal.kind === 'not-a-slot' ? go(`/r/${request.reference}/times?quote=${call.asked.quote}&taken=yes`) : go(`/r/${request.reference}/quotes`)),
        );
      }),
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

/** A moment as people read it. Many times begin at the same one. */
type Moment = Readonly<{ day: string; isMorning: boolean; between: string }>;
function momentsFor({ words }: Frame, country: Country): (slot: Slot) => Moment {
  const known = new Map<number, Moment>();
  return ({ promisedFrom, promisedUntil }) => {
    const found = known.get(promisedFrom.epochMilliseconds);
    if (found) return found;
    const wall = promisedFrom.toZonedDateTimeISO(ZONE[country]);
    const moment = { day: wall.toPlainDate().toString(), isMorning: wall.hour < 12, between: words.say('times.between', { from: words.hour(promisedFrom, country), until: words.hour(promisedUntil, country) }) };
    known.set(promisedFrom.epochMilliseconds, moment);
    return moment;
  };
}

function timesPage(has: WebHas, call: Call, request: Request, quote: Quote, times: readonly Slot[], wasTaken: boolean): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const [wishes, byCost] = [call.query['again'] === 'yes', call.query['order'] === 'cost'];
  const momentOf = momentsFor(frame, quote.country);
  const days = Map.groupBy(wishes ? times.filter((slot) => slot.again) : times, (slot) => momentOf(slot).day);
  const shown = [...days.values()].slice(0, DAYS_SHOWN);
  const day = (of: readonly Slot[]): Html => html`<section class="day"><h2>${of[0] ? words.day(of[0].promisedFrom, quote.country) : ''}</h2>${halves(frame, request, { quote, momentOf }, of)}</section>`;
  return shell(frame, {
    title: words.say('times.title'), quickExit: request.quiet,
    main: html`${stepLine(frame, 'times')}<h1>${words.say('times.title')}</h1><p class="lead">${words.say(quote.way === 'remote' ? 'times.lead-remote' : 'times.lead')}</p>
      ${isOnTelephone(call.by) && request.state !== 'booked' ? html`<p><a class="button" href="/operator/board/emergency?reference=${request.reference}">${icon('siren')}${words.say('dispatch.fit-in')}</a></p>` : ''}
      ${wasTaken ? html`<p class="note warm" role="status">${words.say('times.taken')}</p>` : ''}
      ${times.length === 0 ? '' : orders(frame, `/r/${request.reference}/times?quote=${quote.id}`, { wishes, byCost, known: times.find((slot) => slot.again) })}
      ${shown.length === 0 ? html`<p class="note">${words.say('times.none')}</p>` : ''}
      ${byCost ? html`<h2>${words.say('times.nearest')}</h2><ul class="slots">${times.slice(0, BEST_SHOWN).map((one) => slotButton(frame, request, { quote, momentOf }, one, words.day(one.promisedFrom, quote.country)))}</ul>` : shown.slice(0, DAYS_OPEN).map(day)}
      ${!byCost && shown.length > DAYS_OPEN ? html`<details><summary>${icon('calendar')}${words.say('times.later-days')}</summary>${shown.slice(DAYS_OPEN).map(day)}</details>` : ''}
      ${times.some(({ green }) => green) ? html`<p class="quiet">${icon('leaf')} ${words.say('times.leaf-means')}</p>` : ''}${times.some(({ cheaper }) => cheaper) ? html`<p class="quiet">${icon('tag')} ${words.say('times.cheaper-means')}</p>` : ''}<p><a href="/r/${request.reference}/quotes">${words.say('times.back-to-prices')}</a></p>`,
  });
}

/** Other orders in which the same times can be read. */
const orders = ({ words }: Frame, here: string, { wishes, byCost, known }: Readonly<{ wishes: boolean; byCost: boolean; known: Slot | undefined }>): Html => html`<nav class="actions" aria-label="${words.say('times.order')}">
  ${known ? html`<a href="${here}${wishes ? '' : '&again=yes'}">${wishes ? words.say('times.everybody') : words.say('times.only-again', { name: known.name })}</a>` : ''}<a href="${here}${byCost ? '' : '&order=cost'}">${words.say(byCost ? 'times.soonest-first' : 'times.nearest-first')}</a></nav>`;

/** Why a time costs less; about a shared way never more than that somebody is near. */
const whyCheaper = ({ words }: Frame, brings: { offPeak?: true | undefined; sharedWay?: true | undefined }): string =>
  words.say(brings.offPeak ? (brings.sharedWay ? 'times.cheaper-both' : 'times.cheaper-quiet') : 'times.cheaper-shared');

type Shows = Readonly<{ quote: Quote; momentOf(slot: Slot): Moment }>;

/** One time, as large as a hand. `day` where times of several days stand beside each other. */
const slotButton = (frame: Frame, request: Request, { quote, momentOf }: Shows, one: Slot, day?: string): Html => html`<li>${form(`/r/${request.reference}/times`, html`<input type="hidden" name="quote" value="${quote.id}"><input type="hidden" name="slot" value="${one.key}">
      <button class="slot ${one.green ? 'green' : ''}">${day ? html`<span>${day}</span>` : ''}<strong>${momentOf(one).between}</strong>
      <span>${one.name}${one.again ? html` · ${frame.words.say('times.again')}` : ''}</span>
      ${one.cheaper ? html`<span class="leaf">${icon('tag')}${frame.words.say('times.cheaper', { off: frame.words.money(one.cheaper.off), why: whyCheaper(frame, one.cheaper.brings) })}</span>` : ''}
      ${one.green ? html`<span class="leaf">${icon('leaf')}${frame.words.say('times.green', { km: frame.words.distance(one.saves ?? 0) })}</span>` : ''}</button>`)}</li>`;

function halves(frame: Frame, request: Request, shows: Shows, times: readonly Slot[]): Html {
  const parts = [['morning', times.filter((one) => shows.momentOf(one).isMorning)], ['afternoon', times.filter((one) => !shows.momentOf(one).isMorning)]] as const;
  return html`${parts.filter(([, of]) => of.length > 0).map(([half, of]) => html`<h3>${frame.words.say(`times.${half}`)}</h3><ul class="slots">${of.map((one) => slotButton(frame, request, shows, one))}</ul>`)}`;
}
