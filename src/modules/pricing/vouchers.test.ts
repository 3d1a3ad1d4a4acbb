import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Actor, type PartnerId, type QuoteId, type RequestId, type Result, type SeriesId, jobActor, must, newId, ok } from '#kernel';
import type { People } from '#modules/people';
import type { Work } from '#platform/work';
import { type SmallHouse, operator, ownerOf, smallHouse, stranger } from '../../../test/golden/small-house.ts';
import { eur, halfHours, quarters, scopeOf, tariffOf, taskOf } from '../../../test/golden/tariffs.ts';
import { createPricing } from './pricing.ts';
import type { TariffShapes } from './tariff.ts';
import type { Pricing } from './verbs.ts';
import { type Gives, plainCode, voucherPays } from './voucher.ts';

const day = (iso: string): Temporal.PlainDate => Temporal.PlainDate.from(iso);
const kindOf = (answer: Result<unknown, { kind: string }>): string => (answer.ok ? 'ok' : answer.error.kind);
const cheap: TariffShapes = {
  ...halfHours, cheaper: {
    sharedWay: { off: { kind: 'percent', basisPoints: 5_000 }, withinMetres: 2_000 }, offPeak: { off: { kind: 'percent', basisPoints: 1_000 }, hours: [{ days: [1, 2, 3, 4, 5], from: '14:00', until: '16:00' }] },
    solidarity: { off: { kind: 'percent', basisPoints: 2_500 }, asks: 'partner-word' },
  },
};

