import { z } from 'zod';
import { type HomeId, type QuoteId, type Refusal, type RequestId, type Result, type TaskId, type VisitId, isId, money, ok } from '#kernel';
import type { People } from '#modules/people';
import { type Call, type Door, type PageAsked, type Reply, idShape, instantShape, json, listAsks, missing, moneyShape, onePage, pageAsks, pageOf, placeIn, problem, refused, route } from '#platform/http/index';
import type { Work } from '#platform/work';
import { askAsks, bookAsks, cancelAsks, comeBackAsks, moveAsks, slotAsks, understandAsks, wayAsks, whoAsks } from './asks.ts';
import type { Appointment } from './appointment.ts';
import type { Request } from './request.ts';
import type { Hold, Slot } from './slot.ts';
import type { Booking } from './verbs.ts';

const request = z.object({ id: idShape('req'), reference: z.string(), words: z.string(), lang: z.enum(['en', 'fr']), state: z.string(), way: z.string().nullable(), quiet: z.boolean(), tasks: z.array(z.object({ id: idShape('tas'), words: z.string(), leaf: z.string().nullable(), guesses: z.array(z.object({ leaf: z.string(), score: z.number() })) })) });
const visit = z.object({ id: idShape('vis'), request: idShape('req'), quote: idShape('quo'), technician: idShape('tec'), promisedFrom: instantShape, promisedUntil: instantShape, state: z.enum(['booked', 'cancelled', 'done']) });
const slot = z.object({ key: z.string(), technician: idShape('tec'), promisedFrom: instantShape, promisedUntil: instantShape, green: z.boolean(), again: z.boolean(), cheaper: z.object({ off: moneyShape, expected: moneyShape, ceiling: moneyShape, quietHours: z.boolean(), sharedWay: z.boolean() }).nullable(), termsHash: z.string() });
const hold = z.object({ id: idShape('hol'), quote: idShape('quo'), promisedFrom: instantShape, promisedUntil: instantShape, until: instantShape });

const seenRequest = ({ id, reference, words, lang, state, way, quiet, tasks }: Request) => ({
  id, reference, words, lang, state, way: way ?? null, quiet, tasks: tasks.map((task) => ({ id: task.id, words: task.words, leaf: task.leaf ?? null, guesses: task.guesses.map(({ leaf, score }) => ({ leaf, score })) })),
});
const seenVisit = ({ id, request: of, quote, technician, promisedFrom, promisedUntil, state }: Appointment) => ({ id, request: of, quote, technician, promisedFrom, promisedUntil, state });
const seenSlot = ({ key, technician, promisedFrom, promisedUntil, green, again, cheaper, terms }: Slot) => ({
  key, technician, promisedFrom, promisedUntil, green, again, termsHash: terms,
  cheaper: cheaper ? { off: cheaper.off, expected: cheaper.expected, ceiling: cheaper.ceiling, quietHours: cheaper.brings.offPeak === true, sharedWay: cheaper.brings.sharedWay === true } : null,
});
const seenHold = ({ id, quote, promisedFrom, promisedUntil, until }: Hold) => ({ id, quote, promisedFrom, promisedUntil, until });

/** Asking and booking, for programs: the same verbs as the pages. */
export function bookingRoutes(booking: Booking, people: Pick<People, 'openSession'>): Door[] {
  return [...comeBackRoutes(booking, people), ...requestRoutes(booking), ...listRoutes(booking), ...timeRoutes(booking), ...visitRoutes(booking)];
}

/** Back to one's own request, as on the page: a wrong code is counted. */
const comeBackRoutes = (booking: Booking, people: Pick<People, 'openSession'>): Door[] => [
  route({
    method: 'POST', path: '/returns', who: ['anyone'], limit: 'code', summary: 'Come back with the reference and the code of a request; answers with a session', asks: comeBackAsks, gives: z.object({ request: idShape('req'), token: z.string(), until: instantShape }),
    answer: (call) => call.change(async (work): Promise<Result<Reply, Refusal>> => {
      const came = await booking.comeBack(work, call.asked);
      if (!came.ok) return came;
      if (!came.value.came) return ok(problem(404, 'no-such-request', 'There is no request with this reference and this code.'));
      const opened = await people.openSession(work, { request: came.value.request }, call.device);
      return opened.ok ? ok(json({ request: came.value.request, ...opened.value }, 201)) : opened;
    }, (reply) => reply, refused),
  }),
];

