import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Actor, type ExtraId, type ProviderId, type Refusal, type Result, type TechnicianId, type VisitId, must, newId } from '#kernel';
import { createDevices } from '#modules/devices';
import { readability } from '#modules/learning';
import { type Visits, createVisits } from '#modules/visits';
import type { Work } from '#platform/work';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Asker, type Town, askerAt, near, seed, settle, townOn } from '../booking/test-town.ts';
import { createBilling } from './billing.ts';
import { owedOf, refundedOf } from './invoice.ts';
import type { Billing } from './verbs.ts';

const BEGIN = '2026-11-24T08:00:00Z';
const blocks = { 'what-was-wrong': 'Le portable s’éteint.', 'what-we-did': 'Nous l’avons emporté.', 'what-it-cost': 'Le prix convenu.', 'if-it-comes-back': 'Appelez-nous.', 'what-to-watch': 'Rien de plus.' };
let database: TestDatabase;
let town: Town;
let visits: Visits;
let billing: Billing;
let technician: Actor;
let office: Actor;
before(async () => {
  database = await testDatabase();
  town = townOn(database.url, BEGIN);
  const [came] = (await settle(town, [near(0, 0), near(800, 0)])) as [TechnicianId];
  const { works, booking, contracts, technicians, people, pricing } = town;
  const { dbOf } = works;
  visits = createVisits({ dbOf, booking, contracts, technicians, people, devices: createDevices({ dbOf, people }), pricing, readability });
  billing = createBilling({ dbOf, booking, contracts, visits, pricing, people, issuers: technicians, depositBackSays: () => 'La pièce n’est plus nécessaire.' });
  const found = await works.looking(seed, (work) => technicians.technician(work, came));
  office = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], ...(found ? { provider: found.provider } : {}) };
});
after(async () => { await town.pool.end(); await database.drop(); });

const act = async <T, E extends Refusal>(by: Actor, todo: (work: Work) => Promise<Result<T, E>>): Promise<T> => must(await town.works.inWork(by, todo));
const why = async <T, E extends Refusal>(by: Actor, todo: (work: Work) => Promise<Result<T, E>>): Promise<string> => { const answer = await town.works.inWork(by, todo); return answer.ok ? 'done' : answer.error.kind; };

type AtWork = Readonly<{ asker: Asker; visit: VisitId; code: string }>;
/** A visit that was booked on the web and at which somebody works. */
async function atWork(east: number, asker?: Asker): Promise<AtWork> {
  const { works, booking, clock } = town;
  if (!asker) clock.set(BEGIN);
  const who = asker ?? (await askerAt(town, near(east, 300)));
  const slot = (await works.looking(who.by, (work) => booking.times(work, who.quote)))[0];
  if (!slot) throw new Error('No time is free.');
  const visit = await act(who.by, (work) => booking.book(work, { quote: who.quote, slot: slot.key, expressRequest: true, termsHash: who.version }));
  clock.set(visit.promisedFrom.toString());
  const code = (await works.looking(who.by, (work) => booking.visitCodeFor(work, visit.id))) ?? '';
  technician = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], technician: visit.technician };
  await act(technician, (work) => visits.arrive(work, { visit: visit.id }));
  await act(technician, (work) => visits.checkIn(work, { visit: visit.id, code }));
  clock.pass({ minutes: 30 });
  return { asker: who, visit: visit.id, code };
}
const receipt = { what: 'Portable gris', condition: 'Une rayure', purpose: 'Chercher la panne', backup: 'has-one', askWhom: 'La fille, 06', expectedOn: Temporal.PlainDate.from('2027-01-15') } as const;
async function taken({ visit, code }: AtWork, money: { freeUpTo: number; diagnosis: number }): Promise<void> {
  await act(technician, (work) => visits.writeSheet(work, { visit, lang: 'fr', blocks }));
  await act(technician, (work) => visits.writeReceipt(work, { visit, ...receipt, ...money }));
  const signed = await act(technician, (work) => visits.signReceipt(work, { visit, how: 'code', code }));
  assert.equal(signed.came, 'signed');
  await act(technician, (work) => visits.end(work, { visit, outcome: 'workshop' }));
}
const offer = (visit: VisitId, labour: number) => act(technician, (work) => visits.offerRepair(work, { visit, says: 'Nouveau ventilateur', labour }));
const yes = async (asker: Asker, extra: ExtraId) => {
  const terms = await town.works.looking(asker.by, (work) => visits.extraTerms(work, extra));
  return act(asker.by, (work) => visits.answerExtra(work, { extra, answer: 'yes', startNow: true, ...(terms ? { shown: terms.text.digest } : {}) }));
};
const fetched = (visit: VisitId) => act(technician, (work) => visits.giveBackDevice(work, { visit, by: 'fetched', how: 'spoken', words: 'Oui, je l’ai repris.' }));

