import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Actor, type TechnicianId, jobActor, must, newId, ok } from '#kernel';
import { type Asker, type Town, askerAt, near, seed, settle, townOn } from '../booking/test-town.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import type { Agreement } from './index.ts';

let database: TestDatabase;
let town: Town;
let samira: TechnicianId;
let other: TechnicianId;
before(async () => {
  database = await testDatabase();
  town = townOn(database.url, '2026-11-24T08:00:00Z');
  [samira, other] = (await settle(town, [near(0, 0), near(1_000, 0)])) as [TechnicianId, TechnicianId];
});
after(async () => { await town.pool.end(); await database.drop(); });

const operator: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: ['operator'] };
const kindOf = (answer: { ok: boolean; error?: { kind: string } }): string => (answer.ok ? 'ok' : answer.error?.kind ?? '');

async function booked(asker: Asker, how: 'shown' | 'not-shown' | 'other-words' = 'shown', by: Actor = asker.by, of?: TechnicianId) {
  const { works, booking, contracts } = town;
  const slots = await works.looking(by, (work) => booking.times(work, asker.quote));
  const slot = slots.find(({ technician }) => of === undefined || technician === of);
  if (!slot) throw new Error('No time is free.');
  const channel = by === operator ? 'phone' : 'web';
  const text = await works.looking(by, (work) => contracts.termsFor(work, { quote: asker.quote, lang: 'fr', channel, promised: { from: slot.promisedFrom, until: slot.promisedUntil } }));
  const digest = how === 'other-words' ? 'f'.repeat(64) : text?.digest;
  const shown = how === 'not-shown' || digest === undefined ? undefined : { digest, lang: 'fr' as const, acknowledges: true };
  const answer = await works.inWork(by, (work) => booking.book(work, { quote: asker.quote, slot: slot.key, expressRequest: true, termsHash: asker.version, shown }));
  const agreement = (await works.looking(seed, (work) => contracts.known.agreementsOf(work, asker.request))).at(-1);
  return { answer, text, agreement: agreement as Agreement };
}

test('what was shown is what is kept: the same letters, their digest, when and how; and it can be opened by them alone', async () => {
  const asker = await askerAt(town, near(200, 200));
  const { answer, text, agreement } = await booked(asker);
  must(answer);
  assert.equal(agreement.digest, text?.digest);
  assert.deepEqual([agreement.channel, agreement.informedAt?.toString(), agreement.acknowledgedAt?.toString()], ['web', '2026-11-24T08:00:00Z', '2026-11-24T08:00:00Z']);
  const open = (by: Actor) => town.works.looking(by, (work) => town.contracts.textOf(work, agreement.id));
  assert.equal((await open(asker.by))?.words, text?.words);
  assert.equal(await open({ kind: 'visitor' }), undefined);
  assert.equal(await open({ kind: 'asker', request: newId('Request') }), undefined);
  // Nobody edits it, not even with SQL, and no other text takes its name.
  await assert.rejects(town.pool.query('update contracts.agreements set most_cents = 0 where id = $1', [agreement.id]), /never edited/);
  await assert.rejects(town.pool.query('delete from contracts.texts'), /never edited/);
  await assert.rejects(town.pool.query(`insert into contracts.texts select repeat('a', 64), 'other words', lang, country, version, written_at from contracts.texts limit 1`), /texts_check/);
});

test('other words than those shown are not agreed to; who was shown none may withdraw for a year longer', async () => {
  const asker = await askerAt(town, near(-300, 200));
  assert.equal(kindOf((await booked(asker, 'other-words')).answer), 'terms-changed');
  const { agreement } = await booked(asker, 'not-shown');
  assert.equal(agreement.informedAt, undefined);
  const seen = await town.works.looking(asker.by, (work) => town.contracts.agreement(work, agreement.id));
  assert.ok(seen?.right.may && seen.right.extended);
  assert.equal(seen.right.lastDay.toString(), '2027-12-08');
});

test('who books for a caller makes a contract by telephone', async () => {
  const asker = await askerAt(town, near(-300, -200));
  assert.equal((await booked(asker, 'shown', operator)).agreement.channel, 'phone');
});

