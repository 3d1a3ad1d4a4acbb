import { z } from 'zod';
import { type QuoteId, isId } from '#kernel';
import { type Call, type Door, type Reply, idShape, instantShape, json, listAsks, missing, moneyShape, onePage, pageOf, problem, route } from '#platform/http/index';
import type { CannotSetPrices } from './answers.ts';
import type { Quote } from './quote.ts';
import type { Tariff } from './tariff.ts';
import type { Pricing } from './verbs.ts';

const line = z.object({ kind: z.string(), says: z.object({ key: z.string(), with: z.record(z.string(), z.union([z.string(), z.number()])).optional() }), unit: z.string(), quantity: z.number(), gross: moneyShape, worst: z.object({ quantity: z.number(), gross: moneyShape }), vatBasisPoints: z.number(), every: z.enum(['once', 'month', 'year']) });
const quote = z.object({ id: idShape('quo'), request: idShape('req'), provider: idShape('pro'), state: z.string(), version: z.string(), expected: moneyShape, ceiling: moneyShape, after12: moneyShape, after24: moneyShape, validUntil: instantShape, lines: z.array(line) });

const seen = ({ id, request, provider, state, version, expected, ceiling, after12, after24, validUntil, lines }: Quote) => ({
  id, request, provider, state, version, expected, ceiling, after12, after24, validUntil,
  lines: lines.map(({ kind, says, unit, quantity, gross, worst, vatBasisPoints, every }) => ({ kind, says, unit, quantity, gross, worst, vatBasisPoints, every })),
});
const refused = ({ kind }: { kind: string }): Reply => (kind === 'no-such-quote' ? problem(404, kind) : problem(kind === 'quote-expired' ? 410 : 409, kind));
const withQuote = (call: Pick<Call, 'params'>, todo: (id: QuoteId) => Promise<Reply>): Promise<Reply> | Reply => { const id = call.params['quote'] ?? ''; return isId('Quote', id) ? todo(id) : missing; };

/** Prices, for programs. */
export const pricingRoutes = (pricing: Pricing): Door[] => [
  route({
    method: 'GET', path: '/requests/:request/quotes', who: ['asker'], summary: 'The prices of a request, in the published order', asks: listAsks, gives: pageOf(quote),
    answer: async (call) => { const id = call.params['request'] ?? ''; return isId('Request', id) ? onePage(await call.look((work) => pricing.quotesFor(work, id)), call.asked, { of: (one) => one.id, order: 'given' }, seen) : missing; },
  }),
  route({ method: 'GET', path: '/quotes/:quote', who: ['asker'], summary: 'One price, line by line', gives: quote, answer: (call) => withQuote(call, async (id) => { const found = await call.look((work) => pricing.quote(work, id)); return found.ok ? json(seen(found.value)) : refused(found.error); }) }),
  route({ method: 'POST', path: '/quotes/:quote/acceptance', who: ['asker'], summary: 'Say yes', gives: quote, answer: (call) => withQuote(call, (id) => call.change((work) => pricing.acceptQuote(work, id), (done) => json(seen(done.quote)), refused)) }),
  route({ method: 'POST', path: '/quotes/:quote/refusal', who: ['asker'], summary: 'Say no', gives: quote, answer: (call) => withQuote(call, (id) => call.change((work) => pricing.refuseQuote(work, id), (done) => json(seen(done)), refused)) }),
  ...tariffRoutes(pricing),
];

const shapes = z.record(z.string(), z.unknown());
const tariff = z.object({ id: idShape('tar'), country: z.enum(['FR', 'GB']), currency: z.enum(['EUR', 'GBP']), since: instantShape, shapes });
const NOT_SHAPES = new Set(['id', 'country', 'currency', 'since', 'provider']);
const shown = (made: Tariff) => ({ id: made.id, country: made.country, currency: made.currency, since: made.since, shapes: Object.fromEntries(Object.entries(made).filter(([name]) => !NOT_SHAPES.has(name) && name !== 'written')) });

/** A provider's own prices: only its office and administrators. */
const tariffRoutes = (pricing: Pricing): Door[] => [
  route({
    method: 'GET', path: '/providers/:provider/tariff', who: ['provider', 'operator'], summary: 'The prices in force', gives: tariff,
    answer: async (call) => { const id = call.params['provider'] ?? ''; const found = isId('Provider', id) ? await call.look((work) => pricing.tariffOf(work, id)) : undefined; return found ? json(shown(found)) : missing; },
  }),
  route({
    method: 'POST', path: '/providers/:provider/tariffs', who: ['provider', 'admin'], summary: 'New prices from now on; quotes that are out keep theirs', asks: z.object({ shapes }), gives: tariff,
    answer: (call) => { const id = call.params['provider'] ?? ''; return isId('Provider', id) ? call.change((work) => pricing.setTariff(work, id, call.asked.shapes), (made) => json(shown(made), 201), tariffRefused) : missing; },
  }),
];
const tariffRefused = (refusal: CannotSetPrices): Reply => (refusal.kind === 'no-such-provider' ? problem(404, refusal.kind)
  : refusal.kind === 'tariff-not-whole' ? problem(422, refusal.kind, 'The price list is not whole.', [{ pointer: `/shapes/${refusal.where.replaceAll('.', '/')}`, detail: refusal.accepted }]) : problem(409, refusal.kind));