describe('a thing that is taken to the workshop', () => {
  test('leaves only with a signed receipt, and its chain of hands is read by the household', async () => {
    const one = await atWork(0);
    const { visit, asker, code } = one;
    await act(technician, (work) => visits.writeSheet(work, { visit, lang: 'fr', blocks }));
    assert.equal(await why(technician, (work) => visits.end(work, { visit, outcome: 'workshop' })), 'receipt-missing');
    await act(technician, (work) => visits.writeReceipt(work, { visit, ...receipt, freeUpTo: 0, diagnosis: 0 }));
    assert.equal(await why(technician, (work) => visits.end(work, { visit, outcome: 'workshop' })), 'receipt-missing', 'written is not signed');
    assert.equal((await act(technician, (work) => visits.signReceipt(work, { visit, how: 'code', code: code === '0000' ? '1111' : '0000' }))).came, 'wrong');
    assert.equal((await act(technician, (work) => visits.signReceipt(work, { visit, how: 'code', code }))).came, 'signed');
    assert.equal(await why(technician, (work) => visits.writeReceipt(work, { visit, ...receipt, what: 'Autre chose', freeUpTo: 0, diagnosis: 0 })), 'receipt-signed');
    await act(technician, (work) => visits.end(work, { visit, outcome: 'workshop' }));
    await act(technician, (work) => visits.handOn(work, { visit, kind: 'other-firm', name: 'Atelier Dupont', why: 'soudure' }));
    const seen = await town.works.looking(asker.by, (work) => visits.custody(work, visit));
    assert.deepEqual(seen?.custody.holders.map(({ kind }) => kind), ['technician', 'other-firm']);
    assert.equal(seen.custody.lookWhy, undefined, 'nobody looks into files unless it says what for');
    const stranger: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [] };
    assert.equal(await town.works.looking(stranger, (work) => visits.custody(work, visit)), undefined);
    assert.equal(await why(office, (work) => billing.invoiceFor(work, { visit })), 'visit-goes-on');
  });

  test('is repaired after a new yes, fetched and signed for, and then billed once with the visit', async () => {
    const one = await atWork(200);
    await taken(one, { freeUpTo: 0, diagnosis: 2_000 });
    const asked = await offer(one.visit, 7_000);
    assert.equal(asked.state, 'proposed');
    assert.equal(await why(technician, (work) => visits.makeReady(work, { visit: one.visit, result: 'repaired' })), 'answer-awaited');
    assert.equal(await why(technician, (work) => visits.answerExtra(work, { extra: asked.id, answer: 'yes', code: one.code })), 'code-needed', 'after the visit nobody who is paid says yes');
    await yes(one.asker, asked.id);
    const extra = await town.works.looking(seed, (work) => visits.known.extra(work, asked.id));
    assert.equal(extra?.payableFrom, undefined, 'agreed from home, at a distance');
    await act(technician, (work) => visits.makeReady(work, { visit: one.visit, result: 'repaired', keptParts: 'L’ancien disque' }));
    assert.equal(await why(office, (work) => billing.invoiceFor(work, { visit: one.visit })), 'visit-goes-on');
    await fetched(one.visit);
    const invoice = await act(office, (work) => billing.invoiceFor(work, { visit: one.visit }));
    const extras = invoice.lines.filter(({ source }) => source.kind === 'extra');
    assert.deepEqual(extras.map(({ gross }) => gross.cents), [7_000], 'looking for the fault costs nothing once it is repaired');
    assert.ok(invoice.lines.some(({ source }) => source.kind === 'quote'), 'and the visit itself is on the same bill');
    assert.equal((await town.works.looking(seed, (work) => town.booking.known.request(work, one.asker.request)))?.state, 'done');
  });

  test('can be withdrawn from while the repair is not done: nothing of it is owed', async () => {
    const one = await atWork(300);
    await taken(one, { freeUpTo: 0, diagnosis: 0 });
    const asked = await offer(one.visit, 7_000);
    await yes(one.asker, asked.id);
    const [agreement] = (await town.works.looking(seed, (work) => town.contracts.known.agreementsOf(work, one.asker.request))).filter(({ extra }) => extra === asked.id);
    assert.equal(agreement?.channel, 'web');
    const foreseen = await town.works.looking(one.asker.by, (work) => billing.foreseeWithdrawal(work, agreement?.id as never));
    assert.ok(foreseen?.counts);
    assert.equal(foreseen.owed.cents, 0, 'the half hour at the door was not worked on the repair');
    await act(one.asker.by, (work) => billing.withdraw(work, { agreement: agreement?.id as never, name: 'Odette', replyTo: 'o@example.org' }, 'withdrawn'));
    assert.deepEqual(await town.works.looking(seed, (work) => visits.known.withdrawnFrom(work, one.visit)), [asked.id]);
    assert.equal(await why(technician, (work) => visits.makeReady(work, { visit: one.visit, result: 'repaired' })), 'repair-withdrawn', 'nothing is called repaired that they withdrew from');
    await act(technician, (work) => visits.makeReady(work, { visit: one.visit, result: 'refused' }));
    await fetched(one.visit);
    const made = await act(office, (work) => billing.invoiceFor(work, { visit: one.visit }));
    assert.ok(made.lines.every(({ source }) => source.kind !== 'extra'));
  });

  test('costs the announced fee for looking when the person says no, and nothing when it cannot be repaired', async () => {
    const refused = await atWork(400);
    await taken(refused, { freeUpTo: 0, diagnosis: 2_000 });
    const asked = await offer(refused.visit, 30_000);
    await act(refused.asker.by, (work) => visits.answerExtra(work, { extra: asked.id, answer: 'no' }));
    assert.equal(await why(technician, (work) => visits.makeReady(work, { visit: refused.visit, result: 'repaired' })), 'repair-not-agreed');
    await act(technician, (work) => visits.makeReady(work, { visit: refused.visit, result: 'refused' }));
    await fetched(refused.visit);
    const bill = await town.works.looking(seed, (work) => visits.known.bill(work, refused.visit));
    assert.deepEqual([bill?.outcome, bill?.rule.money, bill?.extrasGross.cents], ['unsolved', 'no-fix', 2_000]);

    const beyond = await atWork(600);
    await taken(beyond, { freeUpTo: 0, diagnosis: 2_000 });
    await act(technician, (work) => visits.makeReady(work, { visit: beyond.visit, result: 'unrepairable' }));
    await fetched(beyond.visit);
    assert.equal((await town.works.looking(seed, (work) => visits.known.bill(work, beyond.visit)))?.extrasGross.cents, 0);
  });

  test('needs no second yes below what the receipt allows, and one above it; an offer lapses after its days', async () => {
    const one = await atWork(800);
    await taken(one, { freeUpTo: 5_000, diagnosis: 0 });
    const small = await offer(one.visit, 4_000);
    assert.deepEqual([small.state, small.saidBy], ['approved', 'receipt']);
    const more = await offer(one.visit, 2_000);
    assert.equal(more.state, 'proposed', 'what is left of the limit does not cover it');
    town.clock.pass({ hours: 24 * 31 });
    assert.equal(await why(one.asker.by, (work) => visits.answerExtra(work, { extra: more.id, answer: 'yes', startNow: true })), 'extra-lapsed');
    await act(technician, (work) => visits.makeReady(work, { visit: one.visit, result: 'repaired' }));
    town.clock.pass({ hours: 24 * 31 });
    assert.equal(await town.works.inWork(seed, async (work) => ({ ok: true as const, value: await visits.known.remindOfAway(work) })).then(must), 1, 'who does not fetch it is reminded');
    assert.equal(await town.works.inWork(seed, async (work) => ({ ok: true as const, value: await visits.known.remindOfAway(work) })).then(must), 0, 'once in thirty days');
  });

  test('comes home on another visit under the same price: one bill, and no visit is called solved before it is back', async () => {
    const one = await atWork(1_000);
    await taken(one, { freeUpTo: 9_000, diagnosis: 0 });
    await offer(one.visit, 6_000);
    await act(technician, (work) => visits.makeReady(work, { visit: one.visit, result: 'repaired' }));
    assert.equal(await why(technician, (work) => visits.giveBackDevice(work, { visit: one.visit, by: 'visit', how: 'spoken', words: 'Oui' })), 'no-return-visit');
    const first = technician;
    const back = await atWork(0, one.asker);
    await act(technician, (work) => visits.writeSheet(work, { visit: back.visit, lang: 'fr', blocks }));
    assert.equal(await why(technician, (work) => visits.end(work, { visit: back.visit, outcome: 'solved' })), 'device-not-given-back');
    await act(first, (work) => visits.giveBackDevice(work, { visit: one.visit, by: 'visit', how: 'spoken', words: 'Oui, merci.' }));
    await act(technician, (work) => visits.end(work, { visit: back.visit, outcome: 'solved' }));
    const invoice = await act(office, (work) => billing.invoiceFor(work, { visit: back.visit }));
    assert.deepEqual(invoice.lines.filter(({ source }) => source.kind === 'extra').map(({ gross }) => gross.cents), [6_000]);
    assert.equal(invoice.lines.filter(({ kind }) => kind === 'travel').length, 1, 'the way is paid once');
  });
});