test('a withdrawal is declared once, by whoever may, inside its time', async () => {
  const asker = await askerAt(town, near(400, -200));
  const { agreement } = await booked(asker);
  const { works, contracts, clock } = town;
  const withdraw = (by: Actor, performedAt?: Temporal.Instant) => works.inWork(by, (work) => contracts.withdraw(work, { agreement: agreement.id, name: 'Odette Perrin', replyTo: 'par lettre', performedAt }));
  assert.equal(kindOf(await withdraw({ kind: 'asker', request: newId('Request') })), 'no-such-agreement');
  assert.equal(kindOf(await withdraw({ kind: 'visitor' })), 'no-such-agreement');
  // All done at her wish, which she acknowledged: the right is gone.
  clock.set('2026-12-01T10:00:00Z');
  assert.equal(kindOf(await withdraw(asker.by, Temporal.Instant.from('2026-11-25T12:00:00Z'))), 'withdrawal-fully-performed');
  clock.set('2026-12-08T23:00:00Z');
  assert.equal(kindOf(await withdraw(asker.by)), 'withdrawal-too-late');
  clock.set('2026-12-08T22:59:00Z');
  const declared = must(await withdraw(operator));
  assert.deepEqual([declared.receivedBy, declared.refundBy.toString()], ['phone', '2026-12-22']);
  assert.equal(kindOf(await withdraw(asker.by)), 'already-withdrawn');
  await assert.rejects(town.pool.query(`update contracts.withdrawals set name = 'x'`), /never edited/);
  clock.set('2026-11-24T08:00:00Z');
});

test('the operator decides of what is not confirmed, by name and with a reason, and of nothing else', async () => {
  const { works, contracts } = town;
  const decide = (by: Actor, rule: string) => works.inWork(by, (work) => contracts.decide(work, { rule, applies: true, why: 'Our lawyer, 20 November' }));
  assert.equal(kindOf(await decide(operator, 'fr-withdrawal')), 'rule-is-confirmed');
  assert.equal(kindOf(await decide(operator, 'fr-nothing')), 'no-such-rule');
  assert.equal(kindOf(await decide({ kind: 'visitor' }, 'fr-wait-successive')), 'not-allowed');
  const grounds = () => works.looking(seed, async (work) => (await contracts.known.grounds(work, 'FR')).map(({ ground }) => ground).toSorted());
  assert.deepEqual(await grounds(), ['urgent-repair']);
  must(await decide(operator, 'fr-wait-successive'));
  assert.deepEqual(await grounds(), ['successive-service', 'urgent-repair']);
  assert.equal((await works.looking(operator, (work) => contracts.rules(work))).find(({ rule }) => rule.id === 'fr-wait-successive')?.decision?.why, 'Our lawyer, 20 November');
  assert.deepEqual(await works.looking({ kind: 'visitor' }, (work) => contracts.rules(work)), []);
});

test('the operator puts a figure in the place of one that was not confirmed, within bounds; no figure brings back the one in the file', async () => {
  const { works, contracts } = town;
  const decide = (rule: string, figure?: number) => works.inWork(operator, (work) => contracts.decide(work, { rule, applies: true, figure, why: 'Our lawyer, 20 November' }));
  const deposit = () => works.looking(seed, async (work) => (await contracts.known.goods(work, 'FR')).deposit?.value);
  assert.equal(await deposit(), 5_000);
  assert.equal(kindOf(await decide('fr-deposit', 10_001)), 'figure-wrong');
  assert.equal(kindOf(await decide('fr-mediator', 3)), 'figure-wrong', 'a rule without a figure takes none');
  must(await decide('fr-deposit', 3_000));
  assert.equal(await deposit(), 3_000);
  assert.equal((await works.looking(operator, (work) => contracts.rules(work))).flatMap(({ rule }) => (rule.id === 'fr-deposit' && rule.what === 'deposit' ? [rule.mostBasisPoints] : []))[0], 3_000, 'and is what the page says');
  must(await decide('fr-deposit'));
  assert.equal(await deposit(), 5_000);
});

