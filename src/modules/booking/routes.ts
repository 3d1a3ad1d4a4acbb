import { z } from 'zod';
import { type QuoteId, type RequestId, type TaskId, type VisitId, isId, money } from '#kernel';
import { type Call, type Door, type Reply, idShape, instantShape, json, missing, problem, route } from '#platform/http/index';
import type { Work } from '#platform/work';
import { askAsks, bookAsks, cancelAsks, moveAsks, slotAsks, understandAsks, wayAsks, whoAsks } from './asks.ts';
import type { Appointment } from './appointment.ts';
import type { Request } from './request.ts';
import type { Hold, Slot } from './slot.ts';
import type { Booking } from './verbs.ts';

const request = z.object({ id: idShape('req'), reference: z.string(), words: z.string(), lang: z.enum(['en', 'fr']), state: z.string(), way: z.string().nullable(), quiet: z.boolean(), tasks: z.array(z.object({ id: idShape('tas'), words: z.string(), leaf: z.string().nullable(), guesses: z.array(z.object({ leaf: z.string(), score: z.number() })) })) });
const visit = z.object({ id: idShape('vis'), request: idShape('req'), quote: idShape('quo'), technician: idShape('tec'), promisedFrom: instantShape, promisedUntil: instantShape, state: z.enum(['booked', 'cancelled', 'done']) });
const slot = z.object({ key: z.string(), technician: idShape('tec'), promisedFrom: instantShape, promisedUntil: instantShape, green: z.boolean(), again: z.boolean() });
const hold = z.object({ id: idShape('hol'), quote: idShape('quo'), promisedFrom: instantShape, promisedUntil: instantShape, until: instantShape });

const seenRequest = ({ id, reference, words, lang, state, way, quiet, tasks }: Request) => ({
  id, reference, words, lang, state, way: way ?? null, quiet, tasks: tasks.map((task) => ({ id: task.id, words: task.words, leaf: task.leaf ?? null, guesses: task.guesses.map(({ leaf, score }) => ({ leaf, score })) })),
});
const seenVisit = ({ id, request: of, quote, technician, promisedFrom, promisedUntil, state }: Appointment) => ({ id, request: of, quote, technician, promisedFrom, promisedUntil, state });
const seenSlot = ({ key, technician, promisedFrom, promisedUntil, green, again }: Slot) => ({ key, technician, promisedFrom, promisedUntil, green, again });
const seenHold = ({ id, quote, promisedFrom, promisedUntil, until }: Hold) => ({ id, quote, promisedFrom, promisedUntil, until });

const MISSING = new Set(['no-such-request', 'no-such-quote', 'no-such-visit', 'no-such-hold', 'no-such-task', 'no-such-home']);
/** A refusal as a problem: a thing that is not yours is a thing that is not there. */
const refused = ({ kind }: { kind: string }): Reply => (MISSING.has(kind) ? problem(404, kind) : problem(kind === 'not-allowed' ? 403 : 409, kind));

/** Asking and booking, for programs: the same verbs as the pages. */
export function bookingRoutes(booking: Booking): Door[] {
  return [...requestRoutes(booking), ...timeRoutes(booking), ...visitRoutes(booking)];
}

const withRequest = (call: Pick<Call, 'params'>, todo: (id: RequestId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['request'] ?? ''; return isId('Request', id) ? todo(id) : missing; };
const withQuote = (call: Pick<Call, 'params'>, todo: (id: QuoteId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['quote'] ?? ''; return isId('Quote', id) ? todo(id) : missing; };
const withVisit = (call: Pick<Call, 'params'>, todo: (id: VisitId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['visit'] ?? ''; return isId('Visit', id) ? todo(id) : missing; };
const found = async <T>(call: Pick<Call, 'look'>, read: (work: Work) => Promise<T | undefined>, show: (value: T) => unknown): Promise<Reply> => { const value = await call.look(read); return value === undefined ? missing : json(show(value)); };

const requestRoutes = (booking: Booking): Door[] => [
  route({
    method: 'POST', path: '/requests', who: ['anyone'], summary: 'Ask for help in one’s own words; the code is shown this once', asks: askAsks, gives: z.object({ request: idShape('req'), reference: z.string(), code: z.string(), quiet: z.boolean() }),
    answer: (call) => call.change((work) => booking.ask(work, { ...call.asked, photos: call.asked.photos as never }), ({ request: id, reference, code, quiet }) => json({ request: id, reference, code, quiet }, 201), refused),
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
  route({ method: 'GET', path: '/quotes/:quote/times', who: ['asker'], summary: 'Times that can be had now', gives: z.object({ items: z.array(slot) }), answer: (call) => withQuote(call, (id) => found(call, (work) => booking.times(work, id), (slots) => ({ items: slots.map(seenSlot) }))) }),
  route({ method: 'POST', path: '/quotes/:quote/holds', who: ['asker'], summary: 'Keep a time for ten minutes', asks: slotAsks, gives: hold, answer: (call) => withQuote(call, (id) => call.change((work) => booking.hold(work, { quote: id, slot: call.asked.slot }), (kept) => json(seenHold(kept), 201), refused)) }),
  route({
    method: 'POST', path: '/quotes/:quote/visits', who: ['asker'], summary: 'Accept the price and book the time', asks: bookAsks, gives: visit,
    answer: (call) => withQuote(call, (id) => call.change((work) => {
      const { hold: kept, slot: wanted, expressRequest, termsHash } = call.asked;
      return booking.book(work, { ...(kept ? { hold: kept as never } : { quote: id, slot: wanted ?? '' }), expressRequest, termsHash });
    }, (booked) => json(seenVisit(booked), 201), refused)),
  }),
];

const visitRoutes = (booking: Booking): Door[] => [
  route({ method: 'GET', path: '/visits/:visit', who: ['asker'], summary: 'A visit', gives: visit, answer: (call) => withVisit(call, (id) => found(call, (work) => booking.visit(work, id), seenVisit)) }),
  route({ method: 'GET', path: '/visits/:visit/times', who: ['asker'], summary: 'Times to which it can be moved', gives: z.object({ items: z.array(slot) }), answer: (call) => withVisit(call, (id) => found(call, (work) => booking.timesToMove(work, id), (slots) => ({ items: slots.map(seenSlot) }))) }),
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
