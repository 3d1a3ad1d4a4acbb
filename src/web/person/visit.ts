import { html } from 'hono/html';
import { z } from 'zod';
import { type Actor, type Currency, type ExtraId, type VisitId, isId, money } from '#kernel';
import { type Appointment, type Fee, isFirmOf, isPlaceOpen, mayCallOff, slotAsks } from '#modules/booking';
import type { ShownText } from '#modules/contracts';
import type { Quote } from '#modules/pricing';
import type { Complaint, Shown } from '#modules/quality';
import type { ProvedSkill, Provider, Technician, TrustFact } from '#modules/technicians';
import type { Worry } from '#modules/trust';
import type { Extra } from '#modules/visits';
import { type Call, type Door, type Reply, file, go, missing, page, screen } from '#platform/http/index';
import type { Words } from '#platform/text';
import { type Frame, frameOf } from '../frame.ts';
import type { WebHas } from '../has.ts';
import { dial } from '../parts/dial.ts';
import { form } from '../parts/form.ts';
import { icon } from '../parts/icon.ts';
import { peopleSaid } from '../parts/said.ts';
import { provedBy, trusted, whoComes } from '../parts/who.ts';
import { shell } from '../shell.ts';
import { extrasOf, unwantedOf } from './extra.ts';
import { type WentOtherwise, goneFirm, goneNote, wentNote, wentOtherwise } from './gone.ts';
import { hasAway, awayOf } from './workshop.ts';
import { lateNote } from './late.ts';
import { type Cancelled, cancelledNote, cancelledOf } from './cancelled.ts';
import { type ContractSeen, contractLinks, contractOfVisit, nobodyComes, otherPerson } from './terms.ts';

type Html = ReturnType<typeof html>;
/** All that the page of a visit tells the person it is for. */
/** `quote`: for whoever may see prices. */
type Seen = Readonly<{ visit: Appointment; quote: Quote | undefined; technician: Technician; provider: Provider; facts: readonly TrustFact[]; skills: readonly ProvedSkill[]; said: Shown; word?: string | undefined; code?: string | undefined; extras: readonly Extra[]; isHeld: boolean; isFrozen: boolean; unwanted: ReadonlySet<string>; worries: readonly Worry[]; seals: boolean }>;

const visitId = (call: Pick<Call, 'params'>): VisitId | undefined => { const id = call.params['visit'] ?? ''; return isId('Visit', id) ? id : undefined; };

