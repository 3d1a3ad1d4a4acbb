import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { type Actor, type TechnicianId, type VisitId, money, must, newId } from '#kernel';
import type { Agreement } from '#modules/contracts';
import { createDevices } from '#modules/devices';
import { readability } from '#modules/learning';
import { type Visits, createVisits } from '#modules/visits';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Asker, type Town, askerAt, near, seed, settle, townOn } from '../booking/test-town.ts';
import { createBilling } from './billing.ts';
import { owedOf } from './invoice.ts';
import type { NewLine, Unnumbered } from './make-invoice.ts';
import type { Billing } from './verbs.ts';
import { afterWithdrawal, backOf } from './withdrawn.ts';

const BEGIN = '2026-11-24T08:00:00Z';
let database: TestDatabase;
let town: Town;
let visits: Visits;
let billing: Billing;
let technician: TechnicianId;
let office: Actor;
before(async () => {
  database = await testDatabase();
  town = townOn(database.url, BEGIN);
  [technician] = (await settle(town, [near(0, 0), near(800, 0)])) as [TechnicianId];
  const { works, booking, contracts, technicians, people, pricing } = town;
  const { dbOf } = works;
  visits = createVisits({ dbOf, booking, contracts, technicians, people, devices: createDevices({ dbOf, people }), pricing, readability });
  billing = createBilling({ dbOf, booking, contracts, visits, pricing, people, issuers: technicians });
  const found = await works.looking(seed, (work) => technicians.technician(work, technician));
  office = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], ...(found ? { provider: found.provider } : {}) };
});
after(async () => { await town.pool.end(); await database.drop(); });

type Said = Readonly<{ asker: Asker; visit: VisitId; from: Temporal.Instant; agreement: Agreement }>;

async function agreed(east: number, shows: boolean): Promise<Said> {
  const { works, booking, contracts, clock } = town;
  clock.set(BEGIN);
  const asker = await askerAt(town, near(east, 300));
  const slot = (await works.looking(asker.by, (work) => booking.times(work, asker.quote)))[0];
  if (!slot) throw new Error('No time is free.');
  const text = await works.looking(asker.by, (work) => contracts.termsFor(work, { quote: asker.quote, lang: 'fr', channel: 'web', promised: { from: slot.promisedFrom, until: slot.promisedUntil } }));
  const shown = shows && text ? { digest: text.digest, lang: 'fr' as const, acknowledges: true } : undefined;
  const visit = must(await works.inWork(asker.by, (work) => booking.book(work, { quote: asker.quote, slot: slot.key, expressRequest: true, termsHash: asker.version, shown })));
  const [agreement] = await works.looking(seed, (work) => contracts.known.agreementsOf(work, asker.request));
  return { asker, visit: visit.id, from: visit.promisedFrom, agreement: agreement as Agreement };
}

/** The visit takes place: so many minutes of work, ended as told. */
async function worked({ asker, visit, from }: Said, minutes: number, outcome: 'to-be-continued' | 'unsolved' | 'solved'): Promise<void> {
  const { works, booking, clock } = town;
  clock.set(from.toString());
  const code = (await works.looking(asker.by, (work) => booking.visitCodeFor(work, visit))) ?? '';
  must(await works.inWork(seed, (work) => visits.arrive(work, { visit })));
  must(await works.inWork(seed, (work) => visits.checkIn(work, { visit, code })));
  clock.pass({ minutes });
  must(await works.inWork(seed, (work) => visits.writeSheet(work, { visit, lang: 'fr', blocks: { 'what-was-wrong': 'Le disque était plein.', 'what-we-did': 'Nous avons rangé le disque.', 'what-it-cost': 'Le prix convenu.', 'if-it-comes-back': 'Appelez-nous.', 'what-to-watch': 'Gardez de la place.' } })));
  must(await works.inWork(seed, (work) => visits.handBack(work, { visit, how: 'alone' })));
  must(await works.inWork(seed, (work) => visits.sign(work, { visit, how: 'code', code })));
  const seen = await works.looking(seed, (work) => visits.see(work, visit));
  for (const list of seen?.checklist ?? []) for (const { step } of list.steps) must(await works.inWork(seed, (work) => visits.tick(work, { visit, task: list.task, step, ticked: 'done' })));
  must(await works.inWork(seed, (work) => visits.end(work, { visit, outcome })));
}