describe('vouchers, solidarity and times that cost less, in the database', () => {
  let house: SmallHouse;
  let pricing: Pricing;
  const [solidary, plain] = [tariffOf(cheap), tariffOf(quarters)];
  const job = jobActor('test');
  const work = <T>(by: Actor, todo: (work: Work) => Promise<Result<T, { kind: string }>>) => house.works.inWork(by, todo);
  const look = <T>(by: Actor, todo: (work: Work) => Promise<T>) => house.works.looking(by, todo);
  const tasks = [taskOf('slow-or-freezing', 60, 60)];
  async function offers(request = newId('Request')) {
    const scope = scopeOf(tasks, [solidary, plain], 8_000, { home: house.home, request });
    return { request, offered: must(await work(job, (inside) => pricing.computeQuotes(inside, scope, [{ provider: solidary.provider }, { provider: plain.provider }]))).offered };
  }
  const ofSolidary = <Q extends { provider: string }>(quotes: readonly Q[]): Q => { const found = quotes.find(({ provider }) => provider === solidary.provider); assert.ok(found); return found; };
  async function codes(gives: Gives, count = 2, until = day('2026-12-31')): Promise<{ partner: PartnerId; series: SeriesId; codes: string[] }> {
    const partner = must(await work(operator, (inside) => pricing.addPartner(inside, { name: 'Mairie', contact: 'mairie@example.org', country: 'FR' })));
    const series = must(await work(operator, (inside) => pricing.makeVouchers(inside, { partner: partner.id, purpose: 'Winter help', gives, count, until })));
    return { partner: partner.id, series: series.id, codes: must(await work(operator, async (inside) => ok(await pricing.voucherCodes(inside, series.id)))).map(({ code }) => code) };
  }
  const take = (request: RequestId, code: string, by: Actor = ownerOf(house)) => work(by, (inside) => pricing.takeVoucher(inside, { request, code }));

  before(async () => {
    house = await smallHouse();
    pricing = createPricing({ vouchersPay: async () => true, dbOf: house.works.dbOf, keys: house.keys, technicians: house.technicians, people: house.people as unknown as { known: People['known'] } });
    for (const [tariff, shapes] of [[solidary, cheap], [plain, quarters]] as const) { await house.addProvider(tariff); must(await work(job, (inside) => pricing.setTariff(inside, tariff.provider, shapes))); }
  });
  after(() => house.close());

  test('a code is used once, on one request, by whoever may answer its prices, and each no says why', async () => {
    const { codes: [first = '', second = ''], partner, series } = await codes({ kind: 'amount', amount: eur(15) });
    const [one, other] = [(await offers()).request, (await offers()).request];
    assert.equal(kindOf(await take(one, first, stranger)), 'no-such-quote');
    assert.equal(kindOf(await take(one, 'AAAAA-AAAAA')), 'voucher-unknown');
    assert.equal(kindOf(await take(one, ` ${first.toLowerCase().replace('-', ' ')} `)), 'ok', 'typed as people type');
    assert.equal(kindOf(await take(one, first)), 'ok', 'the same once more changes nothing');
    assert.equal(kindOf(await take(one, second)), 'voucher-one-already');
    assert.equal(kindOf(await take(other, first)), 'voucher-used-already');
    assert.equal(kindOf(await work(ownerOf(house), (inside) => pricing.dropVoucher(inside, { request: one }))), 'ok');
    assert.equal(kindOf(await take(other, first)), 'ok', 'taken off, it is free again');
    must(await work(operator, (inside) => pricing.stopVouchers(inside, { series })));
    assert.equal(kindOf(await take(one, second)), 'voucher-stopped');
    const late = await codes({ kind: 'amount', amount: eur(15) }, 1, day('2026-11-22'));
    assert.equal(kindOf(await take(one, late.codes[0] ?? '')), 'voucher-over');
    assert.equal(kindOf(await take(one, (await codes({ kind: 'solidarity' }, 1)).codes[0] ?? '')), 'voucher-no-money');
    assert.deepEqual(await look(stranger, (inside) => pricing.voucherUses(inside, partner)), []);
    assert.deepEqual(await look(ownerOf(house), (inside) => pricing.voucherCodes(inside, series)), [], 'codes are for the operator');
  });

  test('a bill is paid by it once, a credit note gives it back, and the account with the partner adds up', async () => {
    const { codes: [code = ''], partner } = await codes({ kind: 'percent', basisPoints: 5_000, most: eur(20) }, 1);
    const { request } = await offers();
    must(await take(request, code));
    const bill = { request, provider: solidary.provider, number: 'F-1', on: day('2026-11-25') };
    const pay = (number: string) => work(job, async (inside) => ({ ok: true as const, value: await pricing.known.payByVoucher(inside, { ...bill, number, gross: eur(60) }) }));
    assert.deepEqual(must(await pay('F-1')), { amount: eur(20), by: 'Mairie' }, 'half, and no more than 20');
    assert.equal(must(await pay('F-2')), undefined, 'never twice');
    await work(job, async (inside) => ({ ok: true as const, value: await pricing.known.returnVoucher(inside, { ...bill, number: 'A-1', paid: eur(20), stays: eur(5) }) }));
    await work(job, async (inside) => ({ ok: true as const, value: await pricing.known.returnVoucher(inside, { ...bill, number: 'A-2', paid: eur(5), stays: eur(0) }) }));
    const uses = await look(operator, (inside) => pricing.voucherUses(inside, partner));
    // All at one instant: their order says nothing.
    assert.deepEqual(uses.map(({ number, amount, code: last }) => [number, amount.cents, last]).toSorted(), [['A-1', -1_500, plainCode(code).slice(-4)], ['A-2', -500, plainCode(code).slice(-4)], ['F-1', 2_000, plainCode(code).slice(-4)]]);
    assert.deepEqual(must(await pay('F-3')), { amount: eur(20), by: 'Mairie' }, 'whole again, it pays the bill that is written instead');
    assert.equal((await look(operator, (inside) => pricing.partner(inside, partner)))?.series[0]?.paid.cents, 2_000);
  });

  test('a partner\'s word opens the solidarity rate of whoever asks for one, and of nobody else', async () => {
    const { request, offered } = await offers();
    const own = { request, shown: 'what was read', lang: 'fr' as const };
    must(await work(ownerOf(house), (inside) => pricing.askSolidarity(inside, own)));
    assert.deepEqual((await offers(request)).offered.map(({ id }) => id).toSorted(), offered.map(({ id }) => id).toSorted(), 'one\'s own word is not enough here, so nothing changes');
    const word = (await codes({ kind: 'solidarity' }, 1)).codes[0] ?? '';
    assert.equal(kindOf(await work(ownerOf(house), (inside) => pricing.askSolidarity(inside, { ...own, code: (word === '' ? 'x' : 'ZZZZZ-ZZZZZ') }))), 'voucher-unknown');
    must(await work(ownerOf(house), (inside) => pricing.askSolidarity(inside, { ...own, code: word })));
    const { offered: now } = await offers(request);
    const cheaper = ofSolidary(now);
    assert.deepEqual(cheaper.lines.find(({ slot }) => slot === 'cheaper.solidarity')?.gross, eur(-10));
    const shownFor = await look(ownerOf(house), (inside) => pricing.pricesFor(inside, scopeOf(tasks, [solidary, plain], 8_000, { home: house.home, request }), [solidary.provider]));
    assert.deepEqual(shownFor[0]?.expected, cheaper.expected, 'the other ways beside it are priced alike');
    assert.ok(now.some((quote) => quote.provider === plain.provider && offered.some(({ id }) => id === quote.id)), 'who has no such rate keeps the same quote');
    const other = await offers();
    assert.equal(kindOf(await work(ownerOf(house), (inside) => pricing.askSolidarity(inside, { ...own, request: other.request, code: word }))), 'voucher-used-already');
    must(await work(ownerOf(house), (inside) => pricing.dropSolidarity(inside, request)));
    assert.equal(ofSolidary((await offers(request)).offered).expected.cents, ofSolidary(offered).expected.cents, 'taken back, the price is as it was');
  });

  test('a time puts a cheaper quote in the place of the one that stood, with its yes; another time puts the old price back', async () => {
    const { offered } = await offers();
    const base = ofSolidary(offered);
    must(await work(ownerOf(house), (inside) => pricing.acceptQuote(inside, base.id)));
    const prices = await look(ownerOf(house), (inside) => pricing.known.timePrices(inside, base.id));
    assert.ok(prices);
    const { version, ...quietPrice } = prices.of({ offPeak: true });
    assert.deepEqual(quietPrice, { expected: eur(46), ceiling: eur(46), off: eur(4) });
    assert.notEqual(version, base.version);
    assert.equal(prices.of({}).version, base.version, 'what stands keeps its version');
    const at = (id: QuoteId, brings: object) => work(ownerOf(house), async (inside) => { const found = await pricing.known.quoteForTime(inside, id, brings); return found ? { ok: true as const, value: found } : { ok: false as const, error: { kind: 'none' } }; });
    assert.equal(must(await at(base.id, {})).id, base.id, 'a time that brings nothing changes nothing');
    const quiet = must(await at(base.id, { offPeak: true, sharedWay: true }));
    assert.deepEqual([quiet.state, quiet.expected, quiet.cheaper], ['accepted', eur(41), { sharedWay: true, offPeak: true }]);
    assert.deepEqual(quiet.validUntil, base.validUntil, 'its date does not move');
    assert.equal(must(await work(operator, (inside) => pricing.quote(inside, base.id))).state, 'withdrawn');
    const back = must(await at(quiet.id, {}));
    assert.deepEqual([back.state, back.expected], ['accepted', base.expected]);
    await work(job, async (inside) => { await pricing.known.keep(inside, back.id); return { ok: true as const, value: true }; });
    assert.equal(must(await at(back.id, { offPeak: true })).id, back.id, 'a booked quote stays what was agreed');
    assert.equal(await look(ownerOf(house), (inside) => pricing.known.timePrices(inside, ofSolidaryPlain(offered).id)), undefined, 'nothing where nothing is offered');
  });
  const ofSolidaryPlain = <Q extends { provider: string }>(quotes: readonly Q[]): Q => { const found = quotes.find(({ provider }) => provider === plain.provider); assert.ok(found); return found; };
});

test('a voucher pays no more than the bill, and nothing of it is given out', () => {
  assert.deepEqual(voucherPays({ kind: 'amount', amount: eur(30) }, eur(20)), eur(20));
  assert.deepEqual(voucherPays({ kind: 'percent', basisPoints: 3_333, most: eur(100) }, eur(10)), eur(3.33));
  assert.deepEqual(voucherPays({ kind: 'solidarity' }, eur(10)), eur(0));
  assert.equal(plainCode(' 7k2mq-o1lti '), '7K2MQ011T1');
});
