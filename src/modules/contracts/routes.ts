import { z } from 'zod';
import { type AgreementId, type RequestId, isId } from '#kernel';
import { type Call, type Door, type Reply, idShape, instantShape, json, listAsks, missing, moneyShape, onePage, pageOf, placeIn, route } from '#platform/http/index';
import type { Contracts, SeenAgreement } from './front.ts';
import { isOnTelephone } from './may.ts';

const isInstant = (text: string): boolean => { try { Temporal.Instant.from(text); return true; } catch { return false; } };
const instant = z.string().max(40).refine(isInstant, 'contracts.instant-unclear');
const termsAsks = z.object({ lang: z.enum(['en', 'fr']), promisedFrom: instant, promisedUntil: instant, termsHash: z.string().max(200).optional() });
const text = z.object({ digest: z.string(), lang: z.enum(['en', 'fr']), words: z.string() });
const agreement = z.object({
  id: idShape('agr'), kind: z.enum(['visit', 'extra']), provider: idShape('pro'), quote: idShape('quo'), channel: z.string(), most: moneyShape, digest: z.string(), agreedAt: instantShape, informedAt: instantShape.optional(), expressAt: instantShape.optional(),
  withdrawal: z.object({ may: z.boolean(), article: z.string(), until: instantShape.optional(), declaredAt: instantShape.optional(), refundBy: z.string().optional() }),
});

const seenAgreement = ({ agreement: one, right }: SeenAgreement) => ({
  id: one.id, kind: one.kind, provider: one.provider, quote: one.quote, channel: one.channel, most: one.most, digest: one.digest, agreedAt: one.agreedAt, informedAt: one.informedAt, expressAt: one.expressAt,
  withdrawal: { may: right.may && !one.withdrawal, article: right.article, until: right.may ? right.until : undefined, declaredAt: one.withdrawal?.declaredAt, refundBy: one.withdrawal?.refundBy.toString() },
});
const withAgreement = (call: Pick<Call, 'params'>, todo: (id: AgreementId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['agreement'] ?? ''; return isId('Agreement', id) ? todo(id) : missing; };

/** What is agreed, for programs: the words before a yes, and afterwards exactly what was shown and until when one may withdraw. */
export const contractRoutes = (contracts: Pick<Contracts, 'termsFor' | 'agreementsOf' | 'agreement' | 'textOf'>): Door[] => [
  route({
    method: 'GET', path: '/quotes/:quote/terms', who: ['asker'], summary: 'The words of the contract before it is booked. Show them, and send their digest back as `shown` with the booking: only then was the person informed. `termsHash`: that of the time, where the time changes the price', asks: termsAsks, gives: text,
    answer: async (call) => {
      const id = call.params['quote'] ?? '';
      if (!isId('Quote', id)) return missing;
      const { lang, promisedFrom, promisedUntil, termsHash } = call.asked;
      const found = await call.look((work) => contracts.termsFor(work, { quote: id, lang, channel: isOnTelephone(call.by) ? 'phone' : 'web', version: termsHash, promised: { from: Temporal.Instant.from(promisedFrom), until: Temporal.Instant.from(promisedUntil) } }));
      return found ? json({ digest: found.digest, lang: found.lang, words: found.words }) : missing;
    },
  }),
  route({
    method: 'GET', path: '/requests/:request/agreements', who: ['asker'], summary: 'What was agreed for a request, the oldest first, and until when one may withdraw', asks: listAsks, gives: pageOf(agreement),
    answer: async (call) => { const id = call.params['request'] ?? ''; return isId('Request', id) ? onePage(await call.look((work) => contracts.agreementsOf(work, id as RequestId)), call.asked, { of: ({ agreement: one }) => placeIn(one.agreedAt, one.id), order: 'up' }, seenAgreement) : missing; },
  }),
  route({
    method: 'GET', path: '/agreements/:agreement', who: ['asker'], summary: 'One contract, and until when one may withdraw from it', gives: agreement,
    answer: (call) => withAgreement(call, async (id) => { const found = await call.look((work) => contracts.agreement(work, id)); return found ? json(seenAgreement(found)) : missing; }),
  }),
  route({
    method: 'GET', path: '/agreements/:agreement/words', who: ['asker'], summary: 'Exactly what was shown', gives: text,
    answer: (call) => withAgreement(call, async (id) => { const found = await call.look((work) => contracts.textOf(work, id)); return found ? json({ digest: found.digest, lang: found.lang, words: found.words }) : missing; }),
  }),
];
