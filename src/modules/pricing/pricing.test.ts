import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Actor, type QuoteId, type Result, jobActor, must, newId } from '#kernel';
import type { People } from '#modules/people';
import { sql } from '#platform/db';
import type { Work } from '#platform/work';
import { type SmallHouse, helperOf, operator, ownerOf, smallHouse, stranger } from '../../../test/golden/small-house.ts';
import { byTheMinute, eur, halfHours, quarters, scopeOf, tariffOf, taskOf } from '../../../test/golden/tariffs.ts';
import { createPricing } from './pricing.ts';
import type { Scope } from './scope.ts';
import type { Pricing } from './verbs.ts';

describe('quotes in the database', () => {
  let house: SmallHouse;
  let pricing: Pricing;
  const tariffs = [tariffOf(quarters), tariffOf(halfHours), tariffOf(byTheMinute)] as const;
  const unsigned = tariffOf(quarters);
  const job = jobActor('test');
  const work = <T>(by: Actor, todo: (work: Work) => Promise<Result<T, { kind: string }>>) => house.works.inWork(by, todo);
  const candidates = [...tariffs, unsigned].map(({ provider }) => ({ provider }));
  const scope = (more: Partial<Scope> = {}): Scope => scopeOf([taskOf('slow-or-freezing', 60, 100, { items: pricing.catalogue.needsOf('slow-or-freezing') })], [...tariffs, unsigned], 8_000, { home: house.home, ...more });
  const offers = async (asked = scope()) => must(await work(job, (inside) => pricing.computeQuotes(inside, asked, candidates)));

  before(async () => {
    house = await smallHouse();
    pricing = createPricing({ vouchersPay: async () => true, dbOf: house.works.dbOf, keys: house.keys, technicians: house.technicians, people: house.people as unknown as { known: People['known'] } });
    for (const [tariff, shapes] of [[tariffs[0], quarters], [tariffs[1], halfHours], [tariffs[2], byTheMinute], [unsigned, quarters]] as const) {
      await house.addProvider(tariff, tariff === unsigned ? { bindingSignedAt: undefined } : {});
      must(await work(job, (inside) => pricing.setTariff(inside, tariff.provider, shapes)));
    }
  });
  after(() => house.close());

  test('come back as they were computed, in the published order, with who is missing and why', async () => {
    const { offered, missing } = await offers();
    assert.equal(offered.length, 3);
    assert.deepEqual(missing, [{ provider: unsigned.provider, why: 'not-signed' }]);
    const read = await house.works.looking(ownerOf(house), (inside) => pricing.quotesFor(inside, offered[0]?.request ?? newId('Request')));
    assert.deepEqual(JSON.parse(JSON.stringify(read)), JSON.parse(JSON.stringify(offered)));
  });
  test('are the same quotes when the same is asked again, and new ones when the work changed', async () => {
    const asked = scope();
    const first = await offers(asked);
    const again = await offers(asked);
    assert.deepEqual(again.offered.map(({ id }) => id), first.offered.map(({ id }) => id));
    const changed = await offers({ ...asked, when: 'evening' });
    assert.equal(changed.offered.some(({ id }) => first.offered.some((old) => old.id === id)), false);
    const old = must(await work(operator, (inside) => pricing.quote(inside, first.offered[0]?.id as QuoteId)));
    assert.equal(old.state, 'withdrawn');
  });
  test('do not exist for a stranger, and are answered by the home, its helper, the holder of the code and the operator', async () => {
    for (const [by, may] of [[stranger, false], [ownerOf(house), true], [helperOf(house), true], [operator, true]] as const) {
      const { offered } = await offers();
      const answer = await work(by, (inside) => pricing.acceptQuote(inside, offered[0]?.id as QuoteId));
      assert.equal(answer.ok, may);
      if (!answer.ok) assert.equal(answer.error.kind, 'no-such-quote');
    }
    const { offered: [quote] } = await offers();
    assert.ok((await work({ kind: 'asker', request: quote?.request ?? newId('Request') }, (inside) => pricing.acceptQuote(inside, quote?.id as QuoteId))).ok);
    assert.equal((await work({ kind: 'asker', request: newId('Request') }, (inside) => pricing.acceptQuote(inside, quote?.id as QuoteId))).ok, false);
  });
  test('let a person change their mind until a visit stands, and never hold two yeses', async () => {
    const { offered: [a, b] } = await offers();
    const accept = (id: QuoteId | undefined) => work(ownerOf(house), (inside) => pricing.acceptQuote(inside, id as QuoteId));
    assert.ok((await accept(a?.id)).ok);
    assert.ok((await accept(a?.id)).ok, 'the same yes twice');
    assert.ok((await accept(b?.id)).ok, 'another yes instead');
    const now = await house.works.looking(job, (inside) => pricing.known.acceptedFor(inside, a?.request ?? newId('Request')));
    assert.equal(now?.id, b?.id);
    await work(job, async (inside) => { await pricing.known.keep(inside, b?.id as QuoteId); return { ok: true, value: true }; });
    const late = await accept(a?.id);
    assert.equal(!late.ok && late.error.kind, 'another-quote-booked');
  });
  test('expire by themselves, and a no is a no', async () => {
    const { offered: [a, b] } = await offers();
    assert.ok((await work(ownerOf(house), (inside) => pricing.refuseQuote(inside, a?.id as QuoteId))).ok);
    const refused = await work(ownerOf(house), (inside) => pricing.acceptQuote(inside, a?.id as QuoteId));
    assert.equal(!refused.ok && refused.error.kind, 'quote-already-answered');
    house.clock.pass({ hours: 24 * 31 });
    const late = await work(ownerOf(house), (inside) => pricing.acceptQuote(inside, b?.id as QuoteId));
    assert.equal(!late.ok && late.error.kind, 'quote-expired');
    house.clock.set('2026-11-23T10:00:00Z');
  });
  test('above the amount of a second pair of eyes wait for their yes', async () => {
    const eyes = { home: house.home, person: house.daughter, above: eur(100) };
    must(await work(ownerOf(house), (inside) => pricing.setSecondEyes(inside, eyes)));
    const { offered: [a] } = await offers();
    const first = must(await work(ownerOf(house), (inside) => pricing.acceptQuote(inside, a?.id as QuoteId)));
    assert.deepEqual([first.quote.state, first.awaits], ['offered', house.daughter]);
    must(await work(ownerOf(house), (inside) => pricing.acceptQuote(inside, a?.id as QuoteId)));
    assert.equal(house.told.filter((fact) => fact.fact === 'second-yes-asked').length, 1, 'asked once');
    const second = must(await work(helperOf(house), (inside) => pricing.acceptQuote(inside, a?.id as QuoteId)));
    assert.equal(second.quote.state, 'accepted');
    assert.ok(house.told.some((fact) => fact.fact === 'second-yes-answered' && 'yes' in fact && fact.yes === true), 'told at home');
    assert.equal((await work(stranger, (inside) => pricing.setSecondEyes(inside, eyes))).ok, false);
  });
  test('keep their second pair of eyes three days when the home ends it, and lose it at once when they step back', async () => {
    const eyes = { home: house.home, person: house.daughter, above: eur(100) };
    const yes = async () => must(await work(ownerOf(house), async (inside) => pricing.acceptQuote(inside, (await offers()).offered[0]?.id as QuoteId)));
    const weaker = await work(ownerOf(house), (inside) => pricing.setSecondEyes(inside, { ...eyes, above: eur(100_000) }));
    assert.equal(!weaker.ok && weaker.error.kind, 'second-eyes-in-force', 'a higher amount would be a way around it');
    must(await work(ownerOf(house), (inside) => pricing.setSecondEyes(inside, { ...eyes, above: eur(90) })));
    const ended = must(await work(ownerOf(house), (inside) => pricing.dropSecondEyes(inside, house.home)));
    assert.equal(ended.endsAt?.since(house.clock.now()).total('hours'), 72);
    assert.ok(house.told.some(({ fact }) => fact === 'second-eyes-ending'));
    house.clock.pass({ hours: 71 });
    assert.equal((await yes()).awaits, house.daughter);
    assert.equal((await house.works.looking(helperOf(house), (inside) => pricing.eyesOn(inside)))[0]?.waiting.length, 1);
    house.clock.pass({ hours: 1 });
    assert.equal((await yes()).awaits, undefined);
    must(await work(ownerOf(house), (inside) => pricing.setSecondEyes(inside, eyes)));
    must(await work(helperOf(house), (inside) => pricing.dropSecondEyes(inside, house.home)));
    assert.equal((await yes()).awaits, undefined);
    house.clock.set('2026-11-23T10:00:00Z');
  });
  test('come from the tariff that was written last, even within one instant', async () => {
    for (const shapes of [quarters, halfHours, quarters, halfHours]) must(await work(job, (inside) => pricing.setTariff(inside, tariffs[0].provider, shapes)));
    const now = await house.works.looking(job, (inside) => pricing.tariffOf(inside, tariffs[0].provider));
    assert.equal(now?.time.visit?.first.minutes, 30);
    must(await work(job, (inside) => pricing.setTariff(inside, tariffs[0].provider, quarters)));
    assert.equal(await house.works.looking(stranger, (inside) => pricing.tariffOf(inside, tariffs[0].provider)), undefined, 'for its own office only');
  });
  test('forty people who answer at once leave one yes', async () => {
    const { offered } = await offers();
    await Promise.all(Array.from({ length: 40 }, (_, i) => work(ownerOf(house), (inside) => pricing.acceptQuote(inside, offered[i % offered.length]?.id as QuoteId))));
    const { rows } = await sql<{ count: number }>`select count(*) as count from pricing.quotes where request_id = ${offered[0]?.request} and state = 'accepted'`.execute(house.db);
    assert.equal(rows[0]?.count, 1);
  });
  test('refuse a scope that calls a subscription a part, and a tariff that is not whole', async () => {
    const hidden = scope({ tasks: [taskOf('new-device-setup', 30, 30, { items: [{ kind: 'parts', item: 'antivirus-1-device', quantity: { expected: 1, worst: 1 } }] })] });
    const answer = await work(job, (inside) => pricing.computeQuotes(inside, hidden, candidates));
    assert.equal(!answer.ok && answer.error.kind, 'hidden-subscription');
    const bad = await work(job, (inside) => pricing.setTariff(inside, tariffs[0].provider, { ...quarters, depositBasisPoints: 20_000 }));
    assert.deepEqual(!bad.ok && [bad.error.kind, (bad.error as { where?: string }).where, (bad.error as { accepted?: string }).accepted], ['tariff-not-whole', 'depositBasisPoints', 'form.too-big']);
    assert.equal((await work(stranger, (inside) => pricing.setTariff(inside, tariffs[0].provider, quarters))).ok, false);
  });

  describe('whoever writes SQL', () => {
    const refuses = (statement: ReturnType<typeof sql>, why: RegExp) => assert.rejects(() => house.db.transaction().execute(async (db) => {
      await statement.execute(db);
      await sql`set constraints all immediate`.execute(db);
    }), why);
    test('cannot hide a subscription among the parts', async () => {
      const { offered: [quote] } = await offers();
      await sql`insert into pricing.items values ('antivirus-1-device', 'subscription', 'year') on conflict do nothing`.execute(house.db);
      const line = (kind: string, every: string, renews: string | null) => sql`insert into pricing.quote_lines (id, quote_id, place, slot, kind, item, says, unit, quantity, unit_price_cents, gross_cents, worst_quantity, worst_gross_cents, vat_basis_points, every, renews_on, later_cents)
        values ('qln_x', ${quote?.id}, 99, 'x', ${kind}, 'antivirus-1-device', '{}', 'piece', 1, 0, 0, 1, 0, 2000, ${every}, ${renews}::date, ${renews === null ? null : 0}::bigint)`;
      await refuses(line('parts', 'once', null), /foreign key|quote_lines_item/);
      await refuses(line('parts', 'year', '2027-11-23'), /check/);
      await refuses(line('subscription', 'year', null), /check/);
      await refuses(sql`insert into pricing.items values ('sneaky', 'parts', 'year')`, /check/);
      await refuses(sql`update pricing.items set kind = 'parts', every = 'once' where key = 'antivirus-1-device'`, /never edited/);
    });
    test('cannot change a price, nor make a total that its lines do not give', async () => {
      const { offered: [quote] } = await offers();
      await refuses(sql`update pricing.quotes set ceiling_cents = ceiling_cents + 1 where id = ${quote?.id}`, /never edited/);
      await refuses(sql`update pricing.quote_lines set gross_cents = 0 where quote_id = ${quote?.id}`, /never edited/);
      await refuses(sql`delete from pricing.quotes where id = ${quote?.id}`, /never deleted/);
      await refuses(sql`update pricing.tariffs set shapes = '{}'`, /never edited/);
      await refuses(sql`insert into pricing.quote_lines (id, quote_id, place, slot, kind, says, unit, quantity, unit_price_cents, gross_cents, worst_quantity, worst_gross_cents, vat_basis_points, every)
        values ('qln_y', ${quote?.id}, 98, 'y', 'labour', '{}', 'visit', 1, 100, 100, 1, 100, 2000, 'once')`, /does not add up/);
    });
  });
});
