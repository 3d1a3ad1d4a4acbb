import { z } from 'zod';
import { type Actor, isId } from '#kernel';
import { type Door, type PageAsked, type Reply, cutPage, idShape, instantShape, json, listAsks, missing, onePage, pageAsks, pageOf, placeIn, readPlace, refused, route } from '#platform/http/index';
import type { Work } from '#platform/work';
import type { Messages, ShownMessage, ToWhom } from './front.ts';

const CHANNELS = ['sms', 'mail', 'letter', 'call'] as const;
const STATES = ['waiting', 'sending', 'sent', 'refused', 'overtaken', 'done'] as const;
const message = z.object({ id: idShape('msg'), kind: z.string(), channel: z.enum(CHANNELS), lang: z.enum(['en', 'fr']), state: z.enum(STATES), urgent: z.boolean(), about: z.string().optional(), person: idShape('per').optional(), madeAt: instantShape, dueAt: instantShape, settledAt: instantShape.optional(), to: z.string().optional(), title: z.string().optional(), text: z.string().optional() });
const telephone = z.object({ id: idShape('msg'), kind: z.string(), person: idShape('per').optional(), name: z.string(), phone: z.string(), says: z.string(), lang: z.enum(['en', 'fr']), urgent: z.boolean(), since: instantShape });

const seen = ({ id, kind, channel, lang, state, urgent, about, person, madeAt, dueAt, settledAt, to, title, text }: ShownMessage) => ({ id, kind, channel, lang, state, urgent, about, person, madeAt, dueAt, settledAt, to, title, text });
const from = ({ cursor, limit }: PageAsked) => ({ limit: limit + 1, ...(cursor === undefined ? {} : { before: readPlace(cursor) }) });
const cut = (shown: readonly ShownMessage[], asked: PageAsked): Reply => cutPage(shown, asked, (one) => placeIn(one.madeAt, one.id), seen);

/** Reads a list for one of us, and writes down who stands on it. */
type Listing = <T extends Partial<ToWhom>>(by: Actor, read: (work: Work) => Promise<readonly T[]>) => Promise<readonly T[]>;

/** What people are told, for programs. */
export const messageRoutes = (messages: Pick<Messages, 'own' | 'outbox' | 'callList' | 'callMade'>, listing: Listing): Door[] => [
  route({
    method: 'GET', path: '/messages', who: ['person'], summary: 'What we told you, the newest first', asks: listAsks, gives: pageOf(message),
    answer: async (call) => cut(await call.look((work) => messages.own(work, from(call.asked))), call.asked),
  }),
  route({
    method: 'GET', path: '/outbox', who: ['operator'], summary: 'What was told to whom, the newest first; never what opens a door', asks: z.object({ state: z.enum(STATES).optional(), channel: z.enum(CHANNELS).optional(), ...pageAsks }), gives: pageOf(message),
    answer: async (call) => {
      const { state, channel } = call.asked;
      return cut(await listing(call.by, (work) => messages.outbox(work, { ...from(call.asked), ...(state ? { state } : {}), ...(channel ? { channel } : {}) })), call.asked);
    },
  }),
  route({
    method: 'GET', path: '/calls', who: ['operator'], summary: 'Whom to ring and what to tell, the urgent first', asks: listAsks, gives: pageOf(telephone),
    answer: async (call) => onePage(await listing(call.by, (work) => messages.callList(work)), call.asked, { of: (one) => `${one.urgent ? 0 : 1} ${placeIn(one.since, one.id)}`, order: 'up' }, ({ id, kind, person, name, phone, says, lang, urgent, since }) => ({ id, kind, person, name, phone, says, lang, urgent, since })),
  }),
  route({
    method: 'POST', path: '/calls/:message/answer', who: ['operator'], summary: 'You rang: did somebody answer? If not it comes back in an hour', asks: z.object({ reached: z.boolean() }), gives: z.object({ id: idShape('msg'), state: z.enum(STATES) }),
    answer: (call) => {
      const id = call.params['message'] ?? '';
      return isId('Message', id) ? call.change((work) => messages.callMade(work, { message: id, reached: call.asked.reached }), (done) => json({ id: done.id, state: call.asked.reached ? 'done' as const : done.state }), refused) : missing;
    },
  }),
];