const withdraw = ({ asker, agreement }: Said) => town.works.inWork(asker.by, (work) => billing.withdraw(work, { agreement: agreement.id, name: 'Odette Perrin', replyTo: 'par lettre' }, 'Rétractation'));
const foresee = ({ asker, agreement }: Said) => town.works.looking(asker.by, (work) => billing.foreseeWithdrawal(work, agreement.id));

test('before anything was done it costs nothing: the visit falls away, its time is free again, the request is closed', async () => {
  const said = await agreed(200, true);
  const foreseen = await foresee(said);
  assert.deepEqual(foreseen?.counts && [foreseen.minutes, foreseen.owed.cents], [0, 0]);
  // So late that cancelling would cost the fee of the tariff.
  town.clock.set(said.from.subtract({ hours: 3 }).toString());
  const done = must(await withdraw(said));
  assert.deepEqual([done.owed.cents, done.refund.cents, done.invoice, done.cancelled.map(({ id }) => id)], [0, 0, undefined, [said.visit]]);
  const visit = await town.works.looking(seed, (work) => town.booking.known.visit(work, said.visit));
  assert.deepEqual([visit?.state, visit?.fee], ['cancelled', undefined]);
  const request = await town.works.looking(seed, (work) => town.booking.known.request(work, said.asker.request));
  assert.equal(request?.state, 'closed');
  assert.equal((await town.pool.query('select from booking.cells where promise_id = $1', [said.visit])).rowCount, 0);
});

test('work that was begun is paid by its share of the agreed price, never above the tariff, on an invoice that says so', async () => {
  const said = await agreed(-400, true);
  await worked(said, 20, 'to-be-continued');
  town.clock.set('2026-12-04T10:00:00Z');
  const [quote, scope] = await town.works.looking(seed, async (work) => [await town.pricing.known.quote(work, said.asker.quote), await town.pricing.known.scopeOf(work, said.asker.quote)] as const);
  const price = quote?.lines.filter(({ kind }) => kind === 'labour' || kind === 'travel').reduce((cents, { gross }) => cents + gross.cents, 0) ?? 0;
  const minutes = scope?.tasks.reduce((total, task) => total + task.minutes.expected, 0) ?? 0;
  const share = Math.round((price * 20) / minutes);
  const foreseen = await foresee(said);
  assert.deepEqual(foreseen?.counts && [foreseen.minutes, foreseen.owed.cents], [20, share]);
  const done = must(await withdraw(said));
  assert.equal(done.invoice?.gross.cents, share);
  assert.ok(share < 6_500 + 1_500, 'the tariff alone would ask for the whole first hour and the way');
  const off = done.invoice?.lines.find(({ source }) => source.kind === 'withdrawn');
  assert.equal(off?.gross.cents, share - 8_000);
  assert.equal(off?.says && typeof off.says !== 'string' ? off.says.with['done'] : undefined, 20);
  assert.equal(must(await town.works.looking(said.asker.by, (work) => billing.invoice(work, done.invoice?.id as never))).gross.cents, share, 'it comes back as it was written');
  assert.equal((await withdraw(said)).ok, false, 'once');
});

test('who was shown nothing owes nothing: what was billed goes back whole, and what was paid is owed back', async () => {
  const said = await agreed(600, false);
  await worked(said, 50, 'solved');
  const invoice = must(await town.works.inWork(office, (work) => billing.invoiceFor(work, { visit: said.visit })));
  must(await town.works.inWork(office, (work) => billing.recordPayment(work, { invoice: invoice.id, means: 'card', amount: invoice.gross.cents, receivedOn: town.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate() })));
  town.clock.set('2027-11-01T10:00:00Z');
  const foreseen = await foresee(said);
  assert.deepEqual(foreseen?.counts && [foreseen.owed.cents, foreseen.billed.cents], [0, invoice.gross.cents]);
  const done = must(await withdraw(said));
  assert.deepEqual(done.creditNotes.map(({ gross }) => gross.cents), [invoice.gross.cents]);
  assert.equal(done.refund.cents, invoice.gross.cents);
  assert.equal(done.withdrawal.refundBy.toString(), '2027-11-15');
  const after = must(await town.works.looking(said.asker.by, (work) => billing.invoice(work, invoice.id)));
  assert.equal(owedOf(after).cents, -invoice.gross.cents);
});