/** The visit as the person sees it: who, when, the word at the door, and a way out. */
export function visitDoors(has: WebHas): Door[] {
  return [
    screen({ method: 'GET', path: '/visits/:visit', who: ['asker'], answer: (call) => withVisit(has, call, async (seen) => page(visitPage(has, call, seen, { contract: await contractOfVisit(has, call, seen.visit.id), texts: await extraTexts(has, call, seen), complaints: await call.look((work) => has.quality.complaintsOf(work, seen.visit.id)), cancelled: seen.visit.state === 'cancelled' ? await cancelledOf(has, call, seen.visit) : undefined, late: await lateNote(has, call, seen.visit, seen.technician), ...await moreOf(has, call, seen.visit) }))) }),
    screen({
      method: 'GET', path: '/visits/:visit/calendar.ics', who: ['asker'],
      answer: async (call) => {
        const id = visitId(call);
        const text = id && (await has.privacy.opening(call.by, async (work) => {
          const [shows, visit] = [await has.booking.visitCalendar(work, id), await has.booking.visit(work, id)];
          const isTold = visit && (!isFirmOf(call.by, visit) || isPlaceOpen(visit, work.now));
          return shows === undefined ? undefined : { shows, opened: isTold ? [{ saw: 'address' as const, home: visit.home, for: visit.id }] : [] };
        }));
        return text ? file(new TextEncoder().encode(text), 'text/calendar; charset=utf-8', { name: 'visit.ics' }) : missing;
      },
    }),
    screen({ method: 'GET', path: '/visits/:visit/cancel', who: ['asker'], answer: (call) => withPrice(has, call, async (seen) => page(cancelPage(has, call, seen, await feeOf(has, call, seen, 'cancel')))) }),
    screen({
      method: 'POST', path: '/visits/:visit/cancel', who: ['asker'], asks: z.object({ fee: z.coerce.number().int().min(0), why: z.string().trim().max(500).optional() }),
      again: (call) => go(call.path),
      answer: (call) => withPrice(has, call, (seen) => call.change(
        (work) => has.booking.cancelVisit(work, { visit: seen.visit.id, fee: money(call.asked.fee, currencyOf(seen)), why: call.asked.why }),
        () => go(`/visits/${seen.visit.id}`), () => go(`/visits/${seen.visit.id}/cancel`),
      )),
    }),
    screen({
      method: 'POST', path: '/visits/:visit/extras/:extra', who: ['asker'], asks: z.object({ answer: z.enum(['yes', 'no']), spokeWith: z.string().trim().max(120).optional(), shown: z.string().regex(/^[0-9a-f]{64}$/).optional(), back: z.literal('workshop').optional() }), again: (call) => go(call.path),
      answer: (call) => {
        const extra = call.params['extra'] ?? '';
        const back = (): Reply => go(`/visits/${call.params['visit']}${call.asked.back ? `/${call.asked.back}` : ''}`);
        return isId('Extra', extra) ? call.change((work) => has.visits.answerExtra(work, { extra: extra as ExtraId, answer: call.asked.answer, startNow: call.asked.answer === 'yes', ...(call.asked.spokeWith ? { spokeWith: call.asked.spokeWith } : {}), ...(call.asked.shown ? { shown: call.asked.shown } : {}) }), back, (refusal) => (refusal.kind === 'no-such-extra' ? missing : refusal.kind === 'who-spoke-missing' ? go(`/visits/${call.params['visit']}?who=missing`) : back())) : missing;
      },
    }),
    screen({ method: 'GET', path: '/visits/:visit/move', who: ['asker'], answer: (call) => withPrice(has, call, (seen) => movePage(has, call, seen)) }),
    screen({
      method: 'POST', path: '/visits/:visit/move', who: ['asker'], asks: slotAsks.extend({ fee: z.coerce.number().int().min(0) }),
      again: (call) => go(call.path),
      answer: (call) => withPrice(has, call, (seen) => call.change(
        (work) => has.booking.moveVisit(work, { visit: seen.visit.id, slot: call.asked.slot, fee: money(call.asked.fee, currencyOf(seen)) }),
        () => go(`/visits/${seen.visit.id}`), () => go(`/visits/${seen.visit.id}/move?taken=yes`),
      )),
    }),
  ];
}

const isHelper = (by: Actor, visit: Appointment): boolean => by.kind === 'person' && by.technician !== visit.technician && by.mandates.some(({ home }) => home === visit.home);

export async function withVisit(has: WebHas, call: Pick<Call, 'params' | 'look' | 'by'>, show: (seen: Seen) => Promise<Reply> | Reply): Promise<Reply> {
  const id = visitId(call);
  const seen = id && (await call.look(async (work): Promise<Seen | undefined> => {
    const visit = await has.booking.visit(work, id);
    if (!visit) return undefined;
    const quote = await has.pricing.quote(work, visit.quote);
    const technician = await has.technicians.technician(work, visit.technician);
    const provider = await has.technicians.provider(work, visit.provider);
    // This page is the household's. Who comes has a page of their own; a helper may know when, and not what it costs.
    if (!technician || !provider || (!quote.ok && !isHelper(call.by, visit))) return undefined;
    return {
      visit, quote: quote.ok ? quote.value : undefined, technician, provider, facts: await has.technicians.trustFacts(work, { technician: technician.id }), skills: await has.quality.skillsOf(work, technician.id), said: await has.quality.shownOf(work, { technician: technician.id }),
      word: await has.booking.doorWordFor(work, id), code: await has.booking.visitCodeFor(work, id), extras: await has.visits.extrasOf(work, id),
      isHeld: await has.trust.isHeld(work, id), isFrozen: (await has.visits.known.record(work, id)).state === 'frozen', unwanted: await unwantedOf(has, work, visit.technician, await has.visits.extrasOf(work, id)), worries: await has.trust.worriesAbout(work, id), seals: await has.trust.isOfHousehold(work, id),
    };
  }));
  return seen ? show(seen) : missing;
}

