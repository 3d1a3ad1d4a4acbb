import { html } from 'hono/html';
import { type Money, type QuoteId, type VisitId, mayActFor } from '#kernel';
import type { WaivedWhy } from '#modules/billing';
import type { Appointment } from '#modules/booking';
import type { Step } from '#modules/quality';
import type { Call } from '#platform/http/index';
import type { Work } from '#platform/work';
import type { Frame } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { icon } from '../parts/icon.ts';

type Html = ReturnType<typeof html>;
/** A firm that is gone, as the household sees it. `compareAt`: where new prices are, as long as the request is open. */
export type GoneSeen = Readonly<{ name: string; compareAt?: string | undefined; phone: string; mediator?: string | undefined }>;

export const goneFirm = (has: WebHas, call: Pick<Call, 'look'>, id: VisitId): Promise<GoneSeen | undefined> => call.look(async (work) => {
  const visit = await has.booking.visit(work, id);
  const gone = visit && (await has.billing.goneProvider(work, visit.provider));
  const provider = gone && (await has.technicians.provider(work, visit.provider));
  if (!visit || !provider) return undefined;
  const request = await has.booking.request(work, visit.request);
  return { name: provider.name, phone: provider.phone, mediator: provider.mediator, compareAt: request && (request.state === 'placed' || request.state === 'quoted') ? `/r/${request.reference}/quotes` : undefined };
});

/** Nobody comes in its place unless they say so: what it means, and the way to new prices. */
export const goneNote = ({ words }: Frame, gone: GoneSeen): Html => html`<section class="note warm"><h2>${words.say('gone.person', { name: gone.name })}</h2><p>${words.say('gone.person-more')}</p>
  ${gone.compareAt ? html`<div class="actions"><a class="button main" href="${gone.compareAt}">${icon('scale')}${words.say('gone.compare')}</a></div>` : ''}<p class="quiet">${words.say('gone.person-ask', { name: gone.name, phone: gone.phone })}${gone.mediator ? html` ${words.say('gone.person-mediator', { mediator: gone.mediator })}` : ''}</p></section>`;

const OTHERWISE = ['nobody-home', 'entry-refused', 'unsafe', 'to-be-continued', 'workshop', 'handed-over', 'partly', 'unsolved'] as const;
type Otherwise = (typeof OTHERWISE)[number];
/** A visit that ended otherwise than solved: what it means, what it costs, and what comes next. `cameIn`: somebody was let in. */
export type WentOtherwise = Readonly<{ visit: VisitId; outcome: Otherwise; cameIn: boolean; next: string; money: string; waived?: WaivedWhy | undefined; isRung: boolean; said?: string | undefined; fee?: Money | undefined; againAt?: string | undefined;
  /** What was left open has its end: the thing is back home, or another visit goes on with it. */
  after?: 'back' | 'goes-on' | undefined }>;

/** The fee of a missed visit as it was told, for whoever may see prices; undefined where there is none. */
async function missedFeeOf(has: WebHas, work: Work, id: QuoteId): Promise<Money | undefined> {
  const quote = await has.pricing.quote(work, id);
  return quote.ok && quote.value.fees.missedVisit.cents > 0 ? quote.value.fees.missedVisit : undefined;
}

/** What was said on the telephone is for who may speak for the home. */
const rungOf = (step: Step | undefined, mayRead: boolean): Pick<WentOtherwise, 'isRung' | 'said'> => ({ isRung: step?.doneHow === 'called', said: mayRead ? step?.words : undefined });
const feeOf = (has: WebHas, work: Work, { quote, isDue }: Readonly<{ quote: QuoteId; isDue: boolean }>): Promise<Money | undefined> => (isDue ? missedFeeOf(has, work, quote) : Promise.resolve(undefined));

/** Another visit at the same price was booked since. */
async function goesOn(has: WebHas, work: Work, visit: Appointment): Promise<boolean> {
  return (await has.booking.known.visitsOfRequest(work, visit.request)).some((other) => other.id !== visit.id && other.quote === visit.quote && other.state !== 'cancelled' && Temporal.Instant.compare(other.promisedFrom, visit.promisedFrom) > 0);
}

async function afterOf(has: WebHas, work: Work, visit: Appointment, { outcome, money }: Readonly<{ outcome: Otherwise; money: string }>): Promise<WentOtherwise['after']> {
  if (outcome === 'workshop') return (await has.visits.known.custody(work, visit.id))?.returned ? 'back' : undefined;
  return money === 'later' && (await goesOn(has, work, visit)) ? 'goes-on' : undefined;
}

export const wentOtherwise = (has: WebHas, call: Pick<Call, 'look'>, id: VisitId): Promise<WentOtherwise | undefined> => call.look(async (work) => {
  const visit = await has.booking.visit(work, id);
  const seen = visit?.state === 'done' ? await has.visits.see(work, id) : undefined;
  const outcome = OTHERWISE.find((one) => one === seen?.record.outcome);
  if (!visit || !seen?.rule || !outcome) return undefined;
  const request = await has.booking.request(work, visit.request);
  const [waived, step] = [await has.billing.known.waived(work, id), await has.quality.known.stepOf(work, id)];
  const isOpen = request?.state === 'quoted' && !(await has.billing.goneProvider(work, visit.provider));
  return {
    after: await afterOf(has, work, visit, { outcome, money: seen.rule.money }), waived: waived?.why, ...rungOf(step, work.by.kind !== 'person' || mayActFor(work.by, visit.home, 'ask')), visit: id, outcome, cameIn: seen.record.startedAt !== undefined, next: seen.rule.next, money: seen.rule.money, fee: await feeOf(has, work, { quote: visit.quote, isDue: seen.rule.money === 'missed-fee' && !waived }),
    againAt: isOpen && outcome !== 'workshop' ? `/r/${request.reference}/times` : undefined,
  };
});

export const wentNote = ({ words }: Frame, went: WentOtherwise): Html => (went.after ? html`<section class="card"><h2>${words.say(`gone.after-${went.after}`)}</h2><p>${words.say(`gone.after-${went.after}-more`)}</p></section>` : html`<section class="card next"><h2>${words.say(went.cameIn ? `gone.went-${went.outcome}` : 'gone.what-now')}</h2>${went.isRung ? html`<p>${words.say('gone.rang-you')}${went.said ? html` ${words.say('gone.wrote-down')} ${went.said}` : ''}</p>` : html`<p>${words.say(`visits.next-${went.next}`)}</p>`}<p>${words.say(went.waived ? `after.waived-${went.waived}` : `visits.money-${went.money}`)}${went.fee ? html` ${words.say('gone.fee-is', { amount: words.money(went.fee) })}` : ''}</p>
  <div class="actions">${went.againAt ? html`<a class="button main" href="${went.againAt}">${icon('calendar')}${words.say('gone.again')}</a>` : ''}${went.fee ? html`<a class="button" href="/visits/${went.visit}/complain">${words.say('gone.fee-not-right')}</a>` : ''}</div>
  ${went.againAt && went.money === 'later' ? html`<p class="quiet">${words.say('gone.again-free')}</p>` : ''}</section>`);