describe('a part that was not there', () => {
  const order = async (one: AtWork, deposit: number) => act(technician, (work) => visits.orderPart(work, { visit: one.visit, says: 'Batterie', quantity: 1, price: 8_000, deposit, expectedOn: Temporal.PlainDate.from('2026-12-10') }));
  const end = async (one: AtWork) => { await act(technician, (work) => visits.writeSheet(work, { visit: one.visit, lang: 'fr', blocks })); await act(technician, (work) => visits.end(work, { visit: one.visit, outcome: 'to-be-continued' })); };

  test('is ordered after its yes, with a deposit under the rule that goes off the bill, and the way is paid once', async () => {
    const one = await atWork(1_200);
    assert.equal(await why(technician, (work) => visits.orderPart(work, { visit: one.visit, says: 'Batterie', quantity: 1, price: 8_000, deposit: 4_001, expectedOn: Temporal.PlainDate.from('2026-12-10') })), 'deposit-too-high');
    const part = await order(one, 3_000);
    assert.equal(await why(technician, (work) => visits.partOrdered(work, { part: part.id as never })), 'answer-awaited');
    assert.equal(await why(office, (work) => billing.invoiceDeposit(work, { part: part.id })), 'answer-awaited');
    await yes(one.asker, part.extra as ExtraId);
    await end(one);
    await act(office, (work) => visits.partOrdered(work, { part: part.id as never }));
    const awaited = (by: Actor) => town.works.looking(by, (work) => visits.partsAwaited(work, (office as Readonly<{ provider: ProviderId }>).provider));
    assert.deepEqual((await awaited(office)).map(({ order: { id }, state }) => [id, state]), [[part.id, 'ordered']], 'the office finds what it waits for');
    assert.equal((await awaited(technician)).length, 1, 'and so does who ordered it');
    assert.deepEqual(await awaited(one.asker.by), [], 'nobody else has such a list');
    const deposit = await act(office, (work) => billing.invoiceDeposit(work, { part: part.id }));
    assert.deepEqual([deposit.kind, deposit.gross.cents], ['deposit', 3_000]);
    assert.equal((await act(office, (work) => billing.invoiceDeposit(work, { part: part.id }))).number, deposit.number, 'asked again, the same one');
    const today = town.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate();
    assert.equal(await why(office, (work) => billing.recordPayment(work, { invoice: deposit.id, means: 'transfer', amount: 3_000, receivedOn: today })), 'must-wait', 'agreed at the door in France: no money for seven days');
    town.clock.pass({ hours: 24 * 9 });
    const later = town.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate();
    await act(office, (work) => billing.recordPayment(work, { invoice: deposit.id, means: 'transfer', amount: 3_000, receivedOn: later }));
    await act(office, (work) => visits.partArrived(work, { part: part.id as never }));
    const second = await atWork(0, one.asker);
    await act(technician, (work) => visits.writeSheet(work, { visit: second.visit, lang: 'fr', blocks }));
    await act(technician, (work) => visits.end(work, { visit: second.visit, outcome: 'solved' }));
    const invoice = await act(office, (work) => billing.invoiceFor(work, { visit: second.visit }));
    assert.deepEqual(invoice.lines.filter(({ source }) => source.kind === 'deposit').map(({ gross }) => gross.cents), [-3_000]);
    assert.deepEqual(invoice.lines.filter(({ source }) => source.kind === 'extra').map(({ gross }) => gross.cents), [8_000]);
    assert.equal(invoice.lines.filter(({ kind }) => kind === 'travel').length, 1);
    assert.equal(invoice.gross.cents, invoice.lines.reduce((cents, { gross }) => cents + gross.cents, 0));
  });

  test('that is late is told of once and may be called off for nothing: the deposit goes back whole, and is written down when it is paid out', async () => {
    const one = await atWork(1_400);
    const part = await order(one, 4_000);
    await yes(one.asker, part.extra as ExtraId);
    await end(one);
    await act(office, (work) => visits.partOrdered(work, { part: part.id as never }));
    assert.equal(await why(one.asker.by, (work) => visits.callOffPart(work, { part: part.id as never })), 'part-not-late');
    const stranger: Actor = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], provider: newId('Provider'), technician: newId('Technician') };
    for (const verb of [visits.callOffPart, visits.partOrdered, visits.partArrived] as const) assert.equal(await why(stranger, (work) => verb(work, { part: part.id as never }) as Promise<Result<unknown, Refusal>>), 'no-such-part');
    for (const verb of [billing.invoiceDeposit, billing.giveBackDeposit] as const) assert.equal(await why(stranger, (work) => verb(work, { part: part.id }) as Promise<Result<unknown, Refusal>>), 'no-such-part');
    const deposit = await act(office, (work) => billing.invoiceDeposit(work, { part: part.id }));
    town.clock.pass({ hours: 24 * 9 });
    const paidOn = town.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate();
    await act(office, (work) => billing.recordPayment(work, { invoice: deposit.id, means: 'transfer', amount: 4_000, receivedOn: paidOn }));
    assert.equal(await why(office, (work) => billing.recordRefund(work, { invoice: deposit.id, way: 'transfer', amount: 4_000, paidOn })), 'nothing-to-refund');
    town.clock.pass({ hours: 24 * 20 });
    const tell = () => town.works.inWork(seed, async (work) => ({ ok: true as const, value: await visits.known.remindOfAway(work) })).then(must);
    assert.ok(await tell() >= 1);
    assert.equal(await tell(), 0);
    await act(one.asker.by, (work) => visits.callOffPart(work, { part: part.id as never }));
    const note = await act(one.asker.by, (work) => billing.giveBackDeposit(work, { part: part.id }));
    assert.deepEqual([note?.gross.cents, note?.why], [4_000, 'La pièce n’est plus nécessaire.']);
    const read = async () => must(await town.works.looking(office, (work) => billing.invoice(work, deposit.id)));
    assert.equal(owedOf(await read()).cents, -4_000);
    const today = town.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate();
    assert.equal(await why(one.asker.by, (work) => billing.recordRefund(work, { invoice: deposit.id, way: 'transfer', amount: 4_000, paidOn: today })), 'no-such-invoice', 'only the firm and finance write it down');
    assert.equal(await why(office, (work) => billing.recordRefund(work, { invoice: deposit.id, way: 'transfer', amount: 4_001, paidOn: today })), 'more-than-owed-back');
    await act(office, (work) => billing.recordRefund(work, { invoice: deposit.id, way: 'transfer', amount: 4_000, paidOn: today, reference: 'VIR-9' }));
    assert.deepEqual([owedOf(await read()).cents, refundedOf(await read()).cents], [0, 4_000]);
    const bill = await town.works.looking(seed, (work) => visits.known.bill(work, one.visit));
    assert.deepEqual([bill?.outcome, bill?.rule.money, bill?.extrasGross.cents], ['unsolved', 'no-fix', 0], 'what was not finished is paid as work that did not help');
  });
});