/** Where a fee may follow: for whoever may see what it costs. */
const withPrice = (has: WebHas, call: Pick<Call, 'params' | 'look' | 'by'>, show: (seen: Seen) => Promise<Reply> | Reply): Promise<Reply> => withVisit(has, call, (seen) => (seen.quote ? show(seen) : missing));

const currencyOf = ({ visit, quote }: Seen): Currency => quote?.expected.currency ?? (visit.country === 'FR' ? 'EUR' : 'GBP');

const whenOf = (frame: Frame, visit: Appointment): string => frame.words.say('confirm.day-between', {
  day: frame.words.day(visit.promisedFrom, visit.country), from: frame.words.hour(visit.promisedFrom, visit.country), until: frame.words.hour(visit.promisedUntil, visit.country),
});

/** The words of the contract that a yes to extra work makes, by extra. */
const extraTexts = (has: WebHas, call: Pick<Call, 'look'>, seen: Seen): Promise<Map<string, ShownText>> => call.look(async (work) => {
  const texts = await Promise.all(seen.extras.filter(({ state }) => state === 'proposed').map(async ({ id }) => [id, await has.visits.extraTerms(work, id)] as const));
  return new Map(texts.flatMap(([id, found]) => (found ? [[id, found.text] as const] : [])));
});

/** `went`: it ended otherwise than solved. `hasBill`: there is one to look at, or there will be. */
type Besides = Readonly<{ contract: ContractSeen | undefined; texts: ReadonlyMap<string, ShownText>; more: Html; went: WentOtherwise | undefined; hasBill: boolean; complaints: readonly Complaint[]; cancelled: Cancelled | undefined; late: Html }>;

function visitPage(has: WebHas, call: Call, seen: Seen, { contract, texts, more, went, hasBill, complaints, cancelled, late }: Besides): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  const { visit, quote, technician, provider } = seen;
  const here = `/visits/${visit.id}`;
  if (visit.state === 'cancelled') return shell(frame, { title: words.say('visit.cancelled'), main: html`<h1>${words.say('visit.cancelled')}</h1><p class="lead">${words.say('visit.cancelled-more')}</p>${more}${cancelled ? cancelledNote(frame, visit, cancelled) : ''}` });
  return shell(frame, {
    title: words.say('visit.title'), quickExit: visit.quiet,
    main: html`<h1>${visit.state === 'booked' && nobodyComes(contract) ? words.say('agreed.other-title') : titleOf(words, visit, technician, went)}</h1>
      <p class="lead"><strong>${whenOf(frame, visit)}</strong></p>${late}${standsStill(frame, seen, here)}${seen.worries.map((one) => worry(frame, one))}${extrasOf(frame, { visit, extras: askedNow(seen), unwanted: seen.unwanted, texts, whoIsMissing: call.query['who'] === 'missing', complaints })}${visit.state === 'booked' ? otherPerson(frame, visit.id, contract) : ''}
      ${more}<section class="card">${whoComes(technician, words, provider.name)}${carOf(seen)}${trusted(seen.facts, words)}${provedBy(technician, seen.skills, words)}${peopleSaid(words, seen.said)}</section>
      ${nobodyComes(contract) ? '' : wordAndCode(frame, seen)}
      ${quote ? html`<section class="card"><h2>${words.say(visit.state === 'done' ? 'visit.agreed' : 'visit.costs')}</h2><p><span class="price">${words.money(quote.expected)}</span><br><span class="never-more">${words.say('quotes.never-more', { amount: words.money(quote.ceiling) })}</span></p>
        <p><a href="/quotes/${quote.id}.pdf">${icon('file-text')}${words.say('quotes.pdf')}</a></p></section>` : ''}
      ${contractLinks(frame, contract)}
      ${visit.state === 'done' ? toRead(frame, here, went, hasBill) : ''}
      <div class="actions"><a class="button danger" href="${here}/something-is-wrong">${icon('circle-alert')}${words.say('visit.something-wrong')}</a>
        ${visit.state === 'booked' ? html`<a class="button" href="${here}/move">${icon('calendar')}${words.say('visit.move')}</a><a class="button" href="${here}/cancel">${icon('x')}${words.say('visit.cancel')}</a>${mayCallOff(frame.by, visit) ? html`<a class="button" href="${here}/call-off">${icon('calendar-x')}${words.say('visit.call-off')}</a>` : ''}` : ''}</div>
      ${toKeep(frame, here, seen)}
      ${visit.state === 'booked' ? html`<div class="actions"><a class="button plain" href="${here}/good-to-know">${icon('pencil')}${words.say('visit.good-to-know')}</a><a class="button plain" href="${here}/sign">${icon('signature')}${words.say('visit.sign')}</a></div>` : ''}`,
  });
}