test('all was done at their wish, and they knew: it is too late, and nothing changes', async () => {
  const said = await agreed(-700, true);
  await worked(said, 50, 'solved');
  const invoice = must(await town.works.inWork(office, (work) => billing.invoiceFor(work, { visit: said.visit })));
  town.clock.set('2026-12-01T10:00:00Z');
  const answer = await withdraw(said);
  assert.equal(!answer.ok && answer.error.kind, 'withdrawal-fully-performed');
  assert.deepEqual((await foresee(said))?.counts, false);
  assert.equal(must(await town.works.looking(said.asker.by, (work) => billing.invoice(work, invoice.id))).creditNotes.length, 0);
});

describe('the sums of a withdrawal', () => {
  const eur = (cents: number) => money(cents, 'EUR');
  const line = (cents: number, more: Partial<NewLine> = {}): NewLine => ({ source: { kind: 'quote', line: newId('QuoteLine') }, kind: 'labour', says: 'x', unit: 'visit', quantity: 1, unitPrice: eur(cents), gross: eur(cents), vatBasisPoints: 2_000, every: 'once', eligible: eur(cents), ...more });
  const made = (lines: readonly NewLine[]): Unnumbered => ({ lines, gross: eur(lines.reduce((sum, { gross }) => sum + gross.cents, 0)), vat: [], extras: [], credit: { rule: 'r', eligible: eur(lines.reduce((sum, one) => sum + (one.eligible?.cents ?? 0), 0)), amount: eur(4_000) } });
  const at = Temporal.Instant.from(BEGIN);

  test('a year paid ahead is paid for the days that it was there; what was fitted is paid', () => {
    const bill = afterWithdrawal(made([line(8_000), line(3_650, { kind: 'subscription', every: 'year', item: 'antivirus', eligible: undefined, renewsOn: Temporal.PlainDate.from('2027-11-24'), later: eur(4_500) }), line(6_000, { kind: 'parts', item: 'disk', eligible: undefined })]),
      { price: eur(8_000), minutes: 45, agreedMinutes: 90, days: 10, expressAt: at, informedAt: at });
    assert.equal(bill.gross.cents, 4_000 + 100 + 6_000);
    assert.deepEqual([bill.credit?.eligible.cents, bill.credit?.amount.cents], [4_000, 2_000], 'the advantage shrinks with the work');
  });
  test('whatever was done, the bill is never below nothing, never above the tariff, and its lines add up', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 50_000 }), fc.nat(20_000), fc.nat(50_000), fc.nat(600), fc.integer({ min: 1, max: 600 }), (work, way, price, minutes, agreedMinutes) => {
      const bill = afterWithdrawal(made([line(work), line(way, { kind: 'travel' })]), { price: eur(price), minutes, agreedMinutes, days: 3, expressAt: at, informedAt: at });
      assert.ok(bill.gross.cents >= 0 && bill.gross.cents <= work + way);
      assert.ok(bill.gross.cents <= price);
      assert.equal(bill.lines.reduce((sum, { gross }) => sum + gross.cents, 0), bill.gross.cents);
    }));
  });
  test('what goes back never takes more of a line than the line asked', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -5_000, max: 9_000 }), { minLength: 1, maxLength: 8 }), fc.nat(100), (amounts, percent) => {
      const whole = amounts.reduce((sum, cents) => sum + cents, 0);
      fc.pre(whole > 0);
      const back = eur(Math.floor((whole * percent) / 100));
      const lines = backOf(amounts.map((cents, place) => ({ line: String(place), gross: eur(cents) })), back);
      assert.equal(lines.reduce((sum, { gross }) => sum + gross, 0), back.cents);
      for (const one of lines) assert.ok(Math.abs(one.gross) <= Math.abs(amounts[Number(one.line)] ?? 0));
    }));
  });
});