describe('a fee for a missed visit', () => {
  /** Somebody came to a door that nobody opened. */
  async function missed(east: number, outcome: 'nobody-home' | 'entry-refused'): Promise<VisitId> {
    const { works, booking, clock } = town;
    clock.set(BEGIN);
    const who = await askerAt(town, near(east, 900));
    const slot = (await works.looking(who.by, (work) => booking.times(work, who.quote)))[0];
    assert.ok(slot);
    const visit = await act(who.by, (work) => booking.book(work, { quote: who.quote, slot: slot.key, expressRequest: true, termsHash: who.version }));
    technician = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], technician: visit.technician };
    clock.set(visit.promisedFrom.toString());
    await act(technician, (work) => visits.arrive(work, { visit: visit.id }));
    clock.pass({ minutes: 15 });
    await act(technician, (work) => visits.end(work, { visit: visit.id, outcome }));
    return visit.id;
  }
  const waive = (visit: VisitId) => (work: Work) => billing.waiveFee(work, { visit, why: 'ill', says: 'Vous étiez malade.' });

  test('that is waived is asked for no more, and a bill that was made goes back whole', async () => {
    const visit = await missed(0, 'nobody-home');
    const bill = await act(technician, (work) => billing.invoiceFor(work, { visit }));
    assert.equal(await why(technician, waive(visit)), 'no-such-visit', 'whoever stood there does not decide');
    await act(office, waive(visit));
    await act(office, waive(visit));
    const back = await act(office, (work) => billing.invoice(work, bill.id));
    assert.deepEqual([back.creditNotes.map(({ gross, why: says }) => [gross.cents, says]), owedOf(back).cents], [[[4000, 'Vous étiez malade.']], 0]);
    assert.equal(await why(office, (work) => billing.invoiceFor(work, { visit })), 'fee-waived');
    assert.equal((await town.works.looking(seed, (work) => billing.known.waived(work, visit)))?.why, 'ill');
  });

  test('for a closed door is billed by the office alone, after it rang', async () => {
    const visit = await missed(300, 'entry-refused');
    assert.equal(await why(technician, (work) => billing.invoiceFor(work, { visit })), 'office-decides');
    const bill = await act(office, (work) => billing.invoiceFor(work, { visit }));
    assert.deepEqual([bill.kind, bill.gross.cents], ['missed-visit', 4000]);
    const known = await town.works.looking(seed, (work) => billing.known.billOf(work, visit));
    assert.deepEqual([known?.number, known?.gross.cents], [bill.number, 4000]);
  });

  test('is not due where something was solved', async () => {
    const one = await atWork(1_400);
    await act(technician, (work) => visits.writeSheet(work, { visit: one.visit, lang: 'fr', blocks }));
    await act(technician, (work) => visits.sign(work, { visit: one.visit, how: 'code', code: one.code }));
    await act(technician, (work) => visits.end(work, { visit: one.visit, outcome: 'solved' }));
    assert.equal(await why(office, waive(one.visit)), 'no-fee-here');
  });
});