/** What there is to know besides: something of theirs is away, it ended otherwise, or the firm is gone. */
async function moreOf(has: WebHas, call: Call, { id }: Pick<Appointment, 'id'>): Promise<Pick<Besides, 'more' | 'went' | 'hasBill'>> {
  const frame = frameOf(has, call);
  const [away, went, gone] = [await awayOf(has, call, id), await wentOtherwise(has, call, id), await goneFirm(has, call, id)];
  const bills = await call.look((work) => has.billing.invoicesFor(work, id));
  const more = html`${gone ? goneNote(frame, gone) : ''}${went ? wentNote(frame, went) : ''}${hasAway(away) ? html`<div class="actions"><a class="button${went?.againAt ? '' : ' main'}" href="/visits/${id}/workshop">${icon('package')}${frame.words.say(away?.custody ? 'workshop.see' : 'workshop.see-part')}</a></div>` : ''}`;
  // Where nothing, or nothing yet, is owed, there is no bill to go to.
  return { more, went, hasBill: bills.length > 0 || went === undefined || went.money === 'work' || went.money === 'no-fix' };
}

const isCall = ({ way }: Pick<Appointment, 'way'>): boolean => way === 'remote';
/** Where nobody came in, nobody was with them. */
function titleOf(words: Words, visit: Appointment, { firstName }: Pick<Technician, 'firstName'>, went: WentOtherwise | undefined): string {
  if (went && !went.cameIn) return words.say(`gone.went-${went.outcome}`);
  return words.say(visit.state === 'done' ? 'visit.done' : isCall(visit) ? 'visit.title-calls' : 'visit.title-comes', { name: firstName });
}
const toKeep = ({ words }: Frame, here: string, { seals, visit }: Seen): Html => html`<div class="actions">${seals ? html`<a class="button plain" href="${here}/secrets">${icon('key-round')}${words.say('visit.seal')}</a>` : ''}${visit.state === 'booked' ? html`<a class="button plain" href="${here}/calendar.ics">${icon('calendar-plus')}${words.say('visit.calendar')}</a>` : ''}<button type="button" class="plain" data-print hidden>${icon('printer')}${words.say('visit.print')}</button></div>`;
const toRead = ({ words }: Frame, here: string, went: WentOtherwise | undefined, hasBill: boolean): Html => html`<div class="actions"><a class="button${went ? '' : ' main'}" href="${here}/sheet">${words.say(went && !went.cameIn ? 'visit.read-what-happened' : 'visit.read-sheet')}</a>${hasBill ? html`<a class="button" href="${here}/invoice">${words.say('visit.see-invoice')}</a>` : ''}</div>`;
const carOf = ({ visit, technician }: Seen): Html => (isCall(visit) ? html`` : html`<p>${icon('car')} ${technician.car}</p>`);

/** The word that they say first, at the door or on the telephone, and the number that starts the clock. */
function wordAndCode({ words }: Frame, { visit, technician, word, code, isFrozen }: Seen): Html {
  if (visit.state !== 'booked' || !word || isFrozen) return html``;
  const step = isCall(visit) ? 'call' : 'door';
  return html`<section class="card"><h2>${words.say(`visit.${step}-word`)}</h2>
        <p class="door-word" translate="no">${word ?? ''}</p><ol class="steps"><li><span>${words.say(`visit.${step}-1`, { name: technician.firstName })}</span></li><li><span>${words.say(`visit.${step}-2`)}</span></li>
        <li><span>${words.say(`visit.${step}-3`)} ${code ? html`<strong class="big number" translate="no">${code}</strong>` : ''}</span></li></ol></section>`;
}

/** Everything stands still: what to do until we ring. */
const stopped = ({ words, house }: Frame): Html => html`<section class="note danger" role="alert"><h2>${icon('circle-alert')} ${words.say('visit.stopped')}</h2><p>${words.say('visit.stopped-more')}</p><p><a class="button main" href="${dial(house.phone)}">${icon('phone')}${house.phone}</a> <a class="button" href="/emergency">${words.say('visit.stopped-emergency')}</a></p></section>`;