const listRoutes = (booking: Booking): Door[] => [
  route({
    method: 'GET', path: '/requests', who: ['person'], summary: 'Your requests, or those of a home you may act for, the newest first', asks: z.object({ home: z.string().refine((id) => isId('Home', id), { error: 'booking.bad-id' }).optional(), ...pageAsks }), gives: pageOf(request),
    answer: async (call) => {
      const { by } = call;
      if (by.kind !== 'person') return missing;
      const of = call.asked.home === undefined ? { person: by.person } : { home: call.asked.home as HomeId };
      return onePage(await call.look((work) => booking.requestsOf(work, of)), call.asked, { of: (one) => one.id, order: 'given' }, seenRequest);
    },
  }),
  route({ method: 'GET', path: '/waiting-requests', who: ['operator'], summary: 'Requests that wait for our call', asks: listAsks, gives: pageOf(request), answer: async (call) => onePage(await call.look((work) => booking.unplaced(work)), call.asked, { of: (one) => one.id, order: 'given' }, seenRequest) }),
  route({
    method: 'GET', path: '/homes/:home/visits', who: ['asker'], summary: 'The visits of a home, the newest first', asks: listAsks, gives: pageOf(visit),
    answer: async (call) => { const id = call.params['home'] ?? ''; return isId('Home', id) ? onePage(await call.look((work) => booking.visitsOf(work, id)), call.asked, { of: (one) => placeIn(one.promisedFrom, one.id), order: 'down' }, seenVisit) : missing; },
  }),
  route({
    method: 'GET', path: '/technicians/:technician/days/:day', who: ['technician', 'provider', 'operator'], summary: 'A technician’s day (YYYY-MM-DD): the visits in the order of driving, with the way to each', gives: z.object({ technician: idShape('tec'), day: z.string(), visits: z.array(z.object({ visit, metres: z.number(), seconds: z.number() })) }),
    answer: async (call) => {
      const { technician: id = '', day: typed = '' } = call.params;
      const day = dayFrom(typed);
      const found = isId('Technician', id) && day ? await call.look((work) => booking.dayOf(work, id, day)) : undefined;
      return found ? json({ technician: found.technician, day: found.day.toString(), visits: found.visits.map(({ appointment, travel }) => ({ visit: seenVisit(appointment), metres: travel.metres, seconds: travel.seconds })) }) : missing;
    },
  }),
];

function dayFrom(typed: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(typed)) return undefined;
  try { return Temporal.PlainDate.from(typed, { overflow: 'reject' }); } catch { return undefined; }
}

