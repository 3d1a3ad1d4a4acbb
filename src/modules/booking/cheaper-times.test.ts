import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Actor, type QuoteId, must } from '#kernel';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Asker, TARIFF, type Town, askerAt, near, seed, settle, townOn } from './test-town.ts';

const eur = (cents: number) => ({ cents, currency: 'EUR' as const });
const QUIET = { sharedWay: { off: { kind: 'percent', basisPoints: 5_000 }, withinMetres: 1_000 }, offPeak: { off: { kind: 'flat', price: eur(800) }, hours: [{ days: [1, 2, 3, 4, 5], from: '13:00', until: '17:00' }] }, solidarity: { off: { kind: 'percent', basisPoints: 2_500 }, asks: 'own-word' } };
let database: TestDatabase;
let town: Town;
let office: Actor;
before(async () => {
  database = await testDatabase();
  town = townOn(database.url, '2026-11-23T08:00:00Z');
  const [first] = await settle(town, [near(0, 0), near(6000, 2000)]);
  const technician = first && (await town.works.looking(seed, (work) => town.technicians.technician(work, first)));
  assert.ok(technician);
  must(await town.works.inWork(seed, (work) => town.pricing.setTariff(work, technician.provider, { ...TARIFF, cheaper: QUIET })));
  office = { kind: 'person', person: technician.person, provider: technician.provider, homes: [], mandates: [], roles: [] };
});
after(async () => { await town.pool.end(); await database.drop(); });

const timesOf = (asker: Asker, quote: QuoteId = asker.quote) => town.works.looking(asker.by, (work) => town.booking.times(work, quote));
const quoteOf = async (asker: Asker, quote: QuoteId) => must(await town.works.looking(asker.by, (work) => town.pricing.quote(work, quote)));
const kindOf = (answer: { ok: true } | { ok: false; error: { kind: string } }): string => (answer.ok ? 'ok' : answer.error.kind);
async function quietTime(asker: Asker, quote: QuoteId = asker.quote) {
  const slot = (await timesOf(asker, quote)).find(({ cheaper }) => cheaper?.brings.offPeak && !cheaper.brings.sharedWay);
  assert.ok(slot?.cheaper, 'some times are cheaper');
  return { ...slot, cheaper: slot.cheaper };
}

test('a time that costs less is booked at once at its price, by the version it was told with', async () => {
  const odette = await askerAt(town, near(3000, 1000));
  const { works, booking } = town;
  const slot = await quietTime(odette);
  const full = await quoteOf(odette, odette.quote);
  assert.deepEqual([slot.cheaper.off.cents, slot.cheaper.expected.cents], [800, full.expected.cents - 800]);
  const book = (termsHash: string) => works.inWork(odette.by, (work) => booking.book(work, { quote: odette.quote, slot: slot.key, expressRequest: true, termsHash }));
  assert.equal(kindOf(await book('never-shown')), 'quote-changed');
  assert.equal((await quoteOf(odette, odette.quote)).state, 'offered', 'what was refused changed nothing');
  const visit = must(await book(slot.terms));
  const paid = await quoteOf(odette, visit.quote);
  assert.deepEqual([paid.expected.cents, paid.ceiling.cents, paid.version, paid.state], [slot.cheaper.expected.cents, slot.cheaper.ceiling.cents, slot.terms, 'accepted']);
});

test('whoever said yes to the price of any time has said yes to a lower one, and never to a higher', async () => {
  const { works, booking } = town;
  const odette = await askerAt(town, near(2800, 900));
  const slot = await quietTime(odette);
  const visit = must(await works.inWork(odette.by, (work) => booking.book(work, { quote: odette.quote, slot: slot.key, expressRequest: true, termsHash: odette.version })));
  assert.equal((await quoteOf(odette, visit.quote)).expected.cents, slot.cheaper.expected.cents);

  const marcel = await askerAt(town, near(2900, 900));
  const quiet = await quietTime(marcel);
  const plain = (await timesOf(marcel)).find(({ cheaper }) => !cheaper);
  assert.ok(plain);
  assert.equal(kindOf(await works.inWork(marcel.by, (work) => booking.book(work, { quote: marcel.quote, slot: plain.key, expressRequest: true, termsHash: quiet.terms }))), 'quote-changed', 'the price of a quiet hour is none of a busy one');
  must(await works.inWork(marcel.by, (work) => booking.book(work, { quote: marcel.quote, slot: plain.key, expressRequest: true, termsHash: plain.terms })));
});