/** What keeps the visit from going on. */
const standsStill = (frame: Frame, seen: Seen, here: string): Html => html`${seen.isFrozen ? stopped(frame) : ''}${seen.isHeld ? held(frame, here) : ''}`;
/** While it stands still, nothing is asked. */
const askedNow = ({ isFrozen, extras }: Seen): readonly Extra[] => (isFrozen ? extras.filter(({ state }) => state !== 'proposed') : extras);

/** The technician cannot come: what to do if somebody comes all the same, and another time. */
const held = ({ words }: Frame, here: string): Html => html`<section class="note danger"><h2>${words.say('visit.held')}</h2><p>${words.say('visit.held-more')}</p><p><a class="button main" href="${here}/move">${icon('calendar')}${words.say('visit.held-move')}</a></p></section>`;

/** What they said felt wrong, and what came of it. */
const worry = ({ words }: Frame, one: Worry): Html => html`<section class="note"><p><strong>${words.say('visit.you-said')}</strong> ${one.what}</p><p>${one.answer ? html`<strong>${words.say('visit.we-answered')}</strong> ${one.answer}` : words.say('visit.not-yet-answered')}</p></section>`;

const feeOf = (has: WebHas, call: Pick<Call, 'look'>, seen: Seen, what: 'move' | 'cancel'): Promise<Fee | undefined> => call.look((work) => has.booking.feeFor(work, seen.visit.id, what));

const feeLine = (frame: Frame, fee: Fee | undefined): Html => (!fee || fee.fee.cents === 0 ? html`<p class="note safe">${frame.words.say('visit.free')}</p>` : html`<p class="note warm">${frame.words.say('visit.costs-fee', { fee: frame.words.money(fee.fee) })}</p>`);

function cancelPage(has: WebHas, call: Call, seen: Seen, fee: Fee | undefined): Html {
  const frame = frameOf(has, call);
  const { words } = frame;
  return shell(frame, {
    title: words.say('visit.cancel'),
    main: html`<h1>${words.say('visit.cancel-title')}</h1><p class="lead">${whenOf(frame, seen.visit)}</p>${feeLine(frame, fee)}
      ${form(`/visits/${seen.visit.id}/cancel`, html`<input type="hidden" name="fee" value="${fee?.fee.cents ?? 0}">
        <div class="actions"><button class="danger">${words.say('visit.cancel-yes')}</button><a class="button" href="/visits/${seen.visit.id}">${words.say('visit.keep-it')}</a></div>`)}`,
  });
}

async function movePage(has: WebHas, call: Call, seen: Seen): Promise<Reply> {
  const frame = frameOf(has, call);
  const { words } = frame;
  const fee = await feeOf(has, call, seen, 'move');
  const slots = await call.look((work) => has.booking.timesToMove(work, seen.visit.id));
  const days = [...Map.groupBy(slots, (slot) => words.day(slot.promisedFrom, seen.visit.country))];
  return page(shell(frame, {
    title: words.say('visit.move'),
    main: html`<h1>${words.say('visit.move-title')}</h1><p class="lead">${words.say('visit.now-is', { when: whenOf(frame, seen.visit) })}</p>${feeLine(frame, fee)}
      ${call.query['taken'] === 'yes' ? html`<p class="note warm" role="status">${words.say('times.taken')}</p>` : ''}
      ${days.length === 0 ? html`<p class="note">${words.say('visit.no-other-time')}</p>` : ''}
      ${days.map(([day, of]) => html`<section class="day"><h2>${day}</h2><ul class="slots">${of.map((slot) => html`<li>${form(`/visits/${seen.visit.id}/move`, html`<input type="hidden" name="slot" value="${slot.key}"><input type="hidden" name="fee" value="${fee?.fee.cents ?? 0}">
        <button class="slot"><strong>${words.say('times.between', { from: words.hour(slot.promisedFrom, seen.visit.country), until: words.hour(slot.promisedUntil, seen.visit.country) })}</strong></button>`)}</li>`)}</ul></section>`)}
      <p><a href="/visits/${seen.visit.id}">${words.say('visit.keep-it')}</a></p>`,
  }));
}