test('where the operator says that a voucher is no payment, none that pays is taken', async () => {
  const { works, contracts, pricing } = town;
  const asker = await askerAt(town, near(1500, 300));
  const partner = must(await works.inWork(operator, (work) => pricing.addPartner(work, { name: 'Mairie', contact: 'mairie@example.org', country: 'FR' })));
  const series = must(await works.inWork(operator, (work) => pricing.makeVouchers(work, { partner: partner.id, purpose: 'Winter help', gives: { kind: 'amount', amount: { cents: 1_500, currency: 'EUR' } }, count: 1, until: Temporal.PlainDate.from('2026-12-31') })));
  const [voucher] = must(await works.inWork(operator, async (work) => ok(await pricing.voucherCodes(work, series.id))));
  const take = () => works.inWork(asker.by, (work) => pricing.takeVoucher(work, { request: asker.request, code: voucher?.code ?? '' }));
  const decide = (applies: boolean) => works.inWork(operator, (work) => contracts.decide(work, { rule: 'fr-voucher-payment', applies, why: 'Our accountant, 20 November' }));
  must(await decide(false));
  assert.equal(kindOf(await take()), 'voucher-not-here');
  must(await decide(true));
  assert.equal(kindOf(await take()), 'ok');
});

test('another technician of the firm is announced and may be refused, and then leaving costs nothing; one of another firm never comes', async () => {
  const asker = await askerAt(town, near(100, 500));
  const { answer } = await booked(asker, 'shown', asker.by, samira);
  const visit = must(answer);
  const { works, booking, contracts, clock, pool } = town;
  const before = visit.promisedFrom.subtract({ hours: 2 });
  const change = { visit: visit.id, quote: visit.quote, request: visit.request, home: visit.home, quiet: false, before: samira, after: other };
  assert.equal(must(await works.inWork(asker.by, (work) => contracts.known.announceChange(work, change))), undefined, 'whom they choose themselves is not announced');
  clock.set(before.toString());
  const fee = () => works.looking(asker.by, async (work) => (await booking.feeFor(work, visit.id))?.fee.cents);
  assert.equal(await fee(), 2_500, 'so late it costs the fee that was told');
  const announced = must(await works.inWork(operator, (work) => contracts.known.announceChange(work, change)));
  assert.ok(announced);
  assert.equal(await fee(), 0, 'until they say yes they are free to leave');
  must(await works.inWork(asker.by, (work) => contracts.answerChange(work, { change: announced.id, answer: 'agreed' })));
  assert.equal(await fee(), 2_500);
  assert.equal(kindOf(await works.inWork(asker.by, (work) => contracts.answerChange(work, { change: announced.id, answer: 'refused' }))), 'no-such-change');

  // A no holds until somebody else is named or they choose for themselves; then it is over, and so is leaving for nothing.
  const isRefused = (technician: TechnicianId) => works.looking(seed, (work) => contracts.known.isRefused(work, visit.id, technician));
  clock.pass({ minutes: 1 });
  const again = must(await works.inWork(operator, (work) => contracts.known.announceChange(work, change)));
  assert.ok(again);
  assert.equal(await isRefused(other), false, 'nobody said no yet');
  must(await works.inWork(asker.by, (work) => contracts.answerChange(work, { change: again.id, answer: 'refused' })));
  assert.deepEqual([await isRefused(other), await isRefused(samira), await fee()], [true, false, 0]);
  clock.pass({ minutes: 1 });
  assert.equal(must(await works.inWork(asker.by, (work) => contracts.known.announceChange(work, { ...change, before: other }))), undefined);
  assert.deepEqual([await isRefused(other), await fee()], [false, 2_500], 'another time with the same person is their own choice');

  const [stranger] = await settle(town, [near(2_000, 0)]);
  assert.equal(kindOf(await works.inWork(operator, (work) => contracts.known.announceChange(work, { ...change, after: stranger as TechnicianId }))), 'another-provider');
  await assert.rejects(pool.query('update booking.visits set technician_id = $1 where id = $2', [stranger, visit.id]), /does not work for the provider/);
  await assert.rejects(pool.query('update booking.visits set provider_id = (select provider_id from technicians.technicians where id = $1), technician_id = $1 where id = $2', [stranger, visit.id]), /another provider/);
  clock.set('2026-11-24T08:00:00Z');
});

test('what the law keeps is kept, and blanked when its time is over', async () => {
  const { works, contracts, clock } = town;
  const forget = () => works.inWork(jobActor('tidy'), async (work) => ({ ok: true as const, value: await contracts.known.forgetOld(work) }));
  assert.equal(must(await forget()), 0);
  clock.set('2037-01-02T08:00:00Z');
  assert.ok(must(await forget()) >= 1);
  assert.equal((await town.pool.query(`select name from contracts.withdrawals where forgotten_at is not null`)).rows[0]?.name, '');
  clock.set('2026-11-24T08:00:00Z');
});