test('the words of the contract at a cheaper time are known before it is taken, and are the ones that are kept', async () => {
  const { works, booking, contracts } = town;
  const odette = await askerAt(town, near(2500, 700));
  const slot = await quietTime(odette);
  const asked = { quote: odette.quote, lang: 'fr', channel: 'web', promised: { from: slot.promisedFrom, until: slot.promisedUntil } } as const;
  const text = await works.looking(odette.by, (work) => contracts.termsFor(work, { ...asked, version: slot.terms }));
  const full = await works.looking(odette.by, (work) => contracts.termsFor(work, asked));
  assert.ok(text && full && text.digest !== full.digest);
  assert.match(text.words, /Heures creuses/);
  assert.equal(await works.looking(odette.by, (work) => contracts.termsFor(work, { ...asked, version: 'another' })), undefined);
  const book = (digest: string) => works.inWork(odette.by, (work) => booking.book(work, { quote: odette.quote, slot: slot.key, expressRequest: true, termsHash: slot.terms, shown: { digest, lang: 'fr', acknowledges: true } }));
  assert.equal(kindOf(await book(full.digest)), 'terms-changed');
  must(await book(text.digest));
  const [agreed] = await works.looking(odette.by, (work) => contracts.agreementsOf(work, odette.request));
  assert.equal(agreed?.agreement.digest, text.digest);
});

/** An open request that the office answers in its own lines: 200 € of work, 30 € for the way, a cable. */
async function ownQuoteFor(asker: Asker): Promise<QuoteId> {
  const { works, booking, pricing } = town;
  const round = must(await works.inWork(asker.by, (work) => booking.openRound(work, { request: asker.request, brief: 'The whole house cabled', until: work.now.add({ hours: 48 }) })));
  const line = { vatBasisPoints: 0, every: 'once' as const, quantity: 1, most: 1 };
  const offer = { validDays: 20, guaranteeDays: 90, notIncluded: 'The walls', dearerWhen: '', lines: [
    { ...line, kind: 'labour' as const, words: 'Three rooms cabled', unit: 'package' as const, price: eur(20_000) }, { ...line, kind: 'travel' as const, words: 'There and back', unit: 'visit' as const, price: eur(3_000) }, { ...line, kind: 'parts' as const, words: 'A cable', unit: 'piece' as const, price: eur(1_500) },
  ] };
  return must(await works.inWork(office, (work) => pricing.answerRound(work, { round: round.id, offer }))).id;
}

test('a quote that its provider wrote itself costs less in quiet hours too, and keeps what it promised', async () => {
  const { works, booking } = town;
  const odette = await askerAt(town, near(1000, 4000));
  const own = await ownQuoteFor(odette);
  const before = await quoteOf(odette, own);
  const slot = await quietTime(odette, own);
  assert.deepEqual([before.expected.cents, slot.cheaper.expected.cents], [24_500, 23_700]);
  const hold = must(await works.inWork(odette.by, (work) => booking.hold(work, { quote: own, slot: slot.key })));
  const held = await quoteOf(odette, hold.quote);
  assert.deepEqual([held.expected.cents, held.guaranteeDays, held.round, held.validUntil], [23_700, 90, before.round, before.validUntil]);
  assert.equal((await quoteOf(odette, own)).state, 'withdrawn');
  const visit = must(await works.inWork(odette.by, (work) => booking.book(work, { hold: hold.id, expressRequest: true, termsHash: held.version })));
  assert.equal(visit.quote, held.id);
  const bill = await works.looking(seed, (work) => town.pricing.known.bill(work, held.id, { attendedMinutes: 90, unattendedMinutes: 0, items: [], outcome: 'solved' }));
  assert.equal(bill?.gross.cents, 23_700, 'the bill is what was agreed');
});

test('a solidarity rate counts for a quote of the provider\'s own, whether it was asked for before or after', async () => {
  const { works, booking, pricing } = town;
  const odette = await askerAt(town, near(1200, 4200));
  const say = async () => {
    must(await works.inWork(odette.by, (work) => pricing.askSolidarity(work, { request: odette.request, shown: 'what was read', lang: 'fr' })));
    must(await works.inWork(odette.by, (work) => booking.askForQuotes(work, { request: odette.request })));
  };
  const ownOf = async () => (await works.looking(odette.by, (work) => pricing.quotesFor(work, odette.request))).find(({ round, state }) => round !== undefined && state === 'offered');
  await ownQuoteFor(odette);
  assert.equal((await ownOf())?.expected.cents, 24_500);
  await say();
  assert.equal((await ownOf())?.expected.cents, 24_500 - 5_000);
  must(await works.inWork(odette.by, (work) => pricing.dropSolidarity(work, odette.request)));
  must(await works.inWork(odette.by, (work) => booking.askForQuotes(work, { request: odette.request })));
  assert.equal((await ownOf())?.expected.cents, 24_500, 'taken back, it is as it was written');
  const once = await ownOf();
  must(await works.inWork(odette.by, (work) => booking.askForQuotes(work, { request: odette.request })));
  assert.equal((await ownOf())?.id, once?.id, 'asked again with nothing new, the same quote stands');
});