const withRequest = (call: Pick<Call, 'params'>, todo: (id: RequestId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['request'] ?? ''; return isId('Request', id) ? todo(id) : missing; };
const withQuote = (call: Pick<Call, 'params'>, todo: (id: QuoteId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['quote'] ?? ''; return isId('Quote', id) ? todo(id) : missing; };
const withVisit = (call: Pick<Call, 'params'>, todo: (id: VisitId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['visit'] ?? ''; return isId('Visit', id) ? todo(id) : missing; };
const found = async <T>(call: Pick<Call, 'look'>, read: (work: Work) => Promise<T | undefined>, show: (value: T) => unknown): Promise<Reply> => { const value = await call.look(read); return value === undefined ? missing : json(show(value)); };

const slotPage = (slots: readonly Slot[], asked: PageAsked): Reply => onePage(slots, asked, { of: (one) => placeIn(one.promisedFrom, one.key), order: 'up' }, seenSlot);

const requestRoutes = (booking: Booking): Door[] => [
  route({
    method: 'POST', path: '/requests', who: ['anyone'], limit: 'ask', summary: 'Ask for help in one’s own words; the code is shown this once', asks: askAsks.omit({ photos: true }), gives: z.object({ request: idShape('req'), reference: z.string(), code: z.string(), quiet: z.boolean() }),
    answer: (call) => call.change((work) => booking.ask(work, call.asked), ({ request: id, reference, code, quiet }) => json({ request: id, reference, code, quiet }, 201), refused),
  }),
  route({ method: 'GET', path: '/requests/:request', who: ['asker'], summary: 'A request', gives: request, answer: (call) => withRequest(call, (id) => found(call, (work) => booking.request(work, id), seenRequest)) }),
  route({
    method: 'POST', path: '/requests/:request/understanding', who: ['asker'], summary: 'Say which guess is right; without a leaf, none is', asks: understandAsks, gives: request,
    answer: (call) => withRequest(call, (id) => call.change((work) => booking.understandBetter(work, { request: id, task: call.asked.task as TaskId, leaf: call.asked.leaf ?? null, answers: call.asked.answers }), (done) => json(seenRequest(done)), refused)),
  }),
  route({ method: 'POST', path: '/requests/:request/way', who: ['asker'], summary: 'Choose how it is to be solved', asks: wayAsks, gives: request, answer: (call) => withRequest(call, (id) => call.change((work) => booking.chooseWay(work, { request: id, way: call.asked.way }), (done) => json(seenRequest(done)), refused)) }),
  route({
    method: 'POST', path: '/requests/:request/person', who: ['asker'], summary: 'Say who it is for, and where', asks: whoAsks, gives: z.object({ request, unplaced: z.boolean() }),
    answer: (call) => withRequest(call, (id) => {
      const { givenName, familyName, phone, email, prefers, line, postcode, town, country, accessNotes, lat, lng, largePrint, comfort } = call.asked;
      const at = lat !== undefined && lng !== undefined ? { at: { lat, lng }, precision: 'pin' as const } : {};
      return call.change((work) => booking.tellWho(work, { request: id, who: { givenName, familyName, phone, email, prefers, largePrint, comfort }, address: { line, postcode, town, country }, accessNotes, ...at }), (told) => json({ request: seenRequest(told.request), unplaced: told.unplaced }), refused);
    }),
  }),
  route({ method: 'POST', path: '/requests/:request/quotes', who: ['asker'], summary: 'Ask every provider for its price', gives: z.object({ quotes: z.array(idShape('quo')), missing: z.array(z.object({ provider: idShape('pro'), why: z.string() })) }), answer: (call) => withRequest(call, (id) => call.change((work) => booking.askForQuotes(work, { request: id }), (done) => json(done, 201), refused)) }),
];

const timeRoutes = (booking: Booking): Door[] => [
  route({ method: 'GET', path: '/quotes/:quote/times', who: ['asker'], summary: 'Times that can be had now. `cheaper`: what a time takes off the price of the quote. Send its `termsHash` with the booking', asks: listAsks, gives: pageOf(slot), answer: (call) => withQuote(call, async (id) => slotPage(await call.look((work) => booking.times(work, id)), call.asked)) }),
  route({ method: 'POST', path: '/quotes/:quote/holds', who: ['asker'], summary: 'Keep a time for ten minutes', asks: slotAsks, gives: hold, answer: (call) => withQuote(call, (id) => call.change((work) => booking.hold(work, { quote: id, slot: call.asked.slot }), (kept) => json(seenHold(kept), 201), refused)) }),
  route({
    method: 'POST', path: '/quotes/:quote/visits', who: ['asker'], summary: 'Accept the price and book the time, at the price of that time; `termsHash` is that of the time, or the version of the quote that was held', asks: bookAsks, gives: visit,
    answer: (call) => withQuote(call, (id) => call.change((work) => {
      const { hold: kept, slot: wanted, expressRequest, termsHash, shown } = call.asked;
      return booking.book(work, { ...(kept ? { hold: kept as never } : { quote: id, slot: wanted ?? '' }), expressRequest, termsHash, ...(shown ? { shown } : {}) });
    }, (booked) => json(seenVisit(booked), 201), refused)),
  }),
];

const visitRoutes = (booking: Booking): Door[] => [
  route({ method: 'GET', path: '/visits/:visit', who: ['asker'], summary: 'A visit', gives: visit, answer: (call) => withVisit(call, (id) => found(call, (work) => booking.visit(work, id), seenVisit)) }),
  route({ method: 'GET', path: '/visits/:visit/times', who: ['asker'], summary: 'Times to which it can be moved', asks: listAsks, gives: pageOf(slot), answer: (call) => withVisit(call, async (id) => slotPage(await call.look((work) => booking.timesToMove(work, id)), call.asked)) }),
  route({
    method: 'POST', path: '/visits/:visit/move', who: ['asker'], summary: 'Move it; `fee` is what was shown', asks: moveAsks, gives: visit,
    answer: (call) => withVisit(call, (id) => call.change(async (work) => booking.moveVisit(work, { visit: id, slot: call.asked.slot, fee: money(call.asked.fee, await currencyOf(booking, work, id)) }), (moved) => json(seenVisit(moved)), refused)),
  }),
  route({
    method: 'POST', path: '/visits/:visit/cancel', who: ['asker'], summary: 'Cancel it; `fee` is what was shown', asks: cancelAsks, gives: visit,
    answer: (call) => withVisit(call, (id) => call.change(async (work) => booking.cancelVisit(work, { visit: id, fee: money(call.asked.fee, await currencyOf(booking, work, id)) }), (gone) => json(seenVisit(gone)), refused)),
  }),
];

const currencyOf = async (booking: Booking, work: Work, id: VisitId): Promise<'EUR' | 'GBP'> => ((await booking.visit(work, id))?.country === 'GB' ? 'GBP' : 'EUR');
