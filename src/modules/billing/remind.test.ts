import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Actor, type TechnicianId, type VisitId, jobActor, must, newId, ok } from '#kernel';
import { createDevices } from '#modules/devices';
import { readability } from '#modules/learning';
import { type Visits, createVisits } from '#modules/visits';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { type Town, askerAt, near, seed, settle, townOn } from '../booking/test-town.ts';
import { createBilling } from './billing.ts';
import type { Invoice } from './invoice.ts';
import type { Billing } from './verbs.ts';

const BEGIN = '2026-11-24T08:00:00Z';
const disputed = new Set<VisitId>();
let database: TestDatabase;
let town: Town;
let visits: Visits;
let billing: Billing;
let office: Actor;
before(async () => {
  database = await testDatabase();
  town = townOn(database.url, BEGIN);
  const [technician] = (await settle(town, [near(0, 0)])) as [TechnicianId];
  const { works, booking, contracts, technicians, people, pricing } = town;
  const { dbOf } = works;
  visits = createVisits({ dbOf, booking, contracts, technicians, people, devices: createDevices({ dbOf, people }), pricing, readability });
  billing = createBilling({ dbOf, booking, contracts, visits, pricing, people, issuers: technicians, isDisputed: async (_, visit) => disputed.has(visit) });
  const found = await works.looking(seed, (work) => technicians.technician(work, technician));
  office = { kind: 'person', person: newId('Person'), homes: [], mandates: [], roles: [], ...(found ? { provider: found.provider } : {}) };
});
after(async () => { await town.pool.end(); await database.drop(); });

/** Somebody was not at home, and has a bill for it: the shortest way to one. */
async function billed(east: number): Promise<Invoice> {
  const { works, booking, clock } = town;
  clock.set(BEGIN);
  const asker = await askerAt(town, near(east, 300));
  const [slot] = await works.looking(asker.by, (work) => booking.times(work, asker.quote));
  const visit = must(await works.inWork(asker.by, (work) => booking.book(work, { quote: asker.quote, slot: slot?.key ?? '', expressRequest: true, termsHash: asker.version })));
  clock.set(visit.promisedFrom.toString());
  must(await works.inWork(seed, (work) => visits.arrive(work, { visit: visit.id })));
  clock.pass({ minutes: 15 });
  must(await works.inWork(seed, (work) => visits.end(work, { visit: visit.id, outcome: 'nobody-home' })));
  const invoice = must(await works.inWork(office, (work) => billing.invoiceFor(work, { visit: visit.id })));
  if (invoice.person === undefined) await town.pool.query('update billing.invoices set person_id = $1 where id = $2', [newId('Person'), invoice.id]);
  return invoice;
}
const remind = async (): Promise<number> => must(await town.works.inWork(jobActor('bills'), async (work) => ok(await billing.known.remindOfBills(work))));
const itIs = (invoice: Invoice, daysAfterDue: number): void => { town.clock.set(`${invoice.dueOn.add({ days: daysAfterDue }).toString()}T10:00:00Z`); };
const pay = (invoice: Invoice, cents: number) => town.works.inWork(office, (work) => billing.recordPayment(work, { invoice: invoice.id, means: 'transfer', amount: cents, receivedOn: town.clock.now().toZonedDateTimeISO('Europe/Paris').toPlainDate() }));

test('a bill that is not paid is reminded of a week after its day, once and never again', async () => {
  const invoice = await billed(200);
  itIs(invoice, 6);
  assert.equal(await remind(), 0, 'money may be under way');
  itIs(invoice, 7);
  assert.equal(await remind(), 1);
  assert.equal(await remind(), 0);
  itIs(invoice, 60);
  assert.equal(await remind(), 0, 'nobody is pressed');
  assert.ok(await town.works.looking(seed, (work) => billing.known.remindedAt(work, invoice.id)));
});

test('of a bill that is paid nobody is reminded; of one that is paid in part, of the rest', async () => {
  const [paid, partly] = [await billed(-300), await billed(500)];
  itIs(partly, 1);
  must(await pay(paid, paid.gross.cents));
  must(await pay(partly, 500));
  itIs(partly, 8);
  assert.equal(await remind(), 1);
  const left = await town.works.looking(seed, (work) => billing.known.unpaid(work, partly.id));
  assert.equal(left?.owed.cents, partly.gross.cents - 500);
  assert.equal(await town.works.looking(seed, (work) => billing.known.unpaid(work, paid.id)), undefined);
});

test('while a complaint waits for its answer nobody is reminded; a bill that was taken back is none', async () => {
  const [waits, taken] = [await billed(-700), await billed(900)];
  disputed.add(waits.visit);
  must(await town.works.inWork(office, (work) => billing.creditNote(work, { invoice: taken.id, why: 'Our mistake' })));
  itIs(taken, 9);
  assert.equal(await remind(), 0);
  disputed.clear();
  assert.equal(await remind(), 1, 'once it is answered');
});

test('a bill of long ago is not dug out', async () => {
  const invoice = await billed(1_100);
  itIs(invoice, 120);
  assert.equal(await remind(), 0);
});
